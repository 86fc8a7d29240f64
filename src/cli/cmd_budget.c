/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint budget: what each cause costs. */
#include "beyond/task_of.h"
#include "cli/cmd.h"
#include "cli/watch.h"
#include "planning/budget.h"
#include "planning/outlook.h"
#include "report/findings_budget.h"
#include "report/findings_lab.h"
#include "report/plot_budget.h"
#include "report/report.h"

static enum sq_status
make(sq_budget *budget, const sq_lab *lab, const sq_outlook *outlook, const sq_task *task,
     sq_errors *errors)
{
    const sq_judgement *j = &outlook->prediction.judgement;
    if (!sq_judgement_is_squeezed(j) || !(j->db > 0))
        return sq_errors_add(
            errors, SQ_ERR_NUMERIC,
            "%s: this lab shows no squeezing that anything could cost; 'squint "
            "optimize' looks for settings that do",
            lab->path);
    return sq_budget_make(budget, lab, j->best.t,
                          outlook->in_classes ? &outlook->classes : NULL, task, errors);
}

/* The answer stands without its figure: the fault of a figure goes to errors alone. */
static enum sq_status
write_found(FILE *out, const sq_lab *lab, const sq_budget *budget, const sq_outlook *outlook,
            const sq_options *options, sq_errors *errors)
{
    sq_findings findings;
    sq_findings_init(&findings, lab);
    sq_findings_lab(&findings, lab, options->quiet ? 0 : SQ_FINDINGS_LAB_TITLE);
    sq_findings_budget(&findings, budget, &outlook->prediction);
    enum sq_status status = sq_report_write(out, sq_cmd_format(options), &findings, errors);
    if (!status && options->plot)
        (void)!sq_plot_budget(options->plot, lab, budget, errors);
    return status;
}

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    sq_task task;
    sq_watch watch;
    sq_outlook outlook;
    sq_budget budget;
    sq_task_of(&task, lab);
    task.threads = options->threads;
    sq_watch_begin(&watch, &task, options->quiet, false);
    enum sq_status status =
        sq_outlook_make(&outlook, lab, &task, sq_outlook_usual_classes(lab), errors);
    bool made = status == SQ_OK;
    if (made)
        status = make(&budget, lab, &outlook, &task, errors);
    sq_watch_end(&watch);
    if (!status)
        status = write_found(out, lab, &budget, &outlook, options, errors);
    if (made)
        sq_outlook_free(&outlook);
    return status;
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, write_result, options->strict);
}

const sq_command sq_cmd_budget = {
    .name = "budget",
    .operand = "LAB.yaml",
    .summary = "what each cause costs: decay, noise, finite numbers, the spread of couplings",
    .essay =
        "For each cause the squeezing without it, when the sequence was planned to end and at\n"
        "the time that is best then, and with it alone.  A finite number of spins is taken\n"
        "out by many more of them with the same collective rates; drive and initial direction\n"
        "stay.  What helps has a negative cost.  By order 4 of the hierarchy, less what noise\n"
        "takes of order 2; the spread of the coupling by atoms in classes, all else by the\n"
        "uniform model.  Poisson fluctuations of the number, if the lab says nothing of them,\n"
        "are told beside the list and counted nowhere.",
    .file = SQ_FILE_USE_LAB,
    .options = "set noise threads plot json output strict quiet",
    .watched = true,
    .run = run,
};
