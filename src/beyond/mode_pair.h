/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One comparison of a kept mode with an infinitely fast one. */
#ifndef SQ_DEEP_PAIR_H
#define SQ_DEEP_PAIR_H

#include "beyond/mode_cost.h"

/* Squeezing of less than that is rounding. */
#define SQ_SQUEEZED_DB 1e-6

/* What is compared. */
typedef struct sq_deep_case {
    sq_mode mode;
    sq_rates rates;
    const double *spin; /* [3] */
    double until;
} sq_deep_case;

/* By the moment hierarchy of order 2. */
enum sq_status sq_deep_by_hierarchy(sq_deep_answer *answer, const sq_deep_case *wanted,
                                    sq_errors *errors) SQ_CHECK_RESULT;

/* Best squeezing of the spin model alone, exactly, and when. */
enum sq_status sq_deep_limit(double *db, double *time, const sq_deep_case *wanted,
                             sq_errors *errors) SQ_CHECK_RESULT;

/* By the master equations with so many levels of the mode and without a mode, for few spins.
 * top is the largest population of the highest level, NaN where the
 * budget (kept_exact.h) was not enough and there is no answer. */
enum sq_status sq_deep_exactly(sq_deep_answer *answer, double *top, const sq_deep_case *wanted,
                               int levels, double *budget, sq_errors *errors) SQ_CHECK_RESULT;

#endif
