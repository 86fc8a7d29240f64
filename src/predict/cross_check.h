/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two solvers that share nothing but the rates should agree. */
#ifndef SQ_CROSS_CHECK_H
#define SQ_CROSS_CHECK_H

#include "predict/prediction.h"

/* Compares the prediction with that of a second solver for the same rates, and the reported
 * solver with the exact one at fewer spins.  Writes a pair for each and returns how many; why
 * one could not be made is a fault in why_not. */
size_t sq_cross_check(sq_answer_pair pair[SQ_PREDICTION_MOST_CHECKS],
                      const sq_prediction *prediction, const sq_task *task, sq_errors *why_not);

#endif
