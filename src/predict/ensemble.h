/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many trajectories along one time axis, kept one by one: the ensemble can be enlarged,
 * saved and merged, and every statistic is formed when it is wanted. */
#ifndef SQ_ENSEMBLE_H
#define SQ_ENSEMBLE_H

#include "base/public.h"
#include "predict/curve.h"
#include "solvers/statistics.h"
#include "solvers/trajectory.h"

SQ_PUBLIC_BEGIN

typedef struct sq_ensemble {
    sq_protocol protocol;
    double spin[3];
    sq_trajectory_options options;
    uint64_t first;    /* number of the first trajectory; the others follow without a gap */
    size_t n_times;    /* at least 1 */
    double *t;         /* [n_times] ascending, t[0] = 0 */
    unsigned *segment; /* [n_times] of the protocol, to which the time belongs */
    bool *asked;       /* [n_times] is the time to be shown, or only looked at? */
    long n, room;      /* trajectories done, and with memory */
    sq_statistics_sample *sample; /* [n][n_times] */
    double *norm_error;           /* [n_times] sq_trajectory_norm_error of the worst of them */
    sq_trajectory_work work;      /* of all of them; `longest` is the largest */
    double seconds;               /* spent, by the clock */
    bool late;                    /* smaller than wanted: it took too long */
} sq_ensemble;

/* An empty ensemble; the axis is copied. */
enum sq_status sq_ensemble_init(sq_ensemble *ensemble, const sq_protocol *protocol,
                                const double spin[3], const sq_trajectory_options *options,
                                const sq_axis *axis, sq_errors *errors) SQ_CHECK_RESULT;
void sq_ensemble_free(sq_ensemble *ensemble);

/* Statistics at time t[i]; at all times, statistics[n_times].  Trajectories that cross the
 * transition before enough have to be counted are left out, and what they are likely to add to
 * the squeezed variance is added, told from those that cross later (crossed.c). */
enum sq_status sq_ensemble_statistics(sq_statistics *statistics, const sq_ensemble *ensemble,
                                      size_t i, sq_errors *errors) SQ_CHECK_RESULT;
enum sq_status sq_ensemble_all_statistics(sq_statistics *statistics,
                                          const sq_ensemble *ensemble,
                                          sq_errors *errors) SQ_CHECK_RESULT;

/* How many of the times are trusted: of those that come after, trajectories that cross the
 * transition early, and of which this ensemble has too few or none, would change xi². */
size_t sq_ensemble_trusted(const sq_ensemble *ensemble);

/* The place of the trusted time at which xi² is least. */
size_t sq_ensemble_best(const sq_ensemble *ensemble);

/* By how many dB the point, which is the best, is likely to be too good, having been chosen
 * from noisy ones: not negative, to be subtracted from it.  NaN for less than four
 * trajectories. */
double sq_ensemble_optimism(const sq_ensemble *ensemble, const sq_curve_point *best);

/* Error of the best point less its optimism, dB: the part that more trajectories make smaller,
 * its standard error (three where the tail is heavy), what a heavy trajectory would do that it
 * has by chance missed, and what may be concealed at noisier times; the part that
 * they do not, what the steps do and what crossings may; and both. */
double sq_ensemble_sampling_error(const sq_ensemble *ensemble, const sq_curve_point *best);
double sq_ensemble_lasting_error(const sq_ensemble *ensemble, const sq_curve_point *best);
double sq_ensemble_error(const sq_ensemble *ensemble, const sq_curve_point *best);

/* What keeps two ensembles from being parts of one, in words; NULL: nothing. */
const char *sq_ensemble_difference(const sq_ensemble *a, const sq_ensemble *b);

/* Appends the trajectories of `next`, whose numbers have to follow those of `ensemble`. */
enum sq_status sq_ensemble_append(sq_ensemble *ensemble, const sq_ensemble *next,
                                  sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
