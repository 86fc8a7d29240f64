/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/interval.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "beyond/classes.h"
#include "beyond/classes_cost.h"
#include "beyond/sketch.h"
#include "lab/lab_change.h"
#include "lab/uncertainty.h"
#include "predict/axis.h"

enum { POINTS = 201 };

typedef struct search {
    const sq_lab *lab;
    const sq_interval_method *method;
    sq_interval *interval;
    double here; /* of the lab as it is, dB */
    double loss_squared, gain_squared;
    sq_errors *errors;
    double t[POINTS], db[POINTS];
    sq_moments moments[POINTS];
} search;

/* ---- one lab ---- */

static enum sq_status
best_of_model(double *db, bool *ended, search *s, const sq_lab *lab)
{
    sq_closure_reach followed, trusted;
    double time;
    sq_axis_fill(s->t, POINTS, false, &lab->rates, s->method->until);
    enum sq_status status = sq_sketch_run(s->moments, &followed, &trusted, &lab->rates,
                                          lab->spin, s->t, POINTS, s->errors);
    if (status)
        return status;
    for (size_t i = 0; i < trusted.n; i++)
        s->db[i] = sq_sketch_decibel(&s->moments[i]);
    *db = sq_sketch_top(&time, s->t, s->db, trusted.n);
    *ended = trusted.n == 0 || time == s->t[trusted.n - 1];
    return SQ_OK;
}

static enum sq_status
best_of_classes(double *db, bool *ended, const search *s, const sq_lab *lab)
{
    sq_classes_cost cost;
    enum sq_status status =
        sq_classes_cost_run(&cost, lab, s->method->classes, SQ_CLASSES_QUICK, s->errors);
    if (status)
        return status;
    *db = s->method->weighted ? cost.weighted_db : cost.db;
    *ended = cost.given_up || (s->method->weighted ? cost.weighted_ended : cost.ended);
    return SQ_OK;
}

static enum sq_status
best_of(double *db, bool *ended, search *s, const sq_lab *lab)
{
    return s->method->classes ? best_of_classes(db, ended, s, lab)
                              : best_of_model(db, ended, s, lab);
}

/* ---- inputs ---- */

/* At the edge of what an input may be that side is the lab itself. */
static enum sq_status
look_at_side(double *difference, search *s, const sq_lab_change *change,
             const sq_uncertainty_input *input, double by)
{
    sq_lab varied = {0};
    sq_errors ignored = {0};
    double value = input->value + by * input->sd, db = NAN;
    bool ended = false;
    enum sq_status status = SQ_OK;
    *difference = 0;
    if (sq_lab_changed(&varied, change, &value, &ignored) == SQ_OK) {
        status = best_of(&db, &ended, s, &varied);
        *difference = db - s->here;
    }
    if (!status && (ended || isnan(*difference)) && !s->interval->open) {
        s->interval->open = input->row;
        s->interval->open_is_larger = by > 0;
    }
    sq_errors_free(&ignored);
    sq_lab_free(&varied);
    return status;
}

static enum sq_status
look_at_input(const sq_uncertainty_input *input, void *context)
{
    search *s = context;
    sq_lab_change *change;
    double side[2];
    if (strncmp(input->row, "time.", 5) == 0)
        return SQ_OK;
    enum sq_status status = sq_lab_change_create(&change, s->lab, &input->key, 1, s->errors);
    for (int i = 0; i < 2 && !status; i++)
        status = look_at_side(&side[i], s, change, input, i ? 1 : -1);
    sq_lab_change_free(change);
    if (status)
        return status;
    s->loss_squared += pow(fmin(0, fmin(side[0], side[1])), 2);
    s->gain_squared += pow(fmax(0, fmax(side[0], side[1])), 2);
    return SQ_OK;
}

enum sq_status
sq_interval_make(sq_interval *interval, const sq_lab *lab, const sq_interval_method *method,
                 sq_errors *errors)
{
    *interval = (sq_interval){.loss = NAN, .gain = NAN};
    if (lab->n_variations == 0)
        return SQ_OK;
    bool ended;
    search *s = calloc(1, sizeof *s);
    if (!s)
        return sq_errors_add(errors, SQ_ERR_MEMORY,
                             "no memory for the uncertainty of the "
                             "squeezing");
    s->lab = lab, s->method = method, s->interval = interval, s->errors = errors;
    enum sq_status status = best_of(&s->here, &ended, s, lab);
    if (!status && isfinite(s->here))
        status = sq_uncertainty_visit(lab, look_at_input, s);
    if (!status && isfinite(s->here)) {
        interval->loss = sqrt(s->loss_squared);
        interval->gain = sqrt(s->gain_squared);
    }
    free(s);
    return status;
}
