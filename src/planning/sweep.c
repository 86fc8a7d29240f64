/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/sweep.h"

#include <omp.h>

#include "planning/optimize.h"
#include "planning/sweep_point.h"

/* What threads share. */
typedef struct work {
    const sq_sweep_task *task;
    const bool *known;
    const double *start; /* of inputs that are chosen; NULL: none are */
    size_t next;         /* point that nobody has looked at yet */
    size_t done, wanted;
    omp_lock_t lock; /* of all that changes */
    enum sq_status status;
    sq_errors *errors;
} work;

static bool
is_interrupted(const sq_sweep_task *task)
{
    return task->interrupt && *task->interrupt;
}

/* ---- points, one after the other ---- */

/* The next point to be answered; false: there is none. */
static bool
take(work *w, size_t *point)
{
    omp_set_lock(&w->lock);
    while (w->known && w->next < w->task->grid->n && w->known[w->next])
        w->next++;
    bool taken = !w->status && !is_interrupted(w->task) && w->next < w->task->grid->n;
    *point = w->next;
    w->next += taken;
    omp_unset_lock(&w->lock);
    return taken;
}

/* The first fault ends the sweep. */
static void
fail(work *w, enum sq_status status, const sq_errors *errors)
{
    omp_set_lock(&w->lock);
    if (!w->status)
        w->status = sq_errors_add(w->errors, status, "%s", sq_errors_first(errors));
    omp_unset_lock(&w->lock);
}

/* A row is kept, and its part of the work told. */
static void
give(work *w, const sq_sweep_row *row)
{
    const sq_sweep_task *task = w->task;
    sq_errors found = {0};
    omp_set_lock(&w->lock);
    enum sq_status status = w->status ? SQ_OK : task->keep(task->keeper, row, &found);
    w->done++;
    if (task->progress)
        task->progress(task->listener, (double)w->done / (double)w->wanted);
    omp_unset_lock(&w->lock);
    if (status)
        fail(w, status, &found);
    sq_errors_free(&found);
}

static void
work_on(work *w)
{
    size_t point;
    while (take(w, &point)) {
        sq_sweep_row row;
        sq_errors found = {0};
        bool interrupted;
        enum sq_status status =
            sq_sweep_point(&row, &interrupted, w->task, point, w->start, &found);
        if (status)
            fail(w, status, &found);
        else if (!interrupted)
            give(w, &row);
        sq_errors_free(&found);
    }
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

static int
thread_count(int wanted)
{
    return wanted > 0 ? wanted : omp_get_max_threads();
}

enum sq_status
sq_sweep(const sq_sweep_task *task, const bool *known, sq_errors *errors)
{
    double start[SQ_SPACE_MOST];
    work w = {.task = task,
              .known = known,
              .start = task->n_free ? start : NULL,
              .wanted = count_wanted(task, known),
              .errors = errors};
    w.status = sq_sweep_check(task, errors);
    if (task->n_free && w.wanted && !w.status)
        w.status = find_start(start, task, errors);
    if (w.status || !w.wanted)
        return w.status;
    omp_init_lock(&w.lock);
#pragma omp parallel num_threads(thread_count(task->threads))
    work_on(&w);
    omp_destroy_lock(&w.lock);
    return w.status;
}
