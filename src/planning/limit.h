/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How little of an input is enough, or how much of it may be: its least or largest value with
 * which the best settings of the others reach so many dB.
 *
 * At each value of the input the others are chosen anew (optimize.h).  Where about the target
 * is reached is found by order 2 alone, between the most squeezing over all inputs, this one
 * included, and the wanted end of its range, by Brent's method, in the logarithm of the input
 * where its range is one.  There a target is to be reached in truth: by orders 3 and 4 (or
 * atoms in classes of coupling), whose squeezing goes with the input much as that of order 2
 * does, so that a few secants meet it, each climb from where the last one has ended.  Between
 * the value found and the most squeezing the target is taken to be reached throughout. */
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
