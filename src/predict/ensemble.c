/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "predict/luck.h"

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
    e->asked = malloc(n * sizeof *e->asked);
    e->norm_error = calloc(n, sizeof *e->norm_error);
    if (!e->t || !e->segment || !e->asked || !e->norm_error) {
        sq_ensemble_free(e);
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu times", n);
    }
    memcpy(e->t, axis->t, n * sizeof *e->t);
    memcpy(e->segment, axis->segment, n * sizeof *e->segment);
    for (size_t i = 0; i < n; i++)
        e->asked[i] = !axis->asked || axis->asked[i];
    return SQ_OK;
}

void
sq_ensemble_free(sq_ensemble *e)
{
    free(e->t);
    free(e->segment);
    free(e->asked);
    free(e->norm_error);
    free(e->sample);
    *e = (sq_ensemble){0};
}

/* ---- xi² at a time ---- */

/* An ensemble, and what is known of those of it that cross early. */
typedef struct insight {
    const sq_ensemble *ensemble;
    sq_crossings_view view;
    sq_crossed crossed;
    sq_statistics_sample *others; /* [n] work space; NULL: nothing is known of crossings */
} insight;

static void
forget(insight *w)
{
    sq_crossed_free(&w->crossed);
    free(w->others);
    w->others = NULL;
}

/* Is xi² at time i that of the others, with what the crossed add? */
static bool
is_told(const insight *w, size_t i)
{
    return w->others && i < w->crossed.counted;
}

/* xi² at time i. */
static double
xi2_of(const insight *w, size_t i)
{
    const sq_ensemble *e = w->ensemble;
    double N = sq_protocol_spins(&e->protocol);
    bool told = is_told(w, i);
    sq_moments moments;
    sq_squeezing squeezing;
    size_t left = told ? sq_crossed_others(w->others, &w->crossed, &w->view, i) : 0;
    if (left)
        sq_statistics_mean(&moments, N, w->others, left, 1);
    else
        sq_statistics_mean(&moments, N, e->sample + i, (size_t)e->n, e->n_times);
    sq_squeezing_compute(&squeezing, &moments);
    return squeezing.xi2 * (told ? 1 + w->crossed.added[i] : 1);
}

/* The one of so many times at which that is least. */
static size_t
best_of(const insight *w, size_t times)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t i = 0; i < times; i++) {
        double xi2 = xi2_of(w, i);
        if (xi2 < least) {
            least = xi2;
            best = i;
        }
    }
    return best;
}

/* Looks for crossings in the segment in which xi² is least.  Where there is no memory for it
 * nothing is known, and trust ends the earlier. */
static void
look(insight *w, const sq_ensemble *e)
{
    sq_errors ignored = {0};
    *w = (insight){.ensemble = e};
    unsigned segment = e->segment[best_of(w, e->n_times)];
    size_t from = 0, to = e->n_times;
    while (e->segment[from] != segment)
        from++;
    while (e->segment[to - 1] != segment)
        to--;
    w->view = (sq_crossings_view){
        .N = sq_protocol_spins(&e->protocol),
        .critical = sq_rates_critical_number(&e->protocol.segment[segment].rates),
        .sample = e->sample,
        .n = (size_t)e->n,
        .n_times = e->n_times,
        .t = e->t,
        .origin = sq_protocol_start(&e->protocol, segment)};
    w->others = malloc((size_t)e->n * sizeof *w->others);
    if (sq_crossed_find(&w->crossed, &w->view, from, to, &ignored) || !w->crossed.since)
        forget(w);
    sq_errors_free(&ignored);
}

/* ---- the best point ---- */

/* Crossings that are told of need no trust. */
static size_t
trusted_of(const insight *w)
{
    size_t all = w->ensemble->n_times;
    return w->others ? all : sq_crossings_trusted(&w->view, best_of(w, all));
}

size_t
sq_ensemble_trusted(const sq_ensemble *e)
{
    insight w;
    look(&w, e);
    size_t trusted = trusted_of(&w);
    forget(&w);
    return trusted;
}

size_t
sq_ensemble_best(const sq_ensemble *e)
{
    insight w;
    look(&w, e);
    size_t best = best_of(&w, trusted_of(&w));
    forget(&w);
    return best;
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

/* Where crossings are counted, which halves of the ensemble would divide, only the times before
 * them are looked at. */
static sq_luck
luck_of(const insight *w, size_t best)
{
    const sq_ensemble *e = w->ensemble;
    sq_crossings_view view = w->view;
    view.origin = sq_protocol_start(&e->protocol, e->segment[best]);
    const sq_luck_choice choice = {.view = &view,
                                   .crossed = &w->crossed,
                                   .times =
                                       is_told(w, best) ? w->crossed.counted : trusted_of(w),
                                   .best = best};
    return sq_luck_of(&choice);
}

double
sq_ensemble_optimism(const sq_ensemble *e, const sq_curve_point *best)
{
    insight w;
    look(&w, e);
    sq_luck luck = luck_of(&w, place_of(e, best));
    forget(&w);
    return luck.optimism;
}

/* dB at best, if what the crossed add is so many of its errors more. */
static double
best_if(insight *w, double errors)
{
    size_t told = w->crossed.counted;
    double least = INFINITY;
    for (size_t i = 0; i < told; i++) {
        double added = w->crossed.added[i], more = added * exp(errors * w->crossed.unknown[i]);
        double xi2 = xi2_of(w, i);
        least = fmin(least, xi2 * (1 + more) / (1 + added));
    }
    return sq_squeezing_decibel(least);
}

/* What rare crossings may have to say of the best point, dB: where it is told what they add,
 * how far that can be told; else, when they begin is known to CROSSING_TIME, and so far the
 * best goes with them. */
static double
crossing_error(const sq_ensemble *e, size_t best)
{
    insight w;
    look(&w, e);
    double origin = sq_protocol_start(&e->protocol, e->segment[best]), error = 0;
    double earlier = origin + (1 - CROSSING_TIME) * (e->t[best] - origin);
    size_t k = best;
    while (k > 0 && e->t[k] > earlier)
        k--;
    if (is_told(&w, best))
        error = fmax(best_if(&w, -1) - best_if(&w, 0), best_if(&w, 0) - best_if(&w, 1));
    else if (trusted_of(&w) < e->n_times)
        error =
            fabs(sq_squeezing_decibel(xi2_of(&w, best)) - sq_squeezing_decibel(xi2_of(&w, k)));
    forget(&w);
    return error;
}

double
sq_ensemble_sampling_error(const sq_ensemble *e, const sq_curve_point *best)
{
    insight w;
    look(&w, e);
    size_t k = place_of(e, best);
    double error = best->xi2_error, added = is_told(&w, k) ? w.crossed.added[k] : 0;
    if (added > 0) {
        double of_crossed = added * w.crossed.unknown[k] / (1 + added) * best->squeezing.xi2;
        error = sqrt(fmax(error * error - of_crossed * of_crossed, 0));
    }
    sq_luck luck = luck_of(&w, k);
    forget(&w);
    return hypot(sq_statistics_tail_factor(best->top_share) *
                     sq_squeezing_decibel_error(best->squeezing.xi2, error),
                 hypot(luck.missing, luck.concealed));
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

/* Adds what the crossed do to the squeezed variance of the others. */
static void
add_crossed(sq_statistics *s, double added, double unknown)
{
    const double *d = s->squeezing.direction;
    double length = sq_moments_length(&s->moments), xi2 = s->squeezing.xi2;
    double more = added * xi2 * length * length / s->moments.N;
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
            s->moments.cov[a][b] += more * d[a] * d[b];
    sq_squeezing_compute(&s->squeezing, &s->moments);
    s->xi2_error = hypot((1 + added) * s->xi2_error, added * unknown * xi2);
}

static void
statistics_of(sq_statistics *s, const insight *w, size_t i, double *scratch)
{
    const sq_ensemble *e = w->ensemble;
    double N = sq_protocol_spins(&e->protocol);
    size_t n = (size_t)e->n, left = 0;
    if (is_told(w, i))
        left = sq_crossed_others(w->others, &w->crossed, &w->view, i);
    if (left)
        sq_statistics_of(s, N, w->others, left, 1, scratch);
    else
        sq_statistics_of(s, N, e->sample + i, n, e->n_times, scratch);
    if (left && !isnan(s->squeezing.xi2))
        add_crossed(s, w->crossed.added[i], w->crossed.unknown[i]);
}

/* At the times from..to − 1. */
static enum sq_status
fill_statistics(sq_statistics *s, const sq_ensemble *e, size_t from, size_t to,
                sq_errors *errors)
{
    double *scratch = malloc((size_t)e->n * sizeof *scratch);
    if (!scratch)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %ld numbers", e->n);
    insight w;
    look(&w, e);
    for (size_t i = from; i < to; i++)
        statistics_of(&s[i - from], &w, i, scratch);
    forget(&w);
    free(scratch);
    return SQ_OK;
}

enum sq_status
sq_ensemble_statistics(sq_statistics *s, const sq_ensemble *e, size_t i, sq_errors *errors)
{
    return fill_statistics(s, e, i, i + 1, errors);
}

enum sq_status
sq_ensemble_all_statistics(sq_statistics *s, const sq_ensemble *e, sq_errors *errors)
{
    return fill_statistics(s, e, 0, e->n_times, errors);
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
    if (memcmp(a->asked, b->asked, a->n_times * sizeof *a->asked) != 0)
        return "the times that are shown";
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
