/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/sweep.h"

#include <stdlib.h>

#include "base/share_assist.h"
#include "planning/optimize.h"
#include "planning/sweep_assist.h"
#include "planning/sweep_point.h"

/* What threads share. */
typedef struct work {
    const sq_sweep_task *task;
    const double *start; /* of inputs that are chosen; NULL: none are */
    size_t done, wanted;
} work;

/* ---- points ---- */

static bool
is_over(void *of)
{
    const work *w = of;
    return w->task->interrupt && *w->task->interrupt;
}

static enum sq_status
answer(void *of, size_t point, void *row, bool *whole, sq_errors *errors)
{
    const work *w = of;
    bool interrupted;
    enum sq_status status = sq_sweep_point(row, &interrupted, w->task, point, w->start, errors);
    *whole = !interrupted;
    return status;
}

/* A row is kept, and its part of the work told. */
static enum sq_status
keep(void *of, size_t point, const void *row, sq_errors *errors)
{
    work *w = of;
    const sq_sweep_task *task = w->task;
    (void)point;
    enum sq_status status = task->keep(task->keeper, row, errors);
    w->done++;
    if (task->progress)
        task->progress(task->listener, (double)w->done / (double)w->wanted);
    return status;
}

static sq_share
share_of(work *w, const bool *known)
{
    return (sq_share){.n = w->task->grid->n,
                      .known = known,
                      .result_size = sizeof(sq_sweep_row),
                      .threads = sq_share_threads(w->task->threads),
                      .context = w,
                      .answer = answer,
                      .keep = keep,
                      .is_over = is_over};
}

/* ---- inputs that are chosen ---- */

/* Keys that exclude each other, or one that is named twice, are found out where a change of all
 * of them is made. */
static enum sq_status
check_keys(const sq_sweep_task *task, sq_errors *errors)
{
    char name[SQ_SPACE_MOST][SQ_KEY_SIZE];
    const char *key[SQ_GRID_MOST_AXES + SQ_SPACE_MOST];
    const sq_grid *grid = task->grid;
    sq_lab_change *change;
    if (task->n_free > SQ_SPACE_MOST)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--" SQ_SWEEP_OPTIMIZE
                             ": at most %d inputs can be chosen at each point",
                             SQ_SPACE_MOST);
    for (size_t k = 0; k < grid->n_axes; k++)
        key[k] = grid->axis[k].key.text;
    for (size_t k = 0; k < task->n_free; k++) {
        sq_space_key(name[k], task->free[k]);
        key[grid->n_axes + k] = name[k];
    }
    enum sq_status status =
        sq_lab_change_create(&change, grid->lab, key, grid->n_axes + task->n_free, errors);
    sq_lab_change_free(change);
    return status;
}

enum sq_status
sq_sweep_check(const sq_sweep_task *task, sq_errors *errors)
{
    sq_space space;
    if (task->n_free == 0)
        return SQ_OK;
    enum sq_status status = sq_space_make_named(&space, task->grid->lab, SQ_SWEEP_OPTIMIZE,
                                                task->free, task->n_free, errors);
    sq_space_free(&space);
    return status ? status : check_keys(task, errors);
}

/* Each point is searched around what is best for the lab as it is, if that can be: neighbours
 * are not known where points are answered in any order. */
static enum sq_status
find_start(double start[SQ_SPACE_MOST], const sq_sweep_task *task, sq_errors *errors)
{
    sq_space space;
    sq_optimize_result found;
    sq_errors ignored = {0};
    enum sq_status status = sq_space_make_named(&space, task->grid->lab, SQ_SWEEP_OPTIMIZE,
                                                task->free, task->n_free, errors);
    const sq_optimize_task wanted = {.goal = {.space = &space, .kind = SQ_MERIT_DB},
                                     .seed = task->how.seed,
                                     .threads = task->threads,
                                     .interrupt = task->interrupt};
    for (size_t k = 0; k < space.n; k++)
        start[k] = 0.5;
    if (!status && sq_optimize(&found, &wanted, &ignored) == SQ_OK)
        sq_optimize_start(start, &found, &space);
    sq_errors_free(&ignored);
    sq_space_free(&space);
    return status;
}

/* ---- the whole ---- */

static size_t
count_wanted(const sq_sweep_task *task, const bool *known)
{
    size_t n = 0;
    for (size_t i = 0; i < task->grid->n; i++)
        n += !known || !known[i];
    return n;
}

static enum sq_status
sweep(work *w, const bool *known, sq_errors *errors)
{
    const sq_share share = share_of(w, known);
    double none[SQ_SPACE_MOST] = {0};
    sq_share_job job = {0};
    enum sq_status status =
        w->task->ranks ? sq_sweep_job_make(&job, w->task, w->start ? w->start : none, errors)
                       : SQ_OK;
    if (!status)
        status = sq_share_run(&share, w->task->ranks ? &job : NULL, errors);
    free(job.bytes);
    return status;
}

enum sq_status
sq_sweep(const sq_sweep_task *task, const bool *known, sq_errors *errors)
{
    double start[SQ_SPACE_MOST] = {0};
    work w = {.task = task,
              .start = task->n_free ? start : NULL,
              .wanted = count_wanted(task, known)};
    enum sq_status status = sq_sweep_check(task, errors);
    if (task->n_free && w.wanted && !status)
        status = find_start(start, task, errors);
    return status || !w.wanted ? status : sweep(&w, known, errors);
}

void
sq_sweep_assist(const sq_sweep_task *task, const sq_share_job *job)
{
    double start[SQ_SPACE_MOST];
    work w = {.task = task, .start = task->n_free ? start : NULL};
    const sq_share share = share_of(&w, NULL);
    sq_errors found = {0};
    if (sq_sweep_job_read(start, job, task, &found))
        sq_share_assist_decline(&found);
    else
        sq_share_assist(&share);
    sq_errors_free(&found);
}
