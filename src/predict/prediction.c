/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/prediction.h"

#include <math.h>

/* An exact run goes on to so many times the time of the best point that the hierarchy
 * found, or up to which it could be trusted: beyond lie broad states, which cost most and
 * where there is no squeezing to be had. */
#define BEYOND 1.5

enum sq_status
sq_prediction_of_plan(sq_prediction *p, const sq_plan *plan, const sq_task *wanted,
                      sq_errors *errors)
{
    sq_task named = *wanted, task;
    *p = (sq_prediction){.plan = *plan};
    named.solver = plan->solver->name;
    sq_task_fit(&task, &named);
    enum sq_status status = sq_run_plan(&p->run, &p->plan, &task, errors);
    if (!status)
        status = sq_judgement_make(&p->judgement, &p->run, &p->plan, &task, errors);
    if (status)
        sq_prediction_free(p);
    else
        sq_answer_of(&p->answer[p->n_answers++], &p->plan, &p->run, &p->judgement, NULL);
    return status;
}

enum sq_status
sq_prediction_by(sq_prediction *p, const sq_task *task, sq_errors *errors)
{
    sq_plan plan;
    *p = (sq_prediction){0};
    enum sq_status status = sq_plan_make(&plan, task, errors);
    return status ? status : sq_prediction_of_plan(p, &plan, task, errors);
}

void
sq_prediction_free(sq_prediction *prediction)
{
    sq_run_free(&prediction->run);
    sq_judgement_free(&prediction->judgement);
    *prediction = (sq_prediction){0};
}

const sq_answer *
sq_prediction_answer(const sq_prediction *prediction)
{
    return &prediction->answer[prediction->n_answers - 1];
}

static bool
has_seen_beyond(const sq_answer *answer, const sq_judgement *j)
{
    return sq_solver_find(answer->solver)->exact && answer->seen_until > j->valid_until;
}

const sq_answer *
sq_prediction_seen_beyond(const sq_prediction *p)
{
    const sq_curve *curve = &p->run.curve[p->run.primary];
    for (size_t i = 0; i + 1 < p->n_answers; i++)
        if (has_seen_beyond(&p->answer[i], &p->judgement))
            return &p->answer[i];
    for (size_t i = 0; i < p->n_cross_checks && curve->n; i++)
        if (p->cross_check[i].rates.N == curve->point[0].moments.N &&
            has_seen_beyond(&p->cross_check[i].second, &p->judgement))
            return &p->cross_check[i].second;
    return NULL;
}

double
sq_prediction_horizon(const sq_prediction *p)
{
    const sq_curve *curve = &p->run.curve[p->run.primary];
    const sq_judgement *j = &p->judgement;
    double known = j->best.t;
    for (size_t i = 0; i < curve->n_minima && curve->minimum[i].t <= j->valid_until; i++)
        known = fmax(known, curve->minimum[i].t);
    if (j->kind == SQ_BEST_TRUST_ENDS || j->more_ahead)
        known = j->valid_until;
    bool unknown = j->kind == SQ_BEST_NONE || !(known > 0);
    return unknown ? p->run.until : fmin(BEYOND * known, p->run.until);
}
