/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/optimize.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "beyond/sketch.h"
#include "planning/settle.h"

/* Digits that settings are written with; at such an optimum the last is not felt.  Where it is,
 * there are more. */
enum { DIGITS = 5, MOST_DIGITS = 12 };
#define FELT 1e-3
#define EQUAL 1e-6

/* Of the step beyond which it costs too much. */
enum { HALVINGS = 10 };

/* A setting that near to an end of its range is at the end. */
#define AT_END 1e-4

typedef struct work {
    const sq_optimize_task *task;
    sq_optimize_result *result;
    sq_merit_desk *desk; /* [threads] */
    int threads, order;
    sq_search search; /* how */
    sq_settle settle;
} work;

static void
look(sq_merit_view *view, work *w, const double *x, int thread)
{
    double value[SQ_SPACE_MOST];
    sq_space_values(value, w->task->goal.space, x);
    sq_merit_look(view, &w->task->goal, value, w->order, &w->desk[thread]);
}

/* ---- what the optimum is like ---- */

static void
list_settings(double value[SQ_SPACE_MOST], const sq_optimize_result *result, size_t n)
{
    for (size_t k = 0; k < n; k++)
        value[k] = result->setting[k].value;
}

static double
db_along(work *w, const double *x, size_t k, double at, int thread)
{
    double moved[SQ_SPACE_MOST];
    sq_merit_view view;
    memcpy(moved, x, sizeof moved);
    moved[k] = w->search.periodic[k] ? at - floor(at) : at;
    look(&view, w, moved, thread);
    return view.merit;
}

/* How far from x[k] to the side squeezing stays above the floor; NaN: to the end. */
static double
find_edge(work *w, const double *x, size_t k, int side, double floor_db, int thread,
          long *looks)
{
    double end = w->search.periodic[k] ? 0.5 : side < 0 ? x[k] : 1 - x[k];
    double inside = 0, outside = 1e-3;
    while (outside < end && db_along(w, x, k, x[k] + side * outside, thread) > floor_db) {
        inside = outside;
        outside *= 2;
        ++*looks;
    }
    *looks += 2;
    if (outside >= end && db_along(w, x, k, x[k] + side * end, thread) > floor_db)
        return NAN;
    outside = fmin(outside, end);
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (inside + outside) / 2;
        if (db_along(w, x, k, x[k] + side * middle, thread) > floor_db)
            inside = middle;
        else
            outside = middle;
    }
    *looks += HALVINGS;
    return (inside + outside) / 2;
}

static void
tell_edges(sq_optimize_setting *s, const sq_space_axis *axis, double x, double below,
           double above)
{
    double turn = axis->periodic ? axis->range.high - axis->range.low : NAN;
    s->low = axis->periodic ? s->value - below * turn : sq_space_value(axis, x - below);
    s->high = axis->periodic ? s->value + above * turn : sq_space_value(axis, x + above);
    s->low = isnan(below) ? NAN : s->low;
    s->high = isnan(above) ? NAN : s->high;
}

static void
measure_flatness(work *w, const double *x, double floor_db)
{
    const sq_space *space = w->task->goal.space;
    double edge[SQ_SPACE_MOST][2];
    long looks = 0;
#pragma omp parallel for schedule(dynamic) num_threads(w->threads) reduction(+ : looks)
    for (size_t i = 0; i < 2 * space->n; i++)
        if (!w->search.fixed[i / 2])
            edge[i / 2][i % 2] =
                find_edge(w, x, i / 2, i % 2 ? 1 : -1, floor_db, omp_get_thread_num(), &looks);
    for (size_t k = 0; k < space->n; k++)
        if (!w->search.fixed[k])
            tell_edges(&w->result->setting[k], &space->axis[k], x[k], edge[k][0], edge[k][1]);
    w->result->evaluations += looks;
}

static void
write_settings(sq_optimize_result *result, const sq_space *space, const double *x, int digits)
{
    double value[SQ_SPACE_MOST];
    sq_space_values(value, space, x);
    for (size_t k = 0; k < space->n; k++) {
        sq_optimize_setting *s = &result->setting[k];
        s->value = sq_space_round(&s->text, &space->axis[k], value[k], digits);
        s->at_low = !space->axis[k].periodic && x[k] < AT_END;
        s->at_high = !space->axis[k].periodic && x[k] > 1 - AT_END;
        s->low = s->high = NAN;
    }
}

static void
look_at_settings(sq_merit_view *view, work *w)
{
    double value[SQ_SPACE_MOST];
    list_settings(value, w->result, w->task->goal.space->n);
    sq_merit_look(view, &w->task->goal, value, w->order, &w->desk[0]);
}

/* To write a value is not to leave its range. */
static bool
keeps_to_ranges(const sq_optimize_result *r, const sq_space *space)
{
    bool kept = true;
    for (size_t k = 0; k < space->n; k++) {
        const sq_range *range = &space->axis[k].range;
        double value = r->setting[k].value,
               slack = 1e-12 * (fabs(range->low) + fabs(range->high));
        kept = kept && (space->axis[k].periodic ||
                        (value >= range->low - slack && value <= range->high + slack));
    }
    return kept;
}

/* As they are written they are as good as they were found, and no worse than the lab as it
 * was where that is among them. */
static void
round_settings(sq_merit_view *view, work *w, const double *x, const sq_merit_view *here)
{
    sq_merit_view found;
    look(&found, w, x, 0);
    bool was_better = w->result->here_inside && here->merit <= found.merit;
    double least =
        was_better ? fmax(here->merit - EQUAL, found.merit - FELT) : found.merit - FELT;
    for (int digits = DIGITS; digits <= MOST_DIGITS; digits++) {
        write_settings(w->result, w->task->goal.space, x, digits);
        look_at_settings(view, w);
        if (view->merit >= least && keeps_to_ranges(w->result, w->task->goal.space))
            break;
    }
}

/* Of the whole numbers around what was found the best one: the nearest may violate what the
 * others do not. */
static void
choose_whole(work *w, double *x, size_t k)
{
    const sq_space_axis *axis = &w->task->goal.space->axis[k];
    double found = sq_space_value(axis, x[k]), from = fmax(ceil(found) - 2, axis->range.low),
           best_x = x[k], best = -INFINITY;
    for (int i = 0; i < 4 && from + i <= axis->range.high; i++) {
        sq_merit_view view;
        x[k] = sq_space_coordinate(axis, from + i);
        look(&view, w, x, 0);
        w->result->evaluations++;
        if (view.merit > best) {
            best = view.merit;
            best_x = x[k];
        }
    }
    x[k] = best_x;
}

static bool
has_closed_form(const sq_rates *rates)
{
    sq_rates taken;
    return sq_sketch_solver(&taken, rates)->largest_order == 0;
}

static void
describe(work *w, double *x)
{
    sq_optimize_result *r = w->result;
    sq_merit_view view, here;
    for (size_t k = 0; k < w->search.n; k++)
        if (w->task->goal.space->axis[k].whole && !w->search.fixed[k])
            choose_whole(w, x, k);
    sq_merit_look_here(&here, &w->task->goal, w->order, &w->desk[0]);
    r->here_db = here.db;
    r->here_time = here.time;
    round_settings(&view, w, x, &here);
    r->db = view.db;
    r->time = view.time;
    r->in_classes = w->order == SQ_MERIT_IN_CLASSES;
    r->order = r->in_classes ? 2 : w->order;
    r->closed_form = !r->in_classes && view.made && has_closed_form(&w->desk[0].lab.rates);
    r->reached = view.merit > SQ_MERIT_POOR && view.db > 0;
    r->at_trust = r->reached && view.distrusted;
    r->at_end = r->reached && !view.inside && !view.distrusted;
    r->violated = view.violated;
    bool is_told = w->task->goal.kind != SQ_MERIT_TIME_TO && !w->task->start;
    if (r->reached && is_told && !r->interrupted)
        measure_flatness(w, x, view.merit - SQ_OPTIMIZE_FLAT_DB);
}

/* ---- the whole ---- */

/* Does the lab as it is lie where it may be taken?  x receives where. */
static bool
is_here_inside(double x[SQ_SPACE_MOST], work *w)
{
    sq_merit_view view;
    bool inside = sq_space_here(x, w->task->goal.space);
    sq_merit_look_here(&view, &w->task->goal, 2, &w->desk[0]);
    return inside && !view.violated;
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

/* What order 2 finds. */
static enum sq_status
look_around(sq_search_result *found, work *w, sq_errors *errors)
{
    const double *const start[] = {w->task->start, w->task->other_start};
    if (!w->task->climb_only)
        return sq_search_run(found, &w->settle.search, errors);
    sq_settle_known(found, &w->settle, start, 2);
    return SQ_OK;
}

static enum sq_status
find(work *w, sq_errors *errors)
{
    sq_search_result found;
    sq_search_point point = {0};
    double here[SQ_SPACE_MOST] = {0};
    sq_settle *settle = &w->settle;
    bool inside = w->result->here_inside = is_here_inside(here, w);
    sq_settle_begin(settle, &w->task->goal, w->desk, &w->search);
    settle->here = inside ? here : NULL;
    settle->in_truth = w->task->in_truth || w->task->goal.kind == SQ_MERIT_TIME_TO;
    settle->rough = w->task->rough;
    settle->search.guess = w->task->start ? w->task->start : settle->here;
    enum sq_status status = look_around(&found, w, errors);
    if (!status)
        status = check_possible(w, &found.top[0], errors);
    if (!status)
        status = sq_settle_take(&point, settle, &found, errors);
    const volatile sig_atomic_t *interrupt = w->task->interrupt;
    w->result->interrupted = found.interrupted || (interrupt && *interrupt);
    w->result->evaluations = found.evaluations + settle->evaluations;
    w->order = settle->order;
    if (!status)
        describe(w, point.x);
    return status;
}

static sq_search
search_of(const sq_optimize_task *task)
{
    sq_search search = {.n = task->goal.space->n,
                        .brief = task->start && !task->climb_only,
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
    work w = {.task = task,
              .result = result,
              .order = result->in_classes ? SQ_MERIT_IN_CLASSES : result->order};
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
    enum sq_status status = sq_lab_changed(lab, space->change, value, errors);
    for (size_t k = 0; k < space->n && !status; k++)
        sq_lab_change_say(lab, k, result->setting[k].text.s);
    return status;
}
