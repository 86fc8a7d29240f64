/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model followed in some milliseconds, by the closed form where there is one, else by the
 * moment hierarchy of order 2: for those who compare many of them, how much better or worse is
 * this one than that? */
#ifndef SQ_SKETCH_H
#define SQ_SKETCH_H

#include "base/error.h"
#include "model/closure.h"
#include "model/rates.h"
#include "solvers/solver.h"

/* Orders that differ by more are not trusted, as in a prediction. */
#define SQ_SKETCH_ORDERS_PART_DB 0.5

/* All spins along the unit vector `spin` at time 0.
 *
 * moments   [n] at the ascending times t[n], t[0] >= 0
 * followed  how many were reached: fewer where the closure breaks down, or where it takes more
 *           steps than can be waited for
 * trusted   how many of them order 3 agrees with */
enum sq_status sq_sketch_run(sq_moments *moments, sq_closure_reach *followed,
                             sq_closure_reach *trusted, const sq_rates *rates,
                             const double spin[3], const double *t, size_t n,
                             sq_errors *errors) SQ_CHECK_RESULT;

/* The same at one order, 2 to 4, of the hierarchy, without a look at another; by the closed
 * form where there is one. */
enum sq_status sq_sketch_run_order(sq_moments *moments, sq_closure_reach *followed,
                                   const sq_rates *rates, const double spin[3], int order,
                                   const double *t, size_t n,
                                   sq_errors *errors) SQ_CHECK_RESULT;

/* Is there a closed form, so that there is no other order to ask? */
bool sq_sketch_is_closed(const sq_rates *rates);

/* The cheapest solver of a model: the closed form where there is one, of the whole number of
 * spins that it wants, else the moment hierarchy.  *taken receives the rates that it takes. */
const sq_solver *sq_sketch_solver(sq_rates *taken, const sq_rates *rates);

/* The squeezing of these moments, dB. */
double sq_sketch_decibel(const sq_moments *moments);

/* The top of a curve, in dB, of n points; NaN: none is finite.  *time receives when. */
double sq_sketch_top(double *time, const double *t, const double *db, size_t n);

#endif
