/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curve of an ensemble. */
#ifndef SQ_ENSEMBLE_CURVE_H
#define SQ_ENSEMBLE_CURVE_H

#include "base/public.h"
#include "predict/ensemble.h"

SQ_PUBLIC_BEGIN

/* The series with its errors and those minima that stand out of them.  `minimum_accuracy`:
 * shallower dips (dB) are none in any case. */
enum sq_status sq_ensemble_curve(sq_curve *curve, const sq_ensemble *ensemble,
                                 double minimum_accuracy, sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
