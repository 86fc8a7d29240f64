/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures by gnuplot, from the templates in plots/: what they share. */
#ifndef SQ_SCRIPT_H
#define SQ_SCRIPT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

/* Refuses a file name whose ending is none of .png, .svg, .pdf. */
enum sq_status sq_script_check(const char *path, sq_errors *errors) SQ_CHECK_RESULT;

/* A variable for the template: a text, and a number, which may be NaN. */
void sq_script_string(FILE *script, const char *name, const char *text);
void sq_script_number(FILE *script, const char *name, double value);

/* lab_title, and title_is_long; a long title is cut: it has one line. */
void sq_script_title(FILE *script, const char *title);

/* time_label, and scale: times up to that are drawn in the unit that keeps numbers short, or in
 * the lab's own where it is `plain`. */
void sq_script_times(FILE *script, bool plain, double until);

/* Writes the variables and the data of a template. */
typedef void sq_script_writer(FILE *script, const void *context);

/* Draws the figure of that template into `path`, which appears only when gnuplot has
 * succeeded. */
enum sq_status sq_script_draw(const char *path, const char *template, sq_script_writer *write,
                              const void *context, sq_errors *errors) SQ_CHECK_RESULT;

#endif
