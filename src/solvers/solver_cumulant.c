/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cumulant expansion: the moment hierarchy closed at order 2, 3 or 4 by dropping
 * the joint cumulants above it (Kubo, J. Phys. Soc. Jpn. 17, 1100 (1962)).
 *
 * Converges with the order up to the optimum of the squeezing and not beyond;
 * with order >= N it is exact. */
#include "solvers/hierarchy.h"
#include "solvers/hierarchy_state.h"

static enum sq_status
applicable(const sq_rates *rates, const sq_solver_options *options, sq_errors *errors)
{
    if (options->order < 2 || options->order > SQ_HIERARCHY_MAX_ORDER)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "solver 'cumulant' has orders 2 to %d, not %d (order 1 is solver "
                             "'mean-field')",
                             SQ_HIERARCHY_MAX_ORDER, options->order);
    return sq_rates_check(rates, errors);
}

const sq_solver sq_solver_cumulant = {
    .name = "cumulant",
    .summary = "moment hierarchy, order 2, 3 or 4, closed by zero cumulant",
    .range = "any N up to the optimum; error estimate from the next order",
    .least_order = 2,
    .largest_order = SQ_HIERARCHY_MAX_ORDER,
    .correlated = true,
    .applicable = applicable,
    .cost = sq_hierarchy_state_cost,
    .create = sq_hierarchy_state_create,
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
