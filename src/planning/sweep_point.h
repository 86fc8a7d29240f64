/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One point of a sweep, from its lab to its row. */
#ifndef SQ_SWEEP_POINT_H
#define SQ_SWEEP_POINT_H

#include "planning/sweep_task.h"
#include "predict/prediction.h"

/* Answers a point: by one thread, whatever the task says.
 *
 * start  where inputs that are chosen are looked for: coordinates in their space; NULL: none
 *        are, or nothing is known
 *
 * *interrupted: the row is not whole.  Fails where memory runs out. */
enum sq_status sq_sweep_point(sq_sweep_row *row, bool *interrupted, const sq_sweep_task *task,
                              size_t point, const double *start,
                              sq_errors *errors) SQ_CHECK_RESULT;

/* What the spin model does at a point that has been answered, with the settings of its row;
 * free it after success. */
enum sq_status sq_sweep_point_again(sq_prediction *prediction, const sq_sweep_task *task,
                                    const sq_sweep_row *row, sq_errors *errors) SQ_CHECK_RESULT;

#endif
