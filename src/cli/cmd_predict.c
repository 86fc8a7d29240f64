/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint predict: from a lab file to the best squeezing and when; the main job. */
#include "beyond/classes.h"
#include "beyond/task_of.h"
#include "cli/cmd.h"
#include "cli/option_rules.h"
#include "cli/watch.h"
#include "planning/outlook.h"
#include "predict/ensemble_file.h"
#include "predict/ensemble_job.h"
#include "report/findings_beyond.h"
#include "report/findings_lab.h"
#include "report/findings_prediction.h"
#include "report/plot.h"
#include "report/report.h"

static void
fill_task(sq_task *task, const sq_lab *lab, const sq_options *options)
{
    sq_task_of(task, lab);
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
    task->ranks = true;
    if (options->error_db > 0)
        task->accuracy.answer_db = options->error_db;
}

static void
begin(sq_findings *findings, const sq_lab *lab, const sq_options *options)
{
    sq_findings_init(findings, lab);
    findings->timed = options->verbose;
    sq_findings_lab(findings, lab, options->quiet ? 0 : SQ_FINDINGS_LAB_ALL);
}

/* In how many classes of coupling the atoms are followed: as asked for, or where they differ,
 * and the answer can say so; 0: in none. */
static size_t
classes_wanted(const sq_lab *lab, const sq_options *options)
{
    const sq_solver *solver = sq_solver_find(options->solver);
    bool comparable = !solver || (solver->correlated && !solver->stationary);
    if (options->classes)
        return options->classes == SQ_OPTIONS_AUTO ? SQ_CLASSES_COST_AUTO
                                                   : (size_t)options->classes;
    return comparable && !options->csv && sq_classes_cost_is_due(lab) ? SQ_CLASSES_COST_AUTO
                                                                      : 0;
}

static enum sq_status
write_plan(FILE *out, const sq_lab *lab, const sq_choice *choice, const sq_options *options,
           sq_errors *errors)
{
    sq_findings findings;
    begin(&findings, lab, options);
    sq_findings_plan(&findings, choice, classes_wanted(lab, options) > 0);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

static enum sq_status
write_answer(FILE *out, const sq_lab *lab, const sq_outlook *all, const sq_options *options,
             sq_errors *errors)
{
    const sq_prediction *prediction = &all->prediction;
    sq_findings findings;
    begin(&findings, lab, options);
    sq_findings_prediction(&findings, lab, prediction, &all->headline, options->verbose);
    if (options->series || (options->csv && !options->keep))
        sq_findings_series(&findings, prediction);
    if (options->keep)
        sq_findings_trajectories(&findings, prediction, options->keep);
    if (all->in_classes)
        sq_findings_classes(&findings, lab, &all->classes,
                            options->classes || options->verbose);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

/* Did trajectories run, for the answer or beside it? */
static bool
was_sampled(const sq_prediction *p)
{
    bool sampled = p->run.ensemble != NULL;
    for (size_t i = 0; i < p->n_answers; i++)
        sampled = sampled || p->answer[i].trajectories > 0;
    for (size_t i = 0; i < p->n_cross_checks; i++)
        sampled = sampled || p->cross_check[i].second.trajectories > 0;
    return sampled;
}

static enum sq_status
solve(sq_outlook *all, const sq_lab *lab, sq_task *task, const sq_options *options,
      sq_errors *errors)
{
    sq_watch watch;
    const sq_outlook_classes classes = {.n = classes_wanted(lab, options),
                                        .most_work = options->classes ? SQ_CLASSES_PATIENT
                                                                      : SQ_CLASSES_QUICK};
    sq_watch_begin(&watch, task, options->quiet, options->verbose);
    enum sq_status status = sq_outlook_make(all, lab, task, classes, errors);
    if (!status && !options->csv)
        status = sq_outlook_look_around(all, lab, errors);
    sq_watch_end(&watch);
    if (!status && !was_sampled(&all->prediction))
        sq_option_rules_unsampled(options, stderr);
    return status;
}

/* The answer stands without its figure: the fault of a figure goes to errors alone. */
static enum sq_status
write_found(FILE *out, const sq_lab *lab, const sq_outlook *all, const sq_options *options,
            sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    if (options->save)
        status = sq_ensemble_file_save(all->prediction.run.ensemble, options->save, errors);
    if (!status)
        status = write_answer(out, lab, all, options, errors);
    if (!status && options->plot &&
        sq_plot_prediction(options->plot, lab, &all->prediction,
                           all->in_classes ? &all->classes : NULL, options->keep,
                           errors) == SQ_ERR_MEMORY)
        status = SQ_ERR_MEMORY;
    return status;
}

static enum sq_status
solve_and_write(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    sq_task task;
    fill_task(&task, lab, options);
    if (options->dry_run) {
        sq_choice choice;
        enum sq_status status = sq_choice_make(&choice, &task, errors);
        return status ? status : write_plan(out, lab, &choice, options, errors);
    }
    sq_outlook all;
    enum sq_status status = solve(&all, lab, &task, options, errors);
    if (status)
        return status;
    status = write_found(out, lab, &all, options, errors);
    sq_outlook_free(&all);
    return status;
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, solve_and_write, options->strict);
}

static void
assist(const sq_options *options, const sq_share_job *job,
       const volatile sig_atomic_t *interrupt)
{
    sq_ensemble_job_assist(job, options->threads, interrupt);
}

const sq_command sq_cmd_predict = {
    .name = "predict",
    .operand = "LAB.yaml",
    .summary = "rates, validity, best squeezing and when; the main job",
    .essay = "Solves the moment hierarchy at orders 2, 3 and 4 and reports the highest; the\n"
             "difference between the orders is the error.  Where the closure breaks down the\n"
             "answer ends, and says so.  Where the coupling differs from atom to atom the\n"
             "answer is that of atoms in classes of coupling (readout.by, --classes).",
    .file = SQ_FILE_USE_LAB,
    .options =
        "set noise solver order error trajectories direct seed threads first save more keep "
        "points cross-check classes past-validity dry-run plot json series csv output "
        "strict quiet verbose",
    .watched = true,
    .run = run,
    .assist = assist,
};
