/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/limit.h"

#include <gsl/gsl_roots.h>
#include <math.h>

/* The target is met when no more than that is to spare: what searches are off by. */
#define ENOUGH_DB 0.01

/* By order 2 it is but found about where. */
#define ABOUT_DB 0.02

/* Order 2 that promises so much more than the target is right in that it is reached. */
#define SURE_DB 1.0

/* Values that differ by such a part are one. */
#define NARROW 1e-3

enum { MOST_ROUNDS = 20 };

/* How much of the work each search is told to be; of the rest, so that all is never told. */
#define ROUND 0.15

/* What is known at one end of an interval. */
typedef struct end {
    double x;      /* coordinate of the axis */
    double excess; /* dB more than the target */
} end;

/* The search at one value of the input. */
typedef struct probe {
    const sq_optimize_task *wanted;
    sq_space space; /* with that value as the whole range of the input */
    sq_optimize_task task;
    double rough_start[SQ_SPACE_MOST], start[SQ_SPACE_MOST]; /* where the last have ended, */
    bool is_climbed;                                         /* this one in truth */
    sq_optimize_result result;
    sq_optimize_result enough; /* the latest that reached the target in truth */
    end rough[2];              /* by order 2: enough, and too little */
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

static void
search(probe *p)
{
    p->status = sq_optimize(&p->result, &p->task, p->errors);
    p->evaluations += p->result.evaluations;
    p->done += ROUND * (1 - p->done);
}

/* ---- at one value ---- */

/* The next search begins where this one has ended: settings move little. */
static void
begin_with(double start[SQ_SPACE_MOST], const probe *p, const sq_optimize_result *r)
{
    sq_optimize_start(start, r, p->wanted->goal.space);
    start[p->space.sought] = 0; /* it is fixed */
}

static const sq_space_axis *
axis_of(const probe *p)
{
    return &p->wanted->goal.space->axis[p->space.sought];
}

static void
fix(probe *p, double x)
{
    double value = sq_space_value(axis_of(p), x);
    if (axis_of(p)->whole)
        value = rint(value);
    p->space.axis[p->space.sought].range = (sq_range){value, value};
}

static double
excess_of(const probe *p)
{
    bool none = p->status || !p->result.reached || p->result.violated;
    return (none ? 0 : p->result.db) - p->wanted->goal.target;
}

static double
find_roughly(probe *p, double x)
{
    fix(p, x);
    p->task.rough = true, p->task.climb_only = p->task.in_truth = false;
    p->task.start = p->rough_start, p->task.other_start = NULL;
    search(p);
    double excess = excess_of(p);
    if (excess > -p->wanted->goal.target)
        begin_with(p->rough_start, p, &p->result);
    return excess;
}

static double
find_in_truth(probe *p, double x)
{
    fix(p, x);
    p->task.rough = false, p->task.climb_only = p->task.in_truth = true;
    p->task.start = p->rough_start, p->task.other_start = p->is_climbed ? p->start : NULL;
    search(p);
    double excess = excess_of(p);
    if (excess > -p->wanted->goal.target) {
        begin_with(p->start, p, &p->result);
        p->is_climbed = true;
    }
    if (excess >= 0)
        p->enough = p->result;
    return excess;
}

/* ---- about where ---- */

/* For GSL, which asks for the ends once more. */
static double
rough_at(double x, void *context)
{
    probe *p = context;
    for (int i = 0; i < 2; i++)
        if (x == p->rough[i].x)
            return p->rough[i].excess;
    if (is_over(p))
        return 0;
    double excess = find_roughly(p, x);
    p->rough[excess >= 0 ? 0 : 1] = (end){x, excess};
    return excess;
}

/* Two whole numbers in a row need no third, and where squeezing jumps, at the edge of trust,
 * nothing comes nearer to the target. */
static bool
is_narrow(const probe *p, double from, double to)
{
    double a = sq_space_value(axis_of(p), from), b = sq_space_value(axis_of(p), to);
    return fabs(a - b) <= (axis_of(p)->whole ? fmax(1, NARROW * fabs(a)) : NARROW * fabs(a));
}

/* Between the ends that are known by order 2. */
static double
find_root_roughly(probe *p)
{
    gsl_function f = {.function = rough_at, .params = p};
    double low = fmin(p->rough[0].x, p->rough[1].x), high = fmax(p->rough[0].x, p->rough[1].x),
           root = p->rough[0].x;
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver) {
        p->status = sq_errors_add(p->errors, SQ_ERR_MEMORY, "no memory for a root");
        return root;
    }
    int bad = gsl_root_fsolver_set(solver, &f, low, high);
    for (int i = 0; i < MOST_ROUNDS && !bad && !is_over(p); i++) {
        bad = gsl_root_fsolver_iterate(solver);
        root = gsl_root_fsolver_root(solver);
        low = gsl_root_fsolver_x_lower(solver), high = gsl_root_fsolver_x_upper(solver);
        bool met = fmin(fabs(p->rough[0].excess), fabs(p->rough[1].excess)) < ABOUT_DB;
        if (met || is_narrow(p, low, high))
            break;
    }
    gsl_root_fsolver_free(solver);
    return root;
}

/* How squeezing goes with the input, dB for the whole axis; NaN: that is not known. */
static double
slope_between(end a, end b)
{
    double slope = (a.excess - b.excess) / (a.x - b.x);
    return isfinite(slope) && slope != 0 ? slope : NAN;
}

/* ---- in truth ---- */

/* Within the interval, by the slope that was last seen, to half of what is enough; else its
 * middle. */
static double
next_of(const end *good, const end *bad, const end *last, double slope)
{
    double to = last->x + (ENOUGH_DB / 2 - last->excess) / slope;
    double part = (to - bad->x) / (good->x - bad->x);
    return part > 0 && part < 1 ? to : (good->x + bad->x) / 2;
}

/* From where order 2 reaches the target to where it is reached, between what is enough (known,
 * or taken to be) and too little. */
static void
find_root(probe *p, end good, end bad, double x, double slope)
{
    for (int i = 0; i < MOST_ROUNDS && !is_over(p); i++) {
        end here = {x, find_in_truth(p, x)};
        if (is_over(p))
            return;
        end before = here.excess >= 0 ? good : bad;
        *(here.excess >= 0 ? &good : &bad) = here;
        bool met = here.excess >= 0 && here.excess < ENOUGH_DB;
        if (met || is_narrow(p, good.x, bad.x))
            return;
        double seen = slope_between(here, before);
        if (i > 0 && isfinite(seen) && fabs(before.excess) < SURE_DB)
            slope = seen;
        x = next_of(&good, &bad, &here, slope);
    }
}

/* ---- the whole ---- */

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

/* The most squeezing that there is: by order 2 where that is sure to reach the target, else in
 * truth. */
static void
find_most(probe *p)
{
    p->task.rough = true;
    search(p);
    if (is_over(p) || excess_of(p) > SURE_DB)
        return;
    p->task.rough = false;
    p->task.in_truth = true;
    search(p);
}

/* From the best settings of all to the wanted end of the range. */
static void
walk(probe *p, double most)
{
    double wanted = p->space.most ? 1 : 0;
    p->rough[0] = (end){most, excess_of(p)};
    p->rough[1] = (end){wanted, find_roughly(p, wanted)};
    end good = p->rough[0], bad = p->rough[1];
    double x = wanted;
    if (!is_over(p) && good.excess > 0 && bad.excess < 0)
        x = find_root_roughly(p);
    if (is_over(p))
        return;
    double slope = slope_between(p->rough[0], p->rough[1]);
    if (x == wanted) { /* even there it may be reached */
        bad = (end){wanted, find_in_truth(p, wanted)};
        if (bad.excess >= 0 || is_over(p))
            return;
        x = (good.x + bad.x) / 2;
    }
    find_root(p, good, bad, x, slope);
}

/* Order 2 has promised what is not there: the most that there is in truth. */
static enum sq_status
settle_for_most(sq_optimize_result *result, const sq_optimize_task *task, sq_errors *errors)
{
    sq_optimize_task most = *task;
    most.in_truth = true;
    enum sq_status status = sq_optimize(result, &most, errors);
    result->reached = result->reached && !(result->db < task->goal.target);
    return status;
}

enum sq_status
sq_limit_find(sq_optimize_result *result, const sq_optimize_task *task, sq_errors *errors)
{
    probe p = {.wanted = task, .space = *task->goal.space, .task = *task, .errors = errors};
    p.task.progress = pass_on;
    p.task.listener = &p;
    find_most(&p);
    *result = p.result;
    bool roughly = p.task.rough;
    result->reached = result->reached && !(result->db < task->goal.target);
    result->evaluations = p.evaluations;
    if (p.status || !result->reached || result->violated || result->interrupted)
        return p.status;
    if (!roughly)
        p.enough = *result;
    double most = sq_space_coordinate(&task->goal.space->axis[p.space.sought],
                                      result->setting[p.space.sought].value);
    p.task.goal.space = &p.space;
    begin_with(p.rough_start, &p, result);
    walk(&p, most);
    if (!p.status && p.enough.reached)
        conclude(result, &p);
    else if (!p.status && roughly && !is_over(&p))
        return settle_for_most(result, task, errors);
    result->interrupted = task->interrupt && *task->interrupt;
    return p.status;
}
