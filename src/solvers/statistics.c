/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments are averaged over the trajectories and xi² is formed of the averages:
 *   V = mean of the single covariances + covariance of the single means,
 * the latter with 1/(n − 1), so that V has no bias.  |mean of the means|² has one, the noise of
 * that mean, which a state without much of a mean spin does not bear, and which is taken away.
 * What bias xi² keeps, and its error, come from the jackknife: xi² of the ensemble less one
 * trajectory, for each (Efron & Stein, Ann. Stat. 9, 586 (1981)). */
#include "solvers/statistics.h"

#include <math.h>
#include <stdlib.h>

static const int row[6] = {0, 1, 2, 0, 0, 1}, column[6] = {0, 1, 2, 1, 2, 2};

void
sq_statistics_sample_take(sq_statistics_sample *s, const sq_moments *m)
{
    for (int a = 0; a < 3; a++)
        s->mean[a] = m->mean[a];
    for (int i = 0; i < 6; i++)
        s->cov[i] = m->cov[row[i]][column[i]];
}

void
sq_statistics_sample_moments(sq_moments *m, const sq_statistics_sample *s, double N)
{
    m->N = N;
    for (int a = 0; a < 3; a++)
        m->mean[a] = s->mean[a];
    for (int i = 0; i < 6; i++)
        m->cov[row[i]][column[i]] = m->cov[column[i]][row[i]] = s->cov[i];
}

double
sq_statistics_sample_square(const sq_statistics_sample *s, const double centre[3],
                            const double direction[3])
{
    double variance = 0, off = 0;
    for (int a = 0; a < 3; a++)
        off += (s->mean[a] - centre[a]) * direction[a];
    for (int i = 0; i < 6; i++)
        variance += (i < 3 ? 1 : 2) * s->cov[i] * direction[row[i]] * direction[column[i]];
    return variance + off * off;
}

double
sq_statistics_sample_n_eff(const sq_statistics_sample *s)
{
    double square = 0.25;
    for (int a = 0; a < 3; a++)
        square += s->cov[a] + s->mean[a] * s->mean[a];
    return 2 * sqrt(square) - 1;
}

double
sq_statistics_tail_factor(double top_share)
{
    return top_share > SQ_STATISTICS_HEAVY_TAIL ? SQ_STATISTICS_TAIL_FACTOR : 1;
}

/* Sums over an ensemble: means, single covariances, products of deviations of the means
 * from `centre`. */
typedef struct sums {
    double centre[3], cov[6], spread[6];
} sums;

static void
add_up(sums *sum, const sq_statistics_sample *sample, size_t n, size_t stride)
{
    *sum = (sums){0};
    for (size_t i = 0; i < n; i++)
        for (int a = 0; a < 3; a++)
            sum->centre[a] += sample[i * stride].mean[a] / (double)n;
    for (size_t i = 0; i < n; i++) {
        const sq_statistics_sample *s = &sample[i * stride];
        for (int j = 0; j < 6; j++) {
            sum->cov[j] += s->cov[j];
            sum->spread[j] += (s->mean[row[j]] - sum->centre[row[j]]) *
                              (s->mean[column[j]] - sum->centre[column[j]]);
        }
    }
}

/* Of the ensemble less `without`, or the whole where that is NULL.  Returns the noise of the
 * mean, 0 where nothing tells of it. */
static double
moments_of(sq_moments *m, double N, const sums *sum, size_t n,
           const sq_statistics_sample *without)
{
    sq_statistics_sample s;
    double noise = 0;
    double left = without ? (double)n - 1 : (double)n, deviation[3] = {0};
    for (int a = 0; a < 3; a++) {
        deviation[a] = without ? without->mean[a] - sum->centre[a] : 0;
        s.mean[a] = sum->centre[a] - deviation[a] / left;
    }
    for (int j = 0; j < 6; j++) {
        double spread = sum->spread[j];
        spread -= (1 + 1 / left) * deviation[row[j]] * deviation[column[j]];
        double cov = sum->cov[j] - (without ? without->cov[j] : 0);
        s.cov[j] = cov / left + (left > 1 ? spread / (left - 1) : 0);
        noise += j < 3 && left > 1 ? spread / (left * (left - 1)) : 0;
    }
    sq_statistics_sample_moments(m, &s, N);
    return noise;
}

static void
moment_errors(sq_moments *error, double N, const sums *sum, const sq_statistics_sample *sample,
              size_t n, size_t stride)
{
    sq_statistics_sample square = {0}, e;
    double many = (double)n;
    for (size_t i = 0; i < n; i++)
        for (int j = 0; j < 6; j++) {
            const sq_statistics_sample *s = &sample[i * stride];
            double here = s->cov[j] + (s->mean[row[j]] - sum->centre[row[j]]) *
                                          (s->mean[column[j]] - sum->centre[column[j]]);
            square.cov[j] += pow(here - (sum->cov[j] + sum->spread[j]) / many, 2);
        }
    for (int j = 0; j < 6; j++)
        e.cov[j] = n > 1 ? sqrt(square.cov[j] / (many * (many - 1))) : NAN;
    for (int a = 0; a < 3; a++)
        e.mean[a] = n > 1 ? sqrt(sum->spread[a] / (many * (many - 1))) : NAN;
    sq_statistics_sample_moments(error, &e, N);
}

static int
descending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a < b) - (a > b);
}

/* value: xi² without each trajectory in turn. */
static void
jackknife(sq_statistics *s, double *value, size_t n)
{
    double mean = 0, square = 0, top = 0, many = (double)n;
    for (size_t i = 0; i < n; i++)
        mean += value[i] / many;
    for (size_t i = 0; i < n; i++) {
        value[i] = (value[i] - mean) * (value[i] - mean);
        square += value[i];
    }
    qsort(value, n, sizeof *value, descending);
    for (size_t i = 0; i < (n + 99) / 100; i++)
        top += value[i];
    s->xi2_error = sqrt((many - 1) / many * square);
    s->xi2_bias = (many - 1) * (mean - s->squeezing.xi2);
    s->top_share = square > 0 ? top / square : 0;
}

void
sq_statistics_pool(sq_statistics_sample *pooled, const sq_statistics_sample *sample, size_t n,
                   size_t stride)
{
    sums sum;
    add_up(&sum, sample, n, stride);
    for (int a = 0; a < 3; a++)
        pooled->mean[a] = sum.centre[a];
    for (int j = 0; j < 6; j++)
        pooled->cov[j] = (sum.cov[j] + sum.spread[j]) / (double)n;
}

void
sq_statistics_mean(sq_moments *moments, double N, const sq_statistics_sample *sample, size_t n,
                   size_t stride)
{
    sums sum;
    add_up(&sum, sample, n, stride);
    moments_of(moments, N, &sum, n, NULL);
}

void
sq_statistics_errors(sq_moments *error, double N, const sq_statistics_sample *sample, size_t n,
                     size_t stride)
{
    sums sum;
    add_up(&sum, sample, n, stride);
    moment_errors(error, N, &sum, sample, n, stride);
}

void
sq_statistics_of(sq_statistics *s, double N, const sq_statistics_sample *sample, size_t n,
                 size_t stride, double *scratch)
{
    sums sum;
    add_up(&sum, sample, n, stride);
    s->noise = moments_of(&s->moments, N, &sum, n, NULL);
    moment_errors(&s->error, N, &sum, sample, n, stride);
    sq_squeezing_compute_noisy(&s->squeezing, &s->moments, s->noise, SQ_SQUEEZING_RESOLVED);
    s->xi2_error = s->xi2_bias = s->top_share = NAN;
    if (n < 2)
        return;
    for (size_t i = 0; i < n; i++) {
        sq_moments less;
        sq_squeezing squeezing;
        double noise = moments_of(&less, N, &sum, n, &sample[i * stride]);
        sq_squeezing_compute_noisy(&squeezing, &less, noise, 1);
        scratch[i] = squeezing.xi2;
    }
    jackknife(s, scratch, n);
}
