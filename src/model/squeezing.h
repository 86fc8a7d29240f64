/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the moments of the collective spin to the squeezing they contain. */
#ifndef SQ_SQUEEZING_H
#define SQ_SQUEEZING_H

#include "base/public.h"
#include "model/moments.h"

SQ_PUBLIC_BEGIN

typedef struct sq_squeezing {
    double xi2;          /* Wineland parameter, N min Var / |<J>|²; NaN when |<J>| vanishes */
    double antisqueezed; /* the same with the largest variance */
    double n[3];         /* unit vector along <J> */
    double direction[3]; /* unit vector of the squeezed component, normal to n */
    double angle;        /* of direction, from e1 towards e2 in the tangent plane, [0, pi) rad;
                            e1 points along increasing polar angle, e2 along increasing
                            azimuth */
    double contrast;     /* 2 |<J>| / N */
    double n_eff;        /* 2 sqrt(1/4 + <J²>) − 1 */
} sq_squeezing;

/* Below this contrast the mean spin has no direction that an integration error
 * would not change, and xi² is undefined. */
#define SQ_SQUEEZING_LEAST_CONTRAST 1e-6

/* Tucker et al. 2020, Eq. 4; Wineland et al., PRA 46, R6797 (1992). */
void sq_squeezing_compute(sq_squeezing *squeezing, const sq_moments *moments);

/* A mean is told from its noise where it is so many times as long. */
#define SQ_SQUEEZING_RESOLVED 3

/* Of moments whose mean is that of samples and has the variance `noise`, summed over its
 * components: |mean|² and the second moment are too large by as much, in the mean.  Where
 * |mean| is not `resolved` times the noise, 1 at least, xi² and all directions are NaN; the
 * contrast is then 0 if it may be nothing but noise. */
void sq_squeezing_compute_noisy(sq_squeezing *squeezing, const sq_moments *moments,
                                double noise, double resolved);

/* Makes everything that rests on correlations NaN: xi², antisqueezing, the direction. */
void sq_squeezing_undefine(sq_squeezing *squeezing);

/* −10 log10 xi²: positive is good; NaN for xi² <= 0 or NaN. */
double sq_squeezing_decibel(double xi2);

/* The error in dB that an error of xi² amounts to. */
double sq_squeezing_decibel_error(double xi2, double xi2_error);

SQ_PUBLIC_END

#endif
