/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/ensemble_curve.h"

#include <math.h>
#include <stdlib.h>

/* A mean spin shorter than so many standard errors has no direction. */
#define LEAST_SPIN 3

/* A mean spin that is not known from zero: xi² would be that of its noise. */
static bool
has_no_direction(const sq_statistics *s)
{
    double length = 0, error = 0;
    for (int a = 0; a < 3; a++) {
        length += s->moments.mean[a] * s->moments.mean[a];
        error += s->error.mean[a] * s->error.mean[a];
    }
    return length < LEAST_SPIN * LEAST_SPIN * error;
}

static enum sq_status
fill_points(sq_curve *curve, const sq_ensemble *e, sq_errors *errors)
{
    sq_statistics *s = malloc(e->n_times * sizeof *s);
    curve->point = calloc(e->n_times, sizeof *curve->point);
    enum sq_status status =
        curve->point && s
            ? sq_ensemble_all_statistics(s, e, errors)
            : sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu points", e->n_times);
    curve->n = curve->capacity = status ? 0 : e->n_times;
    for (size_t i = 0; i < curve->n; i++) {
        if (has_no_direction(&s[i]))
            sq_squeezing_undefine(&s[i].squeezing);
        curve->point[i] = (sq_curve_point){.t = e->t[i],
                                           .segment = e->segment[i],
                                           .on_axis = e->asked[i],
                                           .moments = s[i].moments,
                                           .squeezing = s[i].squeezing,
                                           .xi2_error = s[i].xi2_error,
                                           .xi2_bias = s[i].xi2_bias,
                                           .top_share = s[i].top_share};
    }
    free(s);
    return status;
}

/* Of time; a pulse may stand there more than once. */
static bool
is_at_an_end(const sq_curve *curve, size_t i)
{
    double t = curve->point[i].t;
    return !(t > curve->point[0].t && t < curve->point[curve->n - 1].t);
}

/* Points are taken as they are: noise between them would make parabolas dip below all that was
 * sampled. */
static void
add_minimum(sq_curve *curve, size_t i)
{
    if (curve->n_minima == SQ_CURVE_MOST_MINIMA || is_at_an_end(curve, i))
        return;
    curve->minimum[curve->n_minima++] = curve->point[i];
}

static double
error_of(const sq_curve_point *point)
{
    return isnan(point->xi2_error) ? 0 : point->xi2_error;
}

/* A minimum counts if xi² comes down to it and rises again by more than the error that both
 * have, twice, and by more than the accuracy. */
static void
find_minima(sq_curve *curve, double accuracy)
{
    size_t lowest = 0, highest = 0;
    for (size_t i = 0; i < curve->n; i++) {
        const sq_curve_point *here = &curve->point[i], *low = &curve->point[lowest];
        double dip = low->squeezing.xi2 * (pow(10, accuracy / 10) - 1);
        double step = fmax(dip, 2 * fmax(error_of(low), error_of(here)));
        bool fell = curve->point[highest].squeezing.xi2 - low->squeezing.xi2 > step;
        if (isnan(here->squeezing.xi2) || isnan(low->squeezing.xi2)) {
            lowest = highest = i;
        } else if (here->squeezing.xi2 < low->squeezing.xi2) {
            lowest = i;
        } else if (fell && here->squeezing.xi2 - low->squeezing.xi2 > step) {
            add_minimum(curve, lowest);
            lowest = highest = i;
        } else if (!fell && here->squeezing.xi2 > curve->point[highest].squeezing.xi2) {
            lowest = highest = i;
        }
    }
}

static int
by_time(const void *left, const void *right)
{
    const sq_curve_point *a = left, *b = right;
    return (a->t > b->t) - (a->t < b->t);
}

/* The least of all points counts in any case. */
static void
add_best(sq_curve *curve, size_t best)
{
    if (is_at_an_end(curve, best))
        return;
    for (size_t i = 0; i < curve->n_minima; i++)
        if (curve->minimum[i].t >= curve->point[best - 1].t &&
            curve->minimum[i].t <= curve->point[best + 1].t)
            return;
    add_minimum(curve, best);
    qsort(curve->minimum, curve->n_minima, sizeof curve->minimum[0], by_time);
}

enum sq_status
sq_ensemble_curve(sq_curve *curve, const sq_ensemble *e, double minimum_accuracy,
                  sq_errors *errors)
{
    *curve = (sq_curve){.solver = sq_solver_find("trajectories")};
    enum sq_status status = fill_points(curve, e, errors);
    if (status) {
        sq_curve_free(curve);
        return status;
    }
    find_minima(curve, minimum_accuracy);
    add_best(curve, sq_ensemble_best(e));
    size_t trusted = sq_ensemble_trusted(e);
    curve->valid_until = e->t[trusted - 1];
    curve->breakdown = trusted < e->n_times ? SQ_BREAKDOWN_CROSSINGS : SQ_BREAKDOWN_NONE;
    curve->steps = e->work.steps;
    curve->seconds = e->seconds;
    return SQ_OK;
}
