/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint steady: where the system ends up. */
#include "beyond/task_of.h"
#include "cli/cmd.h"
#include "report/findings_lab.h"
#include "report/findings_prediction.h"
#include "report/report.h"

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    sq_task task;
    sq_stationary stationary;
    sq_task_of(&task, lab);
    enum sq_status status = sq_stationary_find(&stationary, &task, errors);
    if (status)
        return status;
    sq_findings findings;
    sq_findings_init(&findings, lab);
    sq_findings_lab(&findings, lab, options->quiet ? 0 : SQ_FINDINGS_LAB_ALL);
    sq_findings_steady(&findings, lab, &stationary);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, write_result, options->strict);
}

const sq_command sq_cmd_steady = {
    .name = "steady",
    .operand = "LAB.yaml",
    .summary = "the steady state: squeezing, mean spin, inversion",
    .essay =
        "Without one-spin processes the closed form of the collective model, at any N.  With\n"
        "them the master equation for up to 24 spins, and the moment hierarchy for more,\n"
        "which describes the superradiant phase only.",
    .file = SQ_FILE_USE_LAB,
    .options = "set json output strict quiet",
    .run = run,
};
