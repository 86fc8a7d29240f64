/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/varied.h"

#include <assert.h>
#include <math.h>

#include "input/param_change.h"
#include "input/param_value.h"

/* What is wrong with a key that was named on the command line is wrong there. */
static void
blame(const char *option, const char *key, const sq_errors *found, sq_errors *errors)
{
    for (size_t i = 0; i < found->n; i++)
        sq_errors_add(errors, found->fault[i].status, "--%s %s: %s", option, key,
                      sq_errors_text(found, i));
}

enum sq_status
sq_varied_find(sq_varied *v, const sq_lab *lab, const char *option, const char *key,
               const char *what, sq_errors *errors)
{
    sq_errors found = {0};
    sq_param_change change;
    sq_param_row_set sets[SQ_LAB_SETS];
    sq_lab_sets(lab, sets);
    enum sq_status status = sq_param_change_find(&change, sets, SQ_LAB_SETS, key, &found);
    if (!status && (change.angle ? change.angle : change.row)->kind != SQ_PARAM_QUANTITY)
        status = sq_errors_add(&found, SQ_ERR_INPUT, "only numbers can be %s (%s)", what,
                               change.row->help);
    blame(option, key, &found, errors);
    sq_errors_free(&found);
    if (status)
        return status;
    v->key = sq_text_excerpt(key);
    v->row = change.angle ? change.angle : change.row;
    v->quantity = sq_param_change_quantity(&change, sets);
    v->value = sq_inputs_value(lab, key);
    v->whole = v->row->bounds == SQ_WHOLE;
    return sq_inputs_unit_of(&v->unit, lab, key, errors);
}

enum sq_status
sq_varied_check(const sq_varied *v, const sq_lab *lab, const char *option, double value,
                const char *text, sq_errors *errors)
{
    char reason[SQ_TEXT_REASON_SIZE];
    bool good =
        sq_param_value_check(v->row, lab->platform->dimensionless, value, 0, text, reason);
    return good ? SQ_OK
                : sq_errors_add(errors, SQ_ERR_INPUT, "--%s %s: %s (%s)", option, v->key.text,
                                reason, v->row->help);
}

/* Of a whole number all digits: 53 and not 53.000. */
double
sq_varied_round(sq_format_label *text, const sq_inputs_unit *unit, bool whole, double value,
                int digits)
{
    char reason[SQ_TEXT_REASON_SIZE];
    sq_quantity read;
    if (whole) {
        value = rint(value);
        digits = (int)fmin(digits, 1 + floor(log10(fmax(value, 1))));
    }
    *text = sq_inputs_text(unit, value, digits);
    bool good =
        sq_quantity_read(text->s, unit->dim, NULL, &read, reason, sizeof reason) == SQ_OK;
    assert(good && "what is written for a file can be read from it");
    (void)good;
    return read.value;
}
