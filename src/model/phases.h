/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mean-field phase diagram of emission, exchange, drive and one-spin relaxation. */
#ifndef SQ_PHASES_H
#define SQ_PHASES_H

#include <stdbool.h>

#include "base/public.h"
#include "model/rates.h"

SQ_PUBLIC_BEGIN

/* Where a drive u = Upsilon/Upsilon_c lies, as seen in the steady state. */
enum sq_phases_region {
    SQ_PHASES_UNKNOWN,   /* other terms act, or one of Gamma and gamma_s does not */
    SQ_PHASES_SMOOTH,    /* gamma_s is so large that there are no edges */
    SQ_PHASES_POLARISED, /* below both edges */
    SQ_PHASES_BISTABLE,  /* between them */
    SQ_PHASES_STRIPED,   /* above both, and u < 1: squeezing passes */
    SQ_PHASES_NORMAL     /* u >= 1 */
};

enum sq_phases_region sq_phases_region(const sq_rates *rates);

/* A sentence about the region; NULL for SQ_PHASES_UNKNOWN. */
const char *sq_phases_words(enum sq_phases_region region);

/* Edges Upsilon_lower and Upsilon_upper of the bistable region, in units of Upsilon; NaN where
 * there are none. */
double sq_phases_lower(const sq_rates *rates);
double sq_phases_upper(const sq_rates *rates);

/* Stable steady states: mean vectors m = 2<J>/N, the most inverted last.  Returns how many:
 * 2 between the edges, 0 where the closed form does not apply, else 1. */
int sq_phases_states(double m[2][3], const sq_rates *rates);

SQ_PUBLIC_END

#endif
