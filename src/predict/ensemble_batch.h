/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch of trajectories, run by all threads and ranks that there are. */
#ifndef SQ_ENSEMBLE_BATCH_H
#define SQ_ENSEMBLE_BATCH_H

#include <signal.h>

#include "predict/ensemble.h"

typedef struct sq_ensemble_batch {
    sq_ensemble *ensemble;
    int threads;         /* 0: as many as there are */
    bool ranks;          /* others run some of them, too */
    double most_seconds; /* of work by one thread, give up then, or where it would be much
                            longer; 0: never */
    long least;          /* members that will be run in any case, for a forecast */
    double spent;        /* of those seconds */
    const volatile sig_atomic_t *interrupt; /* NULL: never */
} sq_ensemble_batch;

/* Enlarges the ensemble to `to` members, or to as many as were finished when it was
 * interrupted or, `late`, given up: those up to the first that was not count. */
enum sq_status sq_ensemble_batch_run(sq_ensemble_batch *batch, long to,
                                     sq_errors *errors) SQ_CHECK_RESULT;

#endif
