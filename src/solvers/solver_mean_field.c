/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean field: the moment hierarchy at order 1.
 *
 * Gives the Bloch vector and so the phase diagram, at any N.  It has no
 * correlations, hence no squeezing: xi² is that of uncorrelated spins. */
#include "solvers/hierarchy_state.h"

static enum sq_status
applicable(const sq_rates *rates, const sq_solver_options *options, sq_errors *errors)
{
    (void)options;
    return sq_rates_check(rates, errors);
}

static enum sq_status
create(void **state, const sq_rates *rates, const double spin[3],
       const sq_solver_options *options, sq_errors *errors)
{
    sq_solver_options first = *options;
    first.order = 1;
    return sq_hierarchy_state_create(state, rates, spin, &first, errors);
}

static sq_solver_cost
cost(const sq_rates *rates, const double spin[3], const sq_solver_options *options,
     double duration, int points)
{
    sq_solver_options first = *options;
    first.order = 1;
    return sq_hierarchy_state_cost(rates, spin, &first, duration, points);
}

const sq_solver sq_solver_mean_field = {
    .name = "mean-field",
    .summary = "moment hierarchy, order 1: the Bloch vector, no correlations",
    .range = "any N; phase diagram",
    .applicable = applicable,
    .cost = cost,
    .create = create,
    .free = sq_hierarchy_state_free,
    .quench = sq_hierarchy_state_quench,
    .rotate = sq_hierarchy_state_rotate,
    .advance = sq_hierarchy_state_advance,
    .time = sq_hierarchy_state_time,
    .moments = sq_hierarchy_state_moments,
    .breakdown = sq_hierarchy_state_breakdown,
    .copy = sq_hierarchy_state_copy,
    .steps = sq_hierarchy_state_steps,
};
