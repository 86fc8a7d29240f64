/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the two towers meet: what a laboratory asks of the solvers. */
#ifndef SQ_TASK_OF_H
#define SQ_TASK_OF_H

#include "base/public.h"
#include "lab/lab.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

/* Its rates, its initial state and the length of its run, with everything else as sq_task_init
 * has it. */
void sq_task_of(sq_task *task, const sq_lab *lab);

SQ_PUBLIC_END

#endif
