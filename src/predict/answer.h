/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one solver answered, in short, for comparison. */
#ifndef SQ_ANSWER_H
#define SQ_ANSWER_H

#include "base/public.h"
#include "predict/judgement.h"

SQ_PUBLIC_BEGIN

typedef struct sq_answer {
    const char *solver;
    int order;         /* 0: none */
    long trajectories; /* 0: none */
    double db, db_error, time, seconds;
    double until;      /* end of its time axis */
    double seen_until; /* if the best is a minimum and nothing better is ahead: up to where that
                          is known; else 0 */
    char reason[200];  /* why it ran */
} sq_answer;

/* Two answers for the same rates. */
typedef struct sq_answer_pair {
    sq_rates rates; /* of both, in the first segment */
    sq_answer answer, second;
    double difference_db; /* second − answer */
    double error_db;      /* of the difference, from the errors of both */
} sq_answer_pair;

/* Has this answer seen farther than the judgement trusts its own, and nothing better there? */
bool sq_answer_sees_nothing_ahead(const sq_answer *answer, const sq_judgement *judgement);

/* The answer of a run that was judged.  Why that was exact; NULL: for the reason that it was
 * planned so. */
void sq_answer_of(sq_answer *answer, const sq_plan *plan, const sq_run *run,
                  const sq_judgement *judgement, const char *why_exact);

void sq_answer_compare(sq_answer_pair *pair, const sq_rates *rates, const sq_answer *answer,
                       const sq_answer *second);

SQ_PUBLIC_END

#endif
