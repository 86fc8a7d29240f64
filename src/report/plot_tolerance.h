/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tornado chart of tolerances. */
#ifndef SQ_PLOT_TOLERANCE_H
#define SQ_PLOT_TOLERANCE_H

#include "planning/tolerance.h"

/* Draws the intervals into `path`, hardest to hold first; those without a limit are left out.
 * The file appears only when gnuplot has succeeded. */
enum sq_status sq_plot_tolerance(const char *path, const sq_lab *lab,
                                 const sq_tolerance *tolerance,
                                 sq_errors *errors) SQ_CHECK_RESULT;

#endif
