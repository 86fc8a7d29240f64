/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One point of a sweep, answered: a line of numbers and words.
 *
 * The line is what there is: a row that was computed and one that was read from a file are the
 * same, and what is said of a sweep rests on the lines. */
#ifndef SQ_SWEEP_ROW_H
#define SQ_SWEEP_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/public.h"
#include "planning/grid.h"
#include "planning/space.h"

SQ_PUBLIC_BEGIN

enum sq_sweep_number {
    SQ_SWEEP_DB,
    SQ_SWEEP_DB_ERROR,
    SQ_SWEEP_TIME,
    SQ_SWEEP_XI2,
    SQ_SWEEP_CONTRAST,
    SQ_SWEEP_ANTISQUEEZED, /* N max Var/|<J>|² */
    SQ_SWEEP_N_EFF,
    SQ_SWEEP_EARLY_DB, /* the best of the minima before the early transient ends, */
    SQ_SWEEP_EARLY_TIME,
    SQ_SWEEP_LATE_DB, /* and after */
    SQ_SWEEP_LATE_TIME,
    SQ_SWEEP_ORDER, /* of the solver; NaN: it has none */
    SQ_SWEEP_TRAJECTORIES,
    SQ_SWEEP_NUMBERS
};

enum sq_sweep_word {
    SQ_SWEEP_SOLVER,
    SQ_SWEEP_KIND,     /* of the best point: "minimum", "time-ends", … */
    SQ_SWEEP_VALIDITY, /* "ok", "caution: …", "violated: …" */
    SQ_SWEEP_STATUS,   /* "ok", "no lab", "failed" */
    SQ_SWEEP_REMARK,   /* what was not done, or why there is no answer; "" */
    SQ_SWEEP_WORDS
};

enum { SQ_SWEEP_WORD_SIZE = 240, SQ_SWEEP_MOST_INPUTS = SQ_GRID_MOST_AXES + SQ_SPACE_MOST };

typedef struct sq_sweep_row {
    size_t point;
    size_t n_inputs;
    double input[SQ_SWEEP_MOST_INPUTS]; /* [n_inputs] those that are varied, then those that
                                        were chosen at this point; in the unit of the lab */
    double number[SQ_SWEEP_NUMBERS];    /* SI; NaN: does not exist */
    char word[SQ_SWEEP_WORDS][SQ_SWEEP_WORD_SIZE];
} sq_sweep_row;

/* The names of a number and of a word, in files and documents. */
const char *sq_sweep_number_name(enum sq_sweep_number which);
const char *sq_sweep_word_name(enum sq_sweep_word which);

/* Has the point an answer? */
bool sq_sweep_row_is_answered(const sq_sweep_row *row);

/* Is the model within its range there? */
bool sq_sweep_row_is_valid(const sq_sweep_row *row);

/* Writes the line, without its end: the point's number, the inputs, then the columns as
 * sq_sweep_row_names writes their names. */
void sq_sweep_row_write(FILE *out, const sq_sweep_row *row);
void sq_sweep_row_names(FILE *out);

/* Reads a line with so many inputs.  False: it is none. */
bool sq_sweep_row_read(sq_sweep_row *row, size_t n_inputs, const char *line);

SQ_PUBLIC_END

#endif
