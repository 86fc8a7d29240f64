/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/optimize.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "beyond/sketch.h"
#include "planning/merit.h"
#include "planning/search.h"

/* Digits that settings are written with; at such an optimum the last is not felt. */
enum { DIGITS = 5 };

/* Where the higher orders find that much less than order 2 does, the hill is climbed by them,
 * or looked for anew. */
#define PROMISED_DB 0.3
#define BROKEN_DB 1.0

/* A target nearer than that may be reached or not by what orders differ. */
#define NEAR_DB 0.5

/* A setting that near to an end of its range is at the end. */
#define AT_END 1e-4

typedef struct work {
    const sq_optimize_task *task;
    sq_optimize_result *result;
    sq_merit_desk *desk; /* [threads] */
    int threads, order;
    sq_search search;
} work;

/* ---- looking ---- */

static void
look(sq_merit_view *view, work *w, const double *x, int order, int thread)
{
    double value[SQ_SPACE_MOST];
    sq_space_values(value, w->task->goal.space, x);
    sq_merit_look(view, &w->task->goal, value, order, &w->desk[thread]);
}

static double
merit_of(const double *x, int thread, void *context)
{
    work *w = context;
    sq_merit_view view;
    look(&view, w, x, w->order, thread);
    return view.merit;
}

/* ---- choosing ---- */

/* Of the hills the highest as higher orders see it; returns what they see. */
static double
choose(sq_search_point *point, work *w, const sq_search_result *found)
{
    double height = -INFINITY;
    for (size_t i = 0; i < found->n_tops; i++) {
        sq_merit_view view;
        look(&view, w, found->top[i].x, 4, 0);
        w->result->evaluations++;
        if (view.merit > height) {
            height = view.merit;
            *point = found->top[i];
        }
    }
    return height;
}

/* Where order 2 promises what the others do not see at all, it has led to the wrong hills. */
static enum sq_status
search_again(sq_search_point *point, work *w, sq_errors *errors)
{
    sq_search_result found;
    double guess[SQ_SEARCH_MOST];
    memcpy(guess, point->x, sizeof guess);
    w->search.guess = guess;
    w->search.brief = true;
    enum sq_status status = sq_search_run(&found, &w->search, errors);
    w->result->evaluations += found.evaluations;
    if (!status && found.top[0].merit > point->merit)
        *point = found.top[0];
    return status;
}

/* The hill that is taken, climbed by the order that can be trusted there. */
static enum sq_status
settle(sq_search_point *point, work *w, const sq_search_result *found, sq_errors *errors)
{
    double promised = found->top[0].merit;
    double height = choose(point, w, found);
    bool near = fabs(promised - w->task->goal.target) < NEAR_DB;
    bool kept = height > promised - PROMISED_DB && !(w->task->refined && near);
    if (!(promised > SQ_MERIT_POOR) || kept)
        return SQ_OK;
    w->order = 4;
    point->merit = height;
    enum sq_status status =
        height > promised - BROKEN_DB ? SQ_OK : search_again(point, w, errors);
    return status ? status
                  : sq_search_climb(point, &w->result->evaluations, &w->search, errors);
}

/* ---- what the optimum is like ---- */

static void
list_settings(double value[SQ_SPACE_MOST], const sq_optimize_result *result, size_t n)
{
    for (size_t k = 0; k < n; k++)
        value[k] = result->setting[k].value;
}

static double
db_along(work *w, const double *x, size_t k, double at)
{
    double moved[SQ_SPACE_MOST];
    sq_merit_view view;
    memcpy(moved, x, sizeof moved);
    moved[k] = w->search.periodic[k] ? at - floor(at) : at;
    look(&view, w, moved, w->order, 0);
    w->result->evaluations++;
    return view.merit;
}

/* How far from x[k] to the side squeezing stays above the floor; NaN: to the end. */
static double
find_edge(work *w, const double *x, size_t k, int side, double floor_db)
{
    double end = w->search.periodic[k] ? 0.5 : side < 0 ? x[k] : 1 - x[k];
    double inside = 0, outside = 1e-3;
    while (outside < end && db_along(w, x, k, x[k] + side * outside) > floor_db) {
        inside = outside;
        outside *= 2;
    }
    if (outside >= end && db_along(w, x, k, x[k] + side * end) > floor_db)
        return NAN;
    outside = fmin(outside, end);
    for (int i = 0; i < 10; i++) {
        double middle = (inside + outside) / 2;
        if (db_along(w, x, k, x[k] + side * middle) > floor_db)
            inside = middle;
        else
            outside = middle;
    }
    return (inside + outside) / 2;
}

static void
measure_flatness(work *w, const double *x, double floor_db)
{
    const sq_space *space = w->task->goal.space;
    for (size_t k = 0; k < space->n; k++) {
        sq_optimize_setting *s = &w->result->setting[k];
        const sq_space_axis *axis = &space->axis[k];
        if (w->search.fixed[k])
            continue;
        double below = find_edge(w, x, k, -1, floor_db),
               above = find_edge(w, x, k, 1, floor_db);
        double turn = axis->periodic ? axis->range.high - axis->range.low : NAN;
        s->low = axis->periodic ? s->value - below * turn : sq_space_value(axis, x[k] - below);
        s->high = axis->periodic ? s->value + above * turn : sq_space_value(axis, x[k] + above);
        s->low = isnan(below) ? NAN : s->low;
        s->high = isnan(above) ? NAN : s->high;
    }
}

static void
write_settings(sq_optimize_result *result, const sq_space *space, const double *x)
{
    double value[SQ_SPACE_MOST];
    sq_space_values(value, space, x);
    for (size_t k = 0; k < space->n; k++) {
        sq_optimize_setting *s = &result->setting[k];
        s->value = sq_space_round(&s->text, &space->axis[k], value[k], DIGITS);
        s->at_low = !space->axis[k].periodic && x[k] < AT_END;
        s->at_high = !space->axis[k].periodic && x[k] > 1 - AT_END;
        s->low = s->high = NAN;
    }
}

static bool
has_closed_form(const sq_rates *rates)
{
    sq_rates taken;
    return sq_sketch_solver(&taken, rates)->largest_order == 0;
}

static void
describe(work *w, const double *x)
{
    sq_optimize_result *r = w->result;
    sq_merit_view view;
    double value[SQ_SPACE_MOST];
    write_settings(r, w->task->goal.space, x);
    list_settings(value, r, w->task->goal.space->n);
    sq_merit_look(&view, &w->task->goal, value, w->order, &w->desk[0]);
    r->db = view.db;
    r->time = view.time;
    r->order = w->order;
    r->closed_form = view.made && has_closed_form(&w->desk[0].lab.rates);
    r->reached = view.merit > SQ_MERIT_POOR && view.db > 0;
    r->at_end = r->reached && !view.inside;
    r->violated = view.violated;
    bool is_told = w->task->goal.kind != SQ_MERIT_TIME_TO && !w->task->start;
    if (r->reached && is_told && !r->interrupted)
        measure_flatness(w, x, view.merit - SQ_OPTIMIZE_FLAT_DB);
}

/* ---- the whole ---- */

static void
look_here(work *w, double x[SQ_SPACE_MOST])
{
    sq_merit_view view;
    sq_optimize_result *r = w->result;
    r->here_inside = sq_space_here(x, w->task->goal.space);
    look(&view, w, x, 2, 0);
    r->here_inside = r->here_inside && view.made && !view.violated;
    r->here_db = view.db;
    r->here_time = view.time;
}

/* Why no lab of the space can be made. */
static enum sq_status
check_possible(const work *w, const sq_search_point *top, sq_errors *errors)
{
    sq_lab lab = {0};
    enum sq_status status = sq_space_lab(&lab, w->task->goal.space, top->x, errors);
    sq_lab_free(&lab);
    return status;
}

static enum sq_status
find(work *w, sq_errors *errors)
{
    sq_search_result found;
    sq_search_point point = {0};
    double here[SQ_SPACE_MOST] = {0};
    look_here(w, here);
    w->search.guess = w->task->start ? w->task->start : w->result->here_inside ? here : NULL;
    enum sq_status status = sq_search_run(&found, &w->search, errors);
    if (!status)
        status = check_possible(w, &found.top[0], errors);
    w->result->evaluations = found.evaluations;
    if (!status)
        status = settle(&point, w, &found, errors);
    const volatile sig_atomic_t *interrupt = w->task->interrupt;
    w->result->interrupted = found.interrupted || (interrupt && *interrupt);
    if (!status)
        describe(w, point.x);
    return status;
}

static sq_search
search_of(const sq_optimize_task *task)
{
    sq_search search = {.n = task->goal.space->n,
                        .brief = task->start != NULL,
                        .merit = merit_of,
                        .seed = task->seed,
                        .threads = task->threads,
                        .interrupt = task->interrupt,
                        .progress = task->progress,
                        .listener = task->listener};
    for (size_t k = 0; k < search.n; k++) {
        const sq_space_axis *axis = &task->goal.space->axis[k];
        search.periodic[k] = axis->periodic;
        search.fixed[k] = axis->range.low == axis->range.high;
    }
    return search;
}

/* End it in any case. */
static enum sq_status
begin(work *w, sq_errors *errors)
{
    w->search = search_of(w->task);
    w->search.context = w;
    w->threads = sq_search_threads(&w->search);
    w->desk = calloc((size_t)w->threads, sizeof *w->desk);
    return w->desk ? SQ_OK : sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a search");
}

static void
end(work *w)
{
    for (int i = 0; w->desk && i < w->threads; i++)
        sq_lab_free(&w->desk[i].lab);
    free(w->desk);
}

enum sq_status
sq_optimize(sq_optimize_result *result, const sq_optimize_task *task, sq_errors *errors)
{
    work w = {.task = task, .result = result, .order = 2};
    *result = (sq_optimize_result){0};
    enum sq_status status = begin(&w, errors);
    if (!status)
        status = find(&w, errors);
    end(&w);
    return status;
}

enum sq_status
sq_optimize_measure(sq_optimize_result *result, const sq_optimize_task *task, double floor_db,
                    sq_errors *errors)
{
    work w = {.task = task, .result = result, .order = result->order};
    double x[SQ_SPACE_MOST];
    enum sq_status status = begin(&w, errors);
    sq_optimize_start(x, result, task->goal.space);
    if (!status)
        measure_flatness(&w, x, floor_db);
    end(&w);
    return status;
}

void
sq_optimize_start(double start[SQ_SPACE_MOST], const sq_optimize_result *found,
                  const sq_space *space)
{
    for (size_t k = 0; k < space->n; k++)
        start[k] = sq_space_coordinate(&space->axis[k], found->setting[k].value);
}

enum sq_status
sq_optimize_lab(sq_lab *lab, const sq_optimize_result *result, const sq_space *space,
                sq_errors *errors)
{
    double value[SQ_SPACE_MOST];
    list_settings(value, result, space->n);
    return sq_lab_changed(lab, space->change, value, errors);
}
