/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Central differences over a thousandth of the uncertainty: rounding then costs 1e-11 of
 * the value, and curvature 1e-6 of its uncertainty. */
#include "lab/uncertainty.h"

#include <math.h>
#include <stdlib.h>

#include "lab/inputs.h"
#include "lab/lab_change.h"
#include "lab/lab_fault.h"

#define STEP 1e-3
#define ROUNDING 1e-9

double
sq_uncertainty_of(const sq_lab *lab, sq_uncertainty_value *value, const void *context)
{
    double square = 0;
    for (size_t i = 0; i < lab->n_variations; i++) {
        const sq_lab_variation *v = &lab->variation[i];
        double difference = value(&v->larger, context) - value(&v->smaller, context);
        square += pow(difference / v->change, 2);
    }
    /* What does not depend on the inputs differs by rounding all the same. */
    double sd = sqrt(square);
    return sd > ROUNDING * fabs(value(lab, context)) || isnan(sd) ? sd : 0;
}

/* ---- inputs ---- */

typedef struct visit {
    sq_uncertainty_visitor *visit;
    void *context;
} visit;

static enum sq_status
visit_input(const sq_inputs_one *one, void *context)
{
    const visit *v = context;
    sq_uncertainty_input input = {one->row->key, one->key.text, one->quantity->value,
                                  one->quantity->sd};
    return input.sd > 0 ? v->visit(&input, v->context) : SQ_OK;
}

enum sq_status
sq_uncertainty_visit(const sq_lab *lab, sq_uncertainty_visitor *visitor, void *context)
{
    visit v = {visitor, context};
    return sq_inputs_visit(lab, visit_input, &v);
}

/* ---- preparation ---- */

/* At the edge of what an input may be one side is the lab itself. */
static enum sq_status
vary(sq_lab_variation *v, const sq_lab_change *change, const sq_uncertainty_input *input,
     sq_errors *errors)
{
    static const double side[2] = {STEP, -STEP};
    sq_lab *varied[2] = {&v->larger, &v->smaller};
    for (int i = 0; i < 2; i++) {
        sq_errors ignored = {0};
        double value = input->value + side[i] * input->sd;
        enum sq_status status = sq_lab_changed_rates(varied[i], change, &value, &ignored);
        sq_errors_free(&ignored);
        if (!status)
            v->change += STEP;
        else
            status = sq_lab_changed_rates(varied[i], change, &input->value, errors);
        if (status)
            return status;
    }
    return SQ_OK;
}

static enum sq_status
check_variation(const sq_lab *lab, const sq_lab_variation *v, sq_errors *errors)
{
    sq_errors found = {0};
    if (v->change > 0)
        return SQ_OK;
    sq_errors_add(&found, SQ_ERR_INPUT,
                  "the uncertainty of %s cannot be propagated: the lab contradicts itself if "
                  "it is changed to either side; leave the uncertainty out, or one of the keys "
                  "that fix the value",
                  v->key);
    sq_lab_fault_add(lab, &found, errors);
    return SQ_ERR_INPUT;
}

typedef struct preparation {
    sq_lab *lab;
    sq_errors *errors;
} preparation;

static enum sq_status
add_variation(const sq_uncertainty_input *input, void *context)
{
    preparation *p = context;
    sq_lab_change *change;
    sq_lab_variation *v = &p->lab->variation[p->lab->n_variations++];
    v->key = input->row;
    enum sq_status status = sq_lab_change_create(&change, p->lab, &input->key, 1, p->errors);
    if (!status)
        status = vary(v, change, input, p->errors);
    if (!status)
        status = check_variation(p->lab, v, p->errors);
    sq_lab_change_free(change);
    return status;
}

static enum sq_status
count_variation(const sq_uncertainty_input *input, void *context)
{
    (void)input;
    ++*(size_t *)context;
    return SQ_OK;
}

enum sq_status
sq_uncertainty_prepare(sq_lab *lab, sq_errors *errors)
{
    preparation p = {.lab = lab, .errors = errors};
    size_t n = 0, n_before = errors->n;
    enum sq_status status = sq_uncertainty_visit(lab, count_variation, &n);
    if (!status && n > 0) {
        lab->variation = calloc(n, sizeof *lab->variation);
        status = lab->variation ? sq_uncertainty_visit(lab, add_variation, &p) : SQ_ERR_MEMORY;
    }
    if (status && errors->n == n_before)
        return sq_errors_add(errors, status, "no memory for uncertainties");
    return status;
}
