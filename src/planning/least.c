/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/least.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

/* The input is found to that part of itself, or of its range where that is not logarithmic;
 * searches find the top again within some thousandths of a decibel. */
#define PRECISION 2e-3

enum { MOST_ROUNDS = 20 };

/* The search at one value of the input. */
typedef struct probe {
    const sq_optimize_task *wanted;
    sq_space space; /* with that value as the whole range of the input */
    sq_optimize_task task;
    sq_optimize_result result;
    sq_optimize_result enough; /* the latest that reached the target */
    long evaluations;
    enum sq_status status;
    sq_errors *errors;
} probe;

static bool
is_over(const probe *p)
{
    return p->status || (p->wanted->interrupt && *p->wanted->interrupt);
}

/* dB more than the target at a coordinate of the axis. */
static double
excess(double x, void *context)
{
    probe *p = context;
    size_t k = p->space.least;
    const sq_space_axis *axis = &p->wanted->goal.space->axis[k];
    if (is_over(p))
        return 0;
    double value = sq_space_value(axis, x);
    if (axis->whole)
        value = rint(value);
    p->space.axis[k].range = (sq_range){value, value};
    p->status = sq_optimize(&p->result, &p->task, p->errors);
    p->evaluations += p->result.evaluations;
    if (p->status || !p->result.reached || p->result.violated)
        return -p->wanted->goal.target;
    double more = p->result.db - p->wanted->goal.target;
    if (more >= 0)
        p->enough = p->result;
    return more;
}

static void
find_root(probe *p, double high)
{
    const sq_space_axis *axis = &p->wanted->goal.space->axis[p->space.least];
    double range =
        sq_range_is_logarithmic(&axis->range) ? log(axis->range.high / axis->range.low) : 1;
    gsl_function f = {.function = excess, .params = p};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver) {
        p->status = sq_errors_add(p->errors, SQ_ERR_MEMORY, "no memory for a root");
        return;
    }
    int bad = gsl_root_fsolver_set(solver, &f, 0, high);
    for (int i = 0; i < MOST_ROUNDS && !bad && !is_over(p); i++) {
        bad = gsl_root_fsolver_iterate(solver);
        double low = gsl_root_fsolver_x_lower(solver), up = gsl_root_fsolver_x_upper(solver);
        if ((up - low) * range < PRECISION)
            break;
    }
    gsl_root_fsolver_free(solver);
}

/* What the input is by a search that had nothing but that. */
static void
place(sq_optimize_result *r, const sq_space *space)
{
    sq_optimize_setting *s = &r->setting[space->least];
    const sq_range *range = &space->axis[space->least].range;
    s->at_low = s->value <= range->low * (1 + 1e-9);
    s->at_high = s->value >= range->high * (1 - 1e-9);
    s->low = s->high = NAN;
}

enum sq_status
sq_least(sq_optimize_result *result, const sq_optimize_task *task, sq_errors *errors)
{
    probe p = {.wanted = task, .space = *task->goal.space, .task = *task, .errors = errors};
    p.task.refined = true;
    p.status = sq_optimize(result, &p.task, errors);
    result->reached = result->reached && !(result->db < task->goal.target);
    if (p.status || !result->reached || result->interrupted)
        return p.status;
    p.enough = *result;
    p.evaluations = result->evaluations;
    p.task.goal.space = &p.space;
    size_t k = p.space.least;
    double high = sq_space_coordinate(&task->goal.space->axis[k], result->setting[k].value);
    if (excess(0, &p) < 0 && !is_over(&p))
        find_root(&p, high);
    if (p.status)
        return p.status;
    double here_db = result->here_db, here_time = result->here_time;
    bool here_inside = result->here_inside, interrupted = p.result.interrupted;
    *result = p.enough;
    result->here_db = here_db;
    result->here_time = here_time;
    result->here_inside = here_inside;
    result->evaluations = p.evaluations;
    result->interrupted = interrupted;
    place(result, task->goal.space);
    return SQ_OK;
}
