/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Up to when an ensemble knows of the trajectories that cross the transition early. */
#ifndef SQ_CROSSINGS_H
#define SQ_CROSSINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "solvers/statistics.h"

/* An ensemble along a time axis. */
typedef struct sq_crossings_view {
    double N, critical;                 /* number of spins, and N_c */
    const sq_statistics_sample *sample; /* [n][n_times] */
    size_t n, n_times;
    const double *t; /* [n_times] */
    double origin;   /* the time since when the rates have lasted */
} sq_crossings_view;

/* How many of the times can be trusted, when xi² seems best at time number `best`; all of them
 * where no crossing is near. */
size_t sq_crossings_trusted(const sq_crossings_view *view, size_t best);

#endif
