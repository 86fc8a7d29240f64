/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output files that are whole or not there: written beside, then renamed. */
#ifndef SQ_OUTPUT_H
#define SQ_OUTPUT_H

#include <stdio.h>

#include "base/error.h"

typedef struct sq_output {
    FILE *stream;
    char *path;      /* final name; NULL: the stream is borrowed (standard output) */
    char *temporary; /* name while writing */
} sq_output;

/* Opens a temporary file beside `path`, at the end of symbolic links; or borrows `standard`
 * where path is NULL or leads there too. */
enum sq_status sq_output_open(sq_output *output, const char *path, FILE *standard,
                              sq_errors *errors) SQ_CHECK_RESULT;

/* Flushes, checks for write errors, and gives the file its name. */
enum sq_status sq_output_commit(sq_output *output, sq_errors *errors) SQ_CHECK_RESULT;

/* Removes what was written; legal after commit and on {0}. */
void sq_output_abandon(sq_output *output);

#endif
