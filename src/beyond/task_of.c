/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "beyond/task_of.h"

#include <math.h>
#include <string.h>

void
sq_task_of(sq_task *task, const sq_lab *lab)
{
    sq_task_init(task);
    sq_protocol_hold(&task->protocol, &lab->rates, lab->until_given ? lab->until : INFINITY);
    memcpy(task->spin, lab->spin, sizeof task->spin);
}
