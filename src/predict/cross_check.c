/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At the full number of spins by trajectories (or, where those gave the answer, by another
 * solver), and at fewer spins, where the master equation can be solved. */
#include "predict/cross_check.h"

/* Spins of the reduced system: the exact solver takes about a second for a whole curve. */
#define FEWER_SPINS 40

/* A solver that had no part in the answer. */
static const char *
second_solver(const sq_prediction *p)
{
    bool sampled = p->plan.solver->sampled;
    return !sampled                                                           ? "trajectories"
           : sq_protocol_spins(&p->run.ensemble->protocol) <= 2 * FEWER_SPINS ? "exact"
                                                                              : "cumulant";
}

/* An interruption is told once, for the whole. */
static void
tell_why_not(sq_errors *why_not, const sq_task *task, enum sq_status status,
             const sq_errors *found)
{
    if (!sq_task_is_interrupted(task))
        sq_errors_add(why_not, status, "cross-check, N = %g: %s",
                      sq_protocol_spins(&task->protocol), sq_errors_first(found));
}

/* Asks the task's solver and compares what it says with `answer`; false: it was not to be had.
 */
static bool
compare_with(sq_answer_pair *pair, const sq_answer *answer, const sq_task *task,
             sq_errors *why_not)
{
    sq_prediction second;
    sq_errors found = {0};
    bool made = false;
    enum sq_status status = sq_prediction_by(&second, task, &found);
    if (status) {
        tell_why_not(why_not, task, status, &found);
    } else {
        made = !second.run.interrupted;
        sq_answer_compare(pair, &task->protocol.segment[0].rates, answer,
                          sq_prediction_answer(&second));
        sq_prediction_free(&second);
    }
    sq_errors_free(&found);
    return made;
}

static bool
check_as_it_is(sq_answer_pair *pair, const sq_prediction *p, const sq_task *task,
               sq_errors *why_not)
{
    sq_task other;
    sq_task_for(&other, task, second_solver(p));
    other.until = sq_prediction_horizon(p);
    return compare_with(pair, sq_prediction_answer(p), &other, why_not);
}

static bool
check_at_fewer_spins(sq_answer_pair *pair, const sq_prediction *p, const sq_task *task,
                     sq_errors *why_not)
{
    sq_prediction mine;
    sq_task fewer, exact;
    sq_errors found = {0};
    bool made = false;
    sq_task_for(&fewer, task, p->plan.solver->name);
    fewer.order = task->order;
    if (task->resume)
        fewer.trajectories = p->run.ensemble->n;
    sq_protocol_at_fewer_spins(&fewer.protocol, &task->protocol, FEWER_SPINS);
    double until = sq_task_has_end(task) ? task->until : p->run.until;
    fewer.until = until * sq_protocol_spins(&task->protocol) / FEWER_SPINS;
    enum sq_status status = sq_prediction_by(&mine, &fewer, &found);
    if (status) {
        tell_why_not(why_not, &fewer, status, &found);
    } else {
        sq_task_for(&exact, &fewer, "exact");
        exact.until = sq_prediction_horizon(&mine);
        made = compare_with(pair, sq_prediction_answer(&mine), &exact, why_not);
        sq_prediction_free(&mine);
    }
    sq_errors_free(&found);
    return made;
}

/* Why there is nothing to compare at all; NULL: there is. */
static const char *
hindrance(const sq_prediction *p)
{
    switch (p->judgement.kind) {
    case SQ_BEST_NONE:
        return "there is no squeezing to compare";
    case SQ_BEST_STEADY:
        return "no second solver starts from the steady state";
    default:
        return NULL;
    }
}

size_t
sq_cross_check(sq_answer_pair pair[SQ_PREDICTION_MOST_CHECKS], const sq_prediction *p,
               const sq_task *task, sq_errors *why_not)
{
    size_t n = 0;
    if (hindrance(p)) {
        sq_errors_add(why_not, SQ_ERR_UNSUPPORTED, "cross-check: %s", hindrance(p));
        return 0;
    }
    n += check_as_it_is(&pair[n], p, task, why_not);
    /* The exact solver needs no comparison with itself. */
    bool approximate = p->plan.solver->sampled || !p->plan.solver->exact;
    if (!sq_task_is_interrupted(task) && approximate &&
        sq_protocol_spins(&task->protocol) > FEWER_SPINS)
        n += check_at_fewer_spins(&pair[n], p, task, why_not);
    if (sq_task_is_interrupted(task))
        sq_errors_add(why_not, SQ_ERR_NUMERIC, "cross-check: interrupted before it was done");
    return n;
}
