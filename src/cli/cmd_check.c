/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint check: does the hierarchy of scales hold? */
#include "cli/cmd.h"
#include "report/findings_beyond.h"
#include "report/findings_lab.h"
#include "report/report.h"

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    sq_mode_cost deep;
    enum sq_status status = options->deep ? sq_mode_cost_run(&deep, lab, errors) : SQ_OK;
    if (status)
        return status;
    sq_findings findings;
    sq_findings_init(&findings, lab);
    findings.timed = options->verbose;
    sq_findings_lab(&findings, lab,
                    SQ_FINDINGS_LAB_VALIDITY | (options->quiet ? 0 : SQ_FINDINGS_LAB_TITLE));
    if (options->deep)
        sq_findings_mode(&findings, lab, &deep);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, write_result, true);
}

const sq_command sq_cmd_check = {
    .name = "check",
    .operand = "LAB.yaml",
    .summary = "the hierarchy of scales, one row per condition; exit status 3 if violated",
    .essay =
        "With --deep the mode is kept: spins and mode together, exactly for up to ten spins,\n"
        "else as a moment hierarchy of order 2, against the same with an infinitely fast\n"
        "mode.  The difference is what the elimination costs, in dB.",
    .file = SQ_FILE_USE_LAB,
    .options = "set deep json output quiet",
    .run = run,
};
