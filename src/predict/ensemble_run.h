/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an ensemble larger, until it is known well enough. */
#ifndef SQ_ENSEMBLE_RUN_H
#define SQ_ENSEMBLE_RUN_H

#include <signal.h>

#include "base/public.h"
#include "predict/ensemble.h"

SQ_PUBLIC_BEGIN

/* What an ensemble is run for, and who is told. */
typedef struct sq_ensemble_run_goal {
    long most;           /* trajectories in all */
    double error_db;     /* stop when the best point is known so well; 0: run them all */
    int threads;         /* 0: as many as there are */
    bool ranks;          /* those that MPI started beside this one run some of them */
    double most_seconds; /* give up where it takes longer, or clearly would; 0: never */
    const volatile sig_atomic_t *interrupt; /* stop when it is not 0; NULL: never */
    /* Told from time to time; NULL: nobody. */
    void (*progress)(void *listener, const sq_ensemble *ensemble,
                     const struct sq_ensemble_run_goal *goal, double db, double db_error);
    void *listener;
} sq_ensemble_run_goal;

/* Adds trajectories until the goal is reached, it is interrupted or given up (late), or a fault
 * occurs; without a finished trajectory the last two are faults, too.  The result does not
 * depend on the number of threads and ranks. */
enum sq_status sq_ensemble_run(sq_ensemble *ensemble, const sq_ensemble_run_goal *goal,
                               sq_errors *errors) SQ_CHECK_RESULT;

/* Trajectories that are run at least where the error decides, and at most where nothing makes
 * them differ. */
long sq_ensemble_run_least(const sq_protocol *protocol);

SQ_PUBLIC_END

#endif
