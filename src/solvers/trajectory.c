/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state is kept in the Dicke basis along its own mean spin, |J, k>: a coherent state
 * is one number, a squeezed one some tens, whatever N is.  Between jumps it obeys
 * unravel.h; the rate of all jumps, integrated along with it, tells when the next one comes.
 *
 * Time stepping: explicit Runge–Kutta of order 3 with an error estimate.  The spectral radius
 * in this basis is about |chi − i Gamma/2| N m for m amplitudes, and steps are at the limit of
 * stability more often than not, so that higher orders gain little; where nothing damps the
 * spectrum is imaginary, and there the scheme has to damp rather than amplify (Cash and Karp's
 * amplifies).  An error e_k at the level k adds up to 2 sqrt(sum_k (2k + 1) |e_k|²/s) to the
 * logarithm of the squeezed variance, s = that variance in units of J/2, and this is what the
 * tolerance bounds: a norm alone would let the many high levels of a strongly twisted state
 * grow until they fill it.  During a step the gauge (displacement, turning) is fixed by its
 * start. */
#include "solvers/trajectory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/philox.h"
#include "solvers/packet.h"
#include "solvers/unravel.h"

/* Weight allowed at the edge of the window, in squares of what one step may leave there: the
 * errors of many steps gather, and must not look like a state that needs more room. */
#define TAIL 100
/* Error of the time of a jump: of the norm to be lost before it (not of a mean wait: jumps
 * that are rare must stay as rare).  What is left is added to the next wait. */
#define JUMP_TIME 1e-4

/* The state is normalised when its norm is off by so much. */
#define NORM_DRIFT 1e-2

/* The state is looked at, and offsets are chosen anew, after so much of the collective time, at
 * times that do not depend on the steps, so that a trajectory stays the same at another
 * tolerance. */
#define LOOK_TIME 0.3

static const sq_step_control control = {
    .order = 3, .safety = 0.9, .least = 0.2, .largest = 4, .rejected = 0.85};

struct sq_trajectory {
    sq_rates rates;
    double collective; /* sq_rates_collective of them */
    sq_trajectory_options options;
    sq_philox_stream stream;
    sq_frame frame;
    sq_packet packet;
    sq_gauge_hold hold;
    double complex offset[SQ_GAUGE_OFFSETS];
    double squeezed;   /* the squeezed variance in units of J/2, at most 1 */
    double look_until; /* the time when these two are found anew */
    double t;
    double wait, slack; /* integral of the rate of jumps before the next one; its error */
    double unaccounted; /* −log of the norm, less that integral since the start */
    double size;        /* of the next step */
    sq_trajectory_work work;
};

/* Room for what the tolerance wants. */
static enum sq_status
adapt_room(sq_trajectory *t, sq_errors *errors)
{
    double step = t->options.tolerance * t->options.tolerance * t->squeezed / 4;
    return sq_packet_adapt(&t->packet, TAIL * step / (2 * t->packet.length + 1), errors);
}

/* ---- one step ---- */

static void
derive(sq_trajectory *t, const sq_unravel *u, const double *psi, double *out)
{
    sq_unravel_apply(out, u, psi, &t->packet);
    t->work.products++;
}

/* At the time tau from now.  inner: the mean spin that the jumps are displaced by. */
static void
unravel(sq_unravel *u, double inner[3], const sq_trajectory *t, double tau)
{
    sq_frame frame;
    sq_gauge_hold_at(&frame, inner, &t->hold, t->t + tau);
    sq_unravel_at(u, &t->rates, &frame, t->hold.gauge.omega, inner, t->packet.J,
                  t->options.unraveling == SQ_TRAJECTORY_DISPLACED ? t->offset : NULL);
}

/* A new gauge, for a step of the usual size. */
static void
begin_hold(sq_trajectory *t)
{
    sq_gauge_hold *h = &t->hold;
    double settling = fmax(4 * t->size, 0.1 / t->collective);
    sq_packet_mean(h->inner, &t->packet, t->packet.psi);
    sq_gauge_follow(&h->gauge, h->inner, &t->frame, &t->rates, settling);
    for (int a = 0; a < 3; a++)
        h->drift[a] = 0;
    h->begin = t->t;
    h->until = fmin(t->t + t->size, t->look_until);
}

static void
look(sq_trajectory *t)
{
    sq_moments moments;
    sq_squeezing squeezing;
    sq_trajectory_moments(t, &moments);
    sq_squeezing_compute(&squeezing, &moments);
    double squeezed = squeezing.xi2 * squeezing.contrast;
    t->squeezed = squeezed < 1 ? squeezed : 1;
    if (t->options.unraveling == SQ_TRAJECTORY_DISPLACED)
        sq_gauge_offsets(t->offset, &moments);
    t->look_until = t->t + LOOK_TIME / t->collective;
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
    sq_packet *p = &t->packet;
    sq_gauge_hold *h = &t->hold;
    double ahead = 1e-3 * (h->until - h->begin), inner[3];
    sq_wave_combine(p->trial, p->psi, &ahead, p->stage, 1, sq_wave_size(p->length));
    sq_packet_mean(inner, p, p->trial);
    for (int a = 0; a < 3; a++)
        h->drift[a] = (inner[a] - h->inner[a]) / ahead;
}

static void
begin_step(sq_trajectory *t, step *s)
{
    sq_packet *p = &t->packet;
    sq_unravel u;
    double inner[3];
    unravel(&u, inner, t, 0);
    derive(t, &u, p->psi, p->stage[0]);
    s->g0 = sq_wave_dot(p->psi, p->stage[0], p->length) / p->norm;
    s->loss = u.loss;
    s->rate = -2 * (creal(s->g0) + s->loss);
    sq_wave_subtract(p->stage[0], s->g0, p->psi, p->length);
    if (t->hold.begin == t->t)
        find_drift(t);
}

/* Rate of all jumps in the state psi, of which `slope` is what the generator makes, less the
 * constants of the step's start. */
static double
rate_of(const step *s, const sq_packet *p, const double *psi, const double *slope)
{
    double complex g = sq_wave_dot(psi, slope, p->length) / sq_wave_norm(psi, p->length);
    return s->rate - 2 * creal(g);
}

/* Leaves the result in the packet's trial, and in *hazard the integral of the rate of jumps;
 * returns the error in units of the tolerance. */
static double
try_step(sq_trajectory *t, const step *s, double h, double *hazard)
{
    const sq_step_scheme *rk = &sq_step_bogacki_shampine;
    sq_packet *p = &t->packet;
    size_t size = sq_wave_size(p->length);
    double weight[SQ_STEP_MOST_STAGES], inner[3];
    sq_unravel u;
    *hazard = h * rk->weight[0] * s->rate;
    for (int i = 1; i < rk->n_stages; i++) {
        for (int j = 0; j < i; j++)
            weight[j] = h * rk->stage[i][j];
        sq_wave_combine(p->trial, p->psi, weight, p->stage, i, size);
        unravel(&u, inner, t, rk->node[i] * h);
        u.linear.one += u.loss - s->loss - s->g0;
        derive(t, &u, p->trial, p->stage[i]);
        *hazard += h * rk->weight[i] * rate_of(s, p, p->trial, p->stage[i]);
    }
    double square;
    for (int j = 0; j < rk->n_stages; j++)
        weight[j] = h * rk->weight[j];
    p->trial_norm = sq_wave_conclude(p->trial, &square, p->psi, weight, rk->error, p->stage,
                                     rk->n_stages, size);
    double error = 2 * h * sqrt(square / t->squeezed) / t->options.tolerance;
    return isfinite(error) ? error : INFINITY;
}

/* −log of the norm that the trial step has lost, its real mean put back. */
static double
lost_norm(const sq_packet *p, const step *s, double h)
{
    return s->rate * h - log(p->trial_norm / p->norm);
}

static void
count_jump(sq_trajectory *t, const sq_unravel_outcome *jump)
{
    if (jump->collective)
        t->work.collective_jumps++;
    else
        t->work.single_jumps++;
    if (jump->change != 0)
        sq_packet_change_spin(&t->packet, jump->change);
}

static void
begin_wait(sq_trajectory *t)
{
    double loss = -log(sq_philox_uniform(&t->stream));
    t->wait = fmax(t->wait + loss, loss / 2);
    t->slack = JUMP_TIME * loss;
}

/* At the end of a step that used up the wait. */
static enum sq_status
make_jump(sq_trajectory *t, sq_errors *errors)
{
    enum sq_status status = adapt_room(t, errors);
    if (status)
        return status;
    sq_packet *p = &t->packet;
    sq_unravel u;
    double inner[3];
    unravel(&u, inner, t, 0);
    sq_packet_normalise(p);
    double choice = sq_unravel_rate(&u, p) * sq_philox_uniform(&t->stream);
    sq_unravel_outcome jump =
        sq_unravel_jump(p, &u, &t->rates, &t->frame, inner,
                        t->options.unraveling == SQ_TRAJECTORY_DISPLACED, choice);
    begin_wait(t);
    t->hold.until = t->t;
    p->trial_norm = sq_wave_norm(p->trial, p->length);
    if (p->trial_norm > 0) {
        sq_packet_take_trial(p);
        sq_packet_normalise(p);
        count_jump(t, &jump);
    }
    return SQ_OK;
}

/* The size for the next step after one of the size h, which says little of it where it was cut
 * short. */
static void
resize_step(sq_trajectory *t, double h, double error)
{
    double factor = sq_step_factor(&control, error);
    if (h >= 0.9 * t->size || factor < 1)
        t->size = h * factor;
}

/* Finds a step that keeps the tolerance and does not pass the next jump; the result is in
 * the packet's trial.  *hazard: the integral of the rate of jumps over it. */
static enum sq_status
find_step(sq_trajectory *t, const step *s, double limit, double *h, double *hazard,
          sq_errors *errors)
{
    double wait = fmax(t->wait, 0);
    *h = fmin(t->size, limit);
    while (t->t + *h > t->t) {
        double error = try_step(t, s, *h, hazard);
        if (error > 1) {
            *h = t->size = *h * sq_step_factor_rejected(&control, error);
            continue;
        }
        if (*hazard <= wait + t->slack) {
            resize_step(t, *h, error);
            return SQ_OK;
        }
        *h *= (wait + t->slack / 2) / *hazard;
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
    double h = 0, hazard = 0;
    if (t->t >= t->look_until)
        look(t);
    enum sq_status status = adapt_room(t, errors);
    if (status)
        return status;
    if (t->t >= t->hold.until)
        begin_hold(t);
    begin_step(t, &s);
    double to_jump = s.rate > 0 ? fmax(t->wait, t->slack / 2) / s.rate : INFINITY;
    double end = fmin(until, t->hold.until), to_end = end - t->t;
    status = find_step(t, &s, fmin(to_end, to_jump), &h, &hazard, errors);
    if (status)
        return status;
    sq_gauge_frame(&t->frame, &t->hold.gauge, t->t + h - t->hold.begin);
    t->t = h >= to_end ? end : t->t + h;
    t->wait -= hazard;
    t->unaccounted += lost_norm(&t->packet, &s, h) - hazard;
    t->work.steps++;
    sq_packet_take_trial(&t->packet);
    if (fabs(t->packet.norm - 1) > NORM_DRIFT)
        sq_packet_normalise(&t->packet);
    return t->wait <= t->slack ? make_jump(t, errors) : SQ_OK;
}

/* ---- the public face ---- */

static void
take_rates(sq_trajectory *t, const sq_rates *rates)
{
    t->rates = *rates;
    t->collective = sq_rates_collective(rates);
}

/* A small part of the fastest scale; the control finds its own. */
static double
first_step(const sq_trajectory *t)
{
    return 1e-3 / fmax(t->collective, 1e-300);
}

void
sq_trajectory_restart(sq_trajectory *t, const sq_rates *rates, const double spin[3],
                      uint64_t index)
{
    assert(rates->N == t->packet.N);
    take_rates(t, rates);
    t->stream = (sq_philox_stream){.seed = t->options.seed, .index = index};
    t->t = t->hold.until = t->look_until = 0;
    t->squeezed = 1;
    t->wait = t->unaccounted = 0;
    begin_wait(t);
    t->size = first_step(t);
    sq_frame_from_axis(&t->frame, spin);
    sq_packet_restart(&t->packet);
    t->work = (sq_trajectory_work){0};
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
    status = sq_packet_init(&t->packet, rates->N, errors);
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
        sq_packet_free(&t->packet);
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
    take_rates(t, rates);
    t->size = fmin(t->size, first_step(t));
    t->hold.until = t->look_until = t->t;
}

void
sq_trajectory_rotate(sq_trajectory *t, const double axis[3], double angle)
{
    sq_frame turned;
    sq_frame_turn(&turned, &t->frame, axis, angle);
    t->frame = turned;
    t->hold.until = t->look_until = t->t;
}

double
sq_trajectory_time(const sq_trajectory *t)
{
    return t->t;
}

void
sq_trajectory_moments(const sq_trajectory *t, sq_moments *moments)
{
    sq_packet_moments(moments, &t->packet, &t->frame);
}

double
sq_trajectory_norm_error(const sq_trajectory *t)
{
    return fabs(t->unaccounted) / t->squeezed;
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
    sq_trajectory_work work = t->work;
    work.longest = t->packet.longest;
    return work;
}

enum sq_status
sq_trajectory_copy(sq_trajectory *to, const sq_trajectory *from, sq_errors *errors)
{
    enum sq_status status = sq_packet_copy(&to->packet, &from->packet, errors);
    if (status)
        return status;
    sq_packet packet = to->packet;
    *to = *from;
    to->packet = packet;
    return SQ_OK;
}
