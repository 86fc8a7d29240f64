/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where on a curve the best squeezing lies. */
#ifndef SQ_BEST_H
#define SQ_BEST_H

#include "base/public.h"
#include "predict/curve.h"

SQ_PUBLIC_BEGIN

enum sq_best_kind {
    SQ_BEST_MINIMUM,    /* a local minimum of xi² */
    SQ_BEST_START,      /* never better than the initial state */
    SQ_BEST_TIME_ENDS,  /* still improving when the time axis ends */
    SQ_BEST_TRUST_ENDS, /* still improving where the answer can no longer be trusted */
    SQ_BEST_STEADY,     /* the steady state, at no time in particular */
    SQ_BEST_NONE,       /* xi² undefined throughout: no mean spin, or no correlations */
};

/* Best of the refined minima and of the two ends of a curve up to `valid_until`;
 * `until` is where its time axis ends.  Writes NaN into best when there is none. */
enum sq_best_kind sq_best_of(sq_curve_point *best, const sq_curve *curve, double valid_until,
                             double until);

/* Is there still more to come where the curve ends or is no longer trusted?  There is where
 * squeezing rises so fast that it would pass the best point's within as long again as the rise
 * has lasted; a swing that turns far below the best is no rise towards it. */
bool sq_best_is_ahead(const sq_curve_point *best, const sq_curve *curve, double valid_until);

/* What may still come, dB, where squeezing rises at the end of trust or time: as
 * much as over the last third of the way from `start`.  A rise to a steady state gains less
 * after that. */
double sq_best_to_come(const sq_curve *curve, double start, double valid_until);

/* The name of a kind of best point, for JSON. */
const char *sq_best_kind_name(enum sq_best_kind kind);

SQ_PUBLIC_END

#endif
