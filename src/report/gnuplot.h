/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gnuplot, run on a script that is written first. */
#ifndef SQ_GNUPLOT_H
#define SQ_GNUPLOT_H

#include <stdio.h>

#include "base/error.h"

typedef struct sq_gnuplot {
    FILE *script;
    char name[4096]; /* of its temporary file */
} sq_gnuplot;

/* Opens the script, to be written by the caller. */
enum sq_status sq_gnuplot_begin(sq_gnuplot *gnuplot, sq_errors *errors) SQ_CHECK_RESULT;

/* Closes it, has gnuplot read it, and removes it. */
enum sq_status sq_gnuplot_end(sq_gnuplot *gnuplot, sq_errors *errors) SQ_CHECK_RESULT;

#endif
