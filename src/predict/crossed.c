/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least xi² lies where about 3 % of it comes from one trajectory in ten thousand
 * (crossings.c), of which an ensemble of a thousand has none yet: those of its own that cross
 * later have to tell.
 *
 * A trajectory runs away once its N_eff has fallen below N_c, and a while later it has crossed:
 * about as many have crossed at t as had N_eff < N_c at t − lag.  N_eff is nearly normal, with
 * a skewness that an ensemble knows well, so that its tail is known far beyond the last member:
 * that of a normal variable u with
 *   (N_eff − mean)/sd = u + (u² − 1) skewness/6   (Cornish & Fisher 1938).
 * The lag is what gives the number of those that have crossed where they are ENOUGH.  Some are
 * faster than others, so that of the first there are more than that: STEEPNESS.
 *
 * What one adds to the squeezed variance comes in bursts, a thousand means within 10/(N Gamma)
 * and ten thereafter, so that the crossed of a single time tell it badly: it is what all of
 * them have added until then over how many by the tail they were.
 *
 * How far this is known: the counted are few and their bursts differ; the width and the
 * skewness of N_eff are those of a sample; and the tail is a model.  All are errors of the
 * logarithm of what is added. */
#include "predict/crossed.h"

#include <math.h>
#include <stdlib.h>

/* Crossed so many, or this part of all, they are counted; of fewer than LEAST nothing is
 * told. */
enum { ENOUGH = 20, LEAST = 3 };
#define ENOUGH_PART (1.0 / 30)

/* Fewer trajectories do not tell the tail of N_eff: even 100 say ± 0.4 to 0.7 dB. */
#define LEAST_TRAJECTORIES 64

/* Of one trajectory, in units of the mean of the others, it tells a crossing; and soon before
 * one, that it has left the others. */
#define CROSSED 30
#define LEAVING 5

/* The e-foldings of the part that has crossed, from where they were counted, in those of the
 * tail; and what part of them is an error. Measured at N = 2000, chi = 0, ratio 0.9, from −x:
 * what is added at the best times by 80 000 trajectories, with 20 crossed, is 1.7 to 2.0
 * e-foldings more than what 1000 tell by the tail over 7 to 9 (20 ensembles each, gamma_s =
 * Gamma and 4 Gamma; 300: 2.2 to 2.9 over 7 to 10; 5000: 1.1 over 4 to 5). */
#define STEEPNESS 0.78
#define MODEL_ERROR 0.1

/* Given are so many standard errors: few crossings are spread unevenly. */
#define ERRORS 2

/* The lag is sought within these parts of the time. */
#define LEAST_LAG (-0.5)
#define LARGEST_LAG 0.95

/* What is known at one time: of N_eff, and of those that have crossed. */
typedef struct instant {
    double mean, sd, skewness;
    size_t crossed; /* since the last */
    double sum; /* over the crossed, of what one adds to the squeezed variance in units of the
                   mean of the others */
} instant;

/* What the search works on. */
typedef struct search {
    const sq_crossings_view *view;
    size_t from, to;
    sq_crossed *crossed;
    instant *at;                  /* [to] */
    sq_statistics_sample *others; /* [n] */
    double *variance;             /* [n] of each along the squeezed direction */
    double *burst;                /* [n] over time, of what a crossed one adds */
    size_t last, counted;         /* number of the time at which they are counted; of them */
} search;

/* A reading of the tail of N_eff, and what follows from it. */
typedef struct reading {
    double skewness, sd; /* more than that of the ensemble; so many times its own */
    double lag, weight;  /* what one that has crossed adds */
} reading;

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
    size_t *since = s->crossed->since;
    bool more = true;
    while (more) {
        double mean = fill_variances(s, k);
        more = false;
        for (size_t i = 0; i < s->view->n; i++)
            if (since[i] > k && s->variance[i] > CROSSED * mean) {
                since[i] = k;
                s->at[k].crossed++;
                more = true;
            }
    }
}

static double
step_at(const search *s, size_t k)
{
    return k > s->from ? s->view->t[k] - s->view->t[k - 1] : 0;
}

/* Those that cross at the next time are on their way already; what they and the crossed add. */
static void
weigh(const search *s, size_t k)
{
    size_t *since = s->crossed->since;
    double mean = fill_variances(s, k);
    for (size_t i = 0; i < s->view->n; i++) {
        if (since[i] == k + 1 && k < s->last && s->variance[i] > LEAVING * mean)
            since[i] = k;
        if (since[i] <= k) {
            s->at[k].sum += s->variance[i] / mean;
            s->burst[i] += s->variance[i] / mean * step_at(s, k);
        }
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
    if (beyond(low, skewness) > -deviations)
        return 0; /* it ends before */
    for (int i = 0; i < 60; i++) {
        double u = 0.5 * (low + high);
        if (beyond(u, skewness) > -deviations)
            high = u;
        else
            low = u;
    }
    return 0.5 * erfc(-low / M_SQRT2);
}

/* The part of all that had N_eff < N_c the lag before time number i. */
static double
below_critical(const search *s, const reading *r, size_t i)
{
    const sq_crossings_view *v = s->view;
    double since = v->t[i] - v->origin - r->lag;
    size_t k = s->from + 1;
    while (k + 1 < s->to && v->t[k] - v->origin < since)
        k++;
    const instant *a = &s->at[k - 1], *b = &s->at[k];
    double before = v->t[k - 1] - v->origin, after = v->t[k] - v->origin;
    double part = fmin(fmax((since - before) / (after - before), 0), 1);
    double mean = a->mean + part * (b->mean - a->mean),
           sd = r->sd * (a->sd + part * (b->sd - a->sd)),
           skewness = r->skewness + a->skewness + part * (b->skewness - a->skewness);
    return sd > 0 ? tail((mean - v->critical) / sd, skewness) : mean < v->critical;
}

/* The lag that gives the number of those that are counted; false: there is none. */
static bool
find_lag(const search *s, reading *r)
{
    double since = s->view->t[s->last] - s->view->origin;
    double low = LEAST_LAG * since, high = LARGEST_LAG * since;
    double wanted = (double)s->counted / (double)s->view->n;
    r->lag = low;
    bool any = below_critical(s, r, s->last) > wanted;
    r->lag = high;
    if (!any || !(below_critical(s, r, s->last) < wanted))
        return false;
    for (int i = 0; i < 60; i++) {
        r->lag = 0.5 * (low + high);
        if (below_critical(s, r, s->last) > wanted)
            low = r->lag;
        else
            high = r->lag;
    }
    return true;
}

/* The part that has crossed by time number i. */
static double
crossed_part(const search *s, const reading *r, size_t i)
{
    double counted = (double)s->counted / (double)s->view->n;
    return counted * pow(below_critical(s, r, i) / counted, STEEPNESS);
}

/* What one adds while it is one of so many by the lag: the sum over time of what all add over
 * that of their number.  It comes in bursts, so that a single time would tell it badly. */
static double
weight_of(const search *s, const reading *r)
{
    double sum = 0, parts = 0;
    for (size_t i = s->from; i <= s->last; i++) {
        sum += s->at[i].sum * step_at(s, i);
        parts += crossed_part(s, r, i) * step_at(s, i);
    }
    return sum / (parts * (double)s->view->n);
}

static bool
read_tail(reading *r, const search *s, double skewness, double sd)
{
    *r = (reading){.skewness = skewness, .sd = sd};
    bool found = find_lag(s, r);
    r->weight = found ? weight_of(s, r) : NAN;
    return found;
}

/* ---- the error ---- */

/* Of all that the crossed added: of a sum over as many as came. */
static double
burst_error(const search *s)
{
    double sum = 0, square = 0;
    for (size_t i = 0; i < s->view->n; i++) {
        sum += s->burst[i];
        square += s->burst[i] * s->burst[i];
    }
    return sqrt(square) / sum;
}

/* By how much the logarithm of what is added at time number i differs by another reading. */
static double
difference(const search *s, const reading *r, const reading *other, size_t i)
{
    double mine = crossed_part(s, r, i) * r->weight,
           its = crossed_part(s, other, i) * other->weight;
    return mine > 0 && its > 0 ? log(its / mine) : 0;
}

static void
fill_added(const search *s, const reading *r)
{
    double n = (double)s->view->n, burst = burst_error(s);
    double counted = (double)s->counted / n;
    reading more_skewed, wider;
    if (!read_tail(&more_skewed, s, sqrt(6 / n), 1))
        more_skewed = *r;
    if (!read_tail(&wider, s, 0, 1 + 1 / sqrt(2 * n)))
        wider = *r;
    for (size_t i = s->from; i < s->last; i++) {
        double part = crossed_part(s, r, i);
        double skewness = difference(s, r, &more_skewed, i),
               width = difference(s, r, &wider, i);
        double model = part > 0 ? MODEL_ERROR * log(counted / part) : 0;
        s->crossed->added[i] = part * r->weight;
        s->crossed->unknown[i] = ERRORS * hypot(hypot(burst, model), hypot(skewness, width));
    }
    s->crossed->counted = s->last;
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
    s->burst = calloc(n, sizeof *s->burst);
    if (s->crossed->since && s->crossed->added && s->crossed->unknown && s->at && s->others &&
        s->variance && s->burst)
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu trajectories", n);
}

/* Up to where enough have crossed, or to the end. */
static void
count(search *s)
{
    size_t part = (size_t)(ENOUGH_PART * (double)s->view->n);
    size_t enough = part > ENOUGH ? ENOUGH : part > LEAST ? part : LEAST;
    s->crossed->counted = s->to;
    for (size_t i = 0; i < s->view->n; i++)
        s->crossed->since[i] = s->view->n_times;
    for (size_t k = s->from; k < s->to && s->counted < enough; k++) {
        take_n_eff(s, k);
        tell_crossed(s, k);
        s->counted += s->at[k].crossed;
        s->last = k;
    }
}

static void
look(search *s)
{
    reading r = {.sd = 1};
    count(s);
    if (s->counted < LEAST || !find_lag(s, &r)) {
        sq_crossed_free(s->crossed);
        return;
    }
    for (size_t k = s->last + 1; k-- > s->from;)
        weigh(s, k);
    r.weight = weight_of(s, &r);
    fill_added(s, &r);
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
    free(s.burst);
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
