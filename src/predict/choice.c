/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/choice.h"

#include <math.h>
#include <string.h>

#include "base/locale.h"
#include "predict/horizon.h"

/* So many times longer may an answer take that has no statistical error: how many trajectories
 * it takes is known only when they have run. */
#define SAMPLED_HANDICAP 5

/* Costs that differ by less are equal: they are not foreseen better. */
#define EQUAL_COSTS 1.5

static double
price(const sq_plan *plan)
{
    return plan->cost.seconds * (plan->solver->sampled ? SAMPLED_HANDICAP : 1);
}

bool
sq_choice_exact(sq_plan *plan, const sq_task *task)
{
    *plan = (sq_plan){0};
    for (size_t i = 0; sq_solvers[i]; i++) {
        sq_errors ignored = {0};
        sq_plan candidate;
        sq_task one;
        sq_task_for(&one, task, sq_solvers[i]->name);
        bool fits = sq_solvers[i]->exact && !sq_solvers[i]->stationary &&
                    !sq_plan_make(&candidate, &one, &ignored);
        sq_errors_free(&ignored);
        if (fits && (!plan->solver || price(&candidate) < price(plan)))
            *plan = candidate;
    }
    return plan->solver;
}

/* Is there nothing to gain by an approximation?  There is where it is faster, the exact answer
 * has a statistical error, or the number of spins is not whole. */
static bool
is_at_hand(const sq_plan *exact, const sq_plan *hierarchy, const sq_task *task)
{
    double N = sq_protocol_spins(&task->protocol);
    return !exact->solver->sampled && N == rint(N) &&
           exact->cost.seconds <= EQUAL_COSTS * hierarchy->cost.seconds;
}

static void
choose(sq_choice *choice, const sq_task *task)
{
    sq_plan exact;
    char why[100];
    if (!sq_choice_exact(&exact, task))
        return;
    if (is_at_hand(&exact, &choice->first, task)) {
        choice->first = exact;
        sq_plan_explain(&choice->first, task, "no slower than the hierarchy");
    } else {
        choice->next = exact;
        choice->next_runs = exact.cost.seconds <= task->accuracy.most_seconds;
        sq_locale_print(why, sizeof why, "where the hierarchy does not reach ± %g dB",
                        task->accuracy.answer_db);
        sq_plan_explain(&choice->next, task, why);
    }
}

enum sq_status
sq_choice_make(sq_choice *choice, const sq_task *wanted, sq_errors *errors)
{
    sq_task task = *wanted;
    *choice = (sq_choice){0};
    enum sq_status status = sq_protocol_check(&task.protocol, errors);
    /* Whoever is refused is told at once, before anything is followed. */
    if (!status)
        status = sq_plan_make(&choice->first, &task, errors);
    if (!status)
        status = sq_horizon_find(&choice->until, &task, errors);
    task.until = choice->until;
    if (!status)
        status = sq_plan_make(&choice->first, &task, errors);
    bool automatic = strcmp(task.solver, "auto") == 0 && task.order == 0;
    if (!status && automatic)
        choose(choice, &task);
    return status;
}
