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

/* ---- a rise at the end ---- */

/* A rise is followed back to where it began; dips of less (dB) on the way are rounding. */
#define ROUNDING_DB 1e-3

/* Of the rise, over which its pace is taken. */
#define PACE_PART 0.125

static double
db_of(const sq_curve_point *point)
{
    return sq_squeezing_decibel(point->squeezing.xi2);
}

/* Between the points that were kept; NaN: before them. */
static double
db_at(const sq_curve *curve, double t)
{
    size_t i = 0;
    while (i < curve->n && curve->point[i].t < t)
        i++;
    if (i == 0 || i == curve->n)
        return NAN;
    const sq_curve_point *a = &curve->point[i - 1], *b = &curve->point[i];
    return db_of(a) + (t - a->t) / (b->t - a->t) * (db_of(b) - db_of(a));
}

/* How long squeezing has been rising at `last`, since it was worst after the best point. */
static double
rising_for(const sq_curve *curve, const sq_curve_point *last, const sq_curve_point *best)
{
    const sq_curve_point *worst = last;
    for (const sq_curve_point *p = last; p >= curve->point && p->t > best->t; p--) {
        if (!(db_of(p) <= db_of(worst) + ROUNDING_DB))
            break;
        if (db_of(p) < db_of(worst))
            worst = p;
    }
    return last->t - worst->t;
}

/* What the rise will gain, dB, within as long again as it has lasted, if it goes on at its pace
 * or loses pace as it did just before: a swing ends, and what settles gains little more. */
static double
further_rise(const sq_curve *curve, const sq_curve_point *last, const sq_curve_point *best)
{
    double lasted = rising_for(curve, last, best), part = PACE_PART * lasted;
    double now = db_of(last), before = db_at(curve, last->t - part);
    double gain = now - before, gain_before = before - db_at(curve, last->t - 2 * part);
    double straight = gain / PACE_PART, slowing = gain / gain_before;
    bool slows = gain_before > gain;
    return slows ? fmin(straight, gain * slowing / (1 - slowing)) : straight;
}

bool
sq_best_is_ahead(const sq_curve_point *best, const sq_curve *curve, double valid_until)
{
    const sq_curve_point *last = sq_curve_at(curve, valid_until);
    if (!last || !(best->t < last->t))
        return false;
    double gain = further_rise(curve, last, best);
    return gain > 0 && db_of(last) + gain > db_of(best);
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
    return fmax(db_of(last) - db_of(before), 0);
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
