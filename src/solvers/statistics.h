/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the moments of single trajectories to those of the ensemble, with their errors. */
#ifndef SQ_STATISTICS_H
#define SQ_STATISTICS_H

#include <stddef.h>

#include "base/public.h"
#include "model/squeezing.h"

SQ_PUBLIC_BEGIN

/* The moments of one trajectory at one time; covariances in the order xx, yy, zz, xy, xz,
 * yz. */
typedef struct sq_statistics_sample {
    double mean[3], cov[6];
} sq_statistics_sample;

void sq_statistics_sample_take(sq_statistics_sample *sample, const sq_moments *moments);
void sq_statistics_sample_moments(sq_moments *moments, const sq_statistics_sample *sample,
                                  double N);

/* Mean square, from a centre along a unit vector, of the spin of one trajectory; its N_eff. */
double sq_statistics_sample_square(const sq_statistics_sample *sample, const double centre[3],
                                   const double direction[3]);
double sq_statistics_sample_n_eff(const sq_statistics_sample *sample);

typedef struct sq_statistics {
    sq_moments moments;     /* of the ensemble */
    sq_moments error;       /* their standard errors */
    sq_squeezing squeezing; /* of the ensemble's moments, less the noise of their mean */
    double noise;           /* variance of the mean spin, summed over its components; 0 for one
                               trajectory */
    double xi2_error;       /* standard error, by the jackknife; NaN for one trajectory */
    double xi2_bias;        /* by the jackknife, not subtracted */
    double top_share;       /* of the variance of xi²: the part of the largest per cent of the
                               trajectories (at least one), 0 … 1 */
} sq_statistics;

/* Above this share the tail of the distribution rules the error (a normal distribution has
 * 0.08), and the standard error is too small as long as rare trajectories have not come up:
 * what is given then is so many times as much. */
#define SQ_STATISTICS_HEAVY_TAIL 0.4
#define SQ_STATISTICS_TAIL_FACTOR 3

/* SQ_STATISTICS_TAIL_FACTOR or 1. */
double sq_statistics_tail_factor(double top_share);

/* Samples of one trajectory, or at one time, taken together: their means and, with 1/n, the
 * covariance of their means in that of each.  Of such samples the covariance has no bias. */
void sq_statistics_pool(sq_statistics_sample *pooled, const sq_statistics_sample *sample,
                        size_t n, size_t stride);

/* Moments and squeezing alone: sample[0], sample[stride], …, n of them, n > 0. */
void sq_statistics_mean(sq_moments *moments, double N, const sq_statistics_sample *sample,
                        size_t n, size_t stride);

/* Standard errors of the moments alone. */
void sq_statistics_errors(sq_moments *error, double N, const sq_statistics_sample *sample,
                          size_t n, size_t stride);

/* All of it; `scratch` holds n doubles. */
void sq_statistics_of(sq_statistics *statistics, double N, const sq_statistics_sample *sample,
                      size_t n, size_t stride, double *scratch);

SQ_PUBLIC_END

#endif
