/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best of noisy points is better than it is: where the curve is flat, the time is chosen by
 * the noise.  So the time that one half of the trajectories finds best is judged by the other
 * half, for the 2 HALVINGS halves that binary digits of the numbers of the trajectories tell:
 * trajectory i is of one half or the other as i & mask has an even or odd number of digits 1,
 * for mask = 1, 2, ….  These are orthogonal (Walsh functions), so that they tell as much as so
 * many random ones, and are the same in every run.
 *
 * Half the logarithm of the ratio of the two xi² has just the scatter of that of all; so a half
 * stands for an ensemble as large as the whole: log xi² of all plus that, and of the other
 * half, minus that.
 *
 * The noise is not normal where single trajectories weigh much: an ensemble that has by chance
 * none of them at its best time is better than it should be and knows no better.  Those that
 * are as heavy soon before or after tell of them.
 *
 * Measured with random models of 20 to 60 spins: tests/test_honesty.c, doc/solvers.md. */
#include "predict/luck.h"

#include <math.h>
#include <stdlib.h>

enum { HALVINGS = 15, LEAST_TRAJECTORIES = 4 };

/* Farther above the best, in units of the noise between the two, no time is chosen in its
 * place. Much noisier ones than the best say that it may be better elsewhere, and not that it
 * is by so much too good; and those noisier still, of log xi², have hardly a direction. */
#define FARTHEST 6
#define NOISIER 3
#define NOISIEST 0.5

/* So many halvings tell the noise roughly. */
#define ROUGHLY 3

/* How soon, as a factor of the time; and the weight, in means, that tells a crossing, of which
 * others take care (crossings.c, crossed.c). */
#define SOON 1.15
#define CROSSED 30

typedef struct search {
    const sq_luck_choice *choice;
    size_t halvings;
    sq_statistics_sample *some; /* [n] work space */
} search;

/* What one time has to say. */
typedef struct rival {
    double level;           /* log xi² */
    double noise[HALVINGS]; /* of it, by each halving */
} rival;

/* ---- xi² ---- */

static size_t
parity(size_t digits)
{
    size_t odd = 0;
    for (; digits; digits &= digits - 1)
        odd ^= 1;
    return odd;
}

static bool
is_told(const search *s, size_t k)
{
    return s->choice->crossed->since && k < s->choice->crossed->counted;
}

/* Those of one half that have not crossed; mask 0: of all. */
static size_t
gather(const search *s, size_t k, size_t mask, size_t half)
{
    const sq_crossings_view *v = s->choice->view;
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        if (parity(i & mask) == half && !(is_told(s, k) && s->choice->crossed->since[i] <= k))
            s->some[n++] = v->sample[i * v->n_times + k];
    return n;
}

static double
log_xi2(const search *s, size_t k, size_t mask, size_t half)
{
    size_t n = gather(s, k, mask, half);
    sq_moments moments;
    sq_squeezing squeezing;
    if (n == 0)
        return NAN;
    sq_statistics_mean(&moments, s->choice->view->N, s->some, n, 1);
    sq_squeezing_compute(&squeezing, &moments);
    return log(squeezing.xi2) + (is_told(s, k) ? log1p(s->choice->crossed->added[k]) : 0);
}

/* ---- the best of many ---- */

static void
fill_noise(rival *r, const search *s, size_t k)
{
    for (size_t m = 0; m < s->halvings; m++)
        r->noise[m] = (log_xi2(s, k, m + 1, 0) - log_xi2(s, k, m + 1, 1)) / 2;
}

/* Root mean square of the noise of one over that of another; NULL: over none. */
static double
noise_between(const search *s, const rival *a, const rival *b)
{
    double square = 0;
    for (size_t m = 0; m < s->halvings; m++)
        square += pow(a->noise[m] - (b ? b->noise[m] : 0), 2);
    return sqrt(square / (double)s->halvings);
}

/* Puts the rival in the place of what a half has chosen, where it finds it better. */
static void
contend(const search *s, double chosen[][2], double blind[][2], const rival *r)
{
    for (size_t m = 0; m < s->halvings; m++)
        for (int half = 0; half < 2; half++) {
            double noise = half ? -r->noise[m] : r->noise[m];
            if (r->level + noise < chosen[m][half]) {
                chosen[m][half] = r->level + noise;
                blind[m][half] = r->level - noise;
            }
        }
}

/* Is the time near enough to the best for its noise, of which *noise tells, to lift it there?
 * Few halvings tell roughly, for those many that are not. */
static bool
is_rival(const search *s, const rival *best, rival *other, size_t k, double *noise)
{
    search few = *s;
    other->level = log_xi2(s, k, 0, 0);
    double above = other->level - best->level;
    if (k == s->choice->best || !(above >= 0 && above <= FARTHEST * NOISIEST))
        return false;
    few.halvings = s->halvings < ROUGHLY ? s->halvings : ROUGHLY;
    fill_noise(other, &few, k);
    if (!(above <= 2 * FARTHEST * noise_between(&few, other, best)))
        return false;
    fill_noise(other, s, k);
    *noise = noise_between(s, other, best);
    return above <= FARTHEST * *noise;
}

/* What the halves have chosen, and what the others say of it: log xi². */
typedef struct vote {
    double chosen[HALVINGS][2], blind[HALVINGS][2];
} vote;

static void
begin(vote *v, const search *s, const rival *best)
{
    for (size_t m = 0; m < s->halvings; m++)
        v->chosen[m][0] = v->chosen[m][1] = INFINITY;
    contend(s, v->chosen, v->blind, best);
}

static double
mean_of(const vote *v, const search *s)
{
    double sum = 0;
    for (size_t m = 0; m < s->halvings; m++)
        sum += v->blind[m][0] + v->blind[m][1];
    return sum / (2 * (double)s->halvings);
}

/* By how much log xi² is likely to be too good: *near, chosen among times of about the same
 * noise; *all, among noisier ones, too. */
static void
compare(double *near, double *all, const search *s, const rival *best)
{
    double noise, scale = NOISIER * noise_between(s, best, NULL);
    vote with_near, with_all;
    rival other;
    begin(&with_near, s, best);
    begin(&with_all, s, best);
    for (size_t k = 0; k < s->choice->times; k++) {
        if (!is_rival(s, best, &other, k, &noise))
            continue;
        if (noise <= scale)
            contend(s, with_near.chosen, with_near.blind, &other);
        if (noise <= NOISIEST)
            contend(s, with_all.chosen, with_all.blind, &other);
    }
    *near = fmax(mean_of(&with_near, s) - best->level, 0);
    *all = fmax(mean_of(&with_all, s) - best->level, 0);
}

/* So many that each of the digits they take is met. */
static size_t
halvings_of(size_t n)
{
    size_t halvings = 1;
    while (2 * halvings + 1 <= HALVINGS && 2 * (halvings + 1) <= n)
        halvings = 2 * halvings + 1;
    return halvings;
}

/* ---- what was missed ---- */

/* Of the heaviest, in means of all, at time number k. */
static double
heaviest(const search *s, size_t k)
{
    const sq_crossings_view *v = s->choice->view;
    sq_moments m;
    sq_squeezing squeezing;
    double largest = 0, sum = 0;
    size_t n = gather(s, k, 0, 0);
    if (n == 0)
        return 0;
    sq_statistics_mean(&m, v->N, s->some, n, 1);
    sq_squeezing_compute(&squeezing, &m);
    for (size_t i = 0; i < n; i++) {
        double square = sq_statistics_sample_square(&s->some[i], m.mean, squeezing.direction);
        largest = fmax(largest, square);
        sum += square;
    }
    double weight = largest * (double)n / sum;
    return weight < CROSSED ? weight : 0;
}

static double
missing(const search *s)
{
    const sq_luck_choice *c = s->choice;
    const sq_crossings_view *v = c->view;
    double since = v->t[c->best] - v->origin, mine = heaviest(s, c->best), most = mine;
    for (size_t k = 0; k < c->times; k++) {
        double time = v->t[k] - v->origin;
        if (time >= since / SOON && time <= SOON * since)
            most = fmax(most, heaviest(s, k));
    }
    return (most - mine) / (double)v->n;
}

/* ---- the whole ---- */

static double
decibel(double log_xi2)
{
    return sq_squeezing_decibel_error(1, log_xi2);
}

static void
look(sq_luck *luck, const search *s)
{
    double near, all;
    rival best = {.level = log_xi2(s, s->choice->best, 0, 0)};
    fill_noise(&best, s, s->choice->best);
    compare(&near, &all, s, &best);
    near = fmin(near, fmax(log_xi2(s, 0, 0, 0) - best.level, 0)); /* not worse than at first */
    luck->optimism = decibel(near);
    luck->concealed = decibel(fmax(all - near, 0));
    luck->missing = decibel(missing(s));
}

sq_luck
sq_luck_of(const sq_luck_choice *choice)
{
    size_t n = choice->view->n;
    search s = {.choice = choice, .halvings = halvings_of(n)};
    sq_luck luck = {NAN, NAN, NAN};
    s.some = malloc(n * sizeof *s.some);
    if (s.some && n >= LEAST_TRAJECTORIES)
        look(&luck, &s);
    free(s.some);
    return luck;
}
