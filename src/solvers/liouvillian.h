/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generator of the master equation on permutation-symmetric states, inverted. */
#ifndef SQ_LIOUVILLIAN_H
#define SQ_LIOUVILLIAN_H

#include <stdbool.h>
#include <stddef.h>

#include "model/rates.h"
#include "solvers/density.h"

/* Of all states, or where nothing acts on single spins of those of maximal spin. */
typedef struct sq_liouvillian sq_liouvillian;

/* What it takes to make it. */
enum sq_status sq_liouvillian_cost(double *seconds, double *bytes, const sq_rates *rates,
                                   sq_errors *errors) SQ_CHECK_RESULT;

/* Makes it and its inverse.  The number of spins has to be whole.  SQ_ERR_NUMERIC when more
 * than one state is stationary: there is no inverse then. */
enum sq_status sq_liouvillian_create(sq_liouvillian **liouvillian, const sq_rates *rates,
                                     sq_errors *errors) SQ_CHECK_RESULT;
void sq_liouvillian_free(sq_liouvillian *liouvillian);

/* Doubles that a Hermitian matrix takes. */
size_t sq_liouvillian_length(const sq_liouvillian *liouvillian);

/* Of a matrix that is so stored. */
double sq_liouvillian_trace(const sq_liouvillian *liouvillian, const double *x);

/* x of the given trace with L x = y, y of no trace; NULL stands for 0.  x may be y.
 * False: out of memory. */
bool sq_liouvillian_solve(const sq_liouvillian *liouvillian, double *x, const double *y,
                          double trace);

/* As blocks in the laboratory's frame; false: out of memory. */
bool sq_liouvillian_density(sq_density *density, const sq_liouvillian *liouvillian,
                            const double *x);

#endif
