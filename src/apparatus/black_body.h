/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Black-body radiation on an optical transition. */
#ifndef SQ_BLACK_BODY_H
#define SQ_BLACK_BODY_H

#include "base/public.h"

SQ_PUBLIC_BEGIN

/* Excitation of the upper state over one intermediate level: the rate is strength ×
 * n(temperature) and n the occupation at this wavelength. */
typedef struct sq_black_body {
    double wavelength;   /* m; 0: not known for this species */
    double strength;     /* 1/s: Einstein A to the upper state, times the ratio of the levels'
                            degeneracies */
    double to_lower;     /* parts of what is excited that decay to the lower state, */
    double to_elsewhere; /* and to states outside the model */
} sq_black_body;

/* The rate, 1/s; temperature in K. */
double sq_black_body_excitation(const sq_black_body *black_body, double temperature);

SQ_PUBLIC_END

#endif
