/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figure of a prediction. */
#ifndef SQ_PLOT_H
#define SQ_PLOT_H

#include "lab/lab.h"
#include "beyond/classes_cost.h"
#include "predict/prediction.h"

/* Draws xi² in dB and N_eff against time into `path`, with the first `keep` single
 * trajectories where there are any, and the curve of classes of coupling where classes is not
 * NULL.  The file appears only when gnuplot has succeeded. */
enum sq_status sq_plot_prediction(const char *path, const sq_lab *lab,
                                  const sq_prediction *prediction,
                                  const sq_classes_cost *classes, long keep,
                                  sq_errors *errors) SQ_CHECK_RESULT;

#endif
