/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of the squeezing where an input differs from shot to shot.
 *
 * What is measured are averages over many shots: the moments <J_a> and S_ab = <{J_a, J_b}>/2
 * are averaged over the distribution of the input, so that the scatter of the mean spin adds to
 * the variance.  xi² has the mean N (doc/physics.md). */
#ifndef SQ_NOISE_H
#define SQ_NOISE_H

#include "base/public.h"
#include "lab/lab.h"

SQ_PUBLIC_BEGIN

/* By the moment hierarchy of order 2, without noise and with it: their difference is the
 * noise's. */
typedef struct sq_noise_effect {
    double ideal_db;           /* at the planned time, without noise */
    double planned_db;         /* and with it; NaN: unknown */
    double planned_distrusted; /* part of the shots that the hierarchy cannot be trusted for by
                                  then: planned_db rests on them all the same */
    double db, time;           /* best over time, as long as nearly all shots are trusted; NaN:
                                  unknown */
    bool ended;                /* that is where they are no longer: there may be more */
} sq_noise_effect;

/* Nothing is known. */
extern const sq_noise_effect sq_noise_unknown;

/* Poisson fluctuations of atoms.number with everything else as it is in the lab: the drive's
 * Omega, also where the lab gives it as a ratio, the direction and the time.  All of it is NaN
 * where there are too few atoms for any to be missing.
 *
 * planned  time that was planned, where the lab as it is squeezes best */
enum sq_status sq_noise_poisson(sq_noise_effect *effect, const sq_lab *lab, double planned,
                                sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
