/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lab at many settings: the answer at each point of a grid, by any solver, the other inputs
 * as they are or, of those named, the best there. */
#ifndef SQ_SWEEP_H
#define SQ_SWEEP_H

#include "base/public.h"
#include "planning/sweep_task.h"

SQ_PUBLIC_BEGIN

/* Answers all points but those that are known: [points of the grid], NULL: none is.  A point
 * without an answer is a row that says why.  Where it is interrupted, points are left out.
 *
 * SQ_ERR_INPUT: what is to be chosen cannot be.  SQ_ERR_MEMORY, and the faults of `keep`. */
enum sq_status sq_sweep(const sq_sweep_task *task, const bool *known,
                        sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
