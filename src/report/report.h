/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats in which findings are written: one file each, which exports one record, and one
 * row in the table. */
#ifndef SQ_REPORT_H
#define SQ_REPORT_H

#include "report/findings.h"

typedef struct sq_report_format {
    const char *name; /* of the option that asks for it */
    /* Writes the rows that are meant for it. */
    enum sq_status (*write)(FILE *out, const sq_findings *findings, sq_errors *errors);
} sq_report_format;

/* The table, ended by NULL; the first is used where none is asked for. */
extern const sq_report_format *const sq_report_formats[];

/* Writes the findings in the format of that name, and frees them. */
enum sq_status sq_report_write(FILE *out, const char *format, sq_findings *findings,
                               sq_errors *errors) SQ_CHECK_RESULT;

#endif
