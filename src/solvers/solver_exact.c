/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact: N + 1 amplitudes as long as nothing decays (pure.c), and from then on the master
 * equation in the Dicke basis, permutation symmetry used up (mixed.c). */
#include <math.h>
#include <stdlib.h>

#include "solvers/mixed.h"
#include "solvers/mixed_cost.h"
#include "solvers/pure.h"
#include "solvers/pure_cost.h"
#include "solvers/solver.h"

/* Spins that the two kinds of state are for. */
#define MOST_MIXED 2000
#define MOST_PURE 1e6

/* A step of a pure state, which is right however long, is this part of the collective time, and
 * where nothing oscillates grows in proportion to the time passed: short enough for what looks
 * at the states between to see every minimum. */
#define STEP 0.05

typedef struct exact_state {
    sq_rates rates;
    double tolerance;
    bool is_mixed;
    sq_pure pure;      /* until then */
    sq_mixed mixed;    /* from then on */
    double t_begun, t; /* of the pure state: when the rates last changed, and now */
    long steps;        /* of it */
} exact_state;

static enum sq_status
out_of_memory(sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the state of the spins");
}

/* States that a run of the given duration goes through, those that narrow a minimum down
 * included. */
static double
states_of(const sq_rates *rates, double duration, int points)
{
    double times = duration * sq_rates_collective(rates);
    double own = sq_pure_is_diagonal(rates) ? log1p(STEP * times) / STEP : times / STEP;
    return points + own + 50;
}

static sq_solver_cost
cost(const sq_rates *rates, const double spin[3], const sq_solver_options *options,
     double duration, int points)
{
    if (sq_pure_applicable(rates))
        return sq_pure_cost(rates, spin, duration, states_of(rates, duration, points));
    return sq_mixed_cost(rates, spin, options->tolerance, duration, points);
}

static enum sq_status
applicable(const sq_rates *rates, const sq_solver_options *options, sq_errors *errors)
{
    (void)options;
    enum sq_status status = sq_rates_check(rates, errors);
    bool is_pure = sq_pure_applicable(rates);
    if (status)
        return status;
    if (rates->N != floor(rates->N))
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "solver 'exact' wants a whole number of spins, not %g", rates->N);
    if (is_pure && rates->N > MOST_PURE)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "solver 'exact' is for up to %g spins where nothing decays, not "
                             "%g; use solver 'ising' without drive and exchange, or 'cumulant'",
                             MOST_PURE, rates->N);
    if (!is_pure && rates->N > MOST_MIXED)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "solver 'exact' is for up to %d spins, not %g: the time grows as "
                             "N^4; use solver 'cumulant'",
                             MOST_MIXED, rates->N);
    return SQ_OK;
}

static void
free_state(void *state)
{
    exact_state *s = state;
    if (!s)
        return;
    sq_pure_free(&s->pure);
    sq_mixed_free(&s->mixed);
    free(s);
}

static enum sq_status
become_mixed(exact_state *s, sq_errors *errors)
{
    enum sq_status status =
        sq_mixed_init(&s->mixed, &s->rates, &s->pure, s->t, s->tolerance, errors);
    s->is_mixed = !status;
    return status;
}

static enum sq_status
create(void **state, const sq_rates *rates, const double spin[3],
       const sq_solver_options *options, sq_errors *errors)
{
    exact_state *s = *state = calloc(1, sizeof *s);
    enum sq_status status = SQ_OK;
    if (!s)
        return out_of_memory(errors);
    s->rates = *rates;
    s->tolerance = options->tolerance;
    if (!sq_pure_init(&s->pure, rates->N, spin))
        status = out_of_memory(errors);
    if (!status && !sq_pure_applicable(rates))
        status = become_mixed(s, errors);
    if (status) {
        free_state(s);
        *state = NULL;
    }
    return status;
}

static enum sq_status
quench(void *state, const sq_rates *rates, sq_errors *errors)
{
    exact_state *s = state;
    enum sq_status status = applicable(rates, NULL, errors);
    if (status)
        return status;
    s->rates = *rates;
    s->t_begun = s->t;
    if (s->is_mixed)
        return sq_mixed_quench(&s->mixed, rates, errors);
    return sq_pure_applicable(rates) ? SQ_OK : become_mixed(s, errors);
}

/* All spins turn alike, so what is in the frame stays and the frame turns. */
static void
rotate(void *state, const double axis[3], double angle)
{
    exact_state *s = state;
    if (s->is_mixed) {
        sq_frame turned;
        sq_frame_turn(&turned, &s->mixed.frame, axis, angle);
        s->mixed.frame = turned;
    } else {
        sq_pure_rotate(&s->pure, axis, angle);
    }
}

static double
longest_step(const exact_state *s)
{
    double step = STEP / sq_rates_collective(&s->rates);
    return sq_pure_is_diagonal(&s->rates) ? step + STEP * (s->t - s->t_begun) : step;
}

static enum sq_status
advance_pure(exact_state *s, double until, enum sq_solver_stride stride, sq_errors *errors)
{
    if (!(s->t < until))
        return SQ_OK;
    if (stride == SQ_SOLVER_ONE_STEP)
        until = fmin(until, s->t + longest_step(s));
    if (!sq_pure_advance(&s->pure, &s->rates, until - s->t))
        return out_of_memory(errors);
    s->t = until;
    s->steps++;
    return SQ_OK;
}

static enum sq_status
advance(void *state, double until, enum sq_solver_stride stride, sq_errors *errors)
{
    exact_state *s = state;
    enum sq_status status = SQ_OK;
    if (!s->is_mixed)
        return advance_pure(s, until, stride, errors);
    while (!status && s->mixed.step.t < until && !s->mixed.too_broad) {
        status = sq_mixed_advance(&s->mixed, until, errors);
        if (stride == SQ_SOLVER_ONE_STEP)
            break;
    }
    return status;
}

static double
current_time(const void *state)
{
    const exact_state *s = state;
    return s->is_mixed ? s->mixed.step.t : s->t;
}

static void
moments(const void *state, sq_moments *m)
{
    const exact_state *s = state;
    if (s->is_mixed)
        sq_density_moments(&s->mixed.rho, &s->mixed.frame, m);
    else
        sq_pure_moments(&s->pure, m);
}

static enum sq_breakdown
breakdown(const void *state)
{
    const exact_state *s = state;
    return s->is_mixed && s->mixed.too_broad ? SQ_BREAKDOWN_MEMORY : SQ_BREAKDOWN_NONE;
}

static enum sq_status
copy(void *to, const void *from, sq_errors *errors)
{
    exact_state *target = to;
    const exact_state *source = from;
    target->rates = source->rates;
    target->tolerance = source->tolerance;
    target->is_mixed = source->is_mixed;
    target->t_begun = source->t_begun;
    target->t = source->t;
    target->steps = source->steps;
    if (source->is_mixed)
        return sq_mixed_copy(&target->mixed, &source->mixed, errors);
    return sq_pure_copy(&target->pure, &source->pure) ? SQ_OK : out_of_memory(errors);
}

static long
count_steps(const void *state)
{
    const exact_state *s = state;
    return s->steps + (s->is_mixed ? s->mixed.step.steps : 0);
}

const sq_solver sq_solver_exact = {
    .name = "exact",
    .summary = "master equation in the Dicke basis along the moving mean spin",
    .range = "N up to some hundreds (2000 before the transition; 10^6 where nothing decays)",
    .correlated = true,
    .exact = true,
    .applicable = applicable,
    .cost = cost,
    .create = create,
    .free = free_state,
    .quench = quench,
    .rotate = rotate,
    .advance = advance,
    .time = current_time,
    .moments = moments,
    .breakdown = breakdown,
    .copy = copy,
    .steps = count_steps,
};
