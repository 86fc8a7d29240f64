/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint optimize: the settings that squeeze most. */
#include <math.h>
#include <string.h>

#include "base/output.h"
#include "base/version.h"
#include "beyond/task_of.h"
#include "cli/cmd.h"
#include "cli/watch.h"
#include "lab/lab_change.h"
#include "lab/lab_write.h"
#include "lab/noises.h"
#include "lab/uncertainty.h"
#include "lab/validity.h"
#include "planning/limit.h"
#include "planning/optimize.h"
#include "planning/outlook.h"
#include "planning/pareto.h"
#include "report/findings_clock.h"
#include "report/findings_lab.h"
#include "report/findings_optimum.h"
#include "report/findings_pareto.h"
#include "report/findings_prediction.h"
#include "report/report.h"

/* The answer is followed so much longer than the search saw its best point. */
#define BEYOND 1.5

/* The best squeezing lies that much later than what is best for a clock. */
#define BEYOND_CLOCK 3

/* ---- what is asked for ---- */

/* A time on the command line, in the lab's unit; NULL stays 0. */
static enum sq_status
read_time(double *time, const char *option, const char *text, const sq_lab *lab,
          sq_errors *errors)
{
    char reason[SQ_TEXT_REASON_SIZE];
    sq_quantity read;
    *time = 0;
    if (!text)
        return SQ_OK;
    bool plain = lab->platform->dimensionless;
    if (sq_quantity_read(text, plain ? SQ_DIM_NUMBER : SQ_DIM_TIME, plain ? "3" : "3 s", &read,
                         reason, sizeof reason))
        return sq_errors_add(errors, SQ_ERR_INPUT, "--%s %s", option, reason);
    if (!(read.value > 0))
        return sq_errors_add(errors, SQ_ERR_INPUT, "--%s %s: a time after the start is wanted",
                             option, text);
    *time = read.value;
    return SQ_OK;
}

static bool
is_goal(const sq_options *options, const char *word)
{
    return options->goal && strcmp(options->goal, word) == 0;
}

/* The input whose limit is sought; NULL: none. */
static const char *
sought(const sq_options *options)
{
    return options->least ? options->least : options->most;
}

static enum sq_status
check_goal(const sq_options *options, sq_errors *errors)
{
    bool time = is_goal(options, "time"), clock = is_goal(options, "clock");
    if (options->goal && !time && !clock && !is_goal(options, "db"))
        return sq_errors_add(errors, SQ_ERR_INPUT, "--goal %s: db, time or clock is wanted",
                             options->goal);
    if (time && !(options->target_db > 0))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--goal time: how many dB are to be reached? Add --target, for "
                             "example --target 6dB");
    if (sought(options) && !(options->target_db > 0))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--%s %s: how many dB are to be reached? Add --target, for "
                             "example --target 10dB",
                             options->most ? "most" : "least", sought(options));
    if (!time && !sought(options) && options->target_db > 0)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--target goes with --goal time, which reaches it as soon as "
                             "possible, or with --least KEY or --most KEY");
    if ((time || clock) && options->at)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--at and --goal %s exclude each other: one gives the time, the "
                             "other looks for it",
                             options->goal);
    if ((time || clock) && options->with_noise)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--with-noise and --goal %s exclude each other: noise is counted "
                             "of squeezing",
                             options->goal);
    return SQ_OK;
}

/* Noise that is to count is there. */
static enum sq_status
check_noise(const sq_options *options, const sq_lab *lab, sq_errors *errors)
{
    if (!options->with_noise || sq_noises_are_given(lab))
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "--with-noise: this lab has no noise; give its file a section noise, "
                         "or add --noise KEY=RMS, for example --noise atoms.number=poisson");
}

/* A condition that nobody asks cannot be allowed to be violated. */
static enum sq_status
check_allowed(const sq_options *options, const sq_lab *lab, sq_errors *errors)
{
    sq_validity_verdict verdict[SQ_VALIDITY_MOST_VERDICTS];
    size_t n = sq_validity_verdicts(verdict, lab);
    for (size_t i = 0; i < options->allow.n; i++) {
        const char *name[SQ_VALIDITY_MOST_VERDICTS + 1] = {NULL};
        bool known = false;
        for (size_t k = 0; k < n; k++) {
            name[k] = verdict[k].name;
            known = known || strcmp(name[k], options->allow.text[i]) == 0;
        }
        const char *near = sq_text_nearest(options->allow.text[i], name);
        if (!known)
            return sq_errors_add(
                errors, SQ_ERR_INPUT, "--allow %s: there is no condition of that name%s%s%s",
                options->allow.text[i], near ? "; did you mean '" : " (see check --json)",
                near ? near : "", near ? "'?" : "");
    }
    return SQ_OK;
}

static enum sq_status
fill_task(sq_optimize_task *task, const sq_space *space, const sq_options *options,
          sq_errors *errors)
{
    const sq_lab *lab = space->lab;
    *task = (sq_optimize_task){.goal = {.space = space,
                                        .allow = options->allow.text,
                                        .n_allow = options->allow.n,
                                        .target = options->target_db,
                                        .with_noise = options->with_noise},
                               .seed = (uint64_t)options->seed,
                               .threads = options->threads};
    enum sq_status status = check_goal(options, errors);
    if (!status)
        status = check_allowed(options, lab, errors);
    if (!status)
        status = check_noise(options, lab, errors);
    if (!status)
        status = read_time(&task->goal.within, "within", options->within, lab, errors);
    if (!status)
        status = read_time(&task->goal.at, "at", options->at, lab, errors);
    if (!status && is_goal(options, "clock"))
        status = sq_clock_cycle_of(&task->goal.clock, lab, errors);
    task->goal.kind = is_goal(options, "clock") ? SQ_MERIT_CLOCK
                      : options->at             ? SQ_MERIT_DB_AT
                      : sought(options)         ? SQ_MERIT_DB
                      : options->target_db > 0  ? SQ_MERIT_TIME_TO
                                                : SQ_MERIT_DB;
    return status;
}

/* ---- the search and its answer ---- */

typedef struct plan {
    sq_space space;
    sq_optimize_task task;
    sq_optimize_result result;
    sq_pareto pareto; /* empty: was not asked for */
    sq_lab lab;       /* with the best settings */
    sq_outlook outlook;
} plan;

static enum sq_status
solve(plan *p, const sq_task *watched, sq_errors *errors)
{
    const sq_optimize_result *r = &p->result;
    enum sq_status status = sq_optimize_lab(&p->lab, r, &p->space, errors);
    if (!status)
        status = sq_uncertainty_prepare(&p->lab, errors);
    if (status)
        return status;
    sq_task task;
    sq_task_of(&task, &p->lab);
    task.interrupt = r->interrupted ? NULL : watched->interrupt;
    if (r->interrupted) { /* at once */
        task.solver = "cumulant";
        task.order = 2;
    }
    task.progress = watched->progress;
    task.listener = watched->listener;
    task.seed = p->task.seed;
    task.threads = p->task.threads;
    double until = sq_merit_until(&p->task.goal, &p->lab);
    if (!(r->time > 0))
        task.until = p->task.goal.within > 0 ? until : p->task.goal.at;
    else
        task.until = p->task.goal.kind == SQ_MERIT_DB      ? fmin(until, BEYOND * r->time)
                     : p->task.goal.kind == SQ_MERIT_CLOCK ? fmin(until, BEYOND_CLOCK * r->time)
                                                           : r->time;
    status =
        sq_outlook_make(&p->outlook, &p->lab, &task, sq_outlook_usual_classes(&p->lab), errors);
    const sq_merit_goal *goal = &p->task.goal;
    p->outlook.headline.time_is_wanted =
        goal->within > 0 || goal->at > 0 || goal->kind == SQ_MERIT_TIME_TO;
    return status;
}

static enum sq_status
search(plan *p, const sq_options *options, sq_errors *errors)
{
    sq_task task;
    sq_watch watch;
    sq_task_of(&task, p->space.lab);
    sq_watch_begin(&watch, &task, options->quiet, options->verbose);
    sq_watch_part told = sq_watch_part_begin(&task, "search");
    p->task.interrupt = task.interrupt;
    p->task.progress = sq_watch_part_tell;
    p->task.listener = &told;
    enum sq_status status = sought(options) ? sq_limit_find(&p->result, &p->task, errors)
                                            : sq_optimize(&p->result, &p->task, errors);
    if (!status && options->pareto)
        status = sq_pareto_find(&p->pareto, &p->task, &p->result, errors);
    if (!status)
        status = solve(p, &task, errors);
    sq_watch_end(&watch);
    return status;
}

/* ---- what is written ---- */

/* What the search has found out about the settings. */
static void
tell_worth(char *head, size_t size, const plan *p)
{
    const sq_optimize_result *r = &p->result;
    const sq_space *space = &p->space;
    bool sought = space->sought != SQ_SPACE_NONE, none = isnan(r->db) || isnan(r->time);
    const char *unit = p->lab.platform->dimensionless ? "" : "s";
    if (r->violated)
        sq_text_append(head, size,
                       "Nothing within the ranges keeps to the model: violates %s.\n",
                       r->violated);
    else if (!r->reached && p->task.goal.target > 0)
        sq_text_append(head, size, "Nothing within the ranges reaches %g dB; the most is\n",
                       p->task.goal.target);
    else if (sought && !r->interrupted)
        sq_text_append(head, size, "The %s %s that gives %g dB.\n",
                       space->most ? "most" : "least", space->axis[space->sought].key.text,
                       p->task.goal.target);
    if (none)
        sq_text_append(head, size, "No squeezing");
    else
        sq_text_append(head, size, "%.2f dB after %s", r->db, sq_format_si(r->time, unit, 4).s);
    if (r->in_classes)
        sq_text_append(head, size, " by order 2, atoms in classes of coupling");
    else if (r->closed_form)
        sq_text_append(head, size, " by the closed form");
    else
        sq_text_append(head, size, " by order %d", r->order);
    sq_text_append(head, size, "%s.\n", p->task.goal.with_noise ? ", with the noise" : "");
    if (p->outlook.headline.db > 0)
        sq_text_append(head, size, "Predicted for them: %.2f dB.\n", p->outlook.headline.db);
    if (r->interrupted)
        sq_text_append(head, size, "Interrupted: there may be better settings.\n");
}

static enum sq_status
write_lab(FILE *out, const plan *p, const sq_options *options, sq_errors *errors)
{
    sq_lab_write_value value[SQ_SPACE_MOST];
    char head[2000] = "";
    for (size_t k = 0; k < p->space.n; k++)
        value[k] = (sq_lab_write_value){p->space.axis[k].key.text, p->result.setting[k].text.s};
    sq_text_append(head, sizeof head, "Best settings of %s, by squint %s optimize, seed %d:\n",
                   p->space.lab->path, SQ_VERSION, options->seed);
    for (size_t k = 0; k < p->space.n; k++)
        sq_text_append(head, sizeof head, "%s = %s\n", value[k].key, value[k].text);
    tell_worth(head, sizeof head, p);
    return sq_lab_write(out, &p->lab, head, value, p->space.n, errors);
}

static enum sq_status
write_answer(FILE *out, const plan *p, const sq_options *options, sq_errors *errors)
{
    sq_findings findings;
    sq_findings_init(&findings, &p->lab);
    findings.timed = options->verbose;
    sq_findings_lab(&findings, &p->lab, options->quiet ? 0 : SQ_FINDINGS_LAB_ALL);
    sq_findings_optimum(&findings, &p->result, &p->task, &p->outlook.headline);
    if (options->pareto)
        sq_findings_pareto(&findings, &p->pareto, &p->space);
    sq_findings_prediction(&findings, &p->lab, &p->outlook.prediction, &p->outlook.headline,
                           options->verbose);
    if (p->task.goal.kind == SQ_MERIT_CLOCK) {
        sq_clock_plan clock;
        sq_clock_plan_make(&clock, &p->task.goal.clock, &p->outlook.prediction);
        sq_findings_clock(&findings, &clock, &p->task.goal.clock, &p->outlook, 0);
    }
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

/* The lab is opened before the search: a path that cannot be written to should not cost it. */
static enum sq_status
search_and_write(FILE *out, plan *p, const sq_options *options, sq_errors *errors)
{
    sq_output lab = {0};
    enum sq_status status =
        options->best ? sq_output_open(&lab, options->best, stdout, errors) : SQ_OK;
    if (!status)
        status = search(p, options, errors);
    if (status) {
        sq_output_abandon(&lab);
        return status;
    }
    status = options->best ? write_lab(lab.stream, p, options, errors) : SQ_OK;
    if (!status && options->best)
        status = sq_output_commit(&lab, errors);
    if (!status)
        status = write_answer(out, p, options, errors);
    sq_output_abandon(&lab);
    sq_outlook_free(&p->outlook);
    return status;
}

static enum sq_status
optimize(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    plan p = {0};
    enum sq_status status = sq_space_make(&p.space, lab, options->free.text, options->free.n,
                                          sought(options), options->most, errors);
    if (!status)
        status = fill_task(&p.task, &p.space, options, errors);
    if (!status)
        status = search_and_write(out, &p, options, errors);
    sq_lab_free(&p.lab);
    sq_space_free(&p.space);
    return status;
}

/* The lab with its run as long as is asked for, if it gives one that is shorter: what is found
 * is to be seen, and to run from a file. */
static enum sq_status
lengthen(sq_lab *longer, const sq_lab *lab, double until, sq_errors *errors)
{
    static const char *const key[] = {"time.until"};
    sq_lab_change *change;
    enum sq_status status = sq_lab_change_create(&change, lab, key, 1, errors);
    if (!status)
        status = sq_lab_changed(longer, change, &until, errors);
    sq_lab_change_free(change);
    return status;
}

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    sq_lab longer = {0};
    double within, at;
    enum sq_status status = read_time(&within, "within", options->within, lab, errors);
    if (!status)
        status = read_time(&at, "at", options->at, lab, errors);
    bool is_short = !status && lab->until_given && fmax(within, at) > lab->until;
    if (is_short)
        status = lengthen(&longer, lab, fmax(within, at), errors);
    if (!status)
        status = optimize(out, is_short ? &longer : lab, options, errors);
    sq_lab_free(&longer);
    return status;
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, write_result, options->strict);
}

const sq_command sq_cmd_optimize = {
    .name = "optimize",
    .alias = "optimise",
    .operand = "LAB.yaml",
    .summary = "the best settings: most squeezing within ranges, time and conditions",
    .essay =
        "Free are the values that are ranges in the lab (ratio: 0.5 .. 1.2) and those named\n"
        "by --free; where there are none, the drive and the initial direction.  Thousands of\n"
        "labs are compared by order 2 of the hierarchy; what the best is worth is told as by\n"
        "'squint predict'.  'within 0.5 dB' is how well a setting has to be met, the others\n"
        "held, squeezing at its own best time.",
    .file = SQ_FILE_USE_LAB,
    .options =
        "set noise free goal target least most at within pareto with-noise allow seed threads "
        "best json strict quiet "
        "verbose",
    .ranges = true,
    .watched = true,
    .run = run,
};
