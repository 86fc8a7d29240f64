/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments averaged over shots, along the times, and the squeezing that they have. */
#ifndef SQ_NOISE_CURVE_H
#define SQ_NOISE_CURVE_H

#include "planning/noise_shots.h"

/* So many rms from the mean it is asked when the sequence ends. */
#define SQ_NOISE_CURVE_WIDEST 4.6

typedef struct sq_noise_curve {
    size_t n;
    double t[SQ_NOISE_SHOTS_TIMES];
    sq_moments moments[SQ_NOISE_SHOTS_TIMES];
    double unknown[SQ_NOISE_SHOTS_TIMES];    /* part of the shots of which nothing is known */
    double distrusted[SQ_NOISE_SHOTS_TIMES]; /* past the trust, or unknown */
    double db[SQ_NOISE_SHOTS_TIMES];         /* NaN: too many are unknown */
} sq_noise_curve;

/* The shots by this order with these parts of all ([rule.n]; all of them 0: nothing is known;
 * above the least order only those that are looked at closely may have one), with those noises
 * that act when the sequence ends. */
enum sq_status sq_noise_curve_make(sq_noise_curve *curve, const sq_noise_shots *shots,
                                   int order, const double *part, const sq_noises *noises,
                                   sq_errors *errors) SQ_CHECK_RESULT;

/* The rms of when it ends, where it is to end at this time. */
double sq_noise_curve_stop_rms(const sq_noises_one *stop, double time);

#endif
