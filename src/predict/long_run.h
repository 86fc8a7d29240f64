/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A steady state as the average of long trajectories over time, once they have settled. */
#ifndef SQ_LONG_RUN_H
#define SQ_LONG_RUN_H

#include "predict/task.h"
#include "solvers/statistics.h"

typedef struct sq_long_run {
    sq_moments moments;
    sq_squeezing squeezing;
    double db, db_error; /* error: of the trajectories, of blocks of time, and what the two
                            halves of it differ by; both NaN where unresolved */
    double jz_error;     /* of moments.mean[2] */
    bool unresolved;     /* the mean spin is not told from its noise */
    double time;         /* how long each trajectory was followed */
} sq_long_run;

/* How the trajectories start: every spin along `spin`, and for a while with these rates. */
typedef struct sq_long_run_start {
    double spin[3];
    sq_rates rates;
} sq_long_run_start;

/* Rough time and memory. */
sq_solver_cost sq_long_run_cost(const sq_rates *rates);

/* Of the task's rates.  SQ_ERR_NUMERIC when it would take longer than `most_seconds`, or is
 * interrupted. */
enum sq_status sq_long_run_make(sq_long_run *run, const sq_task *task,
                                const sq_long_run_start *start, double most_seconds,
                                sq_errors *errors) SQ_CHECK_RESULT;

#endif
