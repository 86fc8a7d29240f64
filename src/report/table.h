/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of numbers, made row by row when they are printed. */
#ifndef SQ_TABLE_H
#define SQ_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum { SQ_TABLE_COLUMNS = 32 }; /* at most */

typedef struct sq_table {
    size_t n_columns, n_rows;
    const char *name[SQ_TABLE_COLUMNS];
    /* Writes row i; NaN: does not exist. */
    void (*row)(double value[SQ_TABLE_COLUMNS], const struct sq_table *table, size_t i);
    const void *of;                       /* whose numbers they are; borrowed */
    size_t part;                          /* which part of that */
    const struct sq_columns_row *columns; /* how to make them, and */
    bool drawn;                           /* whether only those that are drawn */
    /* Of several tables with the same columns: what they are counted by, and the number of this
     * one.  NULL: it is alone. */
    const char *counted_by;
    long long number;
} sq_table;

#endif
