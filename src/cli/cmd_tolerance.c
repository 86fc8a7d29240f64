/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint tolerance: how well each input has to be held. */
#include "beyond/task_of.h"
#include "cli/cmd.h"
#include "cli/option_rules.h"
#include "cli/watch.h"
#include "planning/tolerance.h"
#include "planning/yield.h"
#include "predict/predict.h"
#include "report/findings_lab.h"
#include "report/findings_tolerance.h"
#include "report/plot_tolerance.h"
#include "report/report.h"

#define USUAL_LOSS_DB 0.5

typedef struct outcome {
    sq_prediction prediction;
    sq_tolerance tolerance;
    sq_yield yield;
} outcome;

/* There is a time to be held to only where squeezing has a best point in time. */
static enum sq_status
check_squeezed(const sq_lab *lab, const sq_judgement *j, sq_errors *errors)
{
    if (sq_judgement_is_squeezed(j) && j->db > 0)
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_NUMERIC,
                         "%s: this lab shows no squeezing: there is nothing to hold; 'squint "
                         "optimize' looks for settings that do",
                         lab->path);
}

static enum sq_status
examine(outcome *o, const sq_lab *lab, const sq_task *task, const sq_options *options,
        sq_errors *errors)
{
    double planned = o->prediction.judgement.best.t,
           loss = options->loss_db > 0 ? options->loss_db : USUAL_LOSS_DB;
    enum sq_status status = check_squeezed(lab, &o->prediction.judgement, errors);
    if (!status)
        status = sq_tolerance_make(&o->tolerance, lab, planned, loss, task, errors);
    if (!status)
        status = sq_yield_make(&o->yield, lab, planned, task, errors);
    if (!status && !o->yield.has_noise && !o->yield.has_uncertainty &&
        !o->prediction.run.ensemble)
        sq_option_rules_undrawn(options, stderr);
    return status;
}

static enum sq_status
write_answer(FILE *out, const sq_lab *lab, const outcome *o, const sq_options *options,
             sq_errors *errors)
{
    sq_findings findings;
    sq_findings_init(&findings, lab);
    sq_findings_lab(&findings, lab, options->quiet ? 0 : SQ_FINDINGS_LAB_TITLE);
    sq_findings_tolerance(&findings, &o->tolerance, &o->yield, &o->prediction,
                          (uint64_t)options->seed);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

/* The answer stands without its figure: the fault of a figure goes to errors alone. */
static enum sq_status
write_found(FILE *out, const sq_lab *lab, const outcome *o, const sq_options *options,
            sq_errors *errors)
{
    enum sq_status status = write_answer(out, lab, o, options, errors);
    if (!status && options->plot)
        (void)!sq_plot_tolerance(options->plot, lab, &o->tolerance, errors);
    return status;
}

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    sq_task task;
    sq_watch watch;
    outcome o;
    sq_task_of(&task, lab);
    task.seed = (uint64_t)options->seed;
    task.threads = options->threads;
    sq_watch_begin(&watch, &task, options->quiet, false);
    enum sq_status status = sq_predict(&o.prediction, &task, errors);
    if (!status) {
        status = examine(&o, lab, &task, options, errors);
        sq_watch_end(&watch);
        if (!status)
            status = write_found(out, lab, &o, options, errors);
        sq_prediction_free(&o.prediction);
    } else {
        sq_watch_end(&watch);
    }
    return status;
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
        "ratio stays where it is while others vary.  All by order 2 of the hierarchy.  With\n"
        "noise, or uncertainties (4.00 ± 0.05 Hz), also what 9 of 10 shots, or labs, reach.",
    .file = SQ_FILE_USE_LAB,
    .options = "set noise loss seed threads plot json output strict quiet",
    .watched = true,
    .run = run,
};
