/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/task.h"

#include <math.h>

void
sq_task_init(sq_task *task)
{
    *task = (sq_task){.solver = "auto",
                      .seed = 1,
                      .accuracy = {.step = 1e-8,
                                   .exact_step = 1e-6,
                                   .answer_db = 0.1,
                                   .most_seconds = 60,
                                   .minimum_db = 1e-4,
                                   .orders_part = 0.5,
                                   .most_steps = 30000,
                                   .most_steps_past = 2000000}};
}

double
sq_task_end(const sq_task *task)
{
    return task->until > 0 ? task->until : sq_default_duration(&task->rates);
}

bool
sq_task_is_interrupted(const sq_task *task)
{
    return task->interrupt && *task->interrupt;
}

void
sq_task_for(sq_task *other, const sq_task *task, const char *solver)
{
    *other = *task;
    other->solver = solver;
    other->order = 0;
    other->first = 0;
    if (task->resume)
        other->trajectories = 0; /* there it counts those to add */
    other->resume = NULL;
}

void
sq_task_fit(sq_task *fitted, const sq_task *task)
{
    const sq_solver *solver = sq_solver_find(task->solver);
    double N = task->rates.N, whole = rint(N);
    *fitted = *task;
    if (solver && solver->exact && !solver->stationary && N != whole && whole >= 2)
        sq_rates_at_whole_number(&fitted->rates, &task->rates);
}
