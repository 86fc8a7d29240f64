/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/unknown_key.h"

#include "base/text.h"
#include "input/key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The names that an unknown key is compared with: keys of its section, if that is known,
 * else every key and section.  names has room for 2 n + 1 entries, and spare for the
 * section's names, which have no end mark in the rows. */
static void
collect_names(const sq_slot_table *table, const char *key, const char **names,
              char (*spare)[SQ_KEY_SIZE])
{
    size_t n = 0;
    for (size_t i = 0; i < table->n; i++)
        if (sq_key_section(key) && sq_key_same_section(table->slot[i].row->key, key))
            names[n++] = table->slot[i].row->key;
    for (size_t i = 0; i < table->n && (n == 0 || !sq_key_section(key)); i++) {
        const char *known = table->slot[i].row->key;
        names[n++] = known;
        snprintf(spare[i], SQ_KEY_SIZE, "%.*s", (int)sq_key_section(known), known);
        if (*spare[i])
            names[n++] = spare[i];
    }
    names[n] = NULL;
}

/* Within a section only the last part can differ, so only that part is compared. */
static const char *
nearest_in(const char *key, const char **names)
{
    size_t n = sq_key_section(key);
    bool section_known = n && names[0] && sq_key_same_section(key, names[0]);
    if (!section_known)
        return sq_text_nearest(key, names);
    for (size_t i = 0; names[i]; i++)
        names[i] += n + 1;
    const char *near = sq_text_nearest(key + n + 1, names);
    return near ? near - n - 1 : NULL;
}

/* Does a known key end in a dot and the last part of this one? */
static bool
ends_alike(const char *known, const char *key)
{
    const char *end = sq_key_section(key) ? sq_key_last(key) : key;
    size_t n = strlen(known), m = strlen(end);
    return n > m && known[n - m - 1] == '.' && strcmp(known + n - m, end) == 0;
}

/* The right key in the wrong section, or without what stands before it in its section? */
static const char *
same_last_part(const sq_slot_table *table, const char *key)
{
    const char *elsewhere = NULL;
    for (size_t i = 0; i < table->n; i++) {
        const char *known = table->slot[i].row->key;
        bool here = sq_key_same_section(known, key);
        if (here && ends_alike(known, key))
            return known;
        if (!elsewhere && sq_key_section(known) &&
            strcmp(sq_key_last(known), sq_key_last(key)) == 0)
            elsewhere = known;
    }
    return elsewhere;
}

/* Longer lists begin a line, and are broken before that column. */
enum { MANY = 12, COLUMN = 79 };

typedef struct list {
    char *text;
    size_t n;           /* its size */
    bool broken;        /* into lines */
    size_t line, names; /* bytes of the latest line, and names so far */
} list;

static void
add_name(list *l, const char *name, int length)
{
    bool fits = l->line + (size_t)length + 3 < COLUMN; /* ", " and a comma behind it */
    const char *between = l->names    ? l->broken && !fits ? ",\n  " : ", "
                          : l->broken ? "\n  "
                                      : " ";
    sq_text_append(l->text, l->n, "%s%.*s", between, length, name);
    l->line = (l->broken && (!fits || !l->names) ? 2 : l->line + 2) + (size_t)length;
    l->names++;
}

/* Names that stand for the keys of the section, or, where that is not known (not `in`), for
 * keys and sections of the top level; l NULL: they are counted. */
static size_t
visit_names(list *l, const sq_slot_table *table, const char *key, bool in)
{
    size_t n = 0;
    for (size_t i = 0; i < table->n; i++) {
        const char *known = table->slot[i].row->key;
        size_t length = sq_key_section(known);
        if (in ? !sq_key_same_section(key, known) : length && !sq_slot_opens_section(table, i))
            continue;
        const char *name = in || !length ? sq_key_last(known) : known;
        if (l)
            add_name(l, name, in || !length ? (int)strlen(name) : (int)length);
        n++;
    }
    return n;
}

static void
list_keys(const sq_slot_table *table, const char *key, char *text, size_t n)
{
    bool in = false;
    for (size_t i = 0; i < table->n; i++)
        in = in || (sq_key_section(key) && sq_key_same_section(key, table->slot[i].row->key));
    list l = {.text = text, .n = n, .broken = visit_names(NULL, table, key, in) > MANY};
    if (in)
        sq_text_append(text, n, "the keys of '%.*s' are", (int)sq_key_section(key), key);
    else
        sq_text_append(text, n, "known are");
    visit_names(&l, table, key, in);
}

enum sq_status
sq_unknown_key_advice(const sq_slot_table *table, const char *key, char *advice, size_t n)
{
    const char **names = malloc((2 * table->n + 1) * sizeof *names);
    char(*spare)[SQ_KEY_SIZE] = calloc(table->n + 1, sizeof *spare);
    enum sq_status status = names && spare ? SQ_OK : SQ_ERR_MEMORY;
    *advice = '\0';
    if (!status) {
        collect_names(table, key, names, spare);
        const char *near = same_last_part(table, key);
        near = near ? near : nearest_in(key, names);
        if (near)
            snprintf(advice, n, "did you mean '%s'?", near);
        else
            list_keys(table, key, advice, n);
    }
    free(names);
    free(spare);
    return status;
}
