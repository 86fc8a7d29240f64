/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another rank has to know to run trajectories of an ensemble (base/share.h), and what it
 * does then. */
#ifndef SQ_ENSEMBLE_JOB_H
#define SQ_ENSEMBLE_JOB_H

#include <signal.h>

#include "base/public.h"
#include "base/share.h"
#include "predict/ensemble.h"

#define SQ_ENSEMBLE_JOB "trajectories"

/* The job of trajectories beginning with member `from`; free its bytes. */
enum sq_status sq_ensemble_job_make(sq_share_job *job, const sq_ensemble *ensemble, long from,
                                    sq_errors *errors) SQ_CHECK_RESULT;

/* Does it as another rank, until there is no more or it is interrupted. */
void sq_ensemble_job_assist(const sq_share_job *job, int threads,
                            const volatile sig_atomic_t *interrupt);

#endif
