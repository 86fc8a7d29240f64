/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steady state, by the best method there is for the rates. */
#ifndef SQ_STATIONARY_H
#define SQ_STATIONARY_H

#include "base/public.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

/* One of two states between which the system switches. */
typedef struct sq_stationary_branch {
    double weight; /* in the steady state; NaN: not known */
    sq_moments moments;
    sq_squeezing squeezing;
    double db, db_error; /* as below; NaN where mean field alone tells of it */
} sq_stationary_branch;

typedef struct sq_stationary {
    const char *method; /* "closed form", "product state", or the name of a solver; "mean-field"
                           knows no squeezing */
    int order;          /* of the hierarchy, 0 for other methods */
    sq_moments moments;
    sq_squeezing squeezing;
    double db;       /* NaN where xi² does not exist */
    double db_error; /* from the neighbouring order, or of the trajectories; 0: exact to
                        rounding; NaN: no estimate */
    double jz_error; /* the same, of moments.mean[2] */
    bool unresolved; /* trajectories do not tell the mean spin from its noise */
    double time;     /* how long the system was followed; NaN: it was not */
    double wanted;   /* seconds that trajectories that settle would take, where mean field alone
                        could answer; else NaN */
    double settling; /* time in which the slowest mode falls to 1/e; NaN: not known */
    /* Where it is bistable, 2; else 0.  Without weights the numbers above are those of the
     * branch `taken`, to which the task's start leads. */
    int branches, taken;
    sq_stationary_branch branch[2]; /* the less inverted first */
    double switching;               /* rate, both ways together; NaN: not known */
} sq_stationary;

/* In closed form when nothing but chi, Gamma and Omega acts, or nothing on pairs; as the null
 * vector of the master equation for few spins; else the system is followed until it rests, by
 * the hierarchy, and where no order does by trajectories, whose average over time it is then.
 * Between the edges of the bistable region (model/phases.h) both branches are followed; one
 * that takes too long is that of mean field, in closed form.  Takes a minute or two at the
 * most.  Of the task's solvers 'exact', 'cumulant' and 'trajectories' are that method alone,
 * and 'auto' the choice above.  SQ_ERR_NUMERIC where that is not enough, and where the steady
 * state is not unique. */
enum sq_status sq_stationary_find(sq_stationary *stationary, const sq_task *task,
                                  sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
