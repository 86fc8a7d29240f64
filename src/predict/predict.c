/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which solver is good enough: the moment hierarchy answers at once and knows from its
 * orders how well; where that is not well enough, the cheapest exact solver is asked. */
#include "predict/predict.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "predict/cross_check.h"

/* Why the answer is not good enough; NULL: it is. */
static const char *
shortcoming(const sq_prediction *p, const sq_task *task)
{
    const sq_judgement *j = &p->judgement;
    if (j->kind == SQ_BEST_NONE)
        return "the hierarchy has no squeezing to show";
    if (j->kind == SQ_BEST_TRUST_ENDS || (j->more_ahead && j->valid_until < p->run.until))
        return "the hierarchy still improves where it can no longer be trusted";
    if (isnan(j->db_error))
        return "the hierarchy has no estimate of its error";
    return j->db_error > task->accuracy.answer_db ? "its orders disagree" : NULL;
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
    enum sq_status status = sq_prediction_by(p, task, errors);
    while (!status && p->judgement.kind == SQ_BEST_TIME_ENDS && task->until < until &&
           !p->run.interrupted) {
        sq_prediction_free(p);
        task->until = fmin(2 * task->until, until);
        status = sq_prediction_by(p, task, errors);
    }
    return status;
}

/* The exact prediction comes in place of the hierarchy's, whose answer is kept beside it. */
static void
take_over(sq_prediction *p, sq_prediction *exact, const char *why)
{
    exact->answer[0] = *sq_prediction_answer(p);
    sq_answer_of(&exact->answer[1], &exact->plan, &exact->run, &exact->judgement, why);
    exact->n_answers = 2;
    sq_prediction_free(p);
    *p = *exact;
}

/* Replaces the hierarchy's prediction by an exact one where there is one to be had. */
static void
escalate(sq_prediction *p, const sq_task *task, const char *why, sq_errors *why_not)
{
    sq_task exact_task;
    sq_prediction exact;
    sq_errors found = {0};
    double seconds;
    sq_task_for(&exact_task, task, task->solver);
    exact_task.until = sq_prediction_horizon(p);
    const sq_solver *solver = cheapest_exact(&exact_task, &seconds);
    if (!solver)
        return;
    if (seconds > task->accuracy.most_seconds) {
        sq_errors_add(why_not, SQ_ERR_UNSUPPORTED,
                      "%s; an exact answer would take about %.0f s: ask with --solver %s", why,
                      seconds, solver->name);
        return;
    }
    exact_task.solver = solver->name;
    enum sq_status status = ask(&exact, &exact_task, p->run.until, &found);
    if (sq_task_is_interrupted(task) && (status || exact.judgement.kind != SQ_BEST_MINIMUM)) {
        /* It had not come to its best point: the hierarchy's answer says more. */
        sq_errors_add(why_not, SQ_ERR_NUMERIC, "%s; the exact run was interrupted", why);
        if (!status)
            sq_prediction_free(&exact);
    } else if (status) {
        sq_errors_add(why_not, status, "%s; there is no exact answer: %s", why,
                      sq_errors_first(&found));
    } else {
        take_over(p, &exact, why);
    }
    sq_errors_free(&found);
}

/* What was not done, in one line. */
static void
fill_remark(sq_prediction *p, const sq_errors *why_not)
{
    for (size_t i = 0; i < why_not->n; i++)
        sq_text_append(p->remark, sizeof p->remark, "%s%s", i ? "; " : "",
                       sq_errors_text(why_not, i));
}

enum sq_status
sq_predict(sq_prediction *p, const sq_task *task, sq_errors *errors)
{
    sq_errors why_not = {0};
    enum sq_status status = sq_prediction_by(p, task, errors);
    if (status)
        return status;
    const char *why = shortcoming(p, task);
    bool automatic = strcmp(task->solver, "auto") == 0 && task->order == 0;
    if (automatic && why && !sq_task_is_interrupted(task))
        escalate(p, task, why, &why_not);
    if (task->cross_check && !sq_task_is_interrupted(task))
        p->n_cross_checks = sq_cross_check(p->cross_check, p, task, &why_not);
    fill_remark(p, &why_not);
    sq_errors_free(&why_not);
    return SQ_OK;
}
