/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The waterfall of a budget. */
#ifndef SQ_PLOT_BUDGET_H
#define SQ_PLOT_BUDGET_H

#include "planning/budget.h"

/* Draws into `path` what is gained, step by step, as causes are taken out, costliest first. The
 * file appears only when gnuplot has succeeded. */
enum sq_status sq_plot_budget(const char *path, const sq_lab *lab, const sq_budget *budget,
                              sq_errors *errors) SQ_CHECK_RESULT;

#endif
