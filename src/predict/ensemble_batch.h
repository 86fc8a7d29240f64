/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch of trajectories, run by all threads and ranks that there are. */
#ifndef SQ_ENSEMBLE_BATCH_H
#define SQ_ENSEMBLE_BATCH_H

#include "predict/ensemble_run.h"

typedef struct sq_ensemble_batch {
    sq_ensemble *ensemble;
    const sq_ensemble_run_goal *goal;
    long least;    /* members of the ensemble that will be run in any case, for a forecast */
    double *spent; /* seconds of work by one thread, since the run began */
} sq_ensemble_batch;

/* Enlarges the ensemble to `to` members, or to as many as were finished when it was
 * interrupted or, `late`, given up: those up to the first that was not count. */
enum sq_status sq_ensemble_batch_run(const sq_ensemble_batch *batch, long to,
                                     sq_errors *errors) SQ_CHECK_RESULT;

#endif
