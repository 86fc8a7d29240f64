/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which solver is good enough: an exact one where that takes no longer, else the moment
 * hierarchy, which answers at once and knows from its orders how well; where that is not well
 * enough, the cheapest exact solver is asked. */
#include "predict/predict.h"

#include <math.h>

#include "base/text.h"
#include "predict/choice.h"
#include "predict/cross_check.h"

static const char still_improves[] = "the hierarchy still improves where it can no longer be "
                                     "trusted";

/* Why the answer is not good enough; NULL: it is.  A rise at the end of trust calls for more on
 * the axis that was to be seen, and not where squint went on beyond it (`until`). */
static const char *
shortcoming(const sq_prediction *p, const sq_task *task, double until)
{
    const sq_judgement *j = &p->judgement;
    if (j->kind == SQ_BEST_NONE)
        return "the hierarchy has no squeezing to show";
    if (j->kind == SQ_BEST_TRUST_ENDS ||
        (j->more_ahead && j->valid_until < fmin(p->run.until, until)))
        return still_improves;
    if (isnan(j->db_error))
        return "the hierarchy has no estimate of its error";
    return j->db_error > task->accuracy.answer_db ? "its orders disagree" : NULL;
}

/* By which the time is lengthened where squeezing is still improving at the end; and where
 * trajectories are about to cross, once and not far, for those that have crossed cost most. */
#define LONGER 2
#define LATER 1.25

static bool
rises_at_the_end(const sq_prediction *p)
{
    const sq_judgement *j = &p->judgement;
    return j->kind == SQ_BEST_TIME_ENDS || (j->more_ahead && j->valid_until >= p->run.until);
}

static bool
waits_for_crossings(const sq_judgement *j)
{
    return j->breakdown == SQ_BREAKDOWN_CROSSINGS && j->best.t >= j->valid_until;
}

static enum sq_status
ask_longer(sq_prediction *p, sq_task *task, double factor, double until, sq_errors *errors)
{
    sq_prediction_free(p);
    task->until = fmin(factor * task->until, until);
    return sq_prediction_by(p, task, errors);
}

/* Runs the exact solver, longer where there is more to see. */
static enum sq_status
ask(sq_prediction *p, sq_task *task, double until, sq_errors *errors)
{
    enum sq_status status = sq_prediction_by(p, task, errors);
    while (!status && rises_at_the_end(p) && task->until < until && !p->run.interrupted)
        status = ask_longer(p, task, LONGER, until, errors);
    if (!status && waits_for_crossings(&p->judgement) && task->until < until &&
        !p->run.interrupted)
        status = ask_longer(p, task, LATER, until, errors);
    return status;
}

/* A sampled answer is wrong by more than so many of its errors once in hundreds of times. */
#define REFUTING 3

/* The error of the hierarchy's best beside an exact one: where that contradicts it, the
 * difference. */
static double
error_beside(const sq_judgement *mine, const sq_judgement *exact)
{
    double difference = fabs(exact->db - mine->db);
    bool refuted = exact->kind == SQ_BEST_MINIMUM &&
                   difference > mine->db_error + REFUTING * exact->db_error;
    return refuted ? difference : mine->db_error;
}

/* Why the exact run is not the better answer; NULL: it is.  One with a statistical error is no
 * gain where the orders of the hierarchy are closer than that. */
static const char *
flaw(const sq_prediction *exact, const sq_prediction *p)
{
    const sq_judgement *j = &exact->judgement, *mine = &p->judgement;
    bool complete = j->kind == SQ_BEST_MINIMUM;
    if (exact->run.interrupted && !complete)
        return "was interrupted";
    if ((exact->run.ensemble && exact->run.ensemble->late) ||
        (j->breakdown == SQ_BREAKDOWN_SLOW && !complete))
        return "takes much longer than announced: ask for it by --solver";
    if (!exact->plan.solver->sampled || mine->kind != SQ_BEST_MINIMUM || isnan(mine->db_error))
        return NULL;
    return j->db_error <= error_beside(mine, j) ? NULL : "is less certain than the hierarchy";
}

/* The exact prediction comes in place of the hierarchy's, whose answer is kept beside it. */
static void
take_over(sq_prediction *p, sq_prediction *exact, const char *why)
{
    exact->until_chosen = p->until_chosen;
    exact->answer[0] = *sq_prediction_answer(p);
    exact->answer[0].db_error = error_beside(&p->judgement, &exact->judgement);
    sq_answer_of(&exact->answer[1], &exact->plan, &exact->run, &exact->judgement, why);
    exact->n_answers = 2;
    sq_prediction_free(p);
    *p = *exact;
}

/* The hierarchy's answer stands, and the other is told beside it. */
static void
keep_beside(sq_prediction *p, sq_prediction *exact, const char *why)
{
    p->judgement.db_error = error_beside(&p->judgement, &exact->judgement);
    p->answer[1] = *sq_prediction_answer(p);
    p->answer[1].db_error = p->judgement.db_error;
    sq_answer_of(&p->answer[0], &exact->plan, &exact->run, &exact->judgement, why);
    p->n_answers = 2;
    sq_prediction_free(exact);
}

/* Of two answers the better; the other is told beside it. */
static void
settle(sq_prediction *p, sq_prediction *exact, const char *why, sq_errors *why_not)
{
    const char *against = flaw(exact, p);
    if (!against) {
        take_over(p, exact, why);
        return;
    }
    sq_errors_add(why_not, SQ_ERR_NUMERIC, "%s; the exact run %s", why, against);
    keep_beside(p, exact, why);
}

/* Plans the exact run: to the end that was asked for or, where that would take too long or was
 * chosen without knowing better, no further than there is something to see. */
static bool
plan_exact(sq_plan *plan, sq_task *task, const sq_prediction *p)
{
    bool made = sq_choice_exact(plan, task);
    if (made && !p->until_chosen && plan->cost.seconds <= task->accuracy.most_seconds)
        return true;
    task->until = sq_prediction_horizon(p);
    return sq_choice_exact(plan, task);
}

/* Asks the exact solver that the hierarchy's answer leads to, where one would be done in time.
 */
static void
escalate(sq_prediction *p, const sq_task *task, const char *why, sq_errors *why_not)
{
    sq_task exact_task = *task;
    sq_prediction exact;
    sq_errors found = {0};
    sq_plan plan;
    if (!plan_exact(&plan, &exact_task, p))
        return;
    if (plan.cost.seconds > task->accuracy.most_seconds) {
        sq_errors_add(why_not, SQ_ERR_UNSUPPORTED,
                      "%s; an exact answer would take about %.0f s: ask with --solver %s", why,
                      plan.cost.seconds, plan.solver->name);
        return;
    }
    double until = exact_task.until;
    sq_task_for(&exact_task, task, plan.solver->name);
    exact_task.until = until;
    exact_task.most_seconds =
        task->accuracy.late_factor * plan.cost.seconds + task->accuracy.late_seconds;
    enum sq_status status = ask(&exact, &exact_task, p->run.until, &found);
    if (status && sq_task_is_interrupted(task))
        sq_errors_add(why_not, SQ_ERR_NUMERIC, "%s; the exact run was interrupted", why);
    else if (status)
        sq_errors_add(why_not, status, "%s; there is no exact answer: %s", why,
                      sq_errors_first(&found));
    else
        settle(p, &exact, why, why_not);
    sq_errors_free(&found);
}

/* An ensemble that was to go on until its answer is good enough ends before where more would
 * hardly help. */
static void
remark_lasting(const sq_prediction *p, const sq_task *task, sq_errors *why_not)
{
    const sq_judgement *j = &p->judgement;
    const sq_ensemble *e = p->run.ensemble;
    bool wanted = p->plan.solver->sampled && task->trajectories == 0 && !p->run.interrupted;
    if (!wanted || e->late || j->kind == SQ_BEST_NONE)
        return;
    double lasting = sq_ensemble_lasting_error(e, &j->best);
    if (j->db_error > task->accuracy.answer_db &&
        lasting >= sq_ensemble_sampling_error(e, &j->best))
        sq_errors_add(
            why_not, SQ_ERR_NUMERIC,
            "not known to %.2g dB: ± %.2g dB is what steps and rare early crossings may "
            "do, of which even twenty times as many trajectories leave half; ask for "
            "so many by --solver trajectories --trajectories",
            task->accuracy.answer_db, lasting);
}

/* Was what the answer came short of told by an exact solver beside it? */
static bool
is_answered_beside(const sq_prediction *p, const sq_task *task, const char *why)
{
    const sq_answer *second = sq_prediction_seen_beyond(p);
    return second && (why == still_improves || second->db_error <= task->accuracy.answer_db);
}

static void
append_remarks(sq_prediction *p, const sq_errors *why_not)
{
    for (size_t i = 0; i < why_not->n; i++)
        sq_text_append(p->remark, sizeof p->remark, "%s%s", *p->remark ? "; " : "",
                       sq_errors_text(why_not, i));
}

/* Takes the first answer further, where that is wanted, and remarks what was not done. */
static void
complete(sq_prediction *p, const sq_choice *choice, const sq_task *task)
{
    sq_errors of_answer = {0}, of_check = {0};
    const char *why = shortcoming(p, task, choice->until);
    if (choice->next.solver && why && !sq_task_is_interrupted(task))
        escalate(p, task, why, &of_answer);
    remark_lasting(p, task, &of_answer);
    if (task->cross_check && !sq_task_is_interrupted(task))
        p->n_cross_checks = sq_cross_check(p->cross_check, p, task, &of_check);
    const sq_answer *second = sq_prediction_seen_beyond(p);
    if (second && sq_answer_sees_nothing_ahead(second, &p->judgement))
        p->judgement.more_ahead = false;
    if (!is_answered_beside(p, task, why))
        append_remarks(p, &of_answer);
    append_remarks(p, &of_check);
    sq_errors_free(&of_answer);
    sq_errors_free(&of_check);
}

/* ---- the first answer ---- */

/* The axis that squint chose is lengthened where the answer itself still rises at its end by
 * more than this, or again towards its best, which the scout that chose it did not see; so
 * often at most, and only where that takes not much or no longer than what was announced
 * allows. */
#define RISES_DB 0.05
#define SOON_SECONDS 0.5
#define ANNOUNCED_FACTOR 2
enum { MOST_LENGTHENINGS = 3 };

static bool
is_cut_short(const sq_prediction *p, const sq_task *task)
{
    const sq_judgement *j = &p->judgement;
    bool again = j->more_ahead && j->valid_until >= p->run.until;
    bool rises = again || (j->kind == SQ_BEST_TIME_ENDS && j->to_come > RISES_DB);
    return task->until_chosen && rises && !p->run.interrupted && !p->plan.solver->sampled;
}

/* The same plan for a longer time; false: it would take too long. */
static bool
plan_longer(sq_plan *longer, const sq_plan *first, sq_task *task)
{
    sq_errors ignored = {0};
    sq_task named = *task;
    sq_plan plan;
    named.solver = first->solver->name;
    named.until *= LONGER;
    bool made = sq_plan_make(&plan, &named, &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    if (!made || plan.cost.seconds > fmax(SOON_SECONDS, ANNOUNCED_FACTOR * first->cost.seconds))
        return false;
    longer->cost = plan.cost;
    task->until = named.until;
    return true;
}

/* The first answer, on an axis that ends after its best. */
static enum sq_status
answer_first(sq_prediction *p, const sq_plan *first, sq_task *task, sq_errors *errors)
{
    sq_plan plan = *first;
    enum sq_status status = sq_prediction_of_plan(p, &plan, task, errors);
    for (int i = 0; i < MOST_LENGTHENINGS && !status && is_cut_short(p, task) &&
                    plan_longer(&plan, first, task);
         i++) {
        sq_prediction_free(p);
        status = sq_prediction_of_plan(p, &plan, task, errors);
    }
    return status;
}

enum sq_status
sq_predict(sq_prediction *p, const sq_task *wanted, sq_errors *errors)
{
    sq_choice choice;
    sq_task task = *wanted;
    enum sq_status status = sq_choice_make(&choice, wanted, errors);
    if (status)
        return status;
    task.until = choice.until;
    task.until_chosen = !sq_task_has_end(wanted);
    status = answer_first(p, &choice.first, &task, errors);
    if (status)
        return status;
    p->until_chosen = task.until_chosen;
    complete(p, &choice, &task);
    return SQ_OK;
}
