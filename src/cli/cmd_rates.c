/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint rates: the apparatus as rates of the spin model. */
#include "cli/cmd.h"
#include "report/findings_lab.h"
#include "report/report.h"

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    sq_findings findings;
    int head = options->quiet ? 0 : SQ_FINDINGS_LAB_TITLE | SQ_FINDINGS_LAB_INPUT;
    sq_findings_init(&findings, lab);
    sq_findings_lab(&findings, lab, head | SQ_FINDINGS_LAB_RATES);
    if (options->conventions)
        sq_findings_lab_misread(&findings, lab);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, write_result, options->strict);
}

const sq_command sq_cmd_rates = {
    .name = "rates",
    .operand = "LAB.yaml",
    .summary = "chi, Gamma, Omega, gamma_s, cooperativity, characteristic times",
    .file = SQ_FILE_USE_LAB,
    .options = "set conventions json output strict quiet",
    .run = run,
};
