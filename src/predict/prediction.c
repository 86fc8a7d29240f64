/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a task to an answer: run the planned curves, find the best squeezing of the
 * reported one, and let the neighbouring order say how far it may be believed.
 *
 * The answer is trusted up to the earliest of: the reported curve breaks down, its
 * neighbour breaks down, the two differ by more than accuracy.orders_part.  Before
 * that the orders converge (Known behaviour in doc/physics.md), beyond it none can
 * be trusted.
 *
 * Longer than 400 lines: trust, best point and error each rest on the curves together. */
#include "predict/prediction.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "predict/axis.h"
#include "predict/ensemble_file.h"
#include "predict/progress.h"

void
sq_task_init(sq_task *task)
{
    *task = (sq_task){.solver = "auto",
                      .seed = 1,
                      .accuracy = {.step = 1e-8,
                                   .exact_step = 1e-6,
                                   .answer_db = 0.1,
                                   .most_seconds = 60,
                                   .minimum_db = 1e-4,
                                   .orders_part = 0.5,
                                   .most_steps = 30000,
                                   .most_steps_past = 2000000}};
}

/* ---- trust ---- */

static double
difference_db(const sq_point *a, const sq_point *b)
{
    return fabs(sq_decibel(a->squeezing.xi2) - sq_decibel(b->squeezing.xi2));
}

static void
limit_validity(sq_prediction *p, double time, const char *why)
{
    if (time < p->valid_until) {
        p->valid_until = time;
        p->breakdown = why;
    }
}

/* The point of the curve at just that time, NULL when there is none; *from: where to look,
 * for times that ascend. */
static const sq_point *
same_time(const sq_curve *curve, size_t *from, double t)
{
    while (*from < curve->n && curve->point[*from].t < t)
        ++*from;
    return *from < curve->n && curve->point[*from].t == t ? &curve->point[*from] : NULL;
}

static void
judge_validity(sq_prediction *p, const sq_task *task)
{
    const sq_curve *mine = &p->curve[p->plan.primary], *other = &p->curve[p->plan.partner];
    p->valid_until = p->until;
    p->breakdown = NULL;
    limit_validity(p, mine->breakdown ? mine->valid_until : p->until, mine->breakdown);
    if (!sq_curve_is_unfinished(other))
        limit_validity(p, other->breakdown ? other->valid_until : p->until, other->breakdown);
    const sq_point *before = mine->point;
    for (size_t i = 0, j = 0; i < mine->n; i++) {
        const sq_point *same = same_time(other, &j, mine->point[i].t);
        if (!same)
            continue;
        if (difference_db(&mine->point[i], same) > task->accuracy.orders_part) {
            limit_validity(p, before->t, "the orders of the hierarchy part");
            break;
        }
        before = &mine->point[i];
    }
}

/* The points to show, and there the difference of the orders. */
static enum sq_status
fill_shown(sq_prediction *p, sq_errors *errors)
{
    const sq_curve *mine = &p->curve[p->plan.primary], *other = &p->curve[p->plan.partner];
    p->shown = malloc((mine->n + 1) * sizeof *p->shown);
    p->xi2_error = malloc((mine->n + 1) * sizeof *p->xi2_error);
    if (!p->shown || !p->xi2_error)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu points", mine->n);
    for (size_t i = 0, j = 0; i < mine->n; i++) {
        const sq_point *here = &mine->point[i];
        if (!here->on_axis)
            continue;
        const sq_point *same = mine != other ? same_time(other, &j, here->t) : NULL;
        p->xi2_error[p->n_shown] = p->plan.solver->sampled
                                       ? sq_tail_factor(here->top_share) * here->xi2_error
                                   : same ? fabs(here->squeezing.xi2 - same->squeezing.xi2)
                                          : NAN;
        p->shown[p->n_shown++] = i;
    }
    return SQ_OK;
}

/* ---- the best point ---- */

static bool
is_better(const sq_point *candidate, const sq_point *best)
{
    return isnan(best->squeezing.xi2) || candidate->squeezing.xi2 < best->squeezing.xi2;
}

enum sq_best_kind
sq_curve_best(sq_point *best, const sq_curve *curve, double valid_until, double until)
{
    enum sq_best_kind kind = SQ_BEST_NONE;
    best->squeezing.xi2 = NAN;
    for (size_t i = 0; i < curve->n_minima; i++)
        if (curve->minimum[i].t <= valid_until && is_better(&curve->minimum[i], best)) {
            *best = curve->minimum[i];
            kind = SQ_BEST_MINIMUM;
        }
    if (curve->n && is_better(&curve->point[0], best) &&
        !isnan(curve->point[0].squeezing.xi2)) {
        *best = curve->point[0];
        kind = SQ_BEST_START;
    }
    const sq_point *last = sq_curve_at(curve, valid_until);
    if (last && last->t > 0 && is_better(last, best) && !isnan(last->squeezing.xi2)) {
        *best = *last;
        kind = valid_until < until ? SQ_BEST_TRUST_ENDS : SQ_BEST_TIME_ENDS;
    }
    return kind;
}

/* The larger of: the orders' difference at the time reported, and between their
 * own best points.  Exact orders have no such error. */
static double
estimate_error(const sq_prediction *p, const sq_task *task)
{
    if (p->kind == SQ_BEST_NONE)
        return NAN;
    if (p->plan.solver->stationary)
        return 0;
    if (p->plan.solver->sampled)
        return sq_ensemble_error(p->ensemble, &p->best);
    if (p->plan.solver->exact)
        return task->accuracy.minimum_db; /* what is left is the refinement of the minimum */
    if (p->plan.options[p->plan.primary].order >= task->rates.N)
        return 0;
    const sq_curve *mine = &p->curve[p->plan.primary], *other = &p->curve[p->plan.partner];
    if (mine == other || (sq_curve_is_unfinished(other) && p->best.t >= other->valid_until))
        return NAN;
    sq_point best;
    sq_curve_best(&best, other, fmin(other->valid_until, p->until), p->until);
    const sq_point *a = sq_curve_at(mine, p->best.t), *b = sq_curve_at(other, p->best.t);
    double between = fabs(p->db - sq_decibel(best.squeezing.xi2));
    return a && b && a->t == b->t ? fmax(between, difference_db(a, b)) : between;
}

/* Linear interpolation of the time at which N_eff falls through N_c. */
static double
find_critical_time(const sq_curve *curve, double critical)
{
    for (size_t i = 1; i < curve->n; i++) {
        const sq_point *a = &curve->point[i - 1], *b = &curve->point[i];
        double before = a->squeezing.n_eff - critical, after = b->squeezing.n_eff - critical;
        if (before >= 0 && after < 0)
            return a->t + (b->t - a->t) * before / (before - after);
    }
    return NAN;
}

static double
early_late_boundary(const sq_rates *rates)
{
    double one_spin = sq_one_spin_rate(rates);
    return one_spin > 0 ? 1 / sqrt(sq_collective_rate(rates) * one_spin) : INFINITY;
}

/* The times of a curve, then those of the axis that lie beyond it.  The caller frees
 * the result; NULL: out of memory. */
static double *
extend_axis(const sq_curve *curve, const double *t, size_t n, size_t *n_extended)
{
    double *extended = malloc((curve->n + n) * sizeof *extended);
    if (!extended)
        return NULL;
    size_t k = 0;
    for (size_t i = 0; i < curve->n; i++)
        extended[k++] = curve->point[i].t;
    double last = k ? extended[k - 1] : -1;
    for (size_t i = 0; i < n; i++)
        if (t[i] > last)
            extended[k++] = t[i];
    *n_extended = k;
    return extended;
}

static enum sq_status
run_curve(sq_prediction *p, size_t i, const sq_curve_request *request, sq_errors *errors)
{
    return sq_curve_run(&p->curve[i], p->plan.solver, &p->plan.options[i], request, errors);
}

/* Runs the first n_orders.  The reported curve comes first and keeps its own steps; the
 * others follow on the same times, so that the orders can be compared wherever the
 * solution moves and the answer does not depend on the output axis. */
static enum sq_status
run_curves(sq_prediction *p, size_t n_orders, const sq_task *task, const double *t, size_t n,
           sq_errors *errors)
{
    sq_reporter listener = sq_reporter_begin(p, task);
    sq_curve_request request = {.rates = &task->rates,
                                .spin = task->spin,
                                .t = t,
                                .n = n,
                                .past_validity = task->past_validity,
                                .keep_steps = true,
                                .most_steps = task->accuracy.most_steps + (long)n,
                                .most_steps_past = task->accuracy.most_steps_past,
                                .minimum_accuracy = task->accuracy.minimum_db,
                                .interrupt = task->interrupt,
                                .progress = task->progress ? sq_tell_time : NULL,
                                .listener = &listener};
    size_t primary = p->plan.primary;
    enum sq_status status = run_curve(p, primary, &request, errors);
    if (status || n_orders == 1)
        return status;
    double *common = extend_axis(&p->curve[primary], t, n, &request.n);
    if (!common)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the time axis");
    request.t = common;
    request.keep_steps = false;
    request.most_steps += (long)request.n;
    for (size_t i = 0; i < n_orders && !status; i++)
        if (i != primary)
            status = run_curve(p, i, &request, errors);
    free(common);
    return status;
}

/* An order that did not finish cannot answer; the one below it, which that does not
 * concern, can. */
static bool
fall_back(sq_prediction *p)
{
    sq_plan *plan = &p->plan;
    bool unfinished_run = sq_curve_is_unfinished(&p->curve[plan->primary]);
    if (plan->primary == 0 || !unfinished_run || p->interrupted)
        return false;
    size_t unfinished = plan->primary--;
    plan->partner = plan->primary > 0 ? plan->primary - 1 : unfinished;
    snprintf(plan->reason, sizeof plan->reason,
             "order %d takes too many steps; the error is the difference from order %d",
             plan->options[unfinished].order, plan->options[plan->partner].order);
    for (size_t i = 0; i < unfinished; i++)
        sq_curve_free(&p->curve[i]);
    return true;
}

static enum sq_status
conclude(sq_prediction *p, const sq_task *task, sq_errors *errors)
{
    const sq_curve *curve = &p->curve[p->plan.primary];
    judge_validity(p, task);
    p->kind = sq_curve_best(&p->best, curve, p->valid_until, p->until);
    if (p->plan.solver->stationary && p->kind != SQ_BEST_NONE)
        p->kind = SQ_BEST_STEADY;
    p->db = sq_decibel(p->best.squeezing.xi2);
    p->db_error = estimate_error(p, task);
    p->early_late = early_late_boundary(&task->rates);
    p->t_critical = find_critical_time(curve, sq_critical_number(&task->rates));
    return fill_shown(p, errors);
}

/* ---- trajectories ---- */

/* The ensemble of a file, which has to be one of this task; its times, seed and unraveling
 * are kept. */
static enum sq_status
resume_ensemble(sq_prediction *p, const sq_task *task, sq_errors *errors)
{
    sq_ensemble *e = p->ensemble;
    enum sq_status status = sq_ensemble_load(e, task->resume, errors);
    if (status)
        return status;
    sq_ensemble wanted = *e;
    wanted.rates = task->rates;
    memcpy(wanted.spin, task->spin, sizeof wanted.spin);
    const char *difference = sq_ensemble_difference(e, &wanted);
    p->until = e->t[e->n_times - 1];
    if (!difference && task->until > 0 && task->until != p->until)
        difference = "the ends of time";
    return difference ? sq_errors_add(errors, SQ_ERR_INPUT,
                                      "%s: made for another lab, %s differ; use another file",
                                      task->resume, difference)
                      : SQ_OK;
}

static enum sq_status
run_ensemble(sq_prediction *p, const sq_task *task, const double *t, size_t n,
             sq_errors *errors)
{
    const sq_trajectory_options options = {.unraveling =
                                               task->direct ? SQ_DIRECT : SQ_DISPLACED,
                                           .tolerance = SQ_TRAJECTORY_TOLERANCE,
                                           .seed = task->seed};
    sq_reporter listener = sq_reporter_begin(p, task);
    sq_ensemble_goal goal = {.most =
                                 task->trajectories ? task->trajectories : SQ_MOST_TRAJECTORIES,
                             .error_db = task->trajectories ? 0 : task->accuracy.answer_db,
                             .threads = task->threads,
                             .interrupt = task->interrupt,
                             .progress = task->progress ? sq_tell_ensemble : NULL,
                             .listener = &listener};
    p->ensemble = calloc(1, sizeof *p->ensemble);
    if (!p->ensemble)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for trajectories");
    enum sq_status status = task->resume ? resume_ensemble(p, task, errors)
                                         : sq_ensemble_init(p->ensemble, &task->rates,
                                                            task->spin, &options, t, n, errors);
    if (task->resume)
        goal.most = p->ensemble->n + task->trajectories, goal.error_db = 0;
    else
        p->ensemble->first = task->first;
    if (!status)
        status = sq_ensemble_run(p->ensemble, &goal, errors);
    if (!status)
        status =
            sq_ensemble_curve(&p->curve[0], p->ensemble, task->accuracy.minimum_db, errors);
    return status;
}

/* ---- the whole ---- */

static enum sq_status
run_plan(sq_prediction *p, const sq_task *task, const double *t, size_t n, sq_errors *errors)
{
    sq_tell_start(p, task);
    enum sq_status status = p->plan.solver->sampled
                                ? run_ensemble(p, task, t, n, errors)
                                : run_curves(p, p->plan.n, task, t, n, errors);
    p->interrupted = task->interrupt && *task->interrupt;
    while (!status && fall_back(p))
        status = run_curves(p, p->plan.primary + 1, task, t, n, errors);
    return status;
}

enum sq_status
sq_predict_by(sq_prediction *prediction, const sq_task *wanted, sq_errors *errors)
{
    sq_task fitted;
    const sq_task *task = &fitted;
    *prediction = (sq_prediction){0};
    enum sq_status status = sq_plan_make(&prediction->plan, wanted, errors);
    sq_task_fit(&fitted, wanted);
    if (status)
        return status;
    size_t n = (size_t)prediction->plan.points;
    prediction->until = task->until > 0 ? task->until : sq_default_duration(&task->rates);
    double *t = malloc(n * sizeof *t);
    if (!t)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu points", n);
    sq_axis_fill(t, n, task->points != 0, &task->rates, prediction->until);
    status = run_plan(prediction, task, t, n, errors);
    if (!status)
        status = conclude(prediction, task, errors);
    free(t);
    if (status)
        sq_prediction_free(prediction);
    return status;
}

void
sq_prediction_free(sq_prediction *prediction)
{
    for (size_t i = 0; i < SQ_MAX_CURVES; i++)
        sq_curve_free(&prediction->curve[i]);
    free(prediction->xi2_error);
    free(prediction->shown);
    if (prediction->ensemble)
        sq_ensemble_free(prediction->ensemble);
    free(prediction->ensemble);
    *prediction = (sq_prediction){0};
}

const char *
sq_best_kind_name(enum sq_best_kind kind)
{
    static const char *const names[] = {
        [SQ_BEST_MINIMUM] = "minimum",     [SQ_BEST_START] = "start",
        [SQ_BEST_TIME_ENDS] = "time-ends", [SQ_BEST_TRUST_ENDS] = "trust-ends",
        [SQ_BEST_STEADY] = "steady",       [SQ_BEST_NONE] = "none",
    };
    return names[kind];
}

const char *
sq_minimum_kind(const sq_prediction *prediction, const sq_point *minimum)
{
    return minimum->t < prediction->early_late ? "early" : "late";
}
