/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two solvers that share nothing but the rates should agree: at the full number of spins by
 * trajectories (or, where those gave the answer, by another solver), and at fewer spins, where
 * the master equation can be solved. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "predict/prediction.h"

/* Spins of the reduced system: the exact solver takes about a second for a whole curve. */
#define FEWER_SPINS 40

static double
combined(double a, double b)
{
    return sqrt((isfinite(a) ? a * a : 0) + (isfinite(b) ? b * b : 0));
}

static void
compare(sq_check *check, const sq_rates *rates, const sq_answer *answer,
        const sq_prediction *second)
{
    *check = (sq_check){.rates = *rates, .answer = *answer};
    sq_answer_of(&check->second, second);
    check->difference_db = check->second.db - answer->db;
    check->error_db = combined(answer->db_error, check->second.db_error);
}

/* A solver that had no part in the answer. */
static const char *
second_solver(const sq_prediction *p)
{
    bool sampled = p->plan.solver->sampled;
    return !sampled                                  ? "trajectories"
           : p->ensemble->rates.N <= 2 * FEWER_SPINS ? "exact"
                                                     : "cumulant";
}

static enum sq_status
check_as_it_is(sq_prediction *p, const sq_task *task, sq_errors *errors)
{
    sq_prediction second;
    sq_task other = *task;
    sq_answer answer;
    sq_answer_of(&answer, p);
    other.solver = second_solver(p);
    other.order = 0;
    other.until = sq_prediction_horizon(p);
    enum sq_status status = sq_predict_by(&second, &other, errors);
    if (status)
        return status;
    if (!second.interrupted)
        compare(&p->check[p->n_checks++], &task->rates, &answer, &second);
    p->interrupted = p->interrupted || second.interrupted;
    sq_prediction_free(&second);
    return SQ_OK;
}

static enum sq_status
check_at_fewer_spins(sq_prediction *p, const sq_task *task, sq_errors *errors)
{
    sq_prediction mine = {0}, exact = {0};
    sq_task fewer = *task;
    sq_answer answer;
    sq_rates_at_fewer_spins(&fewer.rates, &task->rates, FEWER_SPINS);
    fewer.until = p->until * task->rates.N / FEWER_SPINS;
    fewer.solver = p->plan.solver->name;
    enum sq_status status = sq_predict_by(&mine, &fewer, errors);
    if (!status) {
        sq_answer_of(&answer, &mine);
        fewer.solver = "exact";
        fewer.order = 0;
        fewer.until = sq_prediction_horizon(&mine);
        status = sq_predict_by(&exact, &fewer, errors);
    }
    if (!status && !exact.interrupted)
        compare(&p->check[p->n_checks++], &fewer.rates, &answer, &exact);
    p->interrupted = p->interrupted || exact.interrupted;
    sq_prediction_free(&mine);
    sq_prediction_free(&exact);
    return status;
}

enum sq_status
sq_cross_check(sq_prediction *p, const sq_task *task, sq_errors *errors)
{
    if (p->kind == SQ_BEST_NONE || p->kind == SQ_BEST_STEADY) {
        snprintf(p->remark, sizeof p->remark, "cross-check: %s",
                 p->kind == SQ_BEST_NONE ? "there is no squeezing to compare"
                                         : "no second solver starts from the steady state");
        return SQ_OK;
    }
    enum sq_status status = check_as_it_is(p, task, errors);
    /* The exact solver needs no comparison with itself. */
    bool approximate = p->plan.solver->sampled || !p->plan.solver->exact;
    if (!status && !p->interrupted && approximate && task->rates.N > FEWER_SPINS)
        status = check_at_fewer_spins(p, task, errors);
    if (p->interrupted)
        snprintf(p->remark, sizeof p->remark, "cross-check: interrupted before it was done");
    return status;
}
