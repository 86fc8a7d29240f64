/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report.h"

#include <assert.h>
#include <string.h>

#include "base/locale.h"

extern const sq_report_format sq_report_text, sq_report_json, sq_report_csv;

/* clang-format off */
const sq_report_format *const sq_report_formats[] = {
    &sq_report_text,
    &sq_report_json,
    &sq_report_csv,
    NULL,
};
/* clang-format on */

static const sq_report_format *
find_format(const char *name)
{
    size_t i = 0;
    while (sq_report_formats[i] && strcmp(sq_report_formats[i]->name, name) != 0)
        i++;
    assert(sq_report_formats[i]);
    return sq_report_formats[i];
}

enum sq_status
sq_report_write(FILE *out, const char *format, sq_findings *findings, sq_errors *errors)
{
    locale_t before = sq_locale_enter();
    enum sq_status status =
        findings->failed
            ? sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for what there is to say")
            : find_format(format)->write(out, findings, errors);
    sq_locale_leave(before);
    sq_findings_free(findings);
    return status;
}
