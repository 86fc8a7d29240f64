/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pure state will cost, foreseen by the classical flow of its edge. */
#ifndef SQ_PURE_COST_H
#define SQ_PURE_COST_H

#include "solvers/solver.h"

/* Seconds and bytes of a pure state that is a product along `spin` at first, for a duration
 * (1/rate unit) through so many states.  Takes some milliseconds at most. */
sq_solver_cost sq_pure_cost(const sq_rates *rates, const double spin[3], double duration,
                            double states);

#endif
