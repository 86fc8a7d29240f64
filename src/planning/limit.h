/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How little of an input is enough, or how much of it may be: its least or largest value with
 * which the best settings of the others reach so many dB.
 *
 * At each value of the input the others are chosen anew (optimize.h), by orders 3 and 4 in the
 * end, as a target is to be reached in truth and not by order 2.  The most squeezing over all
 * of them, the input included, says whether the target is reached anywhere; between there and
 * the wanted end of the range the value is the root of the squeezing less the target, by
 * Brent's method, in the logarithm of the input where its range is one.  From there to the
 * value found the target is taken to be reached throughout. */
#ifndef SQ_LIMIT_H
#define SQ_LIMIT_H

#include "base/public.h"
#include "planning/optimize.h"

SQ_PUBLIC_BEGIN

/* The task's goal has the target; its space the input whose limit is sought.  Where nothing
 * reaches the target the result is the most squeezing that there is, and `reached` is false. */
enum sq_status sq_limit_find(sq_optimize_result *result, const sq_optimize_task *task,
                             sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
