/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/lab_write.h"

#include <stdlib.h>
#include <string.h>

#include "input/param_change.h"
#include "input/param_value.h"

typedef struct writer {
    FILE *out;
    const char *section; /* key of an entry in the section that is open; NULL: none is */
    const sq_lab_write_value *value;
    size_t n;
    bool all;           /* defaults too */
    const char *before; /* each line */
} writer;

static const char *
text_of(const writer *w, const sq_param_entry *entry, size_t i)
{
    const sq_param_row *angle = entry->n > 1 ? &sq_param_value_angles[i] : NULL;
    struct sq_text_excerpt key = sq_param_change_key(entry->row, angle);
    for (size_t k = 0; k < w->n; k++)
        if (strcmp(w->value[k].key, key.text) == 0)
            return w->value[k].text;
    return entry->value[i]->text;
}

static void
open_section(writer *w, const char *key)
{
    bool inside = sq_key_section(key) > 0;
    if (inside && !(w->section && sq_key_same_section(w->section, key)))
        fprintf(w->out, "%s%.*s:\n", w->before, (int)sq_key_section(key), key);
    w->section = inside ? key : NULL;
}

static enum sq_status
write_entry(const sq_param_entry *entry, void *context)
{
    writer *w = context;
    const char *key = entry->row->key;
    if (!entry->value[0]->given && !w->all)
        return SQ_OK;
    open_section(w, key);
    fprintf(w->out, "%s%s%s: %s", w->before, w->section ? "  " : "", sq_key_last(key),
            entry->n > 1 ? "[" : "");
    for (size_t i = 0; i < entry->n; i++) {
        char *yaml = sq_text_yaml(text_of(w, entry, i));
        if (!yaml)
            return SQ_ERR_MEMORY;
        fprintf(w->out, "%s%s", i ? ", " : "", yaml);
        free(yaml);
    }
    fputs(entry->n > 1 ? "]\n" : "\n", w->out);
    return SQ_OK;
}

static void
write_head(FILE *out, const char *head)
{
    for (const char *end; *head; head = end + (*end == '\n')) {
        end = head + strcspn(head, "\n");
        fprintf(out, "# %.*s\n", (int)(end - head), head);
    }
}

static enum sq_status
write_lab(const sq_lab *lab, writer *w, sq_errors *errors)
{
    sq_param_row_set sets[SQ_LAB_SETS];
    sq_lab_sets(lab, sets);
    enum sq_status status = sq_param_visit(sets, SQ_LAB_SETS, write_entry, w);
    return status ? sq_errors_add(errors, status, "no memory for the lab") : SQ_OK;
}

enum sq_status
sq_lab_write(FILE *out, const sq_lab *lab, const char *head, const sq_lab_write_value *value,
             size_t n, sq_errors *errors)
{
    writer w = {.out = out, .value = value, .n = n, .before = ""};
    write_head(out, head);
    return write_lab(lab, &w, errors);
}

enum sq_status
sq_lab_write_in_effect(FILE *out, const sq_lab *lab, const char *before, sq_errors *errors)
{
    writer w = {.out = out, .all = true, .before = before};
    return write_lab(lab, &w, errors);
}
