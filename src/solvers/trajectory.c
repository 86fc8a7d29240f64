/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state is kept in the Dicke basis along its own mean spin, |J, k>: a coherent state
 * is one number, a squeezed one some tens, whatever N is.  Between jumps it obeys
 * unravel.h; the norm that it loses tells when the next jump comes.
 *
 * Time stepping: explicit Runge–Kutta with an error estimate.  The spectral radius in this
 * basis is about |chi − i Gamma/2| N m for m amplitudes, so that order 5 with six products
 * is good between rare jumps, and order 3 with three where jumps end the step anyway.
 * During a step the gauge (displacement, turning) is fixed by its start.
 *
 * Longer than 400 lines: steps, jumps and the room for the amplitudes share one state. */
#include "solvers/trajectory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/dicke.h"
#include "base/philox.h"
#include "base/step.h"
#include "solvers/unravel.h"

/* A scheme with its control. */
typedef struct method {
    const sq_step_scheme *scheme;
    sq_step_control control;
} method;

static const method third_order = {
    .scheme = &sq_step_bogacki_shampine,
    .control = {.order = 3, .safety = 0.9, .least = 0.2, .largest = 4, .rejected = 0.85}};
static const method fifth_order = {
    .scheme = &sq_step_cash_karp,
    .control = {.order = 5, .safety = 0.9, .least = 0.2, .largest = 4, .rejected = 0.85}};

/* Weight allowed at the edge of the window, in squares of the tolerance: the errors of the
 * steps gather there, and must not look like a state that needs more room. */
#define TAIL 100
/* Error of the time of a jump: of the norm to be lost before it (not of a mean wait: jumps
 * that are rare must stay as rare).  What is left is added to the next wait. */
#define JUMP_TIME 1e-4

/* Every so many steps the other method is tried. */
#define PROBE 64

/* The state is normalised when its norm is off by so much. */
#define NORM_DRIFT 1e-2

/* Offsets are chosen anew after so much of the collective time, at times that do not depend on
 * the steps, so that a trajectory stays the same at another tolerance. */
#define OFFSET_TIME 0.3

/* A gauge is held for a while whose length must not depend on when the next jump will
 * come, which is known beforehand: displacements may depend on the past alone. */
typedef struct hold {
    sq_gauge gauge;
    double inner[3];     /* mean spin in the frame, when it began, */
    double drift[3];     /* and its velocity */
    double begin, until; /* times */
} hold;

struct sq_trajectory {
    sq_rates rates;
    sq_trajectory_options options;
    sq_stream stream;
    sq_frame frame;
    hold hold;
    double complex offset[SQ_OFFSETS];
    double offset_until; /* the time when they are chosen anew */
    double t, J;
    double wait, slack;  /* −log of the norm to be lost before the next jump; its error */
    double small, large; /* step sizes of third_order and fifth_order */
    const method *last;  /* used */
    sq_trajectory_work work;
    double norm, trial_norm; /* of psi and trial, squared; about one */
    int length;              /* amplitudes in memory */
    double *memory;          /* owned; what follows points into it */
    double *psi, *trial, *product, *stage[SQ_STEP_MOST_STAGES], *root, *rest, *lower;
};

/* ---- memory ---- */

enum { N_WAVES = 3 + SQ_STEP_MOST_STAGES, N_TABLES = 3 };

static sq_elements
elements_of(const sq_trajectory *t)
{
    return (sq_elements){.J = t->J, .root = t->root, .rest = t->rest, .lower = t->lower};
}

static void
fill_elements(sq_trajectory *t)
{
    sq_elements_fill(t->rest, t->lower, t->root, t->J, t->length);
}

static void
place(sq_trajectory *t, double *memory, int length)
{
    size_t wave = sq_wave_size(length), table = (size_t)length + 2 * SQ_WAVE_GUARD;
    double **waves[N_WAVES] = {&t->psi, &t->trial, &t->product};
    for (int i = 0; i < SQ_STEP_MOST_STAGES; i++)
        waves[3 + i] = &t->stage[i];
    t->memory = memory;
    t->length = length;
    for (int i = 0; i < N_WAVES; i++, memory += wave)
        *waves[i] = memory;
    double **tables[N_TABLES] = {&t->root, &t->rest, &t->lower};
    for (int i = 0; i < N_TABLES; i++, memory += table)
        *tables[i] = memory;
    sq_elements_fill_root(t->root, length);
    fill_elements(t);
}

static size_t
memory_bytes(int length)
{
    size_t doubles =
        N_WAVES * sq_wave_size(length) + N_TABLES * ((size_t)length + 2 * SQ_WAVE_GUARD);
    return (doubles * sizeof(double) + 63) / 64 * 64;
}

static double *
allocate(int length)
{
    void *memory = aligned_alloc(64, memory_bytes(length));
    if (memory)
        memset(memory, 0, memory_bytes(length));
    return memory;
}

/* Keeps the amplitudes that fit. */
static enum sq_status
resize(sq_trajectory *t, int length, sq_errors *errors)
{
    double *memory = allocate(length), *old = t->memory, *psi = t->psi;
    int old_length = t->length;
    if (!memory)
        return sq_errors_add(errors, SQ_ERR_MEMORY,
                             "no memory for a trajectory of %d amplitudes", length);
    place(t, memory, length);
    int both = length < old_length ? length : old_length;
    if (old) {
        size_t part = (size_t)both * sizeof(double);
        memcpy(t->psi + SQ_WAVE_GUARD, psi + SQ_WAVE_GUARD, part);
        memcpy(t->psi + sq_wave_imaginary(length), psi + sq_wave_imaginary(old_length), part);
    }
    free(old);
    if (length > t->work.longest)
        t->work.longest = length;
    return SQ_OK;
}

static int
rounded_up(int n)
{
    return (n + SQ_WAVE_WIDTH - 1) / SQ_WAVE_WIDTH * SQ_WAVE_WIDTH;
}

/* Amplitudes of a new trajectory, and the least there is memory for. */
static int
first_length(const sq_rates *rates)
{
    int full = rounded_up((int)rates->N + 3), least = 4 * SQ_WAVE_WIDTH;
    return full < least ? full : least;
}

/* Room where the edge carries weight, none where it would not be missed. */
static enum sq_status
adapt_length(sq_trajectory *t, sq_errors *errors)
{
    int full = rounded_up((int)(2 * t->J) + 3), m = t->length, wanted = m;
    double tail = TAIL * t->options.tolerance * t->options.tolerance;
    if (m < full && sq_wave_tail(t->psi, m - SQ_WAVE_WIDTH, m) > tail)
        wanted = m + SQ_WAVE_WIDTH * (1 + m / (8 * SQ_WAVE_WIDTH));
    else if (m > 4 * SQ_WAVE_WIDTH &&
             sq_wave_tail(t->psi, m - 3 * SQ_WAVE_WIDTH, m) < 0.1 * tail)
        wanted = m - SQ_WAVE_WIDTH;
    if (wanted > full)
        wanted = full;
    if (wanted < first_length(&t->rates))
        wanted = first_length(&t->rates);
    return wanted == m ? SQ_OK : resize(t, wanted, errors);
}

/* ---- one step ---- */

static void
derivative(sq_trajectory *t, const sq_unravel *u, const double *psi, double *out)
{
    int m = t->length;
    if (u->n_channels == 0) {
        sq_wave_apply(out, &u->linear, psi, t->lower, m);
        return;
    }
    for (int c = 0; c < u->n_channels; c++) {
        sq_wave_apply(t->product, &u->channel[c].jump, psi, t->lower, m);
        if (c == 0)
            sq_wave_apply_two(out, &u->channel[c].adjoint, t->product, &u->linear, psi,
                              t->lower, m);
        else
            sq_wave_add(out, &u->channel[c].adjoint, t->product, t->lower, m);
    }
    t->work.products++;
}

static void
inner_mean(const sq_trajectory *t, const double *psi, double inner[3])
{
    sq_wave_mean mean;
    sq_wave_mean_of(&mean, psi, t->lower, t->length);
    inner[0] = creal(mean.raise) / mean.norm;
    inner[1] = cimag(mean.raise) / mean.norm;
    inner[2] = t->J - mean.k / mean.norm;
}

/* The mean spin in the frame as the start of the hold foretells it. */
static void
inner_expected(const hold *h, double t, double inner[3])
{
    for (int a = 0; a < 3; a++)
        inner[a] = h->inner[a] + (t - h->begin) * h->drift[a];
}

/* At the time tau from now. */
static void
unravel(sq_unravel *u, const sq_trajectory *t, double tau)
{
    const hold *h = &t->hold;
    sq_frame frame;
    double inner[3];
    inner_expected(h, t->t + tau, inner);
    sq_gauge_frame(&frame, &h->gauge, t->t + tau - h->begin);
    sq_unravel_at(u, &t->rates, &frame, h->gauge.omega, inner, t->J,
                  t->options.unraveling == SQ_DISPLACED ? t->offset : NULL);
}

/* A new gauge, for as long as the larger of the usual steps. */
static void
begin_hold(sq_trajectory *t)
{
    hold *h = &t->hold;
    double settling = fmax(4 * t->small, 0.1 / sq_collective_rate(&t->rates));
    inner_mean(t, t->psi, h->inner);
    sq_gauge_follow(&h->gauge, h->inner, &t->frame, &t->rates, settling);
    for (int a = 0; a < 3; a++)
        h->drift[a] = 0;
    h->begin = t->t;
    h->until = fmin(t->t + fmax(t->small, t->large), t->offset_until);
}

static void
choose_offsets(sq_trajectory *t)
{
    sq_moments moments;
    t->offset_until = INFINITY;
    if (t->options.unraveling != SQ_DISPLACED)
        return;
    sq_trajectory_moments(t, &moments);
    sq_gauge_offsets(t->offset, &moments);
    t->offset_until = t->t + OFFSET_TIME / sq_collective_rate(&t->rates);
}

/* The state at the start of a step, beside its first stage. */
typedef struct step {
    double complex g0; /* <G>, without the real constant */
    double loss;       /* that constant */
    double rate;       /* of all jumps */
} step;

/* The velocity of the mean spin in the frame, from the first stage of the first step. */
static void
find_drift(sq_trajectory *t)
{
    hold *h = &t->hold;
    double ahead = 1e-3 * (h->until - h->begin), inner[3];
    sq_wave_combine(t->trial, t->psi, &ahead, t->stage, 1, sq_wave_size(t->length));
    inner_mean(t, t->trial, inner);
    for (int a = 0; a < 3; a++)
        h->drift[a] = (inner[a] - h->inner[a]) / ahead;
}

static void
begin_step(sq_trajectory *t, step *s)
{
    sq_unravel u;
    unravel(&u, t, 0);
    derivative(t, &u, t->psi, t->stage[0]);
    s->g0 = sq_wave_dot(t->psi, t->stage[0], t->length) / t->norm;
    s->loss = u.loss;
    s->rate = -2 * (creal(s->g0) + s->loss);
    sq_wave_subtract(t->stage[0], s->g0, t->psi, t->length);
    if (t->hold.begin == t->t)
        find_drift(t);
}

/* Leaves the result in t->trial and returns the error in units of the tolerance. */
static double
try_step(sq_trajectory *t, const step *s, const sq_step_scheme *rk, double h)
{
    size_t size = sq_wave_size(t->length);
    double weight[SQ_STEP_MOST_STAGES];
    sq_unravel u;
    for (int i = 1; i < rk->n_stages; i++) {
        for (int j = 0; j < i; j++)
            weight[j] = h * rk->stage[i][j];
        sq_wave_combine(t->trial, t->psi, weight, t->stage, i, size);
        unravel(&u, t, rk->node[i] * h);
        u.linear.one += u.loss - s->loss - s->g0;
        derivative(t, &u, t->trial, t->stage[i]);
    }
    double square;
    for (int j = 0; j < rk->n_stages; j++)
        weight[j] = h * rk->weight[j];
    t->trial_norm = sq_wave_conclude(t->trial, &square, t->psi, weight, rk->error, t->stage,
                                     rk->n_stages, size);
    double error = h * sqrt(square) / t->options.tolerance;
    return isfinite(error) ? error : INFINITY;
}

/* −log of the norm that the trial step has lost, its real mean put back. */
static double
lost_norm(const sq_trajectory *t, const step *s, double h)
{
    return s->rate * h - log(t->trial_norm / t->norm);
}

static void
take_trial(sq_trajectory *t)
{
    double *psi = t->psi;
    t->psi = t->trial;
    t->trial = psi;
    t->norm = t->trial_norm;
}

static void
normalise(sq_trajectory *t)
{
    sq_wave_scale(t->psi, 1 / sqrt(t->norm), sq_wave_size(t->length));
    t->norm = 1;
}

/* Total rate of all jumps of the normalised state, by the generator. */
static double
jump_rate(sq_trajectory *t, const sq_unravel *u)
{
    double rate = -2 * u->loss;
    sq_wave_apply(t->product, &u->linear, t->psi, t->lower, t->length);
    rate -= 2 * creal(sq_wave_dot(t->psi, t->product, t->length));
    for (int c = 0; c < u->n_channels; c++) {
        sq_wave_apply(t->product, &u->channel[c].jump, t->psi, t->lower, t->length);
        rate += u->channel[c].rate * sq_wave_norm(t->product, t->length);
    }
    return rate;
}

static void
count_jump(sq_trajectory *t, const sq_jump *jump)
{
    if (jump->collective)
        t->work.collective_jumps++;
    else
        t->work.single_jumps++;
    if (jump->change != 0) {
        t->J += jump->change;
        fill_elements(t);
    }
}

static void
begin_wait(sq_trajectory *t)
{
    double loss = -log(sq_stream_uniform(&t->stream));
    t->wait = fmax(t->wait + loss, loss / 2);
    t->slack = JUMP_TIME * loss;
}

/* At the end of a step that used up the wait. */
static enum sq_status
make_jump(sq_trajectory *t, sq_errors *errors)
{
    enum sq_status status = adapt_length(t, errors);
    if (status)
        return status;
    sq_elements e = elements_of(t);
    sq_unravel u;
    unravel(&u, t, 0);
    normalise(t);
    double choice = jump_rate(t, &u) * sq_stream_uniform(&t->stream);
    double inner[3];
    inner_expected(&t->hold, t->t, inner);
    sq_jump jump =
        sq_unravel_jump(t->trial, &u, &t->rates, &t->frame, inner,
                        t->options.unraveling == SQ_DISPLACED, t->psi, &e, t->length, choice);
    begin_wait(t);
    t->hold.until = t->t;
    t->trial_norm = sq_wave_norm(t->trial, t->length);
    if (t->trial_norm > 0) {
        take_trial(t);
        normalise(t);
        count_jump(t, &jump);
    }
    return SQ_OK;
}

/* Third order where one step of it will do or two go further than one of the fifth order,
 * which costs twice as much; now and then the other, since sizes change. */
static const method *
choose_method(const sq_trajectory *t, double limit)
{
    if (limit <= t->small)
        return &third_order;
    bool small_is_better = 2 * t->small > fmin(t->large, limit);
    if (t->work.steps % PROBE == 0)
        small_is_better = !small_is_better;
    return small_is_better ? &third_order : &fifth_order;
}

/* The size for the next step of this method.  Where it was used last time too, that of the
 * other is taken to change alike; else their ratio is learnt anew. */
static void
resize_steps(sq_trajectory *t, const method *rk, double size)
{
    double *mine = rk == &third_order ? &t->small : &t->large;
    double *other = rk == &third_order ? &t->large : &t->small;
    if (t->last == rk)
        *other *= size / *mine;
    *mine = size;
}

/* Finds a step that keeps the tolerance and does not pass the next jump; the result is in
 * t->trial.  *lost: of the norm. */
static enum sq_status
find_step(sq_trajectory *t, const step *s, double limit, double *h, double *lost,
          sq_errors *errors)
{
    const method *rk = choose_method(t, limit);
    double size = rk == &third_order ? t->small : t->large, wait = fmax(t->wait, 0);
    *h = fmin(size, limit);
    while (t->t + *h > t->t) {
        double error = try_step(t, s, rk->scheme, *h);
        if (error > 1) {
            *h *= sq_step_factor_rejected(&rk->control, error);
            resize_steps(t, rk, *h);
            continue;
        }
        *lost = lost_norm(t, s, *h);
        if (*lost <= wait + t->slack) {
            /* A step that was cut short says little of the size that would do. */
            double factor = sq_step_factor(&rk->control, error);
            bool whole = *h >= 0.9 * (rk == &third_order ? t->small : t->large);
            if (whole || factor < 1)
                resize_steps(t, rk, *h * factor);
            t->last = rk;
            return SQ_OK;
        }
        *h *= (wait + t->slack / 2) / *lost;
    }
    return sq_errors_add(errors, SQ_ERR_NUMERIC,
                         "solver 'trajectories' finds no step that keeps a tolerance of %g at "
                         "t = %g; ask for less accuracy",
                         t->options.tolerance, t->t);
}

static enum sq_status
make_step(sq_trajectory *t, double until, sq_errors *errors)
{
    step s;
    double h = 0, lost = 0;
    enum sq_status status = adapt_length(t, errors);
    if (status)
        return status;
    if (t->t >= t->offset_until)
        choose_offsets(t);
    if (t->t >= t->hold.until)
        begin_hold(t);
    begin_step(t, &s);
    double to_jump = s.rate > 0 ? fmax(t->wait, t->slack / 2) / s.rate : INFINITY;
    double end = fmin(until, t->hold.until), to_end = end - t->t;
    status = find_step(t, &s, fmin(to_end, to_jump), &h, &lost, errors);
    if (status)
        return status;
    sq_gauge_frame(&t->frame, &t->hold.gauge, t->t + h - t->hold.begin);
    t->t = h >= to_end ? end : t->t + h;
    t->wait -= lost;
    t->work.steps++;
    take_trial(t);
    if (fabs(t->norm - 1) > NORM_DRIFT)
        normalise(t);
    return t->wait <= t->slack ? make_jump(t, errors) : SQ_OK;
}

/* ---- the public face ---- */

void
sq_trajectory_restart(sq_trajectory *t, const sq_rates *rates, const double spin[3],
                      uint64_t index)
{
    t->rates = *rates;
    t->stream = (sq_stream){.seed = t->options.seed, .index = index};
    t->t = t->hold.until = t->offset_until = 0;
    t->J = rates->N / 2;
    t->wait = 0;
    begin_wait(t);
    t->small = 1e-3 / fmax(sq_collective_rate(rates), 1e-300);
    t->large = 3 * t->small;
    t->last = NULL;
    sq_frame_from_axis(&t->frame, spin);
    /* The memory is at least as long as at first; the rest of it lies idle until it grows. */
    int length = first_length(rates);
    memset(t->memory, 0, memory_bytes(length));
    place(t, t->memory, length);
    t->work = (sq_trajectory_work){.longest = length};
    t->psi[SQ_WAVE_GUARD] = 1;
    t->norm = 1;
}

enum sq_status
sq_trajectory_create(sq_trajectory **trajectory, const sq_rates *rates, const double spin[3],
                     const sq_trajectory_options *options, uint64_t index, sq_errors *errors)
{
    sq_trajectory *t = *trajectory = calloc(1, sizeof *t);
    enum sq_status status = SQ_OK;
    if (!t)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a trajectory");
    t->options = *options;
    t->J = rates->N / 2;
    status = resize(t, first_length(rates), errors);
    if (status) {
        sq_trajectory_free(t);
        *trajectory = NULL;
        return status;
    }
    sq_trajectory_restart(t, rates, spin, index);
    return SQ_OK;
}

void
sq_trajectory_free(sq_trajectory *t)
{
    if (t)
        free(t->memory);
    free(t);
}

enum sq_status
sq_trajectory_advance(sq_trajectory *t, double until, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    while (!status && t->t < until)
        status = make_step(t, until, errors);
    return status;
}

void
sq_trajectory_quench(sq_trajectory *t, const sq_rates *rates)
{
    t->rates = *rates;
    t->small = fmin(t->small, 1e-3 / fmax(sq_collective_rate(rates), 1e-300));
    t->large = 3 * t->small;
    t->hold.until = t->offset_until = t->t;
}

void
sq_trajectory_rotate(sq_trajectory *t, const double axis[3], double angle)
{
    sq_frame turned;
    sq_frame_turn(&turned, &t->frame, axis, angle);
    t->frame = turned;
    t->hold.until = t->offset_until = t->t;
}

double
sq_trajectory_time(const sq_trajectory *t)
{
    return t->t;
}

void
sq_trajectory_moments(const sq_trajectory *t, sq_moments *moments)
{
    double inner[3], cov[3][3];
    inner_mean(t, t->psi, inner);
    sq_wave_covariance(cov, t->psi, t->norm, inner, t->J, t->lower, t->length);
    sq_frame_moments(moments, &t->frame, inner, cov);
    moments->N = t->rates.N;
}

void
sq_trajectory_work_add(sq_trajectory_work *sum, const sq_trajectory_work *one)
{
    sum->steps += one->steps;
    sum->products += one->products;
    sum->single_jumps += one->single_jumps;
    sum->collective_jumps += one->collective_jumps;
    if (one->longest > sum->longest)
        sum->longest = one->longest;
}

sq_trajectory_work
sq_trajectory_done(const sq_trajectory *t)
{
    return t->work;
}

enum sq_status
sq_trajectory_copy(sq_trajectory *to, const sq_trajectory *from, sq_errors *errors)
{
    if (to->length != from->length) {
        enum sq_status status = resize(to, from->length, errors);
        if (status)
            return status;
    }
    to->rates = from->rates;
    to->options = from->options;
    to->stream = from->stream;
    to->frame = from->frame;
    to->hold = from->hold;
    memcpy(to->offset, from->offset, sizeof to->offset);
    to->offset_until = from->offset_until;
    to->t = from->t;
    to->J = from->J;
    to->wait = from->wait;
    to->slack = from->slack;
    to->small = from->small;
    to->large = from->large;
    to->last = from->last;
    to->work = from->work;
    to->norm = from->norm;
    memcpy(to->psi, from->psi, sq_wave_size(from->length) * sizeof(double));
    fill_elements(to);
    return SQ_OK;
}
