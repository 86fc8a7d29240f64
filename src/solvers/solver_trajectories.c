/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantum trajectories as a solver: an ensemble whose members advance side by side.
 * For long runs along one time axis ensemble.c takes less memory. */
#include <math.h>
#include <stdlib.h>

#include "solvers/hierarchy_state.h"
#include "solvers/solver.h"
#include "solvers/statistics.h"
#include "solvers/trajectory.h"

typedef struct ensemble_state {
    long n;
    double N, t;
    sq_trajectory **trajectory;   /* [n] */
    sq_statistics_sample *sample; /* [n] scratch */
} ensemble_state;

/* Amplitudes of a narrow state; measured 16 to 100. */
#define USUAL_LENGTH 32

/* Of a trajectory: stages, state, elements; and the threads' own. */
#define BYTES_PER_AMPLITUDE 1000

static enum sq_status
applicable(const sq_rates *rates, const sq_solver_options *options, sq_errors *errors)
{
    (void)options;
    enum sq_status status = sq_rates_check(rates, errors);
    if (status)
        return status;
    if (rates->N != floor(rates->N))
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "solver 'trajectories' wants a whole number of spins, not %.17g",
                             rates->N);
    if (rates->N > 1e8)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "solver 'trajectories' is for up to 1e8 spins, not %g; use solver "
                             "'cumulant'",
                             rates->N);
    return SQ_OK;
}

/* Amplitudes: twisting makes the state longer until decay holds it. */
static double
twisted_length(const sq_rates *r, double duration)
{
    double damping = r->N * (r->Gamma + r->Gamma_up) + 5 * sq_rates_one_spin(r);
    double twist = r->N * (fabs(r->chi_z) + fabs(r->chi)) * fmin(duration, 1 / damping);
    return fmin(r->N + 1, USUAL_LENGTH + 10 * twist * twist);
}

/* A state with the antisqueezed variance v N/4 has amplitudes that fall as
 * ((v - 1)/(v + 1))^(k/2): so many, times v, are as far as a trajectory looks.  That of the
 * ensemble is no less than that of each. */
#define LENGTH_OF_VARIANCE 12

/* The scout: error of its steps, and how many it may make. */
#define SCOUT_TOLERANCE 1e-5
enum { SCOUT_MOST_STEPS = 1000 };

/* The largest v on the way, by order 2 of the hierarchy; infinite where that does not get
 * there. */
static double
largest_variance(const sq_rates *r, const double spin[3], double duration)
{
    const sq_solver_options options = {.order = 2, .tolerance = SCOUT_TOLERANCE};
    sq_errors ignored = {0};
    void *state = NULL;
    double largest = 1;
    enum sq_status status = sq_hierarchy_state_create(&state, r, spin, &options, &ignored);
    while (!status && sq_hierarchy_state_time(state) < duration) {
        sq_moments moments;
        sq_squeezing s;
        status = sq_hierarchy_state_advance(state, duration, SQ_SOLVER_ONE_STEP, &ignored);
        sq_hierarchy_state_moments(state, &moments);
        sq_squeezing_compute(&s, &moments);
        largest = fmax(largest, s.antisqueezed * s.contrast * s.contrast);
        if (sq_hierarchy_state_breakdown(state) || !isfinite(s.antisqueezed) ||
            sq_hierarchy_state_steps(state) > SCOUT_MOST_STEPS)
            break;
    }
    bool arrived = !status && sq_hierarchy_state_time(state) >= duration;
    sq_hierarchy_state_free(state);
    sq_errors_free(&ignored);
    return arrived ? largest : INFINITY;
}

/* Where there is nothing to twist, near a pole, say, it stays short. */
static double
expected_length(const sq_rates *r, const double spin[3], double duration)
{
    double length = twisted_length(r, duration);
    if (length < 2 * USUAL_LENGTH)
        return length;
    double wide = USUAL_LENGTH + LENGTH_OF_VARIANCE * (largest_variance(r, spin, duration) - 1);
    return fmin(length, wide);
}

/* One-spin jumps: what leads one way alone ends, where nothing drives the spins back, when each
 * has gone it; dephasing, and up and down together, go on. */
static double
expected_flips(const sq_rates *r, double duration)
{
    double one_way = fabs(r->gamma_s - r->gamma_up);
    double on = sq_rates_one_spin(r) - one_way;
    double once = fmin(one_way * duration, 1 + sq_rates_collective(r) * duration);
    return (once + on * duration) * r->N / 4;
}

/* Measured on one core, N = 10 to 1e6: 30 products of the state with the generator for each
 * collective time, and more for long states; 60 for each radian that the drive turns the spins
 * by in vain; 4 for each jump; 0.25 us each, and 2.4 ns for each amplitude;
 * and 2.5 us at each point. */
static sq_solver_cost
cost(const sq_rates *r, const double spin[3], const sq_solver_options *options, double duration,
     int points)
{
    double length = expected_length(r, spin, duration);
    double held = r->N * sq_rates_upsilon_critical(r) / 2;
    double turned = fmax(sq_rates_drive(r) - held, 0) * duration;
    double products =
        (30 + 0.28 * (length - USUAL_LENGTH)) * sq_rates_collective(r) * duration +
        60 * turned + 4 * expected_flips(r, duration) + 60;
    if (options->direct)
        products += (r->Gamma + r->Gamma_up + r->Gamma_phi) * r->N * r->N * duration;
    double n = (double)options->trajectories;
    double each = products * (2.5e-7 + 2.4e-9 * length) + 2.5e-6 * points;
    return (sq_solver_cost){.seconds = n * each,
                            .bytes = n * (double)points * sizeof(sq_statistics_sample) +
                                     BYTES_PER_AMPLITUDE * length + 2e6};
}

static void
free_state(void *state)
{
    ensemble_state *s = state;
    if (!s)
        return;
    for (long i = 0; i < s->n && s->trajectory; i++)
        sq_trajectory_free(s->trajectory[i]);
    free(s->trajectory);
    free(s->sample);
    free(s);
}

static enum sq_status
create(void **state, const sq_rates *rates, const double spin[3],
       const sq_solver_options *options, sq_errors *errors)
{
    const sq_trajectory_options one = {.unraveling = options->direct ? SQ_TRAJECTORY_DIRECT
                                                                     : SQ_TRAJECTORY_DISPLACED,
                                       .tolerance = SQ_TRAJECTORY_TOLERANCE,
                                       .seed = options->seed};
    ensemble_state *s = *state = calloc(1, sizeof *s);
    enum sq_status status = SQ_OK;
    if (!s)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for trajectories");
    s->n = options->trajectories;
    s->N = rates->N;
    s->trajectory = calloc((size_t)s->n, sizeof *s->trajectory);
    s->sample = calloc((size_t)s->n, sizeof *s->sample);
    if (!s->trajectory || !s->sample)
        status = sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %ld trajectories", s->n);
    for (long i = 0; i < s->n && !status; i++)
        status =
            sq_trajectory_create(&s->trajectory[i], rates, spin, &one, (uint64_t)i, errors);
    if (status) {
        free_state(s);
        *state = NULL;
    }
    return status;
}

static enum sq_status
quench(void *state, const sq_rates *rates, sq_errors *errors)
{
    ensemble_state *s = state;
    (void)errors;
    for (long i = 0; i < s->n; i++)
        sq_trajectory_quench(s->trajectory[i], rates);
    return SQ_OK;
}

static void
rotate(void *state, const double axis[3], double angle)
{
    ensemble_state *s = state;
    for (long i = 0; i < s->n; i++)
        sq_trajectory_rotate(s->trajectory[i], axis, angle);
}

/* The members have no steps in common: one step leads to the end. */
static enum sq_status
advance(void *state, double until, enum sq_solver_stride stride, sq_errors *errors)
{
    ensemble_state *s = state;
    enum sq_status status = SQ_OK;
    (void)stride;
#pragma omp parallel for schedule(dynamic)
    for (long i = 0; i < s->n; i++) {
        sq_errors mine = {0};
        enum sq_status one = sq_trajectory_advance(s->trajectory[i], until, &mine);
        if (one) {
#pragma omp critical
            if (!status)
                status = sq_errors_add(errors, one, "%s", sq_errors_first(&mine));
        }
        sq_errors_free(&mine);
    }
    if (!status)
        s->t = until;
    return status;
}

static double
current_time(const void *state)
{
    return ((const ensemble_state *)state)->t;
}

static void
take_samples(const ensemble_state *s)
{
    for (long i = 0; i < s->n; i++) {
        sq_moments one;
        sq_trajectory_moments(s->trajectory[i], &one);
        sq_statistics_sample_take(&s->sample[i], &one);
    }
}

static void
moments(const void *state, sq_moments *m)
{
    const ensemble_state *s = state;
    take_samples(s);
    sq_statistics_mean(m, s->N, s->sample, (size_t)s->n, 1);
}

static void
moment_errors(const void *state, sq_moments *m)
{
    const ensemble_state *s = state;
    take_samples(s);
    sq_statistics_errors(m, s->N, s->sample, (size_t)s->n, 1);
}

static enum sq_breakdown
breakdown(const void *state)
{
    (void)state;
    return SQ_BREAKDOWN_NONE;
}

static enum sq_status
copy(void *to, const void *from, sq_errors *errors)
{
    ensemble_state *target = to;
    const ensemble_state *source = from;
    enum sq_status status = SQ_OK;
    for (long i = 0; i < source->n && !status; i++)
        status = sq_trajectory_copy(target->trajectory[i], source->trajectory[i], errors);
    target->t = source->t;
    return status;
}

static long
count_steps(const void *state)
{
    const ensemble_state *s = state;
    long steps = 0;
    for (long i = 0; i < s->n; i++)
        steps += sq_trajectory_done(s->trajectory[i]).steps;
    return steps;
}

const sq_solver sq_solver_trajectories = {
    .name = "trajectories",
    .summary = "quantum trajectories along their own mean spin, averaged",
    .range = "N from 1 to 10^6 and beyond; exact but for a statistical error, which it tells",
    .correlated = true,
    .exact = true,
    .sampled = true,
    .applicable = applicable,
    .cost = cost,
    .create = create,
    .free = free_state,
    .quench = quench,
    .rotate = rotate,
    .advance = advance,
    .time = current_time,
    .moments = moments,
    .moment_errors = moment_errors,
    .breakdown = breakdown,
    .copy = copy,
    .steps = count_steps,
};
