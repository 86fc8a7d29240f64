/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single trajectories as an output: one row serves JSON, CSV and the figure. */
#ifndef SQ_KEPT_H
#define SQ_KEPT_H

#include <stdio.h>

#include "predict/ensemble.h"

/* One trajectory at one time: a pure state, its covariances its own. */
typedef struct sq_kept_point {
    double t;
    sq_moments moments;
    sq_squeezing squeezing;
} sq_kept_point;

typedef struct sq_kept_column {
    const char *name;
    double (*value)(const sq_kept_point *point); /* NaN: does not exist */
} sq_kept_column;

extern const sq_kept_column sq_kept_columns[];
extern const size_t sq_n_kept_columns;

/* Trajectory number `first + i` of the ensemble at its time t[k]. */
void sq_kept_at(sq_kept_point *point, const sq_ensemble *ensemble, long i, size_t k);

/* The number of trajectories that are there of the first `keep`. */
long sq_kept_count(const sq_ensemble *ensemble, long keep);

/* A line of names, then one line for each time of each trajectory, its number first. */
void sq_kept_write_csv(FILE *out, const sq_ensemble *ensemble, long keep);

#endif
