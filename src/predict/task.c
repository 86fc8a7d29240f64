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
                                   .late_factor = 3,
                                   .late_seconds = 10,
                                   .minimum_db = 1e-4,
                                   .orders_part = 0.5,
                                   .most_steps = 30000,
                                   .most_steps_past = 2000000}};
}

/* As the task has it; INFINITY: it leaves it open. */
static double
end_asked_for(const sq_task *task)
{
    double end = sq_protocol_start(&task->protocol, task->protocol.n);
    return task->until > 0 ? fmin(task->until, end) : end;
}

bool
sq_task_has_end(const sq_task *task)
{
    return isfinite(end_asked_for(task));
}

double
sq_task_end(const sq_task *task)
{
    const sq_protocol *p = &task->protocol;
    size_t last = p->n - 1;
    return sq_task_has_end(task) ? end_asked_for(task)
                                 : sq_protocol_start(p, last) +
                                       sq_rates_default_duration(&p->segment[last].rates);
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
    double N = sq_protocol_spins(&task->protocol), whole = rint(N);
    bool wants_whole = solver && solver->exact && !solver->stationary;
    *fitted = *task;
    for (size_t i = 0; i < task->protocol.n && wants_whole && N != whole && whole >= 2; i++)
        sq_rates_at_whole_number(&fitted->protocol.segment[i].rates,
                                 &task->protocol.segment[i].rates);
}
