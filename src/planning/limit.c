/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/limit.h"

#include <gsl/gsl_roots.h>
#include <math.h>

/* The target is met when no more than that is to spare: what searches are off by. */
#define ENOUGH_DB 0.01

enum { MOST_ROUNDS = 20 };

/* How much of the work each search is told to be; of the rest, so that all is never told. */
#define ROUND 0.25

/* The search at one value of the input. */
typedef struct probe {
    const sq_optimize_task *wanted;
    sq_space space; /* with that value as the whole range of the input */
    sq_optimize_task task;
    double start[SQ_SPACE_MOST];
    sq_optimize_result result;
    sq_optimize_result enough; /* the latest that reached the target */
    double end[2], excess[2];  /* of the interval, and what is known there */
    double done;               /* part of the work */
    long evaluations;
    enum sq_status status;
    sq_errors *errors;
} probe;

static bool
is_over(const probe *p)
{
    return p->status || (p->wanted->interrupt && *p->wanted->interrupt);
}

static void
pass_on(void *listener, double part)
{
    const probe *p = listener;
    if (p->wanted->progress)
        p->wanted->progress(p->wanted->listener, p->done + part * ROUND * (1 - p->done));
}

/* The best settings where the input is `value`. */
static void
search(probe *p)
{
    p->status = sq_optimize(&p->result, &p->task, p->errors);
    p->evaluations += p->result.evaluations;
    p->done += ROUND * (1 - p->done);
}

/* The next search begins where this one has ended: settings move little. */
static void
begin_with(probe *p, const sq_optimize_result *r)
{
    sq_optimize_start(p->start, r, p->wanted->goal.space);
    p->start[p->space.sought] = 0; /* it is fixed */
    p->task.start = p->start;
}

/* dB more than the target at a coordinate of the axis. */
static double
find_excess(probe *p, double x)
{
    size_t k = p->space.sought;
    const sq_space_axis *axis = &p->wanted->goal.space->axis[k];
    double value = sq_space_value(axis, x);
    if (axis->whole)
        value = rint(value);
    p->space.axis[k].range = (sq_range){value, value};
    search(p);
    if (p->status || !p->result.reached || p->result.violated)
        return -p->wanted->goal.target;
    begin_with(p, &p->result);
    double more = p->result.db - p->wanted->goal.target;
    if (more >= 0)
        p->enough = p->result;
    return more;
}

/* The same, for GSL, which asks for the ends once more. */
static double
excess_at(double x, void *context)
{
    probe *p = context;
    for (int i = 0; i < 2; i++)
        if (x == p->end[i])
            return p->excess[i];
    return is_over(p) ? 0 : find_excess(p, x);
}

static bool
is_met(const probe *p)
{
    return p->enough.db - p->wanted->goal.target < ENOUGH_DB;
}

/* Two whole numbers in a row need no third. */
static bool
is_narrow(const probe *p, double from, double to)
{
    const sq_space_axis *axis = &p->wanted->goal.space->axis[p->space.sought];
    double width = fabs(sq_space_value(axis, to) - sq_space_value(axis, from));
    return axis->whole && width < 1;
}

static void
find_root(probe *p)
{
    gsl_function f = {.function = excess_at, .params = p};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver) {
        p->status = sq_errors_add(p->errors, SQ_ERR_MEMORY, "no memory for a root");
        return;
    }
    int bad = gsl_root_fsolver_set(solver, &f, fmin(p->end[0], p->end[1]),
                                   fmax(p->end[0], p->end[1]));
    for (int i = 0; i < MOST_ROUNDS && !bad && !is_over(p) && !is_met(p); i++) {
        bad = gsl_root_fsolver_iterate(solver);
        if (is_narrow(p, gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver)))
            break;
    }
    gsl_root_fsolver_free(solver);
}

/* What the input is by a search that had nothing but that. */
static void
place(sq_optimize_result *r, const sq_space *space)
{
    sq_optimize_setting *s = &r->setting[space->sought];
    const sq_range *range = &space->axis[space->sought].range;
    s->at_low = s->value <= range->low + 1e-9 * fabs(range->low);
    s->at_high = s->value >= range->high - 1e-9 * fabs(range->high);
    s->low = s->high = NAN;
}

/* Where that value is all that the input may be: how well the others have to be met. */
static void
measure(sq_optimize_result *r, probe *p)
{
    double value = r->setting[p->space.sought].value;
    p->space.axis[p->space.sought].range = (sq_range){value, value};
    p->status = sq_optimize_measure(r, &p->task, p->wanted->goal.target - SQ_OPTIMIZE_FLAT_DB,
                                    p->errors);
}

/* The value found, with what only the first search could tell. */
static void
conclude(sq_optimize_result *result, probe *p)
{
    sq_optimize_result first = *result;
    *result = p->enough;
    result->here_db = first.here_db;
    result->here_time = first.here_time;
    result->here_inside = first.here_inside;
    result->evaluations = p->evaluations;
    result->interrupted = p->wanted->interrupt && *p->wanted->interrupt;
    if (!result->interrupted)
        measure(result, p);
    place(result, p->wanted->goal.space);
}

enum sq_status
sq_limit_find(sq_optimize_result *result, const sq_optimize_task *task, sq_errors *errors)
{
    probe p = {.wanted = task, .space = *task->goal.space, .task = *task, .errors = errors};
    p.task.in_truth = true;
    p.task.progress = pass_on;
    p.task.listener = &p;
    search(&p);
    *result = p.result;
    result->reached = result->reached && !(result->db < task->goal.target);
    if (p.status || !result->reached || result->violated || result->interrupted)
        return p.status;
    p.enough = *result;
    p.task.goal.space = &p.space;
    begin_with(&p, result);
    p.end[0] = sq_space_coordinate(&task->goal.space->axis[p.space.sought],
                                   result->setting[p.space.sought].value);
    p.excess[0] = result->db - task->goal.target;
    p.end[1] = p.space.most ? 1 : 0, p.excess[1] = find_excess(&p, p.end[1]);
    if (p.excess[1] < 0 && !is_over(&p))
        find_root(&p);
    if (!p.status)
        conclude(result, &p);
    return p.status;
}
