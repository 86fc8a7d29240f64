/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of other ranks in a sweep. */
#ifndef SQ_SWEEP_ASSIST_H
#define SQ_SWEEP_ASSIST_H

#include "planning/sweep_job.h"

/* Answers points of the task for rank 0, which has made the job, until there are none left or
 * it is interrupted; `keep` and `progress` are not needed. */
void sq_sweep_assist(const sq_sweep_task *task, const sq_share_job *job);

#endif
