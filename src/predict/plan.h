/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which solver runs, at which orders, and what that will cost. */
#ifndef SQ_PLAN_H
#define SQ_PLAN_H

#include "base/public.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

#define SQ_PLAN_MOST_CURVES 3

/* What would run; made before anything does. */
typedef struct sq_plan {
    const sq_solver *solver;
    sq_solver_options options[SQ_PLAN_MOST_CURVES];
    size_t n;       /* curves, by ascending order */
    size_t primary; /* the one to be reported; its neighbour gives the error */
    size_t partner; /* == primary when there is none */
    int points;     /* of the time axis */
    int own_points; /* beside them, of squint's own choice, at which a sampled solver looks for
                       the best; 0: none */
    sq_solver_cost cost;
    char reason[200]; /* why this solver and these orders */
} sq_plan;

/* Chooses solver and orders for the task as it is fitted to its solver; refuses what cannot be
 * done. */
enum sq_status sq_plan_make(sq_plan *plan, const sq_task *task,
                            sq_errors *errors) SQ_CHECK_RESULT;

/* Gives another reason for the plan that was made of this task. */
void sq_plan_explain(sq_plan *plan, const sq_task *task, const char *reason);

SQ_PUBLIC_END

#endif
