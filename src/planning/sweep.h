/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lab at many settings: the answer at each point of a grid, by any solver, the other inputs
 * as they are or, of those named, the best there. */
#ifndef SQ_SWEEP_H
#define SQ_SWEEP_H

#include "base/public.h"
#include "planning/sweep_task.h"

SQ_PUBLIC_BEGIN

/* May inputs be chosen as the task asks, beside those that are varied?  SQ_ERR_INPUT: a key is
 * unknown, named twice, excluded by another, without influence, or its range is none. */
enum sq_status sq_sweep_check(const sq_sweep_task *task, sq_errors *errors) SQ_CHECK_RESULT;

/* Answers all points but those that are known: [points of the grid], NULL: none is.  A point
 * without an answer is a row that says why.  Where it is interrupted, points are left out.
 *
 * SQ_ERR_INPUT: see sq_sweep_check.  SQ_ERR_MEMORY, and the faults of `keep`. */
enum sq_status sq_sweep(const sq_sweep_task *task, const bool *known,
                        sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
