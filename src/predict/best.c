/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/best.h"

#include <math.h>

static bool
is_better(const sq_curve_point *candidate, const sq_curve_point *best)
{
    return isnan(best->squeezing.xi2) || candidate->squeezing.xi2 < best->squeezing.xi2;
}

enum sq_best_kind
sq_best_of(sq_curve_point *best, const sq_curve *curve, double valid_until, double until)
{
    enum sq_best_kind kind = SQ_BEST_NONE;
    best->squeezing.xi2 = NAN;
    for (size_t i = 0; i < curve->n_minima; i++)
        if (curve->minimum[i].t <= valid_until && is_better(&curve->minimum[i], best)) {
            *best = curve->minimum[i];
            kind = SQ_BEST_MINIMUM;
        }
    if (curve->n && is_better(&curve->point[0], best) &&
        !isnan(curve->point[0].squeezing.xi2)) {
        *best = curve->point[0];
        kind = SQ_BEST_START;
    }
    const sq_curve_point *last = sq_curve_at(curve, valid_until);
    if (last && last->t > 0 && is_better(last, best) && !isnan(last->squeezing.xi2)) {
        *best = *last;
        kind = valid_until < until ? SQ_BEST_TRUST_ENDS : SQ_BEST_TIME_ENDS;
    }
    return kind;
}

/* Of the time, over which a slope is taken: steps may be as short as rounding. */
#define SLOPE_PART 1e-3

bool
sq_best_is_ahead(const sq_curve_point *best, const sq_curve *curve, double valid_until)
{
    const sq_curve_point *last = sq_curve_at(curve, valid_until);
    const sq_curve_point *before = last ? sq_curve_at(curve, (1 - SLOPE_PART) * last->t) : NULL;
    if (!before || !(before->t < last->t) || !(best->t < last->t))
        return false;
    double now = sq_squeezing_decibel(last->squeezing.xi2);
    double gain = now - sq_squeezing_decibel(before->squeezing.xi2);
    return now + gain * last->t / (last->t - before->t) >
               sq_squeezing_decibel(best->squeezing.xi2) &&
           gain > 0;
}

#define BEFORE_LAST_THIRD (2.0 / 3)

double
sq_best_to_come(const sq_curve *curve, double start, double valid_until)
{
    const sq_curve_point *last = sq_curve_at(curve, valid_until);
    const sq_curve_point *before =
        sq_curve_at(curve, start + BEFORE_LAST_THIRD * (valid_until - start));
    if (!last || !before || isnan(before->squeezing.xi2))
        return 0;
    double gain =
        sq_squeezing_decibel(last->squeezing.xi2) - sq_squeezing_decibel(before->squeezing.xi2);
    return fmax(gain, 0);
}

const char *
sq_best_kind_name(enum sq_best_kind kind)
{
    static const char *const names[] = {
        [SQ_BEST_MINIMUM] = "minimum",     [SQ_BEST_START] = "start",
        [SQ_BEST_TIME_ENDS] = "time-ends", [SQ_BEST_TRUST_ENDS] = "trust-ends",
        [SQ_BEST_STEADY] = "steady",       [SQ_BEST_NONE] = "none",
    };
    return names[kind];
}
