/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/sweep_point.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "beyond/task_of.h"
#include "lab/validity.h"
#include "planning/headline.h"
#include "planning/optimize.h"
#include "planning/outlook.h"
#include "predict/predict.h"

/* An order alone is followed so many times the usual duration where the lab has no end: the
 * dissipative minimum lies within, and what comes after it costs few steps. */
#define LONG 64

/* Then its steps and minima are as fine as it takes to be off by less than 0.001 dB, as its
 * closure is off by much more. */
#define ALONE_STEP 1e-6
#define ALONE_MINIMUM_DB 1e-3

/* A closure may break down right before the minimum that it leads to, which the paper's figures
 * show all the same; it is looked for so many steps further. */
enum { PAST_STEPS = 20 };

/* ---- words ---- */

static void
say(sq_sweep_row *row, enum sq_sweep_word which, const char *words)
{
    row->word[which][0] = '\0';
    sq_text_append(row->word[which], SQ_SWEEP_WORD_SIZE, "%s", words);
}

/* Why there is no answer. */
static void
give_up(sq_sweep_row *row, const char *status, sq_errors *found)
{
    say(row, SQ_SWEEP_STATUS, status);
    say(row, SQ_SWEEP_REMARK, sq_errors_first(found));
}

static void
tell_validity(sq_sweep_row *row, const sq_lab *lab)
{
    static const char *const words[] = {[SQ_COLOUR_GREEN] = "ok",
                                        [SQ_COLOUR_AMBER] = "caution: ",
                                        [SQ_COLOUR_RED] = "violated: "};
    sq_validity_verdict verdict[SQ_VALIDITY_MOST_VERDICTS];
    size_t n = sq_validity_verdicts(verdict, lab), worst = 0;
    for (size_t i = 1; i < n; i++)
        if (verdict[i].colour > verdict[worst].colour)
            worst = i;
    enum sq_colour colour = n ? verdict[worst].colour : SQ_COLOUR_GREEN;
    snprintf(row->word[SQ_SWEEP_VALIDITY], SQ_SWEEP_WORD_SIZE, "%s%s", words[colour],
             colour == SQ_COLOUR_GREEN ? "" : verdict[worst].name);
}

/* ---- numbers ---- */

/* The best of its kind. */
static void
tell_minimum(sq_sweep_row *row, const sq_judgement *j, const sq_curve_point *m)
{
    bool early = strcmp(sq_judgement_minimum_kind(j, m), "early") == 0;
    double *db = &row->number[early ? SQ_SWEEP_EARLY_DB : SQ_SWEEP_LATE_DB],
           *time = &row->number[early ? SQ_SWEEP_EARLY_TIME : SQ_SWEEP_LATE_TIME];
    double here = sq_squeezing_decibel(m->squeezing.xi2);
    if (*db >= here)
        return;
    *db = here;
    *time = m->t;
}

static void
tell_minima(sq_sweep_row *row, const sq_prediction *p, bool alone)
{
    const sq_curve *curve = &p->run.curve[p->run.primary];
    const sq_judgement *j = &p->judgement;
    for (size_t i = 0; i < curve->n_minima && curve->minimum[i].t <= j->valid_until; i++)
        tell_minimum(row, j, &curve->minimum[i]);
    bool beyond = alone && isnan(row->number[SQ_SWEEP_LATE_DB]) && curve->n_past > 0;
    if (!beyond)
        return;
    tell_minimum(row, j, &curve->past[0]);
    say(row, SQ_SWEEP_REMARK, "the late minimum lies just past the validity of this order");
}

/* The contrast and what goes with it are of the spin model alone. */
static void
tell_best(sq_sweep_row *row, const sq_headline *h, const sq_prediction *p)
{
    const sq_squeezing *best = &p->judgement.best.squeezing;
    row->number[SQ_SWEEP_DB] = h->db;
    row->number[SQ_SWEEP_DB_ERROR] = h->db_error;
    row->number[SQ_SWEEP_TIME] = h->time;
    row->number[SQ_SWEEP_XI2] = pow(10, -h->db / 10);
    if (h->of != SQ_HEADLINE_MODEL || h->kind == SQ_BEST_NONE)
        return;
    row->number[SQ_SWEEP_CONTRAST] = best->contrast;
    row->number[SQ_SWEEP_ANTISQUEEZED] = best->antisqueezed;
    row->number[SQ_SWEEP_N_EFF] = best->n_eff;
}

static void
tell(sq_sweep_row *row, const sq_headline *h, const sq_prediction *p, bool alone)
{
    const sq_answer *answer = sq_prediction_answer(p);
    tell_best(row, h, p);
    say(row, SQ_SWEEP_REMARK, p->remark);
    tell_minima(row, p, alone);
    if (answer->order > 0)
        row->number[SQ_SWEEP_ORDER] = answer->order;
    if (answer->trajectories > 0)
        row->number[SQ_SWEEP_TRAJECTORIES] = (double)answer->trajectories;
    say(row, SQ_SWEEP_SOLVER, answer->solver);
    say(row, SQ_SWEEP_KIND, sq_best_kind_name(h->kind));
    say(row, SQ_SWEEP_STATUS, "ok");
}

/* ---- the answer ---- */

static void
fill_task(sq_task *task, const sq_sweep_task *wanted, const sq_lab *lab)
{
    sq_task of_lab;
    sq_task_of(&of_lab, lab);
    *task = wanted->how;
    task->protocol = of_lab.protocol;
    memcpy(task->spin, of_lab.spin, sizeof task->spin);
    task->threads = 1;
    task->interrupt = wanted->interrupt;
    if (!task->alone)
        return;
    task->points = 2;
    task->past_validity = true;
    task->past_steps = PAST_STEPS;
    task->accuracy.step = ALONE_STEP;
    task->accuracy.minimum_db = ALONE_MINIMUM_DB;
    if (!sq_task_has_end(task))
        task->until = LONG * sq_task_end(task);
}

/* Are atoms in classes the answer, where their coupling differs? */
static bool
tells_classes(const sq_sweep_task *task)
{
    const sq_solver *solver = sq_solver_find(task->how.solver);
    bool comparable = !solver || (solver->correlated && !solver->stationary);
    return comparable && !task->how.alone;
}

static enum sq_status
follow_classes(sq_classes_cost *classes, bool *followed, const sq_lab *lab,
               const sq_sweep_task *task, sq_errors *errors)
{
    sq_outlook_classes due = sq_outlook_usual_classes(lab);
    *followed = due.n > 0 && tells_classes(task);
    return *followed ? sq_classes_cost_run(classes, lab, due.n, due.most_work, errors) : SQ_OK;
}

static enum sq_status
predict(sq_prediction *p, const sq_lab *lab, const sq_sweep_task *wanted, sq_errors *errors)
{
    sq_task task;
    fill_task(&task, wanted, lab);
    return task.alone ? sq_prediction_by(p, &task, errors) : sq_predict(p, &task, errors);
}

static enum sq_status
answer(sq_sweep_row *row, const sq_lab *lab, const sq_sweep_task *wanted, sq_errors *errors)
{
    sq_prediction p;
    sq_headline headline;
    sq_classes_cost classes;
    bool in_classes;
    enum sq_status status = follow_classes(&classes, &in_classes, lab, wanted, errors);
    if (!status)
        status = predict(&p, lab, wanted, errors);
    if (status)
        return status;
    sq_headline_number(&headline, lab, &p, in_classes ? &classes : NULL);
    tell(row, &headline, &p, wanted->how.alone);
    sq_prediction_free(&p);
    return SQ_OK;
}

/* ---- settings of its own ---- */

/* The lab with the best settings, and those as inputs of the row. */
static enum sq_status
take_best(sq_lab *best, sq_sweep_row *row, const sq_optimize_result *found,
          const sq_space *space, sq_errors *errors)
{
    for (size_t k = 0; k < space->n; k++)
        row->input[row->n_inputs - space->n + k] =
            found->setting[k].value / space->axis[k].unit.size;
    return sq_optimize_lab(best, found, space, errors);
}

static enum sq_status
choose(sq_lab *best, sq_sweep_row *row, const sq_lab *lab, const sq_sweep_task *task,
       const double *start, sq_errors *errors)
{
    sq_space space;
    sq_optimize_result found;
    enum sq_status status =
        sq_space_make_named(&space, lab, SQ_SWEEP_OPTIMIZE, task->free, task->n_free, errors);
    const sq_optimize_task wanted = {
        .goal = {.space = &space, .kind = SQ_MERIT_DB, .uniform = !tells_classes(task)},
        .seed = task->how.seed,
        .threads = 1,
        .start = start,
        .interrupt = task->interrupt};
    if (!status)
        status = sq_optimize(&found, &wanted, errors);
    if (!status)
        status = take_best(best, row, &found, &space, errors);
    sq_space_free(&space);
    return status;
}

/* ---- the whole ---- */

static void
begin(sq_sweep_row *row, const sq_sweep_task *task, size_t point)
{
    const sq_grid *grid = task->grid;
    *row = (sq_sweep_row){.point = point, .n_inputs = grid->n_axes + task->n_free};
    for (size_t k = 0; k < row->n_inputs; k++)
        row->input[k] =
            k < grid->n_axes ? sq_grid_value(grid, point, k) / grid->axis[k].unit.size : NAN;
    for (int i = 0; i < SQ_SWEEP_NUMBERS; i++)
        row->number[i] = NAN;
}

static enum sq_status
solve(sq_sweep_row *row, const sq_sweep_task *task, const double *start, sq_errors *errors)
{
    sq_lab lab = {0}, best = {0};
    const sq_lab *solved = task->n_free ? &best : &lab;
    const char *why = "no lab";
    enum sq_status status = sq_grid_lab(&lab, task->grid, row->point, errors);
    if (!status && task->n_free)
        status = choose(&best, row, &lab, task, start, errors);
    if (!status) {
        why = "failed";
        tell_validity(row, solved);
        status = answer(row, solved, task, errors);
    }
    if (status && status != SQ_ERR_MEMORY)
        give_up(row, why, errors);
    sq_lab_free(&best);
    sq_lab_free(&lab);
    return status == SQ_ERR_MEMORY ? status : SQ_OK;
}

enum sq_status
sq_sweep_point(sq_sweep_row *row, bool *interrupted, const sq_sweep_task *task, size_t point,
               const double *start, sq_errors *errors)
{
    sq_errors found = {0};
    begin(row, task, point);
    enum sq_status status = solve(row, task, start, &found);
    *interrupted = task->interrupt && *task->interrupt;
    if (status)
        sq_errors_add(errors, status, "%s", sq_errors_first(&found));
    sq_errors_free(&found);
    return status;
}

/* ---- once more ---- */

/* The lab with the settings that were chosen for it. */
static enum sq_status
lab_of_row(sq_lab *best, const sq_lab *lab, const sq_sweep_task *task, const sq_sweep_row *row,
           sq_errors *errors)
{
    sq_space space;
    double value[SQ_SPACE_MOST];
    enum sq_status status =
        sq_space_make_named(&space, lab, SQ_SWEEP_OPTIMIZE, task->free, task->n_free, errors);
    for (size_t k = 0; k < space.n; k++)
        value[k] = row->input[task->grid->n_axes + k] * space.axis[k].unit.size;
    if (!status)
        status = sq_lab_changed(best, space.change, value, errors);
    sq_space_free(&space);
    return status;
}

enum sq_status
sq_sweep_point_again(sq_prediction *p, const sq_sweep_task *task, const sq_sweep_row *row,
                     sq_errors *errors)
{
    sq_lab lab = {0}, best = {0};
    enum sq_status status = sq_grid_lab(&lab, task->grid, row->point, errors);
    if (!status && task->n_free)
        status = lab_of_row(&best, &lab, task, row, errors);
    if (!status)
        status = predict(p, task->n_free ? &best : &lab, task, errors);
    sq_lab_free(&best);
    sq_lab_free(&lab);
    return status;
}
