/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a sweep. */
#ifndef SQ_PLOT_SWEEP_H
#define SQ_PLOT_SWEEP_H

#include "planning/sweep_table.h"

/* Refuses a sweep that has no figure: of more than two inputs with several values, or without
 * an answer. */
enum sq_status sq_plot_sweep_check(const char *path, const sq_grid *grid,
                                   sq_errors *errors) SQ_CHECK_RESULT;

/* Draws dB and time against the input that is varied, or a map of dB over two of them, into
 * `path`, which appears only when gnuplot has succeeded. */
enum sq_status sq_plot_sweep(const char *path, const sq_sweep_table *table,
                             const sq_sweep_task *task, sq_errors *errors) SQ_CHECK_RESULT;

#endif
