/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint clock: what squeezing is worth to a clock. */
#include "cli/cmd.h"
#include "cli/planned.h"
#include "planning/clock.h"
#include "report/findings_clock.h"
#include "report/findings_lab.h"
#include "report/findings_prediction.h"
#include "report/report.h"

static enum sq_status
read_goal(double *goal, const sq_options *options, sq_errors *errors)
{
    char reason[SQ_TEXT_REASON_SIZE];
    sq_quantity read;
    *goal = 0;
    if (!options->goal)
        return SQ_OK;
    if (sq_quantity_read(options->goal, SQ_DIM_NUMBER, "1e-18", &read, reason, sizeof reason))
        return sq_errors_add(errors, SQ_ERR_INPUT, "--goal %s", reason);
    if (!(read.value > 0 && read.value < 1))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--goal %s: a fractional uncertainty is wanted, such as 1e-18",
                             options->goal);
    *goal = read.value;
    return SQ_OK;
}

/* What is read before anything runs. */
typedef struct question {
    sq_clock_cycle cycle;
    double goal;
} question;

static enum sq_status
write_found(FILE *out, const void *found, const sq_lab *lab, const sq_outlook *outlook,
            const sq_options *options, sq_errors *errors)
{
    const question *q = found;
    sq_clock_plan plan;
    sq_findings findings;
    sq_clock_plan_make(&plan, &q->cycle, &outlook->prediction);
    sq_findings_init(&findings, lab);
    findings.timed = options->verbose;
    sq_findings_lab(&findings, lab, options->quiet ? 0 : SQ_FINDINGS_LAB_ALL);
    sq_findings_prediction(&findings, lab, &outlook->prediction, &outlook->headline,
                           options->verbose);
    sq_findings_clock(&findings, &plan, &q->cycle, outlook, q->goal);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    static const sq_planned planned = {.write = write_found};
    question q;
    enum sq_status status = sq_clock_cycle_of(&q.cycle, lab, errors);
    if (!status)
        status = read_goal(&q.goal, options, errors);
    return status ? status : sq_planned_run(out, &planned, &q, lab, options, errors);
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, write_result, options->strict);
}

const sq_command sq_cmd_clock = {
    .name = "clock",
    .operand = "LAB.yaml",
    .summary = "what a clock gains by squeezing, the time to prepare it included",
    .essay =
        "Of the lab's section clock: {interrogation, dead_time, laser_phase}: resolution,\n"
        "Allan deviation and averaging time of atoms that are not squeezed, of those at the\n"
        "best squeezing, and of those prepared as long as is best for the clock.  With --goal\n"
        "1e-18 also how long it takes to average down to that.",
    .file = SQ_FILE_USE_LAB,
    .options = "set noise goal threads json output strict quiet verbose",
    .watched = true,
    .run = run,
};
