/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint predict: from a lab file to the best squeezing and when; the main job. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/watch.h"
#include "predict/ensemble_file.h"
#include "report/findings_beyond.h"
#include "report/findings_lab.h"
#include "report/findings_prediction.h"
#include "report/plot.h"
#include "report/report.h"

static void
fill_task(sq_task *task, const sq_lab *lab, const sq_options *options)
{
    sq_task_init(task);
    task->rates = lab->rates;
    memcpy(task->spin, lab->spin, sizeof task->spin);
    task->until = lab->until;
    task->solver = options->solver;
    task->order = options->order;
    task->points = options->points;
    task->past_validity = options->past_validity;
    task->trajectories = options->trajectories;
    task->seed = (uint64_t)options->seed;
    task->direct = options->direct;
    task->cross_check = options->cross_check;
    task->first = (uint64_t)options->first;
    if (options->more >= 0) {
        task->resume = options->save;
        task->trajectories = options->more;
    }
    task->threads = options->threads;
    if (options->error_db > 0)
        task->accuracy.answer_db = options->error_db;
}

static void
begin(sq_findings *findings, const sq_lab *lab, const sq_options *options)
{
    sq_findings_init(findings, lab);
    sq_findings_lab(findings, lab, options->quiet ? 0 : SQ_FINDINGS_LAB_ALL);
}

static enum sq_status
write_plan(FILE *out, const sq_lab *lab, const sq_plan *plan, const sq_options *options,
           sq_errors *errors)
{
    sq_findings findings;
    begin(&findings, lab, options);
    sq_findings_plan(&findings, plan);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

static enum sq_status
write_prediction(FILE *out, const sq_lab *lab, const sq_prediction *prediction,
                 const sq_classes_cost *lattice, const sq_options *options, sq_errors *errors)
{
    sq_findings findings;
    begin(&findings, lab, options);
    sq_findings_prediction(&findings, lab, prediction, options->verbose);
    if (options->series || (options->csv && !options->keep))
        sq_findings_series(&findings, prediction);
    if (options->keep)
        sq_findings_trajectories(&findings, prediction, options->keep);
    if (options->classes)
        sq_findings_classes(&findings, lab, lattice);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

static enum sq_status
solve_and_write(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    sq_task task;
    fill_task(&task, lab, options);
    if (options->dry_run) {
        sq_plan plan;
        enum sq_status status = sq_plan_make(&plan, &task, errors);
        return status ? status : write_plan(out, lab, &plan, options, errors);
    }
    sq_classes_cost lattice = {0};
    size_t classes =
        options->classes == SQ_AUTO ? SQ_CLASSES_COST_AUTO : (size_t)options->classes;
    enum sq_status status =
        classes ? sq_classes_cost_run(&lattice, lab, classes, errors) : SQ_OK;
    if (status)
        return status;
    sq_prediction prediction;
    sq_watch watch;
    sq_watch_begin(&watch, &task, options->quiet, options->verbose);
    status = sq_predict(&prediction, &task, errors);
    sq_watch_end(&watch);
    if (status)
        return status;
    if (options->save)
        status = sq_ensemble_save(prediction.ensemble, options->save, errors);
    if (!status)
        status = write_prediction(out, lab, &prediction, &lattice, options, errors);
    /* The answer stands without its figure: the fault of a figure goes to errors alone. */
    if (!status && options->plot &&
        sq_plot_prediction(options->plot, lab, &prediction, classes ? &lattice : NULL,
                           options->keep, errors) == SQ_ERR_MEMORY)
        status = SQ_ERR_MEMORY;
    sq_prediction_free(&prediction);
    return status;
}

static enum sq_status
check_trajectories(const sq_options *options, sq_errors *errors)
{
    const char *name = options->save        ? "save"
                       : options->keep      ? "keep"
                       : options->first     ? "first"
                       : options->more >= 0 ? "more"
                                            : NULL;
    if (name && strcmp(options->solver, "trajectories") != 0)
        return sq_errors_add(errors, SQ_ERR_INPUT, "--%s goes with --solver trajectories",
                             name);
    if (options->more >= 0 && !options->save)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--more continues the ensemble in a file: name it with --save");
    if (options->more >= 0 &&
        (options->trajectories || options->error_db > 0 || options->first))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--more tells how many trajectories to add; leave out "
                             "--trajectories, --error and --first");
    if (options->more >= 0 && (options->direct || options->points || options->seed != 1))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--more goes on as the file began; leave out --seed, --direct and "
                             "--points");
    if (options->save && options->dry_run)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "--save has nothing to keep with --dry-run; leave out one of them");
    if (options->save && options->output && strcmp(options->save, options->output) == 0)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--save and --output name the same file; choose two names");
    if (options->keep && !options->json && !options->csv && !options->plot)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--keep adds to --json, --csv or --plot; ask for one of them");
    return SQ_OK;
}

static enum sq_status
check_use(const sq_options *options, sq_errors *errors)
{
    if (options->json && options->csv)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--json and --csv exclude each other; --json --series holds the "
                             "same numbers");
    if (options->series && !options->json)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--series goes with --json; for a table use --csv");
    if (options->csv && options->dry_run)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "--csv has nothing to print with --dry-run; leave out one of them");
    if (options->classes && (options->csv || options->dry_run))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--classes adds to the report and to --json; leave out %s",
                             options->csv ? "--csv" : "--dry-run");
    if (options->plot && options->output && strcmp(options->plot, options->output) == 0)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--plot and --output name the same file; choose two names");
    enum sq_status status = check_trajectories(options, errors);
    return !status && options->plot ? sq_plot_check(options->plot, errors) : status;
}

static int
run(const sq_options *options)
{
    sq_errors errors = {0};
    if (check_use(options, &errors))
        return sq_exit_with_errors(&errors);
    return sq_cmd_run(options, solve_and_write, options->strict);
}

const sq_command sq_command_predict = {
    .name = "predict",
    .operand = "LAB.yaml",
    .summary = "rates, validity, best squeezing and when; the main job",
    .essay = "Solves the moment hierarchy at orders 2, 3 and 4 and reports the highest; the\n"
             "difference between the orders is the error.  Where the closure breaks down the\n"
             "answer ends, and says so.",
    .bit = SQ_CMD_PREDICT,
    .run = run,
};
