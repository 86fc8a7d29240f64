/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One solver followed until nothing changes any more, if it comes to that. */
#ifndef SQ_REST_H
#define SQ_REST_H

#include "predict/curve.h"
#include "predict/task.h"

/* How a run ends that may have led to the steady state. */
enum sq_rest {
    SQ_REST_RESTS,
    SQ_REST_MOVES, /* or broke down */
    SQ_REST_SWINGS /* for more steps, or longer, than it may */
};

/* The task's first segment from `spin` for that long; where the solver is then, if it rests. */
enum sq_status sq_rest_follow(sq_curve_point *last, enum sq_rest *rest, const sq_solver *solver,
                              const sq_solver_options *options, const sq_task *task,
                              const double spin[3], double duration,
                              sq_errors *errors) SQ_CHECK_RESULT;

#endif
