/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long to follow a system where nobody has said so: until its best point is behind it. */
#ifndef SQ_HORIZON_H
#define SQ_HORIZON_H

#include "base/public.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

/* The end of the task: the one that it names; else sq_rates_default_duration after the start of
 * the last segment, lengthened by what costs next to nothing (a closed form, while squeezing
 * rises there; or the hierarchy of order 2, until the state is at rest) to 1.5 times the last
 * best point.  The same whatever solver and number of points the task names, so that the same
 * lab has the same end. */
enum sq_status sq_horizon_find(double *until, const sq_task *task,
                               sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
