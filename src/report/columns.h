/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a series, and the tables made of them: one row serves JSON, CSV and the
 * figures. */
#ifndef SQ_COLUMNS_H
#define SQ_COLUMNS_H

#include <stdbool.h>

#include "beyond/classes_cost.h"
#include "predict/prediction.h"
#include "report/table.h"

typedef struct sq_columns_row {
    const char *name;
    double (*value)(const sq_curve_point *point); /* NaN: does not exist */
    bool drawn;                                   /* part of what a figure is given */
} sq_columns_row;

/* Of a prediction's series, and of single trajectories; each ends with a NULL name. */
extern const sq_columns_row sq_columns[], sq_columns_single[];

/* The reported curve at the output times. */
void sq_columns_of_series(sq_table *table, const sq_prediction *prediction);

/* The k-th curve, to be drawn, beginning with the reported one: all of its points, of ensembles
 * those at the output times. */
void sq_columns_of_curve(sq_table *table, const sq_prediction *prediction, size_t k);

/* The number of single trajectories that are there of the first `keep`; the i-th of them, a
 * pure state at each time, its covariances its own.  Figure 2(b) of Tucker et al., PRA 102,
 * 051701 (2020), is made of these. */
long sq_columns_trajectories(const sq_prediction *prediction, long keep);
void sq_columns_of_trajectory(sq_table *table, const sq_prediction *prediction, long i,
                              bool drawn);

/* With classes of coupling. */
void sq_columns_of_classes(sq_table *table, const sq_classes_cost *cost);

#endif
