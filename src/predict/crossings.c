/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One trajectory that has crossed the transition adds some hundred times as much to the
 * squeezed variance as the others do, and the number of those that have grows exponentially
 * with time. So the least xi² lies where about RISE of it comes from crossings, which is where
 * one trajectory in some ten thousand has crossed: an ensemble of fewer has none, and its least
 * xi² walks on to where its own first one crosses.  From n trajectories the first crosses when
 * WEIGHT/n of xi² comes from crossings; the best lies log(WEIGHT/(n RISE)) e-foldings before.
 *
 * Measured at N = 2000, chi = 0, ratio 0.9, from −x (n = 4000 to 8000): a crossed trajectory
 * weighs 100 to 1700 means; what they add grows e-fold within 1/28 (gamma_s = Gamma) to 1/55
 * (gamma_s = 4 Gamma) of the time. */
#include "predict/crossings.h"

#include <math.h>

#define WEIGHT 500.0
#define RISE 0.03
#define GROWTH 40.0 /* e-foldings within the time itself */

/* Of one trajectory, in units of the mean of all, it tells a crossing. */
#define CROSSED 30

/* Crossings are looked for from 1/NEAR to NEAR times the best time. */
#define NEAR 1.15

/* Nearer to N_c than so many standard deviations of N_eff, crossings may begin where the time
 * axis ends; measured where they do: −2.4 to 3.4. */
#define FAR 7

/* Has one trajectory crossed at time number k? */
static bool
has_crossed(const sq_crossings_view *v, size_t k)
{
    sq_moments m;
    sq_squeezing s;
    double largest = 0, sum = 0;
    sq_statistics_mean(&m, v->N, v->sample + k, v->n, v->n_times);
    sq_squeezing_compute(&s, &m);
    for (size_t i = 0; i < v->n; i++) {
        const sq_statistics_sample *one = &v->sample[i * v->n_times + k];
        double square = sq_statistics_sample_square(one, m.mean, s.direction);
        largest = fmax(largest, square);
        sum += square;
    }
    return largest > CROSSED * sum / (double)v->n;
}

/* Is N_eff at the last time near to N_c or below? */
static bool
is_near_critical(const sq_crossings_view *v)
{
    double sum = 0, square = 0, n = (double)v->n;
    if (!(v->critical > 0))
        return false;
    for (size_t i = 0; i < v->n; i++) {
        const sq_statistics_sample *one = &v->sample[(i + 1) * v->n_times - 1];
        double n_eff = sq_statistics_sample_n_eff(one);
        sum += n_eff;
        square += n_eff * n_eff;
    }
    double variance = fmax(square / n - sum / n * sum / n, 0);
    return sum / n - v->critical < FAR * sqrt(variance);
}

/* When the first crosses near the best time, since the origin; INFINITY: none does. */
static double
first_crossing(const sq_crossings_view *v, double best)
{
    for (size_t k = 0; k < v->n_times; k++) {
        double since = v->t[k] - v->origin;
        if (since > best / NEAR && since <= NEAR * best && has_crossed(v, k))
            return since;
    }
    double end = v->t[v->n_times - 1] - v->origin;
    return end <= NEAR * best && is_near_critical(v) ? end : INFINITY;
}

size_t
sq_crossings_trusted(const sq_crossings_view *v, size_t best)
{
    double since = v->t[best] - v->origin, first = first_crossing(v, since);
    double before = fmax(log(WEIGHT / ((double)v->n * RISE)), 0) / GROWTH;
    double until = first * (1 - before);
    size_t trusted = v->n_times;
    if (since <= until)
        return trusted;
    while (trusted > 1 && v->t[trusted - 1] - v->origin > until)
        trusted--;
    return trusted;
}
