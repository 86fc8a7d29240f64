/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single trajectories as an output: one row serves JSON, CSV and the figure. */
#ifndef SQ_COLUMNS_SINGLE_H
#define SQ_COLUMNS_SINGLE_H

#include <stdio.h>

#include "predict/ensemble.h"

/* One trajectory at one time: a pure state, its covariances its own. */
typedef struct sq_columns_single_point {
    double t;
    sq_moments moments;
    sq_squeezing squeezing;
} sq_columns_single_point;

typedef struct sq_columns_single_row {
    const char *name;
    double (*value)(const sq_columns_single_point *point); /* NaN: does not exist */
} sq_columns_single_row;

extern const sq_columns_single_row sq_columns_single[];
extern const size_t sq_n_columns_single;

/* Trajectory number `first + i` of the ensemble at its time t[k]. */
void sq_columns_single_at(sq_columns_single_point *point, const sq_ensemble *ensemble, long i,
                          size_t k);

/* The number of trajectories that are there of the first `keep`. */
long sq_columns_single_count(const sq_ensemble *ensemble, long keep);

/* A line of names, then one line for each time of each trajectory, its number first. */
void sq_columns_single_write_csv(FILE *out, const sq_ensemble *ensemble, long keep);

#endif
