/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steady state, by the best method there is for the rates. */
#ifndef SQ_STATIONARY_H
#define SQ_STATIONARY_H

#include "base/public.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

typedef struct sq_stationary {
    const char *method; /* "closed form", or the name of a solver */
    int order;          /* of the hierarchy, 0 for other methods */
    sq_moments moments;
    sq_squeezing squeezing;
    double db;       /* NaN where xi² does not exist */
    double db_error; /* from the neighbouring order; 0: exact to rounding; NaN: no estimate */
    double time;     /* how long the system was followed; NaN for the closed form */
} sq_stationary;

/* Closed form when nothing but chi, Gamma and Omega acts; else the system is followed from
 * `task->spin` until it rests: by the master equation for few spins, by the hierarchy for
 * many.  SQ_ERR_NUMERIC when no order gets there: past the transition the steady state is
 * a broad mixture, which the hierarchy cannot describe. */
enum sq_status sq_stationary_find(sq_stationary *stationary, const sq_task *task,
                                  sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
