/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run in progress tells the listener of its task. */
#ifndef SQ_PROGRESS_H
#define SQ_PROGRESS_H

#include "predict/prediction.h"

/* Whom to tell, and what does not change on the way. */
typedef struct sq_reporter {
    const sq_task *task;
    const sq_prediction *prediction;
    double start;
} sq_reporter;

sq_reporter sq_reporter_begin(const sq_prediction *prediction, const sq_task *task);

/* What is about to run, and what it will cost. */
void sq_tell_start(const sq_prediction *prediction, const sq_task *task);

/* Listeners of a curve and of an ensemble; the listener is an sq_reporter. */
void sq_tell_time(void *reporter, double t);
void sq_tell_ensemble(void *reporter, const sq_ensemble *ensemble, const sq_ensemble_goal *goal,
                      double db, double db_error);

#endif
