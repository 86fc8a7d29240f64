/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint check: does the hierarchy of scales hold? */
#include "cmd.h"
#include "json.h"
#include "report.h"

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    if (options->json)
        return sq_json_write(out, sq_json_lab(lab), errors);
    if (!options->quiet)
        sq_report_title(out, lab);
    sq_report_validity(out, lab);
    return SQ_OK;
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, write_result, true);
}

const sq_command sq_command_check = {
    .name = "check",
    .operand = "LAB.yaml",
    .summary = "the hierarchy of scales, one row per condition; exit status 3 if violated",
    .bit = SQ_CMD_CHECK,
    .run = run,
};
