/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/answer.h"

#include <math.h>
#include <stdio.h>

static void
explain(sq_answer *a, const sq_plan *plan, const sq_run *run, const char *why_exact)
{
    if (why_exact)
        snprintf(a->reason, sizeof a->reason, "exact, since %s", why_exact);
    else
        snprintf(a->reason, sizeof a->reason, "%s", *run->reason ? run->reason : plan->reason);
}

void
sq_answer_of(sq_answer *a, const sq_plan *plan, const sq_run *run,
             const sq_judgement *judgement, const char *why_exact)
{
    const sq_curve *curve = &run->curve[run->primary];
    *a = (sq_answer){.solver = plan->solver->name,
                     .order = plan->solver->largest_order ? curve->options.order : 0,
                     .trajectories = run->ensemble ? run->ensemble->n : 0,
                     .db = judgement->db,
                     .db_error = judgement->db_error,
                     .time = judgement->best.t,
                     .until = run->until,
                     .seen_until = judgement->kind == SQ_BEST_MINIMUM && !judgement->more_ahead
                                       ? judgement->valid_until
                                       : 0};
    for (size_t i = 0; i < plan->n; i++)
        a->seconds += run->curve[i].seconds;
    explain(a, plan, run, why_exact);
}

bool
sq_answer_sees_nothing_ahead(const sq_answer *answer, const sq_judgement *judgement)
{
    return answer->seen_until > judgement->valid_until && answer->time < judgement->valid_until;
}

static double
combined(double a, double b)
{
    return sqrt((isfinite(a) ? a * a : 0) + (isfinite(b) ? b * b : 0));
}

void
sq_answer_compare(sq_answer_pair *pair, const sq_rates *rates, const sq_answer *answer,
                  const sq_answer *second)
{
    *pair = (sq_answer_pair){.rates = *rates,
                             .answer = *answer,
                             .second = *second,
                             .difference_db = second->db - answer->db,
                             .error_db = combined(answer->db_error, second->db_error)};
}
