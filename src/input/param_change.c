/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/param_change.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/param_value.h"
#include "input/slot.h"
#include "input/unknown_key.h"

/* ---- keys ---- */

struct sq_text_excerpt
sq_param_change_key(const sq_param_row *row, const sq_param_row *angle)
{
    struct sq_text_excerpt key;
    snprintf(key.text, sizeof key.text, "%s%s%s", row->key, angle ? "." : "",
             angle ? angle->key : "");
    return key;
}

static struct sq_text_excerpt
name_of(const sq_param_change *c)
{
    return sq_param_change_key(c->row, c->angle);
}

/* Does the key stand for the row, or for an angle of it? */
static bool
matches(sq_param_change *c, const sq_param_row *row, const char *key)
{
    size_t n = strlen(row->key);
    *c = (sq_param_change){.row = row, .member = row->member};
    if (strncmp(row->key, key, n) != 0)
        return false;
    for (int i = 0;
         row->kind == SQ_PARAM_DIRECTION && key[n] == '.' && i < SQ_PARAM_VALUE_ANGLES; i++)
        if (strcmp(sq_param_value_angles[i].key, key + n + 1) == 0) {
            c->angle = &sq_param_value_angles[i];
            c->member += c->angle->member;
            return true;
        }
    return !key[n];
}

static enum sq_status
refuse_unknown(const sq_param_row_set *sets, size_t n_sets, const char *key, sq_errors *errors)
{
    sq_slot_table slots;
    char advice[SQ_TEXT_REASON_SIZE];
    enum sq_status status = sq_slot_table_create(&slots, sets, n_sets);
    if (!status)
        status = sq_unknown_key_advice(&slots, key, advice, sizeof advice);
    sq_slot_table_free(&slots);
    if (status)
        return sq_errors_add(errors, status, "no memory for the keys");
    return sq_errors_add(errors, SQ_ERR_INPUT, "unknown key '%s'; %s",
                         sq_text_excerpt(key).text, advice);
}

static enum sq_status
check_kind(const sq_param_row *row, sq_errors *errors)
{
    if (row->kind == SQ_PARAM_TEXT)
        return sq_errors_add(errors, SQ_ERR_INPUT, "%s: a text is no number (%s)", row->key,
                             row->help);
    if (row->kind == SQ_PARAM_NOISE)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: noise is no number of the lab, but how far one is from its "
                             "mean (%s); change it in the file, by --set or by --noise",
                             row->key, row->help);
    return SQ_OK;
}

enum sq_status
sq_param_change_find(sq_param_change *change, const sq_param_row_set *sets, size_t n_sets,
                     const char *key, sq_errors *errors)
{
    for (size_t s = 0; s < n_sets; s++)
        for (size_t i = 0; i < sets[s].n; i++) {
            if (!matches(change, &sets[s].row[i], key))
                continue;
            change->set = s;
            return check_kind(change->row, errors);
        }
    return refuse_unknown(sets, n_sets, key, errors);
}

sq_quantity *
sq_param_change_quantity(const sq_param_change *change, const sq_param_row_set *sets)
{
    return (sq_quantity *)(void *)((char *)sets[change->set].record + change->member);
}

/* ---- what is given ---- */

static bool
is_given(const sq_param_row *row, void *record)
{
    sq_quantity *member[SQ_PARAM_VALUE_MEMBERS];
    bool given = false;
    for (size_t i = sq_param_value_members(row, record, member); i > 0; i--)
        given = given || member[i - 1]->given;
    return given;
}

static void
clear(const sq_param_row *row, void *record)
{
    sq_quantity *member[SQ_PARAM_VALUE_MEMBERS];
    for (size_t i = sq_param_value_members(row, record, member); i > 0; i--)
        *member[i - 1] = (sq_quantity){0};
}

/* The first given row that excludes this one; NULL: there is none. */
static const sq_param_row *
given_instead_of(const sq_param_row *row, const sq_param_row_set *sets, size_t n_sets)
{
    for (size_t s = 0; s < n_sets; s++)
        for (size_t i = 0; i < sets[s].n; i++)
            if (&sets[s].row[i] != row && is_given(&sets[s].row[i], sets[s].record) &&
                sq_param_row_excludes(&sets[s].row[i], row))
                return &sets[s].row[i];
    return NULL;
}

/* An angle leaves the other one alone. */
static void
give(const sq_param_change *c, const sq_param_row_set *sets, size_t n_sets)
{
    void *record = sets[c->set].record;
    sq_quantity *member[SQ_PARAM_VALUE_MEMBERS];
    for (size_t s = 0; s < n_sets; s++)
        for (size_t i = 0; i < sets[s].n; i++)
            if (sq_param_row_excludes(&sets[s].row[i], c->row))
                clear(&sets[s].row[i], sets[s].record);
    if (c->angle && sq_param_value_members(c->row, record, member))
        *member[0] = (sq_quantity){0};
    else
        clear(c->row, record);
    *sq_param_change_quantity(c, sets) = (sq_quantity){.given = true, .known = true};
}

/* The text becomes the row's own, which lives for ever. */
static enum sq_status
read_default(const sq_param_row *row, void *record, bool dimensionless, sq_errors *errors)
{
    char reason[SQ_TEXT_REASON_SIZE];
    sq_param_value_text text = {0};
    sq_quantity *member[SQ_PARAM_VALUE_MEMBERS];
    enum sq_status status = SQ_OK;
    if (sq_param_value_from_string(&text, row->fallback, row))
        status =
            sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the default of %s", row->key);
    if (!status) {
        bool good = sq_param_value_read(row, &text, dimensionless, record, reason);
        assert(good && "a default must be a legal value of its row");
        (void)good;
        for (size_t i = sq_param_value_members(row, record, member); i > 0; i--)
            if (member[i - 1]->known) {
                free(member[i - 1]->text);
                member[i - 1]->text = (char *)row->fallback;
            }
    }
    sq_param_value_text_free(&text);
    return status;
}

/* Of a row that is not given. */
static enum sq_status
settle(const sq_param_row *row, const sq_param_row_set *set, const sq_param_row_set *sets,
       size_t n_sets, bool dimensionless, sq_errors *errors)
{
    sq_quantity *member[SQ_PARAM_VALUE_MEMBERS];
    const sq_param_row *instead = given_instead_of(row, sets, n_sets);
    if (row->required && !instead)
        return sq_errors_add(errors, SQ_ERR_INPUT, "required key '%s' is missing then: %s",
                             row->key, row->help);
    if (!row->fallback || instead) {
        clear(row, set->record);
        return SQ_OK;
    }
    sq_param_value_members(row, set->record, member);
    return member[0]->known ? SQ_OK : read_default(row, set->record, dimensionless, errors);
}

/* Of one direction there may be both angles. */
static enum sq_status
check_contradictions(const sq_param_change *change, size_t n, sq_errors *errors)
{
    for (const sq_param_change *b = change; b < change + n; b++)
        for (const sq_param_change *a = change; a < b; a++) {
            if (a->row == b->row && a->angle == b->angle)
                return sq_errors_add(errors, SQ_ERR_INPUT, "%s is named twice",
                                     name_of(a).text);
            if (a->row == b->row ? !a->angle || !b->angle
                                 : sq_param_row_excludes(a->row, b->row))
                return sq_errors_add(errors, SQ_ERR_INPUT,
                                     "%s and %s exclude each other; change one of them",
                                     name_of(a).text, name_of(b).text);
        }
    return SQ_OK;
}

enum sq_status
sq_param_change_give(const sq_param_change *change, size_t n, const sq_param_row_set *sets,
                     size_t n_sets, bool dimensionless, sq_errors *errors)
{
    enum sq_status status = check_contradictions(change, n, errors);
    for (size_t i = 0; i < n && !status; i++)
        give(&change[i], sets, n_sets);
    for (size_t s = 0; s < n_sets; s++)
        for (size_t i = 0; i < sets[s].n && !status; i++)
            if (!is_given(&sets[s].row[i], sets[s].record))
                status = settle(&sets[s].row[i], &sets[s], sets, n_sets, dimensionless, errors);
    return status;
}

/* ---- values ---- */

static enum sq_status
put_choice(const sq_param_change *c, sq_quantity *quantity, double index,
           char text[SQ_PARAM_CHANGE_TEXT], sq_errors *errors)
{
    size_t n = 0;
    while (c->row->choices[n])
        n++;
    if (!(index >= 0 && index < (double)n) || index != floor(index))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: there is no choice %g, of %zu that count from 0 (%s)",
                             c->row->key, index, n, c->row->help);
    snprintf(text, SQ_PARAM_CHANGE_TEXT, "%s", c->row->choices[(size_t)index]);
    quantity->value = index;
    quantity->text = text;
    return SQ_OK;
}

enum sq_status
sq_param_change_put(const sq_param_change *change, const sq_param_row_set *sets, double value,
                    bool dimensionless, char text[SQ_PARAM_CHANGE_TEXT], sq_errors *errors)
{
    const sq_param_row *row = change->angle ? change->angle : change->row;
    sq_quantity *quantity = sq_param_change_quantity(change, sets);
    if (row->kind != SQ_PARAM_QUANTITY)
        return put_choice(change, quantity, value, text, errors);
    char number[SQ_TEXT_NUMBER_SIZE], reason[SQ_TEXT_REASON_SIZE];
    const char *unit =
        sq_dimension_describe(sq_param_value_dimension(row, dimensionless))->unit;
    sq_text_from_number(value, number);
    snprintf(text, SQ_PARAM_CHANGE_TEXT, "%s%s%s", number, *unit ? " " : "", unit);
    if (!sq_param_value_check(row, dimensionless, value, 0, text, reason))
        return sq_errors_add(errors, SQ_ERR_INPUT, "%s: %s (%s)", name_of(change).text, reason,
                             change->row->help);
    quantity->value = value;
    quantity->text = text;
    return SQ_OK;
}
