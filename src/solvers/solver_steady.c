/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collective steady state in closed form, as a solver: its state is where everything
 * ends up, at any time. */
#include <math.h>
#include <stdlib.h>

#include "solvers/solver.h"
#include "solvers/steady.h"

typedef struct steady_state {
    sq_rates rates;
    sq_moments moments;
    double t;
} steady_state;

static enum sq_status
applicable(const sq_rates *rates, const sq_solver_options *options, sq_errors *errors)
{
    (void)options;
    return sq_steady_applicable(rates, errors);
}

/* Weights that count, within 13.6 deviations of the largest (steady.c): a Gaussian of variance
 * u² N/(2 sqrt(1 − u²)) below the critical drive, t_k ~ exp(−k³/(3 N²)) at it, u^(−2k) above.
 */
static double
weights(double N, double u)
{
    double below = 27 * u * sqrt(N / (2 * sqrt(fmax(1 - u * u, 0)))),
           above = 92 / (2 * log(fmax(u, 1))), at = 6.5 * pow(N, 2.0 / 3);
    return 1 + fmin(N, fmin(at, u < 1 ? below : above));
}

/* Measured: 7 ns a weight. */
static sq_solver_cost
cost(const sq_rates *rates, const double spin[3], const sq_solver_options *options,
     double duration, int points)
{
    (void)spin, (void)options, (void)duration;
    double each = weights(rates->N, fabs(sq_rates_drive_ratio(rates)));
    return (sq_solver_cost){.seconds = 7e-9 * each + 1e-6 * points,
                            .bytes = sizeof(steady_state)};
}

static enum sq_status
create(void **state, const sq_rates *rates, const double spin[3],
       const sq_solver_options *options, sq_errors *errors)
{
    (void)spin, (void)options;
    steady_state *s = *state = calloc(1, sizeof *s);
    if (!s)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the steady state");
    s->rates = *rates;
    enum sq_status status = sq_steady_collective(&s->moments, rates, errors);
    if (status) {
        free(s);
        *state = NULL;
    }
    return status;
}

static enum sq_status
quench(void *state, const sq_rates *rates, sq_errors *errors)
{
    steady_state *s = state;
    s->rates = *rates;
    return sq_steady_collective(&s->moments, rates, errors);
}

/* Turned away, it comes back. */
static void
rotate(void *state, const double axis[3], double angle)
{
    (void)state, (void)axis, (void)angle;
}

static enum sq_status
advance(void *state, double until, enum sq_solver_stride stride, sq_errors *errors)
{
    (void)stride, (void)errors;
    ((steady_state *)state)->t = until;
    return SQ_OK;
}

static double
current_time(const void *state)
{
    return ((const steady_state *)state)->t;
}

static void
moments(const void *state, sq_moments *m)
{
    *m = ((const steady_state *)state)->moments;
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
    (void)errors;
    *(steady_state *)to = *(const steady_state *)from;
    return SQ_OK;
}

static long
count_steps(const void *state)
{
    (void)state;
    return 0;
}

const sq_solver sq_solver_steady = {
    .name = "steady",
    .summary = "closed-form collective steady state, whatever the time",
    .range = "any N, chi, Gamma and Omega alone; see also 'squint steady'",
    .correlated = true,
    .exact = true,
    .stationary = true,
    .applicable = applicable,
    .cost = cost,
    .create = create,
    .free = free,
    .quench = quench,
    .rotate = rotate,
    .advance = advance,
    .time = current_time,
    .moments = moments,
    .breakdown = breakdown,
    .copy = copy,
    .steps = count_steps,
};
