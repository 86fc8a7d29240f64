/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another rank has to know to answer points of a sweep (base/share.h), beside its own
 * lab and command line: where inputs that are chosen are looked for, and what is swept. */
#ifndef SQ_SWEEP_JOB_H
#define SQ_SWEEP_JOB_H

#include "base/share.h"
#include "planning/sweep_task.h"

#define SQ_SWEEP_JOB "sweep"

/* Free its bytes. */
enum sq_status sq_sweep_job_make(sq_share_job *job, const sq_sweep_task *task,
                                 const double start[SQ_SPACE_MOST],
                                 sq_errors *errors) SQ_CHECK_RESULT;

/* SQ_ERR_INPUT: the job is of another lab or other points than the task. */
enum sq_status sq_sweep_job_read(double start[SQ_SPACE_MOST], const sq_share_job *job,
                                 const sq_sweep_task *task, sq_errors *errors) SQ_CHECK_RESULT;

#endif
