/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/tolerance.h"

#include <math.h>
#include <string.h>

#include "base/format.h"
#include "beyond/sketch.h"
#include "input/param_value.h"
#include "lab/inputs.h"
#include "lab/shot.h"
#include "planning/noise_watch.h"
#include "planning/sight.h"
#include "planning/tolerance_walk.h"

const char *
sq_tolerance_end_name(enum sq_tolerance_end end)
{
    static const char *const names[SQ_TOLERANCE_N_ENDS] = {
        [SQ_TOLERANCE_LOSS] = "loss", [SQ_TOLERANCE_BOUND] = "bound",
        [SQ_TOLERANCE_FAR] = "far",   [SQ_TOLERANCE_TRUST] = "trust",
        [SQ_TOLERANCE_LAB] = "lab",
    };
    return names[end];
}

/* ---- which inputs ---- */

typedef struct gathering {
    sq_tolerance *t;
    const sq_lab *lab;
    sq_tolerance_question question;
    sq_tolerance_candidate candidate[SQ_TOLERANCE_MOST];
    sq_errors *errors;
} gathering;

static void
allow(sq_tolerance_candidate *c, const sq_param_row *row)
{
    c->low = -INFINITY, c->high = INFINITY;
    if (row->bounds == SQ_POSITIVE || row->bounds == SQ_NOT_NEGATIVE)
        c->low = 0;
    else if (row->bounds == SQ_WITHIN || row->bounds == SQ_WHOLE)
        c->low = row->min;
    if (row->bounds == SQ_WITHIN || (row->bounds == SQ_WHOLE && row->max > row->min))
        c->high = row->max;
    c->ends_belong = row->bounds != SQ_POSITIVE;
}

static double
scale_of(bool *relative, const sq_lab *lab, double value, const sq_inputs_unit *unit,
         bool is_angle)
{
    *relative = !is_angle && value != 0;
    if (*relative)
        return fabs(value);
    bool is_rate = unit->dim == SQ_DIM_RATE || lab->platform->dimensionless;
    return is_angle ? 1 : is_rate ? sq_rates_collective(&lab->rates) : unit->size;
}

/* Seconds are not for every apparatus. */
static void
shorten_unit(sq_inputs_unit *unit, double time)
{
    static const struct {
        const char *name;
        double size;
    } units[] = {{"s", 1}, {"ms", 1e-3}, {"us", 1e-6}, {"ns", 1e-9}};
    size_t i = 0;
    while (i < 3 && time < units[i].size)
        i++;
    unit->name = sq_text_excerpt(units[i].name);
    unit->size = units[i].size;
}

/* Takes the input if the model depends on it. */
static enum sq_status
add(gathering *g, const sq_param_row *row, const char *key, double value, bool is_angle)
{
    sq_inputs_unit unit;
    sq_tolerance_candidate *c = &g->candidate[g->t->n];
    sq_tolerance_input *input = &g->t->input[g->t->n];
    if (g->t->n == SQ_TOLERANCE_MOST || !isfinite(value))
        return SQ_OK;
    const char *unit_key = strcmp(key, SQ_TOLERANCE_STOP) == 0 ? "time.until" : key;
    enum sq_status status = sq_inputs_unit_of(&unit, g->lab, unit_key, g->errors);
    if (status)
        return status;
    if (strcmp(key, SQ_TOLERANCE_STOP) == 0 && strcmp(unit.name.text, "s") == 0)
        shorten_unit(&unit, value);
    *input = (sq_tolerance_input){
        .key = sq_text_excerpt(key), .unit = unit.name, .unit_size = unit.size, .value = value};
    input->scale = scale_of(&input->relative, g->lab, value, &unit, is_angle);
    *c = (sq_tolerance_candidate){.input = input};
    allow(c, row);
    if (is_angle && c->high - c->low > 2 * M_PI)
        c->low = value - M_PI, c->high = value + M_PI;
    c->logarithmic = !is_angle && value > 0 && c->low >= 0;
    if (input->scale > 0 && sq_tolerance_walk_matters(&g->question, c))
        g->t->n++;
    return SQ_OK;
}

/* Angles are asked for by themselves: the lab may have them by name. */
static enum sq_status
gather(const sq_inputs_one *input, void *context)
{
    gathering *g = context;
    bool skipped = input->angle || input->row->kind != SQ_PARAM_QUANTITY;
    double value = strcmp(input->key.text, "drive.ratio") == 0
                       ? sq_inputs_value(g->lab, input->key.text)
                       : input->quantity->value;
    return skipped ? SQ_OK : add(g, input->row, input->key.text, value, false);
}

static enum sq_status
gather_all(gathering *g)
{
    static const char *const angle[] = {"initial.direction.polar", "initial.direction.azimuth"};
    static const sq_param_row stop = {.bounds = SQ_NOT_NEGATIVE};
    enum sq_status status = sq_inputs_visit(g->lab, gather, g);
    for (size_t i = 0; i < 2 && !status; i++)
        status = add(g, &sq_param_value_angles[i], angle[i], sq_inputs_value(g->lab, angle[i]),
                     true);
    return status ? status : add(g, &stop, SQ_TOLERANCE_STOP, g->t->planned, false);
}

/* ---- all of them ---- */

static enum sq_status
walk_all(const gathering *g, const sq_task *task)
{
    enum sq_status failed = SQ_OK;
    sq_noise_watch watch = sq_noise_watch_begin(task, "tolerances", (long)g->t->n, 0);
#pragma omp parallel for schedule(dynamic) num_threads(sq_noise_watch_threads(&watch))
    for (size_t i = 0; i < g->t->n; i++) {
        sq_errors found = {0};
        if (!sq_noise_watch_goes_on(&watch))
            continue;
        enum sq_status status = sq_tolerance_walk(&g->question, &g->candidate[i], &found);
        sq_noise_watch_one_more(&watch);
#pragma omp critical
        if (status && !failed)
            failed = sq_errors_add(g->errors, status, "%s", sq_errors_first(&found));
        sq_errors_free(&found);
    }
    return failed;
}

/* What is not done comes last; what is alike stays in the order of the file. */
static void
rank(sq_tolerance *t)
{
    for (size_t i = 0; i < t->n; i++) {
        sq_tolerance_input one = t->input[i];
        size_t k = i;
        if (!one.done)
            one.half = INFINITY, t->interrupted = true;
        for (; k > 0 && t->input[k - 1].half > one.half; k--)
            t->input[k] = t->input[k - 1];
        t->input[k] = one;
    }
}

/* By the highest order that is trusted. */
static enum sq_sight
look_by_order(sq_tolerance *t, const sq_lab *lab)
{
    sq_sight_view view = {SQ_SIGHT_NONE, 0, NAN, NAN, NAN};
    t->closed_form = sq_sketch_is_closed(&lab->rates);
    for (int order = SQ_SIGHT_HIGHEST;
         order >= SQ_SIGHT_LOWEST && view.sight != SQ_SIGHT_TRUSTED; order--) {
        sq_sight_look(&view, lab, NULL, t->planned, order, order);
        t->order = order;
    }
    t->ideal_db = view.db;
    t->other_ideal_db = view.other_db;
    return view.sight;
}

static enum sq_status
look_here(sq_tolerance *t, const sq_lab *lab, sq_errors *errors)
{
    enum sq_sight sight = look_by_order(t, lab);
    const char *unit = lab->platform->dimensionless ? "" : "s";
    if (sight != SQ_SIGHT_TRUSTED)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "%s: at the planned time, %s, no order of the hierarchy can be "
                             "trusted, and how the squeezing changes with the inputs is not "
                             "known; end the run earlier, by --set time.until=...",
                             lab->path, sq_format_si(t->planned, unit, 4).s);
    if (!(t->ideal_db > 0))
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "%s: this lab shows no squeezing: there is nothing to hold; "
                             "'squint optimize' looks for settings that do",
                             lab->path);
    return SQ_OK;
}

enum sq_status
sq_tolerance_make(sq_tolerance *t, const sq_lab *lab, double planned, double loss_db,
                  const sq_task *task, sq_errors *errors)
{
    gathering g = {.t = t, .lab = lab, .errors = errors};
    *t = (sq_tolerance){.loss_db = loss_db, .planned = planned};
    enum sq_status status = look_here(t, lab, errors);
    g.question = (sq_tolerance_question){
        lab, planned, loss_db, t->order, t->closed_form, t->ideal_db, t->other_ideal_db};
    if (!status)
        status = gather_all(&g);
    if (!status)
        status = walk_all(&g, task);
    rank(t);
    return status;
}
