/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main job: from a task to its answer. */
#ifndef SQ_PREDICT_H
#define SQ_PREDICT_H

#include "base/public.h"
#include "predict/prediction.h"

SQ_PUBLIC_BEGIN

/* "auto" begins with the moment hierarchy, and asks an exact solver where that does not reach
 * accuracy.answer_db.  Where that or the cross-check fails, the answer stands and a remark says
 * why. */
enum sq_status sq_predict(sq_prediction *prediction, const sq_task *task,
                          sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
