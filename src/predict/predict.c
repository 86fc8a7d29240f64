/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which solver is good enough: the moment hierarchy answers at once and knows from its
 * orders how well; where that is not well enough, the cheapest exact solver is asked. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "predict/prediction.h"

/* An exact run goes on to so many times the time of the best point that the hierarchy
 * found, or up to which it could be trusted: beyond lie broad states, which cost most and
 * where there is no squeezing to be had. */
#define BEYOND 1.5

void
sq_answer_of(sq_answer *a, const sq_prediction *p)
{
    const sq_curve *curve = &p->curve[p->plan.primary];
    *a = (sq_answer){.solver = p->plan.solver->name,
                     .order = p->plan.solver->largest_order ? curve->options.order : 0,
                     .trajectories = p->ensemble ? p->ensemble->n : 0,
                     .db = p->db,
                     .db_error = p->db_error,
                     .time = p->best.t,
                     .until = p->until};
    for (size_t i = 0; i < p->plan.n; i++)
        a->seconds += p->curve[i].seconds;
    snprintf(a->reason, sizeof a->reason, "%s", p->plan.reason);
}

static void
add_answer(sq_prediction *to, const sq_prediction *p)
{
    if (to->n_answers < SQ_MAX_ANSWERS)
        sq_answer_of(&to->answer[to->n_answers++], p);
}

/* Why the answer is not good enough; NULL: it is. */
static const char *
shortcoming(const sq_prediction *p, const sq_task *task)
{
    if (p->kind == SQ_BEST_NONE)
        return "the hierarchy has no squeezing to show";
    if (p->kind == SQ_BEST_TRUST_ENDS)
        return "the hierarchy still improves where it can no longer be trusted";
    if (isnan(p->db_error))
        return "the hierarchy has no estimate of its error";
    return p->db_error > task->accuracy.answer_db ? "its orders disagree" : NULL;
}

/* The exact solver that would take least time; NULL: none applies. */
static const sq_solver *
cheapest_exact(const sq_task *task, double *seconds)
{
    const sq_solver *cheapest = NULL;
    *seconds = INFINITY;
    for (size_t i = 0; sq_solvers[i]; i++) {
        sq_errors ignored = {0};
        sq_plan plan;
        sq_task one = *task;
        one.solver = sq_solvers[i]->name;
        bool fits = sq_solvers[i]->exact && !sq_solvers[i]->stationary &&
                    !sq_plan_make(&plan, &one, &ignored);
        sq_errors_free(&ignored);
        if (fits && plan.cost.seconds < *seconds) {
            cheapest = sq_solvers[i];
            *seconds = plan.cost.seconds;
        }
    }
    return cheapest;
}

/* Runs the exact solver, longer where squeezing is still improving at the end. */
static enum sq_status
ask(sq_prediction *p, sq_task *task, double until, sq_errors *errors)
{
    enum sq_status status = sq_predict_by(p, task, errors);
    while (!status && p->kind == SQ_BEST_TIME_ENDS && task->until < until && !p->interrupted) {
        sq_prediction_free(p);
        task->until = fmin(2 * task->until, until);
        status = sq_predict_by(p, task, errors);
    }
    return status;
}

double
sq_prediction_horizon(const sq_prediction *p)
{
    const sq_curve *curve = &p->curve[p->plan.primary];
    double known = p->best.t;
    for (size_t i = 0; i < curve->n_minima && curve->minimum[i].t <= p->valid_until; i++)
        known = fmax(known, curve->minimum[i].t);
    if (p->kind == SQ_BEST_TRUST_ENDS)
        known = p->valid_until;
    bool unknown = p->kind == SQ_BEST_NONE || !(known > 0);
    return unknown ? p->until : fmin(BEYOND * known, p->until);
}

/* Replaces the hierarchy's prediction by an exact one where there is one to be had. */
static enum sq_status
escalate(sq_prediction *p, const sq_task *task, const char *why, sq_errors *errors)
{
    sq_task exact_task = *task;
    sq_prediction exact;
    double seconds;
    exact_task.order = 0;
    exact_task.until = sq_prediction_horizon(p);
    const sq_solver *solver = cheapest_exact(&exact_task, &seconds);
    if (!solver)
        return SQ_OK;
    if (seconds > task->accuracy.most_seconds) {
        snprintf(p->remark, sizeof p->remark,
                 "%s; an exact answer would take about %.0f s: ask with --solver %s", why,
                 seconds, solver->name);
        return SQ_OK;
    }
    exact_task.solver = solver->name;
    enum sq_status status = ask(&exact, &exact_task, p->until, errors);
    if (status)
        return status;
    if (exact.interrupted && exact.kind == SQ_BEST_TRUST_ENDS) {
        /* It had not come to its best point: the hierarchy's answer says more. */
        snprintf(p->remark, sizeof p->remark, "%s; the exact run was interrupted", why);
        p->interrupted = true;
        sq_prediction_free(&exact);
        return SQ_OK;
    }
    snprintf(exact.plan.reason, sizeof exact.plan.reason, "exact, since %s", why);
    memcpy(exact.answer, p->answer, sizeof p->answer);
    exact.n_answers = p->n_answers;
    add_answer(&exact, &exact);
    sq_prediction_free(p);
    *p = exact;
    return SQ_OK;
}

enum sq_status
sq_predict(sq_prediction *p, const sq_task *task, sq_errors *errors)
{
    enum sq_status status = sq_predict_by(p, task, errors);
    if (status)
        return status;
    add_answer(p, p);
    const char *why = shortcoming(p, task);
    bool automatic = strcmp(task->solver, "auto") == 0 && task->order == 0;
    if (automatic && why && !p->interrupted)
        status = escalate(p, task, why, errors);
    if (!status && task->cross_check && !p->interrupted)
        status = sq_cross_check(p, task, errors);
    if (status)
        sq_prediction_free(p);
    return status;
}
