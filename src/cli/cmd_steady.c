/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint steady: where the system ends up. */
#include "beyond/task_of.h"
#include "cli/cmd.h"
#include "cli/watch.h"
#include "report/findings_lab.h"
#include "report/findings_steady.h"
#include "report/report.h"

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    sq_task task;
    sq_stationary stationary;
    sq_watch watch;
    sq_task_of(&task, lab);
    sq_watch_begin(&watch, &task, options->quiet, false);
    enum sq_status status = sq_stationary_find(&stationary, &task, errors);
    sq_watch_end(&watch);
    if (status)
        return status;
    sq_findings findings;
    sq_findings_init(&findings, lab);
    findings.timed = options->verbose;
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
        "In closed form without one-spin processes, or where nothing acts on pairs; for few\n"
        "spins the null vector of the master equation, with the time in which it is reached;\n"
        "for many the moment hierarchy, and where that does not come to rest trajectories,\n"
        "which take a minute at the most.  Where two states are long-lived both are named.",
    .file = SQ_FILE_USE_LAB,
    .options = "set json output strict quiet",
    .run = run,
};
