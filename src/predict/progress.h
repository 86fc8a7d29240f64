/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run in progress tells the listener of its task. */
#ifndef SQ_PROGRESS_H
#define SQ_PROGRESS_H

#include "predict/ensemble_run.h"
#include "predict/plan.h"

/* Whom to tell, and what does not change on the way. */
typedef struct sq_progress_reporter {
    const sq_task *task;
    const sq_plan *plan;
    double until; /* end of the time axis */
    double start; /* by the clock */
} sq_progress_reporter;

sq_progress_reporter sq_progress_begin(const sq_task *task, const sq_plan *plan, double until);

/* What is about to run, and what it will cost. */
void sq_progress_start(const sq_task *task, const sq_plan *plan);

/* Listeners of a curve and of an ensemble; the listener is an sq_progress_reporter. */
void sq_progress_time(void *reporter, double t);
void sq_progress_ensemble(void *reporter, const sq_ensemble *ensemble,
                          const sq_ensemble_run_goal *goal, double db, double db_error);

#endif
