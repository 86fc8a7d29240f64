/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments of the collective spin, and the bounds that those of real states obey. */
#ifndef SQ_MOMENTS_H
#define SQ_MOMENTS_H

#include "base/public.h"
#include "model/breakdown.h"

SQ_PUBLIC_BEGIN

/* First and second moments of J = sum s/2.  Second moments are kept as
 * covariances, V_ab = <{J_a, J_b}>/2 − <J_a><J_b>: the moments themselves are larger
 * by a factor N, and their difference would lose the squeezing in rounding. */
typedef struct sq_moments {
    double N;         /* number of spins */
    double mean[3];   /* <J_x>, <J_y>, <J_z> */
    double cov[3][3]; /* V_ab, symmetric */
} sq_moments;

/* |<J>| */
double sq_moments_length(const sq_moments *moments);

/* <{J_a, J_b}>/2, the uncentred second moment. */
double sq_moments_second(const sq_moments *moments, int a, int b);

/* <J²> */
double sq_moments_total_spin(const sq_moments *moments);

/* Can any state of N spins have these moments?  Checks |<J>| <= N/2,
 * <J²> <= N/2 (N/2 + 1), and that the covariance matrix obeys the uncertainty
 * relation of J_x, J_y, J_z: V + (i/2) eps_abc <J_c> positive semidefinite
 * (Robertson 1929), to within `slack` (relative to N/4). */
enum sq_breakdown sq_moments_violation(const sq_moments *moments, double slack);

SQ_PUBLIC_END

#endif
