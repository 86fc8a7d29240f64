/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a sweep, as a file has them: a head of comments, which says what was swept and
 * how, a line of names, and one line for each point.
 *
 * Where a file is kept, every row is there as soon as it is known, so that a sweep that was
 * ended by whatever may be goes on where it was; rows stand in the order in which they came
 * until all are there, then the file is put in order. */
#ifndef SQ_SWEEP_TABLE_H
#define SQ_SWEEP_TABLE_H

#include <stdio.h>

#include "base/public.h"
#include "planning/sweep_task.h"

SQ_PUBLIC_BEGIN

/* An input of the rows: one that is varied, or one that is chosen at each point. */
typedef struct sq_sweep_input {
    struct sq_text_excerpt key;
    sq_inputs_unit unit;
} sq_sweep_input;

typedef struct sq_sweep_table {
    const sq_grid *grid; /* borrowed */
    size_t n_inputs;
    sq_sweep_input input[SQ_SWEEP_MOST_INPUTS];
    char *head;   /* owned; comments and names, lines as they stand in a file */
    char **line;  /* [points of the grid] owned, without their ends; NULL: not known */
    bool *known;  /* [points of the grid] */
    size_t n;     /* that are known */
    char *path;   /* owned; of the file that is kept, NULL: none is */
    FILE *stream; /* of that */
    bool ordered; /* the file's rows are the first ones of the grid, in order */
} sq_sweep_table;

/* An empty one of a task that sq_sweep_check has passed; free it in any case. */
enum sq_status sq_sweep_table_make(sq_sweep_table *table, const sq_sweep_task *task,
                                   sq_errors *errors) SQ_CHECK_RESULT;
void sq_sweep_table_free(sq_sweep_table *table);

/* Keeps the rows in a file from now on.  One that is there must be of this very sweep: its rows
 * are known then, but for a last line that was not finished.
 *
 * SQ_ERR_INPUT: the file is of another sweep; the message says where they differ.  SQ_ERR_IO:
 * it cannot be read or written, or is being written by another. */
enum sq_status sq_sweep_table_open(sq_sweep_table *table, const char *path,
                                   sq_errors *errors) SQ_CHECK_RESULT;

/* Takes a row; to be used as sq_sweep_task.keep. */
enum sq_status sq_sweep_table_put(void *table, const sq_sweep_row *row,
                                  sq_errors *errors) SQ_CHECK_RESULT;

/* Puts the file in order, if one is kept and all points are known. */
enum sq_status sq_sweep_table_close(sq_sweep_table *table, sq_errors *errors) SQ_CHECK_RESULT;

/* The row of a point; false: it is not known. */
bool sq_sweep_table_row(sq_sweep_row *row, const sq_sweep_table *table, size_t point);

/* Writes the head and all rows that are known, in order. */
void sq_sweep_table_write(FILE *out, const sq_sweep_table *table);

SQ_PUBLIC_END

#endif
