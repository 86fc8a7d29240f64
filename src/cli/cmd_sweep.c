/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint sweep: the answer at many settings. */
#include <string.h>

#include "base/share_assist.h"
#include "beyond/task_of.h"
#include "cli/cmd.h"
#include "cli/option_rules.h"
#include "cli/watch.h"
#include "input/setting.h"
#include "lab/inputs.h"
#include "planning/sweep.h"
#include "planning/sweep_assist.h"
#include "planning/sweep_point.h"
#include "planning/sweep_table.h"
#include "report/findings_lab.h"
#include "report/findings_sweep.h"
#include "report/plot_curves.h"
#include "report/plot_sweep.h"
#include "report/report.h"

/* ---- what is asked for ---- */

typedef struct ranges {
    const sq_grid *grid;
    const sq_options *options;
    sq_errors *errors;
} ranges;

static bool
is_decided(const ranges *r, const char *key)
{
    for (size_t k = 0; k < r->grid->n_axes; k++)
        if (strcmp(r->grid->axis[k].key.text, key) == 0)
            return true;
    for (size_t i = 0; i < r->options->optimize.n; i++) {
        char chosen[SQ_KEY_SIZE];
        sq_space_key(chosen, r->options->optimize.text[i]);
        if (strcmp(chosen, key) == 0)
            return true;
    }
    return false;
}

static enum sq_status
refuse_range(const sq_inputs_one *input, void *context)
{
    const ranges *r = context;
    const char *key = input->key.text;
    return is_decided(r, key)
               ? SQ_OK
               : sq_errors_add(r->errors, SQ_ERR_INPUT,
                               "%s: '%s' is a range, of which nothing says what to do with it: "
                               "add --vary %s=A..B:N, or --optimize %s",
                               key, sq_text_excerpt(input->quantity->text).text, key, key);
}

/* A value that no point has was meant for something else. */
static enum sq_status
refuse_settings(const sq_grid *grid, const sq_options *options, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < options->setting.n; i++)
        for (size_t k = 0; k < grid->n_axes; k++)
            if (sq_setting_value(options->setting.text[i], grid->axis[k].key.text))
                status = sq_errors_add(errors, SQ_ERR_INPUT,
                                       "--set %s has no effect, as --vary gives its values; "
                                       "leave out one of them",
                                       grid->axis[k].key.text);
    return status;
}

static void
fill_task(sq_sweep_task *task, const sq_grid *grid, const sq_options *options)
{
    *task = (sq_sweep_task){.grid = grid,
                            .free = options->optimize.text,
                            .n_free = options->optimize.n,
                            .threads = options->threads,
                            .ranks = true};
    sq_task_of(&task->how, grid->lab);
    task->how.solver = options->solver;
    task->how.order = options->order;
    task->how.alone = options->order > 0;
    task->how.trajectories = options->trajectories;
    task->how.seed = (uint64_t)options->seed;
    if (options->error_db > 0)
        task->how.accuracy.answer_db = options->error_db;
}

/* ---- the whole ---- */

static enum sq_status
sweep(sq_sweep_table *table, sq_sweep_task *task, const sq_options *options, sq_errors *errors)
{
    sq_task watched;
    sq_watch watch;
    sq_task_of(&watched, task->grid->lab);
    sq_watch_begin(&watch, &watched, options->quiet, options->verbose);
    sq_watch_part told = sq_watch_part_begin(&watched, "sweep");
    task->interrupt = watched.interrupt;
    task->keep = sq_sweep_table_put;
    task->keeper = table;
    task->progress = sq_watch_part_tell;
    task->listener = &told;
    enum sq_status status = sq_sweep(task, table->known, errors);
    sq_watch_end(&watch);
    return status;
}

/* Where no trajectories ran, what was asked of them had no effect. */
static void
tell_unsampled(const sq_sweep_table *table, const sq_options *options)
{
    sq_sweep_row row;
    for (size_t i = 0; i < table->grid->n; i++)
        if (sq_sweep_table_row(&row, table, i) && row.number[SQ_SWEEP_TRAJECTORIES] > 0)
            return;
    sq_option_rules_unsampled(options, stderr);
}

static enum sq_status
write_answer(FILE *out, const sq_sweep_table *table, const sq_sweep_task *task,
             const sq_options *options, sq_errors *errors)
{
    if (options->csv) {
        sq_sweep_table_write(out, table);
        return SQ_OK;
    }
    sq_findings findings;
    sq_findings_init(&findings, table->grid->lab);
    findings.timed = options->verbose;
    sq_findings_lab(&findings, table->grid->lab, options->quiet ? 0 : SQ_FINDINGS_LAB_TITLE);
    sq_findings_sweep(&findings, table, task);
    return sq_report_write(out, sq_cmd_format(options), &findings, errors);
}

/* ---- the figure ---- */

static enum sq_status
check_figure(const sq_grid *grid, const sq_options *options, sq_errors *errors)
{
    if (!options->plot)
        return SQ_OK;
    if (!options->curves)
        return sq_plot_sweep_check(options->plot, grid, errors);
    return grid->n <= SQ_PLOT_CURVES_MOST
               ? SQ_OK
               : sq_errors_add(
                     errors, SQ_ERR_INPUT,
                     "--curves: %zu curves cannot be told apart; ask for %d points at "
                     "most",
                     grid->n, SQ_PLOT_CURVES_MOST);
}

/* Rows have no curves: those points are followed once more. */
static enum sq_status
draw_curves(const char *path, const sq_sweep_table *table, const sq_sweep_task *task,
            sq_errors *errors)
{
    sq_plot_curves c = {.grid = table->grid};
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < table->grid->n && !status; i++) {
        sq_sweep_row row;
        if (!sq_sweep_table_row(&row, table, i) || !sq_sweep_row_is_answered(&row))
            continue;
        status = sq_sweep_point_again(&c.prediction[c.n], task, &row, errors);
        if (!status)
            c.point[c.n++] = i;
    }
    if (!status)
        status = sq_plot_curves_draw(path, &c, errors);
    for (size_t i = 0; i < c.n; i++)
        sq_prediction_free(&c.prediction[i]);
    return status;
}

static enum sq_status
draw(const sq_sweep_table *table, const sq_sweep_task *task, const sq_options *options,
     sq_errors *errors)
{
    return options->curves ? draw_curves(options->plot, table, task, errors)
                           : sq_plot_sweep(options->plot, table, task, errors);
}

/* ---- all of it ---- */

static enum sq_status
sweep_and_write(FILE *out, sq_sweep_table *table, sq_sweep_task *task,
                const sq_options *options, sq_errors *errors)
{
    enum sq_status status = sq_sweep_check(task, errors);
    if (!status)
        status = sq_sweep_table_make(table, task, errors);
    if (!status && options->into)
        status = sq_sweep_table_open(table, options->into, errors);
    if (!status)
        status = sweep(table, task, options, errors);
    if (!status)
        status = sq_sweep_table_close(table, errors);
    if (!status) {
        tell_unsampled(table, options);
        status = write_answer(out, table, task, options, errors);
    }
    /* The answer stands without its figure. */
    if (!status && options->plot && !sq_watch_signal())
        (void)!draw(table, task, options, errors);
    return status;
}

static enum sq_status
write_result(FILE *out, const sq_lab *lab, const sq_options *options, sq_errors *errors)
{
    sq_grid grid;
    sq_sweep_table table = {0};
    sq_sweep_task task;
    enum sq_status status =
        sq_grid_make(&grid, lab, options->vary.text, options->vary.n, errors);
    ranges r = {&grid, options, errors};
    if (!status)
        status = sq_inputs_visit_ranges(lab, refuse_range, &r);
    if (!status)
        status = refuse_settings(&grid, options, errors);
    if (!status)
        status = check_figure(&grid, options, errors);
    if (!status) {
        fill_task(&task, &grid, options);
        status = sweep_and_write(out, &table, &task, options, errors);
    }
    sq_sweep_table_free(&table);
    sq_grid_free(&grid);
    return status;
}

static int
run(const sq_options *options)
{
    return sq_cmd_run(options, write_result, false);
}

/* ---- as another rank ---- */

static void
assist_in(const sq_lab *lab, const sq_options *options, const sq_share_job *job,
          const volatile sig_atomic_t *interrupt)
{
    sq_grid grid;
    sq_sweep_task task;
    sq_errors found = {0};
    if (sq_grid_make(&grid, lab, options->vary.text, options->vary.n, &found)) {
        sq_share_assist_decline(&found);
    } else {
        fill_task(&task, &grid, options);
        task.interrupt = interrupt;
        sq_sweep_assist(&task, job);
    }
    sq_errors_free(&found);
    sq_grid_free(&grid);
}

static void
assist(const sq_options *options, const sq_share_job *job,
       const volatile sig_atomic_t *interrupt)
{
    sq_lab lab;
    sq_errors found = {0};
    if (sq_cmd_read_lab(&lab, options->operand, options, &found)) {
        sq_share_assist_decline(&found);
    } else {
        assist_in(&lab, options, job, interrupt);
        sq_lab_free(&lab);
    }
    sq_errors_free(&found);
}

const sq_command sq_cmd_sweep = {
    .name = "sweep",
    .operand = "LAB.yaml",
    .summary = "the answer at many settings: a table, a curve or a map",
    .essay =
        "Every combination of the values of --vary is answered as by 'squint predict'; with\n"
        "--order by that order alone, which is fastest and has no error.  --optimize chooses\n"
        "other inputs anew at each point.  With --into FILE each row is kept as soon as it is\n"
        "known: however the sweep ends, the same command goes on where it was.",
    .file = SQ_FILE_USE_LAB,
    .options = "set vary optimize solver order error trajectories seed threads into "
               "curves plot json csv output quiet verbose",
    .ranges = true,
    .watched = true,
    .run = run,
    .assist = assist,
};
