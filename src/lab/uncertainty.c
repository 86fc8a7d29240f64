/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Central differences over a thousandth of the uncertainty: rounding then costs 1e-11 of
 * the value, and curvature 1e-6 of its uncertainty. */
#include "lab/uncertainty.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEP 1e-3
#define ROUNDING 1e-9

double
sq_uncertainty_of(const sq_lab *lab, sq_lab_value *value, const void *context)
{
    double square = 0;
    for (size_t i = 0; i < lab->n_variations; i++) {
        const sq_variation *v = &lab->variation[i];
        double difference = value(&v->larger, context) - value(&v->smaller, context);
        square += pow(difference / v->change, 2);
    }
    /* What does not depend on the inputs differs by rounding all the same. */
    double sd = sqrt(square);
    return sd > ROUNDING * fabs(value(lab, context)) || isnan(sd) ? sd : 0;
}

/* ---- preparation ---- */

/* An input with an uncertainty: where it lies in its record. */
typedef struct input {
    const char *key;
    size_t offset;
    bool common; /* of the lab itself, else of the platform */
    double sd;
} input;

typedef struct collector {
    const sq_lab *lab;
    input *input; /* NULL: they are counted */
    size_t n;
} collector;

static enum sq_status
collect(const sq_param_entry *entry, void *context)
{
    collector *c = context;
    for (size_t i = 0; i < entry->n; i++) {
        const sq_quantity *q = entry->value[i];
        if (!(q->sd > 0))
            continue;
        const char *at = (const char *)q, *common = (const char *)&c->lab->common;
        bool inside = at >= common && at < common + sizeof c->lab->common;
        const char *base = inside ? common : (const char *)c->lab->record;
        if (c->input)
            c->input[c->n] = (input){.key = entry->row->key,
                                     .offset = (size_t)(at - base),
                                     .common = inside,
                                     .sd = q->sd};
        c->n++;
    }
    return SQ_OK;
}

/* The lab with the input changed; the texts stay the original's. */
static enum sq_status
vary(sq_lab *to, const sq_lab *lab, const input *in, double change)
{
    sq_errors ignored = {0};
    *to = *lab;
    to->variation = NULL;
    to->n_variations = 0;
    to->record = malloc(lab->platform->record_size);
    if (!to->record)
        return SQ_ERR_MEMORY;
    memcpy(to->record, lab->record, lab->platform->record_size);
    char *base = in->common ? (char *)&to->common : (char *)to->record;
    ((sq_quantity *)(void *)(base + in->offset))->value += change;
    enum sq_status status =
        lab->platform->rates(to->record, to->common.number.value, &to->rates, &ignored);
    sq_errors_free(&ignored);
    return status;
}

/* At the edge of what an input may be one side is the lab itself. */
static enum sq_status
make_variation(sq_variation *v, const sq_lab *lab, const input *in, sq_errors *errors)
{
    static const double side[2] = {STEP, -STEP};
    sq_lab *varied[2] = {&v->larger, &v->smaller};
    *v = (sq_variation){.key = in->key};
    for (int i = 0; i < 2; i++) {
        enum sq_status status = vary(varied[i], lab, in, side[i] * in->sd);
        if (status == SQ_ERR_MEMORY)
            return status;
        if (status) {
            memcpy(varied[i]->record, lab->record, lab->platform->record_size);
            varied[i]->common = lab->common;
            varied[i]->rates = lab->rates;
        } else {
            v->change += STEP;
        }
    }
    if (!(v->change > 0))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "the uncertainty of %s cannot be propagated: the lab contradicts itself "
            "if it is changed to either side; leave the uncertainty out, or one of "
            "the keys that fix the value",
            in->key);
    return SQ_OK;
}

enum sq_status
sq_uncertainty_prepare(sq_lab *lab, sq_errors *errors)
{
    sq_param_set sets[SQ_LAB_SETS];
    collector c = {.lab = lab};
    sq_lab_sets(lab, sets);
    enum sq_status status = sq_params_visit(sets, SQ_LAB_SETS, collect, &c);
    if (status || c.n == 0)
        return status;
    c.input = calloc(c.n, sizeof *c.input);
    lab->variation = calloc(c.n, sizeof *lab->variation);
    if (!c.input || !lab->variation) {
        free(c.input);
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for uncertainties");
    }
    c.n = 0;
    status = sq_params_visit(sets, SQ_LAB_SETS, collect, &c);
    for (size_t i = 0; i < c.n && !status; i++) {
        lab->n_variations = i + 1;
        status = make_variation(&lab->variation[i], lab, &c.input[i], errors);
    }
    free(c.input);
    return status ? sq_errors_add(errors, status, "no memory for uncertainties") : SQ_OK;
}

void
sq_uncertainty_free(sq_lab *lab)
{
    for (size_t i = 0; i < lab->n_variations; i++) {
        free(lab->variation[i].larger.record);
        free(lab->variation[i].smaller.record);
    }
    free(lab->variation);
    lab->variation = NULL;
    lab->n_variations = 0;
}
