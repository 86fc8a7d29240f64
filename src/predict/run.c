/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "predict/axis.h"
#include "predict/ensemble_curve.h"
#include "predict/ensemble_file.h"
#include "predict/ensemble_run.h"
#include "predict/progress.h"

/* ---- curves ---- */

/* The times of a curve, then those of the axis that lie beyond it. */
static enum sq_status
extend_axis(sq_axis *extended, const sq_curve *curve, const sq_axis *axis, sq_errors *errors)
{
    enum sq_status status = sq_axis_init(extended, curve->n + axis->n, errors);
    if (status)
        return status;
    for (size_t i = 0; i < curve->n; i++)
        sq_axis_append(extended, curve->point[i].t, curve->point[i].segment);
    const sq_curve_point *last = curve->n ? &curve->point[curve->n - 1] : NULL;
    for (size_t i = 0; i < axis->n; i++)
        if (!last || sq_axis_is_before(last->t, last->segment, axis->t[i], axis->segment[i]))
            sq_axis_append(extended, axis->t[i], axis->segment[i]);
    return SQ_OK;
}

static enum sq_status
run_curve(sq_run *run, const sq_plan *plan, size_t i, const sq_curve_request *request,
          sq_errors *errors)
{
    return sq_curve_run(&run->curve[i], plan->solver, &plan->options[i], request, errors);
}

/* Runs the first n_orders.  The reported curve comes first and keeps its own steps; the
 * others follow on the same times, so that the orders can be compared wherever the
 * solution moves and the answer does not depend on the output axis. */
static enum sq_status
run_curves(sq_run *run, const sq_plan *plan, size_t n_orders, const sq_task *task,
           const sq_axis *axis, sq_errors *errors)
{
    sq_axis common;
    sq_progress_reporter listener = sq_progress_begin(task, plan, run->until);
    /* Mean field has no other order to be compared with step by step, and a step is cheap; past
     * validity a higher order may make steps that lead nowhere. */
    bool alone = !plan->solver->correlated;
    long most_steps = task->accuracy.most_steps + (long)axis->n;
    sq_curve_request request = {
        .protocol = &task->protocol,
        .spin = task->spin,
        .axis = axis,
        .past_validity = task->past_validity,
        .past_steps = task->past_steps,
        .kept_steps = most_steps,
        .most_steps = alone ? task->accuracy.most_steps_past : most_steps,
        .most_steps_past = alone ? task->accuracy.most_steps_past : most_steps,
        .most_seconds = task->most_seconds,
        .minimum_accuracy = task->accuracy.minimum_db,
        .interrupt = task->interrupt,
        .progress = task->progress ? sq_progress_time : NULL,
        .listener = &listener};
    size_t primary = run->primary;
    enum sq_status status = run_curve(run, plan, primary, &request, errors);
    if (status || n_orders == 1)
        return status;
    status = extend_axis(&common, &run->curve[primary], axis, errors);
    if (status)
        return status;
    request.axis = &common;
    request.kept_steps = 0;
    request.most_steps += (long)common.n;
    request.most_steps_past += (long)common.n;
    for (size_t i = 0; i < n_orders && !status; i++)
        if (i != primary)
            status = run_curve(run, plan, i, &request, errors);
    sq_axis_free(&common);
    return status;
}

/* An order that did not finish cannot answer; the one below it, which that does not
 * concern, can. */
static bool
fall_back(sq_run *run, const sq_plan *plan)
{
    bool unfinished_run = sq_curve_is_unfinished(&run->curve[run->primary]);
    if (run->primary == 0 || !unfinished_run || run->interrupted)
        return false;
    size_t unfinished = run->primary--;
    run->partner = run->primary > 0 ? run->primary - 1 : unfinished;
    snprintf(run->reason, sizeof run->reason,
             "order %d takes too many steps; the error is the difference from order %d",
             plan->options[unfinished].order, plan->options[run->partner].order);
    for (size_t i = 0; i < unfinished; i++)
        sq_curve_free(&run->curve[i]);
    return true;
}

/* ---- trajectories ---- */

/* The ensemble of a file, which has to be one of this task; its times, seed and unraveling
 * are kept. */
static enum sq_status
resume_ensemble(sq_run *run, const sq_task *task, sq_errors *errors)
{
    sq_ensemble *e = run->ensemble;
    enum sq_status status = sq_ensemble_file_load(e, task->resume, errors);
    if (status)
        return status;
    e->options.tolerance = SQ_TRAJECTORY_TOLERANCE; /* earlier ones were of the norm */
    sq_ensemble wanted = *e;
    wanted.protocol = task->protocol;
    memcpy(wanted.spin, task->spin, sizeof wanted.spin);
    const char *difference = sq_ensemble_difference(e, &wanted);
    run->until = e->t[e->n_times - 1];
    if (!difference && sq_task_has_end(task) && sq_task_end(task) != run->until)
        difference = "the ends of time";
    return difference ? sq_errors_add(errors, SQ_ERR_INPUT,
                                      "%s: made for another lab, %s differ; use another file",
                                      task->resume, difference)
                      : SQ_OK;
}

static enum sq_status
begin_ensemble(sq_run *run, const sq_task *task, const sq_axis *axis, sq_errors *errors)
{
    const sq_trajectory_options options = {.unraveling = task->direct ? SQ_TRAJECTORY_DIRECT
                                                                      : SQ_TRAJECTORY_DISPLACED,
                                           .tolerance = SQ_TRAJECTORY_TOLERANCE,
                                           .seed = task->seed};
    run->ensemble = calloc(1, sizeof *run->ensemble);
    if (!run->ensemble)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for trajectories");
    if (task->resume)
        return resume_ensemble(run, task, errors);
    enum sq_status status =
        sq_ensemble_init(run->ensemble, &task->protocol, task->spin, &options, axis, errors);
    run->ensemble->first = task->first;
    return status;
}

static enum sq_status
run_ensemble(sq_run *run, const sq_plan *plan, const sq_task *task, const sq_axis *axis,
             sq_errors *errors)
{
    enum sq_status status = begin_ensemble(run, task, axis, errors);
    if (status)
        return status;
    sq_progress_reporter listener = sq_progress_begin(task, plan, run->until);
    bool error_decides = !task->trajectories && !task->resume;
    sq_ensemble_run_goal goal = {.most = error_decides ? SQ_TASK_MOST_TRAJECTORIES
                                                       : task->trajectories,
                                 .error_db = error_decides ? task->accuracy.answer_db : 0,
                                 .threads = task->threads,
                                 .ranks = task->ranks,
                                 .most_seconds = task->most_seconds,
                                 .interrupt = task->interrupt,
                                 .progress = task->progress ? sq_progress_ensemble : NULL,
                                 .listener = &listener};
    if (task->resume)
        goal.most += run->ensemble->n;
    status = sq_ensemble_run(run->ensemble, &goal, errors);
    if (!status)
        status =
            sq_ensemble_curve(&run->curve[0], run->ensemble, task->accuracy.minimum_db, errors);
    return status;
}

/* ---- the whole ---- */

static enum sq_status
run_along(sq_run *run, const sq_plan *plan, const sq_task *task, const sq_axis *axis,
          sq_errors *errors)
{
    sq_progress_start(task, plan);
    enum sq_status status = plan->solver->sampled
                                ? run_ensemble(run, plan, task, axis, errors)
                                : run_curves(run, plan, plan->n, task, axis, errors);
    run->interrupted = sq_task_is_interrupted(task);
    while (!status && fall_back(run, plan))
        status = run_curves(run, plan, run->primary + 1, task, axis, errors);
    return status;
}

/* The output times and, of sampled solvers, those at which the best is looked for beside. */
static enum sq_status
make_axis(sq_axis *axis, const sq_plan *plan, const sq_task *task, double until,
          sq_errors *errors)
{
    sq_axis asked, own = {0};
    enum sq_status status = sq_axis_make(&asked, &task->protocol, until, (size_t)plan->points,
                                         task->points != 0, errors);
    if (status || !plan->own_points) {
        *axis = asked;
        return status;
    }
    status =
        sq_axis_make(&own, &task->protocol, until, (size_t)plan->own_points, false, errors);
    if (!status)
        status = sq_axis_merge(axis, &asked, &own, errors);
    sq_axis_free(&asked);
    sq_axis_free(&own);
    return status;
}

enum sq_status
sq_run_plan(sq_run *run, const sq_plan *plan, const sq_task *task, sq_errors *errors)
{
    sq_axis axis;
    *run = (sq_run){.primary = plan->primary,
                    .partner = plan->partner,
                    .until = sq_task_end(task),
                    .past_validity = task->past_validity};
    enum sq_status status = make_axis(&axis, plan, task, run->until, errors);
    if (status)
        return status;
    status = run_along(run, plan, task, &axis, errors);
    sq_axis_free(&axis);
    if (status)
        sq_run_free(run);
    return status;
}

void
sq_run_free(sq_run *run)
{
    for (size_t i = 0; i < SQ_PLAN_MOST_CURVES; i++)
        sq_curve_free(&run->curve[i]);
    if (run->ensemble)
        sq_ensemble_free(run->ensemble);
    free(run->ensemble);
    *run = (sq_run){0};
}
