/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state behind the solvers of the moment hierarchy (mean-field, cumulant):
 * connected correlations of one order, advanced in time.  The functions have the
 * signatures of sq_solver and mean what is written there. */
#ifndef SQ_HIERARCHY_STATE_H
#define SQ_HIERARCHY_STATE_H

#include "solvers/solver.h"

enum sq_status sq_hierarchy_state_create(void **state, const sq_rates *rates,
                                         const double spin[3], const sq_solver_options *options,
                                         sq_errors *errors);
void sq_hierarchy_state_free(void *state);
enum sq_status sq_hierarchy_state_quench(void *state, const sq_rates *rates, sq_errors *errors);
void sq_hierarchy_state_rotate(void *state, const double axis[3], double angle);
enum sq_status sq_hierarchy_state_advance(void *state, double until,
                                          enum sq_solver_stride stride, sq_errors *errors);
double sq_hierarchy_state_time(const void *state);
void sq_hierarchy_state_moments(const void *state, sq_moments *moments);
enum sq_breakdown sq_hierarchy_state_breakdown(const void *state);
enum sq_status sq_hierarchy_state_copy(void *to, const void *from, sq_errors *errors);
long sq_hierarchy_state_steps(const void *state);
sq_solver_cost sq_hierarchy_state_cost(const sq_rates *rates, const double spin[3],
                                       const sq_solver_options *options, double duration,
                                       int points);

#endif
