/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a series: one row serves JSON, CSV and the figures. */
#ifndef SQ_COLUMNS_H
#define SQ_COLUMNS_H

#include <stdio.h>

#include "predict/prediction.h"

typedef struct sq_column {
    const char *name;
    double (*value)(const sq_prediction *prediction, size_t i); /* NaN: does not exist */
} sq_column;

extern const sq_column sq_columns[];
extern const size_t sq_n_columns;

/* Number of points of the series, the reported curve's. */
size_t sq_series_length(const sq_prediction *prediction);

/* One comma-separated line of names, then one line per point with 12 significant
 * digits; an empty field is a value that does not exist. */
void sq_series_write_csv(FILE *out, const sq_prediction *prediction);

#endif
