/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model before the mode is eliminated (mode_kept.h) without any closure: the master
 * equation of few spins and the lowest levels of the mode. */
#ifndef SQ_MODE_EXACT_H
#define SQ_MODE_EXACT_H

#include "beyond/mode_kept.h"

/* Most levels of the mode. */
enum { SQ_MODE_EXACT_LEVELS = 32 };

/* Runs from the coherent state along `spin`, the mode in its own thermal state.
 *
 * result  [n], at the ascending times t[n], t[0] >= 0
 * top     receives the largest population that the highest level ever had: what is missing
 *         above it is of that order; NaN where the budget was not enough, and result is not
 * whole budget  numbers of density matrices that may be derived; what is used is taken off it
 * rates   as for sq_mode_kept_run; a whole number of spins
 * levels  of the mode that are kept, 2 to SQ_MODE_EXACT_LEVELS
 *
 * SQ_ERR_UNSUPPORTED for one-axis twisting; SQ_ERR_MEMORY. */
enum sq_status sq_mode_exact_run(sq_mode_kept_moments *result, double *top, const sq_mode *mode,
                                 const sq_rates *rates, int levels, double *budget,
                                 const double spin[3], const double *t, size_t n,
                                 sq_errors *errors) SQ_CHECK_RESULT;

#endif
