/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some points of a sweep against time. */
#ifndef SQ_PLOT_CURVES_H
#define SQ_PLOT_CURVES_H

#include "planning/sweep_table.h"
#include "predict/prediction.h"

enum { SQ_PLOT_CURVES_MOST = 10 };

typedef struct sq_plot_curves {
    const sq_grid *grid;
    size_t n;
    size_t point[SQ_PLOT_CURVES_MOST]; /* [n] of the grid */
    sq_prediction prediction[SQ_PLOT_CURVES_MOST];
} sq_plot_curves;

/* Draws xi² in dB and N_eff against time, each curve with the values that it is for, into
 * `path`, which appears only when gnuplot has succeeded. */
enum sq_status sq_plot_curves_draw(const char *path, const sq_plot_curves *curves,
                                   sq_errors *errors) SQ_CHECK_RESULT;

#endif
