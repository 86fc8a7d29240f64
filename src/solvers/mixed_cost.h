/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the master equation will cost, foreseen by the hierarchy of order 2. */
#ifndef SQ_MIXED_COST_H
#define SQ_MIXED_COST_H

#include "solvers/solver.h"

/* Seconds and bytes of solver 'exact' from a product state along `spin` for a duration
 * (1/rate unit) with so many points, with decay.  Takes some milliseconds. */
sq_solver_cost sq_mixed_cost(const sq_rates *rates, const double spin[3], double tolerance,
                             double duration, int points);

#endif
