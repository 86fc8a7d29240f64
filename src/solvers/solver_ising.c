/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twisting with one-spin noise in closed form, as a solver: the state at any time follows from
 * that at the last change of the rates, and costs some microseconds. */
#include <math.h>
#include <stdlib.h>

#include "base/rotation.h"
#include "solvers/ising.h"
#include "solvers/solver.h"

/* A step is this part of the time that has passed, and of the collective time at first:
 * everything happens on a logarithmic axis. */
#define STEP 0.05

typedef struct ising_state {
    sq_rates rates;
    sq_ising begun, now; /* when the rates last changed, and now */
    double t_begun, t;
    double spin[3];
    long steps;
    bool turned; /* when correlated: no longer a state that the closed form knows */
} ising_state;

static enum sq_status
applicable(const sq_rates *rates, const sq_solver_options *options, sq_errors *errors)
{
    (void)options;
    return sq_ising_applicable(rates, errors);
}

/* Measured: 1.6 us a point, 4.3 where each is written out. */
static sq_solver_cost
cost(const sq_rates *rates, const double spin[3], const sq_solver_options *options,
     double duration, int points)
{
    (void)rates, (void)spin, (void)options, (void)duration;
    return (sq_solver_cost){.seconds = 5e-6 * (points + 500), .bytes = sizeof(ising_state)};
}

static enum sq_status
create(void **state, const sq_rates *rates, const double spin[3],
       const sq_solver_options *options, sq_errors *errors)
{
    (void)options;
    ising_state *s = *state = calloc(1, sizeof *s);
    if (!s)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the closed form");
    s->rates = *rates;
    for (int a = 0; a < 3; a++)
        s->spin[a] = spin[a];
    sq_ising_begin(&s->begun, rates->N, spin);
    s->now = s->begun;
    return SQ_OK;
}

static enum sq_status
quench(void *state, const sq_rates *rates, sq_errors *errors)
{
    ising_state *s = state;
    s->begun = s->now;
    s->t_begun = s->t;
    s->rates = *rates;
    return sq_ising_applicable(rates, errors);
}

/* A product state, and any state turned about z, is still one that the closed form knows. */
static void
rotate(void *state, const double axis[3], double angle)
{
    ising_state *s = state;
    double r[3][3], old[3] = {s->spin[0], s->spin[1], s->spin[2]};
    sq_rotation_matrix(r, axis, angle);
    for (int a = 0; a < 3; a++)
        s->spin[a] = r[a][0] * old[0] + r[a][1] * old[1] + r[a][2] * old[2];
    if (s->t == 0)
        sq_ising_begin(&s->now, s->rates.N, s->spin);
    else if (hypot(axis[0], axis[1]) == 0)
        s->now.azimuth += copysign(angle, axis[2]);
    else
        s->turned = true;
    s->begun = s->now;
    s->t_begun = s->t;
}

static enum sq_status
advance(void *state, double until, enum sq_solver_stride stride, sq_errors *errors)
{
    ising_state *s = state;
    (void)errors;
    if (s->turned)
        return SQ_OK;
    if (stride == SQ_SOLVER_ONE_STEP)
        until = fmin(until, s->t + STEP * (s->t + 1 / sq_rates_collective(&s->rates)));
    s->t = until;
    s->steps++;
    sq_ising_advance(&s->now, &s->begun, &s->rates, s->t - s->t_begun);
    return SQ_OK;
}

static double
current_time(const void *state)
{
    return ((const ising_state *)state)->t;
}

static void
moments(const void *state, sq_moments *m)
{
    sq_ising_moments(m, &((const ising_state *)state)->now);
}

static enum sq_breakdown
breakdown(const void *state)
{
    return ((const ising_state *)state)->turned ? SQ_BREAKDOWN_PULSE : SQ_BREAKDOWN_NONE;
}

static enum sq_status
copy(void *to, const void *from, sq_errors *errors)
{
    (void)errors;
    *(ising_state *)to = *(const ising_state *)from;
    return SQ_OK;
}

static long
count_steps(const void *state)
{
    return ((const ising_state *)state)->steps;
}

const sq_solver sq_solver_ising = {
    .name = "ising",
    .summary = "twisting with every one-spin channel, in closed form",
    .range = "any N up to 10^15; chi_z, delta, Gamma_phi and one-spin rates alone",
    .correlated = true,
    .exact = true,
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
