/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "predict/crossings.h"

/* Part of the time within which rare crossings begin for other ensembles of the same size. */
#define CROSSING_TIME 0.09

enum sq_status
sq_ensemble_init(sq_ensemble *e, const sq_protocol *protocol, const double spin[3],
                 const sq_trajectory_options *options, const sq_axis *axis, sq_errors *errors)
{
    size_t n = axis->n;
    *e = (sq_ensemble){.protocol = *protocol, .options = *options, .n_times = n};
    memcpy(e->spin, spin, sizeof e->spin);
    e->t = malloc(n * sizeof *e->t);
    e->segment = malloc(n * sizeof *e->segment);
    e->norm_error = calloc(n, sizeof *e->norm_error);
    if (!e->t || !e->segment || !e->norm_error) {
        sq_ensemble_free(e);
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu times", n);
    }
    memcpy(e->t, axis->t, n * sizeof *e->t);
    memcpy(e->segment, axis->segment, n * sizeof *e->segment);
    return SQ_OK;
}

void
sq_ensemble_free(sq_ensemble *e)
{
    free(e->t);
    free(e->segment);
    free(e->norm_error);
    free(e->sample);
    *e = (sq_ensemble){0};
}

/* ---- the best point ---- */

/* xi² at time i by n trajectories, from `first` on in steps of `stride`. */
static double
xi2_of(const sq_ensemble *e, size_t i, size_t first, size_t n, size_t stride)
{
    sq_moments moments;
    sq_squeezing squeezing;
    sq_statistics_mean(&moments, sq_protocol_spins(&e->protocol),
                       e->sample + first * e->n_times + i, n, stride * e->n_times);
    sq_squeezing_compute(&squeezing, &moments);
    return squeezing.xi2;
}

/* The one of so many times at which that is least. */
static size_t
best_of(const sq_ensemble *e, size_t times, size_t first, size_t n, size_t stride)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t i = 0; i < times; i++) {
        double xi2 = xi2_of(e, i, first, n, stride);
        if (xi2 < least) {
            least = xi2;
            best = i;
        }
    }
    return best;
}

size_t
sq_ensemble_trusted(const sq_ensemble *e)
{
    size_t best = best_of(e, e->n_times, 0, (size_t)e->n, 1);
    unsigned segment = e->segment[best];
    const sq_crossings_view view = {
        .N = sq_protocol_spins(&e->protocol),
        .critical = sq_rates_critical_number(&e->protocol.segment[segment].rates),
        .sample = e->sample,
        .n = (size_t)e->n,
        .n_times = e->n_times,
        .t = e->t,
        .origin = sq_protocol_start(&e->protocol, segment)};
    return sq_crossings_trusted(&view, best);
}

size_t
sq_ensemble_best(const sq_ensemble *e)
{
    return best_of(e, sq_ensemble_trusted(e), 0, (size_t)e->n, 1);
}

/* The best of noisy points is better than it is: the time that one half of the trajectories
 * finds best is judged by the other half. */
double
sq_ensemble_optimism(const sq_ensemble *e)
{
    size_t best[2], half = (size_t)e->n / 2, times = sq_ensemble_trusted(e);
    double blind = 0;
    if (half < 2)
        return NAN;
    for (int i = 0; i < 2; i++)
        best[i] = best_of(e, times, (size_t)i, half, 2);
    for (int i = 0; i < 2; i++)
        blind += sq_squeezing_decibel(xi2_of(e, best[1 - i], (size_t)i, half, 2)) / 2;
    double optimism = sq_squeezing_decibel(xi2_of(e, best_of(e, times, 0, (size_t)e->n, 1), 0,
                                                  (size_t)e->n, 1)) -
                      blind;
    return optimism > 0 ? optimism : 0;
}

/* The number of the time of a point of its curve. */
static size_t
place_of(const sq_ensemble *e, const sq_curve_point *point)
{
    size_t k = 0;
    while (k + 1 < e->n_times && (e->t[k] != point->t || e->segment[k] != point->segment))
        k++;
    return k;
}

/* What rare crossings may have to say of the best point, dB: when they begin is known to
 * CROSSING_TIME, and so far the best goes with them. */
static double
crossing_error(const sq_ensemble *e, size_t best)
{
    if (sq_ensemble_trusted(e) == e->n_times)
        return 0;
    double origin = sq_protocol_start(&e->protocol, e->segment[best]);
    double earlier = origin + (1 - CROSSING_TIME) * (e->t[best] - origin);
    size_t k = best;
    while (k > 0 && e->t[k] > earlier)
        k--;
    return fabs(sq_squeezing_decibel(xi2_of(e, best, 0, (size_t)e->n, 1)) -
                sq_squeezing_decibel(xi2_of(e, k, 0, (size_t)e->n, 1)));
}

double
sq_ensemble_sampling_error(const sq_ensemble *e, const sq_curve_point *best)
{
    double standard = sq_statistics_tail_factor(best->top_share) *
                      sq_squeezing_decibel_error(best->squeezing.xi2, best->xi2_error);
    return hypot(standard, sq_ensemble_optimism(e));
}

double
sq_ensemble_lasting_error(const sq_ensemble *e, const sq_curve_point *best)
{
    size_t k = place_of(e, best);
    return hypot(sq_squeezing_decibel_error(1, e->norm_error[k]), crossing_error(e, k));
}

double
sq_ensemble_error(const sq_ensemble *e, const sq_curve_point *best)
{
    return hypot(sq_ensemble_sampling_error(e, best), sq_ensemble_lasting_error(e, best));
}

/* ---- results ---- */

enum sq_status
sq_ensemble_statistics(sq_statistics *s, const sq_ensemble *e, size_t i, sq_errors *errors)
{
    double *scratch = malloc((size_t)e->n * sizeof *scratch);
    if (!scratch)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %ld numbers", e->n);
    sq_statistics_of(s, sq_protocol_spins(&e->protocol), e->sample + i, (size_t)e->n,
                     e->n_times, scratch);
    free(scratch);
    return SQ_OK;
}

/* ---- joining ---- */

const char *
sq_ensemble_difference(const sq_ensemble *a, const sq_ensemble *b)
{
    const char *difference = sq_protocol_difference(&a->protocol, &b->protocol);
    if (difference)
        return difference;
    if (memcmp(a->spin, b->spin, sizeof a->spin) != 0)
        return "the initial directions";
    if (a->options.unraveling != b->options.unraveling)
        return "the unravelings";
    if (a->options.tolerance != b->options.tolerance)
        return "the tolerances";
    if (a->options.seed != b->options.seed)
        return "the seeds";
    if (a->n_times != b->n_times || memcmp(a->t, b->t, a->n_times * sizeof *a->t) != 0)
        return "the times";
    return NULL;
}

enum sq_status
sq_ensemble_append(sq_ensemble *e, const sq_ensemble *next, sq_errors *errors)
{
    size_t n = (size_t)(e->n + next->n) * e->n_times;
    sq_statistics_sample *larger = realloc(e->sample, n * sizeof *larger);
    if (!larger)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %ld trajectories",
                             e->n + next->n);
    memcpy(larger + (size_t)e->n * e->n_times, next->sample,
           (size_t)next->n * e->n_times * sizeof *larger);
    e->sample = larger;
    e->n = e->room = e->n + next->n;
    sq_trajectory_work_add(&e->work, &next->work);
    for (size_t k = 0; k < e->n_times; k++)
        e->norm_error[k] = fmax(e->norm_error[k], next->norm_error[k]);
    return SQ_OK;
}
