/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/inputs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/locale.h"
#include "input/param_change.h"
#include "input/param_value.h"
#include "input/plain.h"
#include "input/units.h"
#include "lab/lab_fault.h"

/* ---- one by one ---- */

typedef struct visit {
    sq_inputs_visitor *visit;
    void *context;
} visit;

static bool
is_number(const sq_param_row *row, size_t n)
{
    return row->kind == SQ_PARAM_QUANTITY || (row->kind == SQ_PARAM_DIRECTION && n > 1);
}

static enum sq_status
visit_entry(const sq_param_entry *entry, void *context)
{
    const visit *v = context;
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < entry->n && is_number(entry->row, entry->n) && !status; i++) {
        const sq_param_row *angle = entry->n > 1 ? &sq_param_value_angles[i] : NULL;
        const sq_inputs_one input = {entry->row, angle, sq_param_change_key(entry->row, angle),
                                     entry->value[i]};
        status = v->visit(&input, v->context);
    }
    return status;
}

enum sq_status
sq_inputs_visit(const sq_lab *lab, sq_inputs_visitor *visitor, void *context)
{
    sq_param_row_set sets[SQ_LAB_SETS];
    visit v = {visitor, context};
    sq_lab_sets(lab, sets);
    return sq_param_visit(sets, SQ_LAB_VALUE_SETS, visit_entry, &v);
}

static enum sq_status
pass_range(const sq_inputs_one *input, void *context)
{
    const visit *v = context;
    return input->quantity->low < input->quantity->high ? v->visit(input, v->context) : SQ_OK;
}

enum sq_status
sq_inputs_visit_ranges(const sq_lab *lab, sq_inputs_visitor *visitor, void *context)
{
    visit v = {visitor, context};
    return sq_inputs_visit(lab, pass_range, &v);
}

/* ---- values ---- */

/* NULL: there is no such number. */
static const sq_quantity *
find_quantity(const sq_lab *lab, const char *key)
{
    sq_param_change change;
    sq_errors ignored = {0};
    sq_param_row_set sets[SQ_LAB_SETS];
    sq_lab_sets(lab, sets);
    bool found = sq_param_change_find(&change, sets, SQ_LAB_VALUE_SETS, key, &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    return found ? sq_param_change_quantity(&change, sets) : NULL;
}

bool
sq_inputs_are_known(const sq_lab *lab, const char *key)
{
    const sq_quantity *quantity = find_quantity(lab, key);
    return quantity && quantity->known;
}

static bool
ends_in(const char *key, const char *end)
{
    size_t n = strlen(key), m = strlen(end);
    return n >= m && strcmp(key + n - m, end) == 0;
}

double
sq_inputs_value(const sq_lab *lab, const char *key)
{
    const double *spin = lab->spin;
    if (ends_in(key, ".polar"))
        return atan2(hypot(spin[0], spin[1]), spin[2]);
    if (ends_in(key, ".azimuth"))
        return atan2(spin[1], spin[0]);
    if (strcmp(key, "drive.ratio") == 0)
        return sq_rates_drive_ratio(&lab->rates);
    if (strcmp(key, "drive.rabi") == 0)
        return lab->rates.Omega;
    const sq_quantity *quantity = find_quantity(lab, key);
    return quantity && quantity->known ? quantity->value : NAN;
}

/* ---- units ---- */

/* A unit at the end of the first n bytes of text.  False: there is none of that dimension. */
static bool
find_unit(sq_inputs_unit *unit, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sq_units units;
        const char *rest;
        struct sq_text_excerpt word;
        snprintf(word.text, sizeof word.text, "%.*s", (int)(n - i), text + i);
        bool begins = i == 0 || strchr(" )0123456789.", text[i - 1]);
        if (!begins || !sq_units_read(word.text, &units, &rest) ||
            !(sq_units_match(&units, sq_dimension_describe(unit->dim)->unit) ||
              (unit->dim == SQ_DIM_RATE && sq_units_match(&units, "1/s"))))
            continue;
        unit->name = word;
        unit->size = units.factor;
        return true;
    }
    return false;
}

/* The length of text without the blanks at its end. */
static size_t
trimmed(const char *text, size_t n)
{
    while (n && text[n - 1] == ' ')
        n--;
    return n;
}

/* The unit of a value as it is written: of an uncertain one and of a range that of either
 * part. */
static bool
unit_in_text(sq_inputs_unit *unit, const char *text)
{
    static const char *const signs[] = {"+/-", "+-", "\\pm", ".."};
    char plain[SQ_TEXT_REASON_SIZE];
    if (!text || !sq_plain_text(text, plain, sizeof plain))
        return false;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const char *sign = strstr(plain, signs[i]);
        if (sign && find_unit(unit, plain, trimmed(plain, (size_t)(sign - plain))))
            return true;
    }
    return find_unit(unit, plain, trimmed(plain, strlen(plain)));
}

enum sq_status
sq_inputs_unit_of(sq_inputs_unit *unit, const sq_lab *lab, const char *key, sq_errors *errors)
{
    sq_errors found = {0};
    sq_param_change change;
    sq_param_row_set sets[SQ_LAB_SETS];
    bool dimensionless = lab->platform->dimensionless;
    sq_lab_sets(lab, sets);
    enum sq_status status = sq_param_change_find(&change, sets, SQ_LAB_SETS, key, &found);
    sq_lab_fault_add(lab, &found, errors);
    if (status)
        return status;
    const sq_param_row *row = change.angle ? change.angle : change.row;
    *unit = (sq_inputs_unit){.size = 1, .dim = sq_param_value_dimension(row, dimensionless)};
    if (row->kind == SQ_PARAM_QUANTITY &&
        !unit_in_text(unit, sq_param_change_quantity(&change, sets)->text))
        unit_in_text(unit, sq_param_row_example(row, dimensionless));
    return SQ_OK;
}

sq_format_label
sq_inputs_text(const sq_inputs_unit *unit, double value, int digits)
{
    sq_format_label text;
    double rounded = value / unit->size;
    bool plain = rounded == 0 || (fabs(rounded) >= 1e-3 && fabs(rounded) < 1e6);
    int decimals = rounded != 0 ? (int)fmax(digits - 1 - floor(log10(fabs(rounded))), 0) : 0;
    sq_locale_print(text.s, sizeof text.s, plain ? "%.*f" : "%.*e",
                    plain ? decimals : digits - 1, rounded + 0.0);
    if (*unit->name.text)
        snprintf(text.s + strlen(text.s), sizeof text.s - strlen(text.s), " %.24s",
                 unit->name.text);
    return text;
}
