/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which solvers answer: the one that begins and, for "auto", the one it may go on to. */
#ifndef SQ_CHOICE_H
#define SQ_CHOICE_H

#include "base/public.h"
#include "predict/plan.h"

SQ_PUBLIC_BEGIN

typedef struct sq_choice {
    double until; /* when the run ends: as asked, or chosen (sq_horizon_find) */
    sq_plan first;
    sq_plan next;   /* of the exact solver that comes after where the first is not good enough;
                       without a solver: there is none */
    bool next_runs; /* not only where it is asked for by name: it takes less than
                       accuracy.most_seconds */
} sq_choice;

/* The solver that the task names; of "auto" the hierarchy, or the exact solver that takes no
 * longer. */
enum sq_status sq_choice_make(sq_choice *choice, const sq_task *task,
                              sq_errors *errors) SQ_CHECK_RESULT;

/* Plans the exact solver that would take least time for the task, whatever it names (one
 * without a statistical error may take longer); false: none applies. */
bool sq_choice_exact(sq_plan *plan, const sq_task *task);

SQ_PUBLIC_END

#endif
