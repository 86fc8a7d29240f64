/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint budget: what each cause costs. */
#include "cli/cmd.h"
#include "cli/planned.h"
#include "planning/budget.h"
#include "report/findings_budget.h"
#include "report/findings_lab.h"
#include "report/plot_budget.h"
#include "report/report.h"

static enum sq_status
examine(void *found, const sq_lab *lab, const sq_outlook *outlook, const sq_task *task,
        const sq_options *options, sq_errors *errors)
{
    (void)options;
    return sq_budget_make(found, lab, outlook->prediction.judgement.best.t,
                          outlook->in_classes ? &outlook->classes : NULL, task, errors);
}

static enum sq_status
write_found(FILE *out, const void *found, const sq_lab *lab, const sq_outlook *outlook,
            const sq_options *options, sq_errors *errors)
{
    sq_findings findings;
    sq_findings_init(&findings, lab);
    findings.timed = options->verbose;
    sq_findings_lab(&findings, lab, options->quiet ? 0 : SQ_FINDINGS_LAB_TITLE);
    sq_findings_budget(&findings, lab, found, &outlook->prediction);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

static enum sq_status
draw(const char *path, const void *found, const sq_lab *lab, sq_errors *errors)
{
    return sq_plot_budget(path, lab, found, errors);
}

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    static const sq_planned planned = {.nothing = "there is nothing that could be lost",
                                       .examine = examine,
                                       .write = write_found,
                                       .draw = draw};
    sq_budget budget;
    return sq_planned_run(out, &planned, &budget, lab, options, errors);
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
        "stay.  What helps has a negative cost.  By order 4 of the hierarchy as far as it can\n"
        "be trusted; the spread of the coupling by atoms in classes, all else by the\n"
        "uniform model.  Poisson fluctuations of the number, if the lab says nothing of them,\n"
        "are told beside the list and counted nowhere.",
    .file = SQ_FILE_USE_LAB,
    .options = "set noise threads plot json output strict quiet",
    .watched = true,
    .run = run,
};
