/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint tolerance: how well each input has to be held. */
#include "cli/cmd.h"
#include "cli/option_rules.h"
#include "cli/planned.h"
#include "planning/tolerance.h"
#include "planning/yield.h"
#include "report/findings_lab.h"
#include "report/findings_tolerance.h"
#include "report/plot_tolerance.h"
#include "report/report.h"

#define USUAL_LOSS_DB 0.5

typedef struct outcome {
    sq_tolerance tolerance;
    sq_yield yield;
} outcome;

static enum sq_status
examine(void *found, const sq_lab *lab, const sq_outlook *outlook, const sq_task *task,
        const sq_options *options, sq_errors *errors)
{
    outcome *o = found;
    double planned = outlook->prediction.judgement.best.t,
           loss = options->loss_db > 0 ? options->loss_db : USUAL_LOSS_DB;
    enum sq_status status = sq_tolerance_make(&o->tolerance, lab, planned, loss, task, errors);
    if (!status)
        status = sq_yield_make(&o->yield, lab, planned, task, errors);
    if (!status && !o->yield.has_noise && !o->yield.has_uncertainty &&
        !outlook->prediction.run.ensemble)
        sq_option_rules_undrawn(options, stderr);
    return status;
}

static enum sq_status
write_found(FILE *out, const void *found, const sq_lab *lab, const sq_outlook *outlook,
            const sq_options *options, sq_errors *errors)
{
    const outcome *o = found;
    sq_findings findings;
    sq_findings_init(&findings, lab);
    findings.timed = options->verbose;
    sq_findings_lab(&findings, lab, options->quiet ? 0 : SQ_FINDINGS_LAB_TITLE);
    sq_findings_tolerance(&findings, lab, &o->tolerance, &o->yield, &outlook->prediction,
                          (uint64_t)options->seed);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

static enum sq_status
draw(const char *path, const void *found, const sq_lab *lab, sq_errors *errors)
{
    const outcome *o = found;
    return sq_plot_tolerance(path, lab, &o->tolerance, errors);
}

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    static const sq_planned planned = {.model_only = true,
                                       .nothing = "there is nothing to hold",
                                       .examine = examine,
                                       .write = write_found,
                                       .draw = draw};
    outcome found;
    return sq_planned_run(out, &planned, &found, lab, options, errors);
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, write_result, options->strict);
}

const sq_command sq_cmd_tolerance = {
    .name = "tolerance",
    .operand = "LAB.yaml",
    .summary = "how well each input must be held, and what most shots and labs reach",
    .essay =
        "The sequence ends when it was planned to, at the best time of the lab as it is.  For\n"
        "each input that ends in the rates, the initial angles and the stop time: the\n"
        "interval within which it costs no more than --loss, the others held; the narrowest\n"
        "in units of the value comes first (angles: of a radian).  A drive that is given as a\n"
        "ratio stays where it is while others vary.  All by order 4 of the hierarchy, or the\n"
        "highest that can be trusted; ~ marks ends that the order below puts elsewhere.  With\n"
        "noise, or uncertainties (4.00 ± 0.05 Hz), also what 9 of 10 shots, or labs, reach.",
    .file = SQ_FILE_USE_LAB,
    .options = "set noise loss seed threads plot json output strict quiet",
    .watched = true,
    .run = run,
};
