/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which keys are given does not depend on their values.  So a change is made of the lab as it
 * is with the keys given, but still without values; each call copies that, puts the values
 * there, and translates.
 *
 * A changed lab owns one piece of memory: its record, followed by room for the texts that are
 * its own, one for each value and one for each quantity that the translation may compute. */
#include "lab/lab_change.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "input/param_change.h"
#include "input/param_value.h"
#include "lab/lab_fault.h"
#include "lab/lab_translate.h"

/* Where a quantity is. */
typedef struct place {
    size_t set, member;
} place;

struct sq_lab_change {
    sq_lab shape; /* with the keys given, but without values; the record is owned */
    size_t n;     /* keys asked for; after them those of angles that stay */
    size_t n_keys;
    sq_param_change *key; /* [n_keys] */
    double *value;        /* [n_keys] those that stay */
    place *open;          /* [n_open] what is not known without being computed */
    size_t n_open;
};

static enum sq_status
no_memory(sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a change of the lab");
}

/* ---- making a change ---- */

static enum sq_status
find_keys(sq_lab_change *c, const sq_param_row_set *sets, const char *const *key,
          sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (; c->n_keys < c->n && !status; c->n_keys++) {
        status =
            sq_param_change_find(&c->key[c->n_keys], sets, SQ_LAB_SETS, key[c->n_keys], errors);
        if (!status && strcmp(c->key[c->n_keys].row->key, "platform") == 0)
            status = sq_errors_add(errors, SQ_ERR_INPUT,
                                   "platform: it decides which keys there are, and cannot "
                                   "change (%s)",
                                   c->key[c->n_keys].row->help);
    }
    return status;
}

/* The polar angle, and the azimuth. */
static double
angle_of(const double spin[3], size_t i)
{
    return i == 0 ? atan2(hypot(spin[0], spin[1]), spin[2]) : atan2(spin[1], spin[0]);
}

/* Where one angle of a direction by name is to change, the other has to be said. */
static void
add_other_angle(sq_lab_change *c)
{
    const sq_param_change *one = NULL;
    size_t n_angles = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->key[i].angle) {
            one = &c->key[i];
            n_angles++;
        }
    if (n_angles != 1 || !c->shape.common.direction.named.known)
        return;
    size_t other = one->angle == &sq_param_value_angles[0] ? 1 : 0;
    sq_param_change *added = &c->key[c->n_keys];
    *added = *one;
    added->angle = &sq_param_value_angles[other];
    added->member += added->angle->member - one->angle->member;
    c->value[c->n_keys++] = angle_of(c->shape.spin, other);
}

/* Counts what is not known, and takes it down where there is room for it. */
static size_t
find_open(place *open, const sq_param_row_set *sets)
{
    size_t n = 0;
    sq_quantity *member[SQ_PARAM_VALUE_MEMBERS];
    for (size_t s = 0; s < SQ_LAB_VALUE_SETS; s++)
        for (size_t i = 0; i < sets[s].n; i++) {
            size_t k = sq_param_value_members(&sets[s].row[i], sets[s].record, member);
            for (; k > 0; k--) {
                if (member[k - 1]->known)
                    continue;
                if (open)
                    open[n] =
                        (place){s, (size_t)((char *)member[k - 1] - (char *)sets[s].record)};
                n++;
            }
        }
    return n;
}

/* The lab with a record of its own. */
static enum sq_status
copy_shape(sq_lab *shape, const sq_lab *lab, sq_errors *errors)
{
    *shape = *lab;
    shape->variation = NULL;
    shape->n_variations = 0;
    shape->room = lab->platform->record_size;
    shape->record = malloc(shape->room);
    if (!shape->record)
        return no_memory(errors);
    memcpy(shape->record, lab->record, shape->room);
    return SQ_OK;
}

static enum sq_status
give_keys(sq_lab_change *c, const char *const *key, sq_errors *errors)
{
    sq_param_row_set sets[SQ_LAB_SETS];
    const sq_platform *p = c->shape.platform;
    sq_lab_sets(&c->shape, sets);
    enum sq_status status = find_keys(c, sets, key, errors);
    if (status)
        return status;
    add_other_angle(c);
    status = sq_param_change_give(c->key, c->n_keys, sets, SQ_LAB_VALUE_SETS, p->dimensionless,
                                  errors);
    if (!status && p->missing)
        status = p->missing(c->shape.record, errors);
    if (status)
        return status;
    c->n_open = find_open(NULL, sets);
    c->open = calloc(c->n_open + 1, sizeof *c->open);
    if (!c->open)
        return no_memory(errors);
    find_open(c->open, sets);
    return SQ_OK;
}

enum sq_status
sq_lab_change_create(sq_lab_change **change, const sq_lab *lab, const char *const *key,
                     size_t n, sq_errors *errors)
{
    sq_errors found = {0};
    sq_lab_change *c = *change = calloc(1, sizeof *c);
    if (!c)
        return no_memory(errors);
    enum sq_status status = copy_shape(&c->shape, lab, &found);
    c->n = n;
    c->key = calloc(n + 1, sizeof *c->key);
    c->value = calloc(n + 1, sizeof *c->value);
    if (!status)
        status = c->key && c->value ? give_keys(c, key, &found) : no_memory(&found);
    sq_lab_fault_add(lab, &found, errors);
    if (status) {
        sq_lab_change_free(c);
        *change = NULL;
    }
    return status;
}

void
sq_lab_change_free(sq_lab_change *change)
{
    if (!change)
        return;
    sq_lab_free(&change->shape);
    free(change->key);
    free(change->value);
    free(change->open);
    free(change);
}

/* ---- changed labs ---- */

/* Text i of a changed lab. */
static char *
text_of(const sq_lab *lab, size_t i)
{
    return (char *)lab->record + lab->platform->record_size + i * SQ_PARAM_CHANGE_TEXT;
}

static enum sq_status
copy(sq_lab *to, const sq_lab_change *c, sq_errors *errors)
{
    size_t size = c->shape.platform->record_size,
           room = size + (c->n_keys + c->n_open) * SQ_PARAM_CHANGE_TEXT;
    assert(!to->record || to->room);
    sq_lab_free_variations(to);
    if (to->room < room) {
        free(to->record);
        *to = (sq_lab){.record = malloc(room), .room = room};
    }
    if (!to->record) {
        *to = (sq_lab){0};
        return no_memory(errors);
    }
    void *record = to->record;
    room = to->room;
    *to = c->shape;
    to->record = record;
    to->room = room;
    memcpy(record, c->shape.record, size);
    return SQ_OK;
}

static enum sq_status
put_values(sq_lab *to, const sq_lab_change *c, const double *value, sq_errors *errors)
{
    sq_errors found = {0};
    sq_param_row_set sets[SQ_LAB_SETS];
    enum sq_status status = SQ_OK;
    sq_lab_sets(to, sets);
    for (size_t i = 0; i < c->n_keys && !status; i++)
        status = sq_param_change_put(&c->key[i], sets, i < c->n ? value[i] : c->value[i],
                                     to->platform->dimensionless, text_of(to, i), &found);
    sq_lab_fault_add(to, &found, errors);
    return status;
}

/* What was computed has a text of its own, as if the lab had been read. */
static void
keep_texts(sq_lab *to, const sq_lab_change *c)
{
    sq_param_row_set sets[SQ_LAB_SETS];
    sq_lab_sets(to, sets);
    for (size_t i = 0; i < c->n_open; i++) {
        char *at = (char *)sets[c->open[i].set].record + c->open[i].member;
        sq_quantity *q = (sq_quantity *)(void *)at;
        if (!q->text)
            continue;
        char *text = text_of(to, c->n_keys + i);
        assert(strlen(q->text) < SQ_PARAM_CHANGE_TEXT);
        strcpy(text, q->text);
        free(q->text);
        q->text = text;
    }
}

static enum sq_status
change(sq_lab *to, const sq_lab_change *c, const double *value, bool run, sq_errors *errors)
{
    enum sq_status status = copy(to, c, errors);
    if (status)
        return status;
    status = put_values(to, c, value, errors);
    if (!status)
        status = sq_lab_translate_rates(to, errors);
    if (!status && run)
        status = sq_lab_translate_run(to, errors);
    keep_texts(to, c);
    return status;
}

enum sq_status
sq_lab_changed(sq_lab *to, const sq_lab_change *c, const double *value, sq_errors *errors)
{
    return change(to, c, value, true, errors);
}

void
sq_lab_change_say(sq_lab *changed, size_t i, const char *text)
{
    snprintf(text_of(changed, i), SQ_PARAM_CHANGE_TEXT, "%s", text);
}

enum sq_status
sq_lab_changed_rates(sq_lab *to, const sq_lab_change *c, const double *value, sq_errors *errors)
{
    return change(to, c, value, false, errors);
}

/* ---- conventions ---- */

enum sq_status
sq_lab_misread(const sq_lab *lab, size_t i, sq_rates *rates, sq_errors *errors)
{
    assert(i < lab->platform->n_misreadings);
    sq_lab misread;
    enum sq_status status = copy_shape(&misread, lab, errors);
    if (status)
        return status;
    lab->platform->misreading[i].apply(misread.record);
    status = lab->platform->rates(misread.record, lab->common.number.value, rates, errors);
    sq_lab_free(&misread);
    return status;
}
