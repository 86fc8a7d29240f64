/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/lab_fault.h"

#include <string.h>

/* What a sentence about several keys is about: the key it names first. */
static const char *
first_key(const sq_param_row_set *sets, const char *text)
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
    sq_error_mark mark;
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
static sq_error_mark
place_of(const sq_lab *lab, const char *text)
{
    sq_param_row_set sets[SQ_LAB_SETS];
    sq_lab_sets(lab, sets);
    search s = {.key = first_key(sets, text)};
    if (!s.key || sq_param_visit(sets, SQ_LAB_SETS, look_for_key, &s) != SQ_OK)
        s.mark = (sq_error_mark){0};
    return s.mark;
}

void
sq_lab_fault_add(const sq_lab *lab, sq_errors *found, sq_errors *errors)
{
    for (size_t i = 0; i < found->n; i++) {
        const sq_error_fault *f = &found->fault[i];
        const char *text = f->text ? f->text : sq_error_status_words(f->status);
        sq_error_mark mark = place_of(lab, text);
        if (mark.line)
            sq_errors_add(errors, f->status, "%s:%zu:%zu: %s", lab->path, mark.line,
                          mark.column, text);
        else
            sq_errors_add(errors, f->status, "%s: %s", lab->path, text);
    }
    sq_errors_free(found);
}
