/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where few spins end up, and how slowly: the null vector and the slowest modes of the master
 * equation, for every term of the model. */
#ifndef SQ_RELAXATION_H
#define SQ_RELAXATION_H

#include "base/public.h"
#include "model/rates.h"
#include "model/squeezing.h"

SQ_PUBLIC_BEGIN

/* One of two states between which the system switches. */
typedef struct sq_relaxation_branch {
    double weight; /* in the steady state */
    sq_moments moments;
} sq_relaxation_branch;

typedef struct sq_relaxation {
    sq_moments moments; /* of the steady state */
    double rate;        /* at which the slowest mode decays, 1/s; NaN: none was found */
    double frequency;   /* of that mode, rad/s */
    double next;        /* rate of the one after it; NaN: not found */
    int branches;       /* 2 where that mode is the switching between two states; else 0 */
    sq_relaxation_branch branch[2]; /* the lower <J_z> first */
} sq_relaxation;

/* What it takes; without a drive only populations are looked at. */
enum sq_status sq_relaxation_cost(double *seconds, double *bytes, const sq_rates *rates,
                                  sq_errors *errors) SQ_CHECK_RESULT;

/* Of a whole number of spins; where nothing acts on single spins, of a start with the maximal
 * spin.  SQ_ERR_UNSUPPORTED for a number that is not whole, SQ_ERR_NUMERIC where the steady
 * state is not unique.  Branches by the spectral decomposition of the slowest mode: Minganti
 * et al., PRA 98, 042118 (2018). */
enum sq_status sq_relaxation_find(sq_relaxation *relaxation, const sq_rates *rates,
                                  sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
