/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a report. */
#ifndef SQ_REPORT_LINE_H
#define SQ_REPORT_LINE_H

#include <stdio.h>

#include "base/format.h"
#include "lab/lab.h"

/* Two blanks and the name, padded to the column of the values. */
void sq_line_start(FILE *out, const char *name);

/* A time in the lab's unit. */
sq_label sq_time_text(const sq_lab *lab, double t, int digits);

#endif
