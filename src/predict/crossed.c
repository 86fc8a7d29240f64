/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least xi² lies where about 3 % of it comes from one trajectory in ten thousand
 * (crossings.c), of which an ensemble of a thousand has none yet: those of its own that cross
 * later have to tell.
 *
 * A trajectory runs away once its N_eff has fallen below N_c, and a while later it has crossed:
 * as many have crossed at t as had N_eff < N_c at t − lag.  N_eff is nearly normal, with a
 * skewness that an ensemble knows well, so that its tail is known far beyond the last member:
 * that of a normal variable u with
 *   (N_eff − mean)/sd = u + (u² − 1) skewness/6   (Cornish & Fisher 1938).
 * The lag is what gives the number of those that have crossed where they are ENOUGH, and what
 * each of them adds to the squeezed variance is taken from there. */
#include "predict/crossed.h"

#include <math.h>
#include <stdlib.h>

/* Crossed so many, or this part of all, they are counted; of fewer than LEAST nothing is
 * told. */
enum { ENOUGH = 20, LEAST = 3 };
#define ENOUGH_PART (1.0 / 30)

/* Fewer trajectories do not tell the tail of N_eff: 64 said ± 0.2 dB. */
#define LEAST_TRAJECTORIES 200

/* Of one trajectory, in units of the mean of the others, it tells a crossing. */
#define CROSSED 30

/* What each of the counted adds is spread so widely that twice its standard error is given. */
#define SPREAD_ERRORS 2

/* Part of the e-foldings from where they were counted by which what they add is wrong.
 * Measured at N = 2000, chi = 0, ratio 0.9, gamma_s = 4 Gamma (25 ensembles of 300 and of 1000,
 * 10 of 3000): the number falls more slowly, as not all need the same time, but of the first to
 * cross each adds less. */
#define MODEL_ERROR 0.25

/* The lag is sought within these parts of the time. */
#define LEAST_LAG (-0.5)
#define LARGEST_LAG 0.95

/* What is known at one time: of N_eff, and of those that have crossed. */
typedef struct instant {
    double mean, sd, skewness;
    size_t crossed;
    double sum, square; /* over the crossed, of what one adds to the squeezed variance in units
                           of the mean of the others, and of its square */
} instant;

/* What the search works on. */
typedef struct search {
    const sq_crossings_view *view;
    size_t from, to;
    sq_crossed *crossed;
    instant *at;                  /* [to] */
    sq_statistics_sample *others; /* [n] */
    double *variance;             /* [n] of each along the squeezed direction */
} search;

/* ---- the crossed ---- */

size_t
sq_crossed_others(sq_statistics_sample *others, const sq_crossed *c, const sq_crossings_view *v,
                  size_t k)
{
    size_t left = 0;
    for (size_t i = 0; i < v->n; i++)
        if (!c->since || k >= c->counted || c->since[i] > k)
            others[left++] = v->sample[i * v->n_times + k];
    return left;
}

/* Fills the squeezed variance of each about the mean of the others; returns theirs. */
static double
fill_variances(const search *s, size_t k)
{
    const sq_crossings_view *v = s->view;
    sq_moments m;
    sq_squeezing squeezing;
    double sum = 0;
    size_t n = sq_crossed_others(s->others, s->crossed, v, k);
    sq_statistics_mean(&m, v->N, s->others, n, 1);
    sq_squeezing_compute(&squeezing, &m);
    for (size_t i = 0; i < v->n; i++) {
        const sq_statistics_sample *one = &v->sample[i * v->n_times + k];
        s->variance[i] = sq_statistics_sample_square(one, m.mean, squeezing.direction);
        sum += s->crossed->since[i] > k ? s->variance[i] : 0;
    }
    return sum / (double)n;
}

/* Tells those that have crossed by time number k, without whom the mean is less. */
static void
tell_crossed(const search *s, size_t k)
{
    const sq_crossings_view *v = s->view;
    size_t *since = s->crossed->since;
    double mean;
    bool more = true;
    while (more) {
        mean = fill_variances(s, k);
        more = false;
        for (size_t i = 0; i < v->n; i++)
            if (since[i] > k && s->variance[i] > CROSSED * mean) {
                since[i] = k;
                more = true;
            }
    }
    instant *here = &s->at[k];
    for (size_t i = 0; i < v->n; i++)
        if (since[i] <= k) {
            here->crossed++;
            here->sum += s->variance[i] / mean;
            here->square += s->variance[i] / mean * s->variance[i] / mean;
        }
}

static void
take_n_eff(const search *s, size_t k)
{
    const sq_crossings_view *v = s->view;
    const sq_statistics_sample *first = v->sample + k;
    double mean = 0, square = 0, cube = 0, n = (double)v->n;
    for (size_t i = 0; i < v->n; i++)
        mean += sq_statistics_sample_n_eff(&first[i * v->n_times]) / n;
    for (size_t i = 0; i < v->n; i++) {
        double off = sq_statistics_sample_n_eff(&first[i * v->n_times]) - mean;
        square += off * off / n;
        cube += off * off * off / n;
    }
    s->at[k].mean = mean;
    s->at[k].sd = sqrt(square);
    s->at[k].skewness = square > 0 ? cube / (square * sqrt(square)) : 0;
}

/* ---- their number before ---- */

static double
beyond(double u, double skewness)
{
    return u + (u * u - 1) * skewness / 6;
}

/* The part of a skewed distribution that lies below so many standard deviations under its
 * mean. */
static double
tail(double deviations, double skewness)
{
    double low = -12, high = 12, vertex = skewness != 0 ? -3 / skewness : INFINITY;
    if (vertex > 0)
        high = fmin(high, vertex);
    else
        low = fmax(low, vertex);
    for (int i = 0; i < 60; i++) {
        double u = 0.5 * (low + high);
        if (beyond(u, skewness) > -deviations)
            high = u;
        else
            low = u;
    }
    return 0.5 * erfc(-low / M_SQRT2);
}

/* The part of all that had N_eff < N_c at a time since the origin. */
static double
below_critical(const search *s, double since)
{
    const sq_crossings_view *v = s->view;
    size_t k = s->from + 1;
    while (k + 1 < s->to && v->t[k] - v->origin < since)
        k++;
    const instant *a = &s->at[k - 1], *b = &s->at[k];
    double before = v->t[k - 1] - v->origin, after = v->t[k] - v->origin;
    double part = fmin(fmax((since - before) / (after - before), 0), 1);
    double mean = a->mean + part * (b->mean - a->mean), sd = a->sd + part * (b->sd - a->sd),
           skewness = a->skewness + part * (b->skewness - a->skewness);
    return sd > 0 ? tail((mean - v->critical) / sd, skewness) : mean < v->critical;
}

/* The lag that gives the number at time number k; false: there is none. */
static bool
find_lag(double *lag, const search *s, size_t k)
{
    double since = s->view->t[k] - s->view->origin;
    double low = LEAST_LAG * since, high = LARGEST_LAG * since;
    double wanted = (double)s->at[k].crossed / (double)s->view->n;
    if (!(below_critical(s, since - low) > wanted && below_critical(s, since - high) < wanted))
        return false;
    for (int i = 0; i < 60; i++) {
        *lag = 0.5 * (low + high);
        if (below_critical(s, since - *lag) > wanted)
            low = *lag;
        else
            high = *lag;
    }
    return true;
}

/* What they add before time number k, at which they are counted. */
static void
fill_added(const search *s, size_t k, double lag)
{
    const sq_crossings_view *v = s->view;
    const instant *there = &s->at[k];
    double n = (double)v->n, crossed = (double)there->crossed;
    double counted = crossed / n, weight = there->sum / crossed;
    double spread = SPREAD_ERRORS * sqrt(there->square) / there->sum;
    for (size_t i = s->from; i < k; i++) {
        double part = below_critical(s, v->t[i] - v->origin - lag);
        double most = (double)(s->at[i].crossed + LEAST) / n;
        s->crossed->added[i] = fmin(part, most) * weight;
        s->crossed->unknown[i] =
            part > 0 ? hypot(spread, MODEL_ERROR * log(counted / part)) : 0;
    }
    s->crossed->counted = k;
}

/* ---- the whole ---- */

static enum sq_status
make_room(search *s, sq_errors *errors)
{
    size_t n = s->view->n;
    s->crossed->since = malloc(n * sizeof *s->crossed->since);
    s->crossed->added = calloc(s->to + 1, sizeof *s->crossed->added);
    s->crossed->unknown = calloc(s->to + 1, sizeof *s->crossed->unknown);
    s->at = calloc(s->to + 1, sizeof *s->at);
    s->others = malloc(n * sizeof *s->others);
    s->variance = malloc(n * sizeof *s->variance);
    if (s->crossed->since && s->crossed->added && s->crossed->unknown && s->at && s->others &&
        s->variance)
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu trajectories", n);
}

static void
look(search *s)
{
    double lag;
    size_t k = s->from, part = (size_t)(ENOUGH_PART * (double)s->view->n);
    size_t enough = part > ENOUGH ? ENOUGH : part > LEAST ? part : LEAST;
    s->crossed->counted = s->to;
    for (size_t i = 0; i < s->view->n; i++)
        s->crossed->since[i] = s->view->n_times;
    for (; k < s->to; k++) {
        take_n_eff(s, k);
        tell_crossed(s, k);
        if (s->at[k].crossed >= enough)
            break;
    }
    k = k < s->to ? k : s->to - 1;
    if (s->at[k].crossed >= LEAST && find_lag(&lag, s, k))
        fill_added(s, k, lag);
    else
        sq_crossed_free(s->crossed);
}

enum sq_status
sq_crossed_find(sq_crossed *crossed, const sq_crossings_view *view, size_t from, size_t to,
                sq_errors *errors)
{
    search s = {.view = view, .from = from, .to = to, .crossed = crossed};
    *crossed = (sq_crossed){0};
    if (!(view->critical > 0) || view->n < LEAST_TRAJECTORIES || to < from + 2)
        return SQ_OK;
    enum sq_status status = make_room(&s, errors);
    if (status)
        sq_crossed_free(crossed);
    else
        look(&s);
    free(s.at);
    free(s.others);
    free(s.variance);
    return status;
}

void
sq_crossed_free(sq_crossed *crossed)
{
    free(crossed->since);
    free(crossed->added);
    free(crossed->unknown);
    *crossed = (sq_crossed){0};
}
