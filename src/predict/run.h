/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was run: the curves of a plan, or its ensemble. */
#ifndef SQ_RUN_H
#define SQ_RUN_H

#include "base/public.h"
#include "predict/curve.h"
#include "predict/ensemble.h"
#include "predict/plan.h"

SQ_PUBLIC_BEGIN

typedef struct sq_run {
    sq_curve curve[SQ_PLAN_MOST_CURVES]; /* of the plan's options, one by one */
    size_t primary;                      /* the one that is reported: the plan's, or one below
                                            where that did not finish */
    size_t partner;                      /* its neighbour; == primary when there is none */
    double until;                        /* where the time axis ends */
    sq_ensemble *ensemble;               /* owned; of sampled solvers, else NULL */
    bool past_validity;                  /* the curves were followed past their breakdown */
    bool interrupted;                    /* it is shorter, the ensemble smaller than wanted */
    char reason[200];                    /* why other curves are reported than planned; "" */
} sq_run;

/* Runs the plan of this task, which has been fitted to its solver. */
enum sq_status sq_run_plan(sq_run *run, const sq_plan *plan, const sq_task *task,
                           sq_errors *errors) SQ_CHECK_RESULT;
void sq_run_free(sq_run *run);

SQ_PUBLIC_END

#endif
