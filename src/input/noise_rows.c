/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/noise_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "input/param_change.h"
#include "input/param_value.h"

/* Bytes for the key, the help and the excluded keys of one row. */
enum { KEY = 128, HELP = 128, EXCLUDED = 512, TEXT = KEY + HELP + EXCLUDED };

/* What is made. */
typedef struct list {
    sq_param_row *row; /* NULL: they are counted */
    char *text;        /* TEXT bytes for each */
    size_t n;
} list;

/* What it is made of. */
typedef struct source {
    const sq_param_row_set *sets;
    size_t n_sets;
    bool (*varies)(const sq_param_row *row);
    const sq_param_row *own;
    size_t n_own;
} source;

const char *
sq_noise_rows_key(const sq_param_row *row)
{
    return row->key + strlen(SQ_NOISE_ROWS_SECTION);
}

/* "noise.drive.rabi noise.drive.power" of "drive.rabi drive.power". */
static void
write_excluded(char *text, const char *keys)
{
    *text = '\0';
    for (; *keys; keys += strspn(keys, " ")) {
        int length = (int)strcspn(keys, " ");
        sq_text_append(text, EXCLUDED, "%s" SQ_NOISE_ROWS_SECTION "%.*s", *text ? " " : "",
                       length, keys);
        keys += length;
    }
}

static const sq_param_row *
find(const sq_param_row *row, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(row[i].key, key) == 0)
            return &row[i];
    return NULL;
}

static void
write_row(list *l, const source *s, const sq_param_row *of, const sq_param_row *angle)
{
    const struct sq_text_excerpt name = sq_param_change_key(of, angle);
    char *key = l->text + l->n * TEXT, *help = key + KEY, *excluded = help + HELP;
    snprintf(key, KEY, SQ_NOISE_ROWS_SECTION "%s", name.text);
    snprintf(help, HELP, "shot-to-shot noise of %s, rms", name.text);
    if (of->excludes)
        write_excluded(excluded, of->excludes);
    const sq_param_row *own = find(s->own, s->n_own, key);
    l->row[l->n] = (sq_param_row){.key = key,
                                  .kind = SQ_PARAM_NOISE,
                                  .dim = (angle ? angle : of)->dim,
                                  .bounds = of->bounds,
                                  .example = own ? own->example : "1 %",
                                  .excludes = of->excludes ? excluded : NULL,
                                  .help = own ? own->help : help};
}

static void
add(list *l, const source *s, const sq_param_row *of, const sq_param_row *angle)
{
    if (l->row)
        write_row(l, s, of, angle);
    l->n++;
}

static void
add_noise_of(list *l, const source *s, const sq_param_row *of)
{
    if (of->kind == SQ_PARAM_QUANTITY)
        add(l, s, of, NULL);
    for (size_t i = 0; of->kind == SQ_PARAM_DIRECTION && i < SQ_PARAM_VALUE_ANGLES; i++)
        add(l, s, of, &sq_param_value_angles[i]);
}

/* Is it noise of a row that varies? */
static bool
has_row(const source *s, const sq_param_row *own)
{
    for (size_t i = 0; i < s->n_sets; i++)
        if (find(s->sets[i].row, s->sets[i].n, sq_noise_rows_key(own)))
            return true;
    return false;
}

static void
add_rows(list *l, const source *s)
{
    for (size_t i = 0; i < s->n_sets; i++)
        for (size_t k = 0; k < s->sets[i].n; k++)
            if (s->varies(&s->sets[i].row[k]))
                add_noise_of(l, s, &s->sets[i].row[k]);
    for (size_t i = 0; i < s->n_own; i++) {
        if (has_row(s, &s->own[i]))
            continue;
        if (l->row)
            l->row[l->n] = s->own[i];
        l->n++;
    }
}

enum sq_status
sq_noise_rows_make(sq_param_row **rows, size_t *n_rows, const sq_param_row_set *sets,
                   size_t n_sets, bool (*varies)(const sq_param_row *row),
                   const sq_param_row *own, size_t n)
{
    const source s = {sets, n_sets, varies, own, n};
    list l = {0};
    add_rows(&l, &s);
    *n_rows = l.n;
    *rows = malloc(l.n * (sizeof **rows + TEXT));
    if (!*rows)
        return SQ_ERR_MEMORY;
    l = (list){.row = *rows, .text = (char *)(*rows + l.n)};
    add_rows(&l, &s);
    for (size_t i = 0; i < l.n; i++)
        l.row[i].member = i * sizeof(sq_param_row_noise);
    return SQ_OK;
}
