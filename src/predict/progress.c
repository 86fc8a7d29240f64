/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/progress.h"

#include <math.h>

#include "base/clock.h"

sq_progress_reporter
sq_progress_begin(const sq_task *task, const sq_plan *plan, double until)
{
    return (sq_progress_reporter){
        .task = task, .plan = plan, .until = until, .start = sq_clock()};
}

static void
tell(const sq_progress_reporter *r, sq_task_progress progress)
{
    if (!r->task->progress)
        return;
    progress.solver = r->plan->solver->name;
    progress.cost = r->plan->cost;
    progress.seconds = sq_clock() - r->start;
    r->task->progress(r->task->listener, &progress);
}

void
sq_progress_start(const sq_task *task, const sq_plan *plan)
{
    sq_progress_reporter r = sq_progress_begin(task, plan, 0);
    tell(&r, (sq_task_progress){.part = 0});
}

void
sq_progress_time(void *reporter, double t)
{
    const sq_progress_reporter *r = reporter;
    tell(r, (sq_task_progress){.part = t / r->until});
}

/* Part of the trajectories that is done: by their number, or by the error, which falls as
 * the root of it. */
void
sq_progress_ensemble(void *reporter, const sq_ensemble *e, const sq_ensemble_run_goal *goal,
                     double db, double db_error)
{
    double part = (double)e->n / (double)goal->most;
    if (goal->error_db > 0 && isfinite(db_error))
        part = fmax(part, pow(goal->error_db / db_error, 2));
    tell(reporter,
         (sq_task_progress){
             .part = fmin(part, 1), .trajectories = e->n, .db = db, .db_error = db_error});
}
