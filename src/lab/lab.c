/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a lab: tree, platform, rows, rates, initial direction, duration. */
#include "lab/lab.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/initial.h"
#include "lab/uncertainty.h"

/* ---- rows that every lab has ---- */

static const sq_param head_rows[] = {
    {.key = "squint",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_NUMBER,
     .member = offsetof(sq_lab_record, format),
     .required = true,
     .example = "1",
     .suggested = true,
     .bounds = SQ_WITHIN,
     .min = 1,
     .max = 1,
     .help = "version of the lab file's format, 1"},
    {.key = "name",
     .kind = SQ_PARAM_TEXT,
     .member = offsetof(sq_lab_record, name),
     .example = "my experiment",
     .suggested = true,
     .help = "title of the lab, for reports and figures"},
    {.key = "platform",
     .kind = SQ_PARAM_CHOICE,
     .member = offsetof(sq_lab_record, platform),
     .required = true,
     .choices = sq_platform_names,
     .help = "kind of apparatus, which decides the keys below"},
    {.key = "atoms.number",
     .symbol = "N",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_NUMBER,
     .member = offsetof(sq_lab_record, number),
     .required = true,
     .example = "1e4",
     .suggested = true,
     .bounds = SQ_WHOLE,
     .min = 2,
     .max = 1e12,
     .help = "number of atoms (spins) in the ensemble; one alone cannot be squeezed"},
};

enum { DIRECTION_MEAN_FIELD = 6 };
static const char *const direction_names[] = {"+x", "-x", "+y",         "-y",
                                              "+z", "-z", "mean-field", NULL};

static const sq_param tail_rows[] = {
    {.key = "initial.direction",
     .kind = SQ_PARAM_DIRECTION,
     .member = offsetof(sq_lab_record, direction),
     .fallback = "-x",
     .suggested = true,
     .choices = direction_names,
     .help = "where all spins point at time 0: an axis, mean-field (steady state of the "
             "collective model), or [polar angle, azimuth]; for chi < 0 the mirror image of -x "
             "is +x"},
    {.key = "time.until",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_TIME,
     .member = offsetof(sq_lab_record, until),
     .bounds = SQ_POSITIVE,
     .example = "2.7 s",
     .help = "length of the run (default: chosen from the rates, about 1/gamma_s)"},
};

sq_param_set
sq_lab_head_rows(void)
{
    return (sq_param_set){.row = head_rows, .n = sizeof head_rows / sizeof head_rows[0]};
}

sq_param_set
sq_lab_tail_rows(void)
{
    return (sq_param_set){.row = tail_rows, .n = sizeof tail_rows / sizeof tail_rows[0]};
}

/* The records are handed out writable for reading and freeing; sq_lab_sets gives the
 * same view of a constant lab to those who only visit it. */
void
sq_lab_sets(const sq_lab *lab, sq_param_set sets[SQ_LAB_SETS])
{
    sets[0] = sq_lab_head_rows();
    sets[0].record = (void *)&lab->common;
    sets[1] = (sq_param_set){
        .row = lab->platform->row, .n = lab->platform->n_rows, .record = lab->record};
    sets[2] = sq_lab_tail_rows();
    sets[2].record = (void *)&lab->common;
}

/* ---- reading ---- */

static enum sq_status
find_platform(sq_lab *lab, const sq_param_source *source, sq_errors *errors)
{
    sq_mark mark = {0};
    const char *name = sq_params_peek(source, "platform", &mark);
    if (!name)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: required key 'platform' is missing or not a word: write "
                             "'platform: cavity' (see 'squint list platforms')",
                             source->name);
    lab->platform = sq_platform_find(name);
    if (lab->platform)
        return SQ_OK;
    char place[4096];
    if (mark.line)
        snprintf(place, sizeof place, "%s:%zu:%zu: ", source->name, mark.line, mark.column);
    else
        snprintf(place, sizeof place, "%s: ", source->name);
    return sq_platform_unknown(name, place, errors);
}

/* What a sentence about several keys is about: the key it names first. */
static const char *
first_key(const sq_param_set *sets, const char *text)
{
    const char *first = NULL, *key = NULL;
    for (size_t s = 0; s < SQ_LAB_SETS; s++)
        for (size_t i = 0; i < sets[s].n; i++) {
            const char *at = sq_key_section(sets[s].row[i].key) > 0
                                 ? strstr(text, sets[s].row[i].key)
                                 : NULL;
            if (at && (!first || at < first ||
                       (at == first && strlen(sets[s].row[i].key) > strlen(key)))) {
                first = at;
                key = sets[s].row[i].key;
            }
        }
    return key;
}

typedef struct search {
    const char *key;
    sq_mark mark;
} search;

static enum sq_status
look_for_key(const sq_param_entry *entry, void *context)
{
    search *s = context;
    if (strcmp(entry->row->key, s->key) == 0)
        s->mark = entry->value[0]->mark;
    return SQ_OK;
}

/* Where that key's value stands; {0}: not in the file. */
static sq_mark
place_of(const sq_lab *lab, const char *text)
{
    sq_param_set sets[SQ_LAB_SETS];
    sq_lab_sets(lab, sets);
    search s = {.key = first_key(sets, text)};
    if (!s.key || sq_params_visit(sets, SQ_LAB_SETS, look_for_key, &s) != SQ_OK)
        s.mark = (sq_mark){0};
    return s.mark;
}

/* Moves faults that the rows cannot see, with their place in front. */
static void
add_named(const sq_lab *lab, sq_errors *errors, sq_errors *found, const char *name)
{
    for (size_t i = 0; i < found->n; i++) {
        const sq_fault *f = &found->fault[i];
        const char *text = f->text ? f->text : sq_status_words(f->status);
        sq_mark mark = place_of(lab, text);
        if (mark.line)
            sq_errors_add(errors, f->status, "%s:%zu:%zu: %s", name, mark.line, mark.column,
                          text);
        else
            sq_errors_add(errors, f->status, "%s: %s", name, text);
    }
    sq_errors_free(found);
}

static enum sq_status
read_rows(sq_lab *lab, const sq_param_source *from, sq_errors *errors)
{
    enum sq_status status = find_platform(lab, from, errors);
    if (status)
        return status;
    lab->record = calloc(1, lab->platform->record_size);
    if (!lab->record)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the lab");
    sq_param_source source = *from;
    source.dimensionless = lab->platform->dimensionless;
    sq_param_set sets[SQ_LAB_SETS];
    sq_lab_sets(lab, sets);
    status = sq_params_read(&source, sets, SQ_LAB_SETS, errors);
    sq_errors found = {0};
    enum sq_status missing =
        lab->platform->missing ? lab->platform->missing(lab->record, &found) : SQ_OK;
    add_named(lab, errors, &found, source.name);
    status = status ? status : missing;
    if (!status && lab->platform->complete && lab->platform->complete(lab->record))
        status = sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the lab");
    return status;
}

static enum sq_status
read_file(sq_lab *lab, const char *path, const char *const *setting, size_t n_settings,
          sq_errors *errors)
{
    sq_node *root = NULL;
    enum sq_status tree = sq_tree_read_file(&root, path, errors), status = SQ_OK;
    /* A tree with duplicate keys can be read all the same, for all faults in one go. */
    if (root) {
        sq_param_source source = {.name = sq_tree_name(path),
                                  .root = root,
                                  .setting = setting,
                                  .n_settings = n_settings};
        status = read_rows(lab, &source, errors);
    }
    sq_tree_free(root);
    return tree ? tree : status;
}

/* ---- what follows from the rows ---- */

static enum sq_status
set_direction(sq_lab *lab, sq_errors *errors)
{
    const sq_direction *d = &lab->common.direction;
    if (!d->named.known) {
        sq_direction_from_angles(lab->spin, d->polar.value, d->azimuthal.value);
        return SQ_OK;
    }
    int choice = (int)d->named.value;
    lab->at_rest = choice == DIRECTION_MEAN_FIELD;
    if (lab->at_rest)
        return sq_direction_mean_field(lab->spin, &lab->rates, errors);
    for (int axis = 0; axis < 3; axis++)
        lab->spin[axis] = axis != choice / 2 ? 0 : choice % 2 ? -1 : 1;
    return SQ_OK;
}

static enum sq_status
set_duration(sq_lab *lab, sq_errors *errors)
{
    sq_quantity *until = &lab->common.until;
    if (!until->known && sq_quantity_set(until, sq_default_duration(&lab->rates),
                                         lab->platform->dimensionless ? "" : "s") != SQ_OK)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "no duration follows from the rates; give "
                             "time.until");
    lab->until = until->value;
    return SQ_OK;
}

static enum sq_status
translate(sq_lab *lab, sq_errors *errors)
{
    sq_errors found = {0};
    enum sq_status status =
        lab->platform->rates(lab->record, lab->common.number.value, &lab->rates, &found);
    if (!status)
        status = set_direction(lab, &found);
    if (!status)
        status = set_duration(lab, &found);
    if (!status)
        status = sq_uncertainty_prepare(lab, &found);
    add_named(lab, errors, &found, lab->path);
    return status;
}

enum sq_status
sq_lab_read(sq_lab *lab, const char *path, const char *const *setting, size_t n_settings,
            sq_errors *errors)
{
    *lab = (sq_lab){.path = sq_tree_name(path)};
    enum sq_status status = read_file(lab, path, setting, n_settings, errors);
    if (!status)
        status = translate(lab, errors);
    if (status)
        sq_lab_free(lab);
    return status;
}

void
sq_lab_free(sq_lab *lab)
{
    if (lab->platform && lab->record) {
        sq_param_set sets[SQ_LAB_SETS];
        sq_lab_sets(lab, sets);
        sq_params_free(sets, SQ_LAB_SETS);
    }
    sq_uncertainty_free(lab);
    free(lab->record);
    *lab = (sq_lab){0};
}

const char *
sq_lab_title(const sq_lab *lab)
{
    return lab->common.name.known ? lab->common.name.text : lab->path;
}

void
sq_lab_mode(const sq_lab *lab, sq_mode *mode)
{
    assert(lab->platform->mode);
    lab->platform->mode(lab->record, lab->common.number.value, mode);
}

/* ---- conventions ---- */

enum sq_status
sq_lab_misread(const sq_lab *lab, size_t i, sq_rates *rates, sq_errors *errors)
{
    assert(i < lab->platform->n_misreadings);
    void *copy = malloc(lab->platform->record_size);
    if (!copy)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the lab");
    memcpy(copy, lab->record, lab->platform->record_size);
    lab->platform->misreading[i].apply(copy);
    enum sq_status status = lab->platform->rates(copy, lab->common.number.value, rates, errors);
    free(copy); /* its texts belong to the lab */
    return status;
}
