/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameter rows: the lab file, settings and defaults -> records; see param.h.
 *
 * Every row of every set gets a slot, which says where its value comes from.  Reading is
 * a fixed sequence of passes over the slots, in sq_params_read: match the file's keys,
 * match the settings, let settings overrule, read the values, check exclusions, fill in
 * defaults, check what is required.  No pass stops at a fault; faults are collected with
 * their places and handed out sorted.
 *
 * Longer than 400 lines because every pass needs the slots, which are nobody else's
 * business. */
#include "input/param.h"

#include "input/param_value.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for "section.key"; no known key comes near it. */
#define KEY_SIZE 160

/* ---- keys ---- */

size_t
sq_key_section(const char *key)
{
    const char *dot = strchr(key, '.');
    return dot ? (size_t)(dot - key) : 0;
}

const char *
sq_key_last(const char *key)
{
    const char *dot = strchr(key, '.');
    return dot ? dot + 1 : key;
}

bool
sq_key_same_section(const char *a, const char *b)
{
    size_t n = sq_key_section(a);
    return n == sq_key_section(b) && strncmp(a, b, n) == 0;
}

static bool
in_section(const char *key, const char *section)
{
    size_t n = sq_key_section(key);
    return n && n == strlen(section) && strncmp(key, section, n) == 0;
}

/* Is key one of the words (separated by blanks)? */
static bool
is_among(const char *key, const char *words)
{
    size_t n = strlen(key);
    for (; words && *words; words += strcspn(words, " "), words += strspn(words, " "))
        if (strcspn(words, " ") == n && strncmp(words, key, n) == 0)
            return true;
    return false;
}

bool
sq_param_excludes(const sq_param *a, const sq_param *b)
{
    return is_among(a->key, b->excludes) || is_among(b->key, a->excludes);
}

/* ---- slots ---- */

typedef struct slot {
    const sq_param *row;
    void *record;
    const sq_node *node; /* the value in the file, NULL when absent or overruled */
    const char *setting; /* "KEY=VALUE", NULL when not set */
} slot;

/* Where a fault is.  Sorted by rank, then line and column, then discovery. */
typedef struct place {
    enum { IN_FILE, OF_FILE, IN_SETTING } rank;
    sq_mark mark;
    const char *setting;
    size_t index; /* of the fault in `found` */
} place;

typedef struct reader {
    const sq_param_source *source;
    slot *slot;
    size_t n;
    sq_errors found;
    place *place; /* one for each of found */
    size_t place_capacity;
    bool out_of_memory;
} reader;

static bool
open_reader(reader *r, const sq_param_set *sets, size_t n_sets)
{
    size_t n = 0;
    for (size_t i = 0; i < n_sets; i++)
        n += sets[i].n;
    r->slot = calloc(n ? n : 1, sizeof *r->slot);
    for (size_t i = 0; r->slot && i < n_sets; i++)
        for (size_t k = 0; k < sets[i].n; k++)
            r->slot[r->n++] = (slot){.row = &sets[i].row[k], .record = sets[i].record};
    return r->slot != NULL;
}

static bool
is_given(const slot *s)
{
    return s->node || s->setting;
}

static slot *
find_slot(const reader *r, const char *key)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->slot[i].row->key, key) == 0)
            return &r->slot[i];
    return NULL;
}

/* The first given slot, other than s, that excludes s. */
static const slot *
given_instead_of(const reader *r, const slot *s)
{
    for (size_t i = 0; i < r->n; i++)
        if (&r->slot[i] != s && is_given(&r->slot[i]) &&
            sq_param_excludes(r->slot[i].row, s->row))
            return &r->slot[i];
    return NULL;
}

static bool
is_first_of_section(const reader *r, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (sq_key_same_section(r->slot[i].row->key, r->slot[k].row->key))
            return false;
    return true;
}

/* ---- faults ---- */

static place
at_mark(sq_mark mark)
{
    return (place){.rank = mark.line ? IN_FILE : OF_FILE, .mark = mark};
}

static place
at_key(const slot *s)
{
    return s->setting ? (place){.rank = IN_SETTING, .setting = s->setting}
                      : at_mark(s->node->key_mark);
}

static place
at_value(const slot *s)
{
    return s->setting ? at_key(s) : at_mark(s->node->mark);
}

static void
add_prefix(const reader *r, const place *at, char *text, size_t n)
{
    if (at->rank == IN_SETTING)
        snprintf(text, n, "--set %s", sq_text_excerpt(at->setting).text);
    else if (at->rank == OF_FILE)
        snprintf(text, n, "%s", r->source->name);
    else
        snprintf(text, n, "%s:%zu:%zu", r->source->name, at->mark.line, at->mark.column);
}

static bool
keep_place(reader *r, place at)
{
    if (r->found.n == r->place_capacity) {
        size_t capacity = r->place_capacity ? 2 * r->place_capacity : 16;
        place *grown = realloc(r->place, capacity * sizeof *grown);
        if (!grown)
            return false;
        r->place = grown;
        r->place_capacity = capacity;
    }
    at.index = r->found.n;
    r->place[r->found.n] = at;
    return true;
}

static void SQ_PRINTF(3, 4) report(reader *r, place at, const char *format, ...)
{
    char prefix[4096 + 64], text[SQ_REASON_SIZE + KEY_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    add_prefix(r, &at, prefix, sizeof prefix);
    if (!keep_place(r, at) ||
        sq_errors_add(&r->found, SQ_ERR_INPUT, "%s: %s", prefix, text) == SQ_ERR_MEMORY)
        r->out_of_memory = true;
}

static int
compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int
compare_places(const void *left, const void *right)
{
    const place *a = left, *b = right;
    int order = compare_sizes(a->rank, b->rank);
    order = order ? order : compare_sizes(a->mark.line, b->mark.line);
    order = order ? order : compare_sizes(a->mark.column, b->mark.column);
    return order ? order : compare_sizes(a->index, b->index);
}

/* Hands the faults over in order and frees the reader. */
static enum sq_status
close_reader(reader *r, sq_errors *errors)
{
    enum sq_status status = sq_errors_status(&r->found);
    if (r->found.n && !r->out_of_memory)
        qsort(r->place, r->found.n, sizeof *r->place, compare_places);
    for (size_t i = 0; i < r->found.n && !r->out_of_memory; i++) {
        const char *text = r->found.fault[r->place[i].index].text;
        r->out_of_memory =
            !text || sq_errors_add(errors, SQ_ERR_INPUT, "%s", text) != SQ_ERR_INPUT;
    }
    if (r->out_of_memory)
        status = sq_errors_add(errors, SQ_ERR_MEMORY, "out of memory while reading parameters");
    sq_errors_free(&r->found);
    free(r->place);
    free(r->slot);
    return status;
}

/* ---- unknown keys ---- */

/* The names that an unknown key is compared with: keys of its section, if that is known,
 * else every key and section.  names has room for 2 n + 1 entries, and spare for the
 * section's names, which have no end mark in the rows. */
static void
collect_names(const reader *r, const char *key, const char **names, char (*spare)[KEY_SIZE])
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (sq_key_section(key) && sq_key_same_section(r->slot[i].row->key, key))
            names[n++] = r->slot[i].row->key;
    for (size_t i = 0; i < r->n && (n == 0 || !sq_key_section(key)); i++) {
        const char *known = r->slot[i].row->key;
        names[n++] = known;
        snprintf(spare[i], KEY_SIZE, "%.*s", (int)sq_key_section(known), known);
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
        return sq_nearest(key, names);
    for (size_t i = 0; names[i]; i++)
        names[i] += n + 1;
    const char *near = sq_nearest(key + n + 1, names);
    return near ? near - n - 1 : NULL;
}

/* The right key in the wrong section? */
static const char *
same_last_part(const reader *r, const char *key)
{
    for (size_t i = 0; i < r->n; i++)
        if (sq_key_section(r->slot[i].row->key) &&
            strcmp(sq_key_last(r->slot[i].row->key), sq_key_last(key)) == 0)
            return r->slot[i].row->key;
    return NULL;
}

/* The keys of the section, or, where the section is not known, keys and sections of the
 * top level. */
static void
list_keys(const reader *r, const char *key, char *text, size_t n)
{
    const char *separator = "";
    bool in = false;
    for (size_t i = 0; i < r->n; i++)
        in = in || (sq_key_section(key) && sq_key_same_section(key, r->slot[i].row->key));
    if (in)
        sq_text_append(text, n, "the keys of '%.*s' are ", (int)sq_key_section(key), key);
    else
        sq_text_append(text, n, "known are ");
    for (size_t i = 0; i < r->n; i++) {
        const char *known = r->slot[i].row->key;
        size_t length = sq_key_section(known);
        if (in ? !sq_key_same_section(key, known) : length && !is_first_of_section(r, i))
            continue;
        if (in || !length)
            sq_text_append(text, n, "%s%s", separator, sq_key_last(known));
        else
            sq_text_append(text, n, "%s%.*s", separator, (int)length, known);
        separator = ", ";
    }
}

static void
report_unknown(reader *r, place at, const char *key)
{
    const char **names = malloc((2 * r->n + 1) * sizeof *names);
    char(*spare)[KEY_SIZE] = calloc(r->n + 1, sizeof *spare);
    char list[SQ_REASON_SIZE] = "";
    if (names && spare) {
        collect_names(r, key, names, spare);
        const char *near = same_last_part(r, key);
        near = near ? near : nearest_in(key, names);
        if (near)
            snprintf(list, sizeof list, "did you mean '%s'?", near);
        else
            list_keys(r, key, list, sizeof list);
        report(r, at, "unknown key '%s'; %s", sq_text_excerpt(key).text, list);
    } else {
        r->out_of_memory = true;
    }
    free(names);
    free(spare);
}

/* ---- matching ---- */

/* NULL when there is no such section. */
static const char *
first_key_of(const reader *r, const char *section)
{
    for (size_t i = 0; i < r->n; i++)
        if (in_section(r->slot[i].row->key, section))
            return r->slot[i].row->key;
    return NULL;
}

/* Of a key given twice (which the tree has reported) the first counts. */
static void
assign(slot *s, const sq_node *node)
{
    if (!s->node)
        s->node = node;
}

static void
match_section(reader *r, const sq_node *section)
{
    char key[KEY_SIZE];
    if (section->kind != SQ_NODE_MAP) {
        /* "cavity:" with nothing below is an empty section. */
        if (section->kind == SQ_NODE_LIST || *section->text)
            report(
                r, at_mark(section->key_mark),
                "'%s' is a section, it cannot have a value; write its keys indented below it",
                section->key);
        return;
    }
    for (const sq_node *node = section->child; node; node = node->next) {
        snprintf(key, sizeof key, "%s.%s", section->key, node->key);
        slot *s = find_slot(r, key);
        if (s)
            assign(s, node);
        else
            report_unknown(r, at_mark(node->key_mark), key);
    }
}

static void
match_file(reader *r)
{
    const sq_node *node = r->source->root ? r->source->root->child : NULL;
    for (; node; node = node->next) {
        slot *s = find_slot(r, node->key);
        if (first_key_of(r, node->key))
            match_section(r, node);
        else if (s && sq_key_section(node->key))
            report(r, at_mark(node->key_mark),
                   "write '%s' as two lines: '%.*s:', and indented below it '%s: …'", node->key,
                   (int)sq_key_section(node->key), node->key, sq_key_last(node->key));
        else if (s)
            assign(s, node);
        else
            report_unknown(r, at_mark(node->key_mark), node->key);
    }
}

/* The value behind the key of a setting if the key is `key`, else NULL. */
static const char *
value_of_setting(const char *setting, const char *key)
{
    const char *equals = strchr(setting, '=');
    setting += strspn(setting, " \t");
    size_t n = strlen(key);
    if (!equals || strncmp(setting, key, n) != 0 ||
        setting + n + strspn(setting + n, " \t") != equals)
        return NULL;
    return equals + 1 + strspn(equals + 1, " \t");
}

/* The key of a setting without the blanks around it, "" when there is none. */
static void
key_of_setting(const char *setting, char key[KEY_SIZE])
{
    const char *from = setting + strspn(setting, " \t");
    size_t n = strcspn(from, " \t=");
    snprintf(key, KEY_SIZE, "%.*s", (int)(strchr(setting, '=') && n < KEY_SIZE ? n : 0), from);
}

static void
match_setting(reader *r, const char *setting)
{
    const place at = {.rank = IN_SETTING, .setting = setting};
    char key[KEY_SIZE];
    key_of_setting(setting, key);
    slot *s = find_slot(r, key);
    const char *inside = first_key_of(r, key);
    if (sq_text_check(setting, strlen(setting)) < strlen(setting))
        report(r, at, "contains a control character, or is not UTF-8");
    else if (!*key)
        report(r, at, "write KEY=VALUE, for example 'cavity.detuning=300 kHz'");
    else if (s && value_of_setting(setting, key))
        s->setting = setting;
    else if (inside)
        report(r, at, "'%s' is a section; write for example '%s=…'", key, inside);
    else
        report_unknown(r, at, key);
}

static void
match_settings(reader *r)
{
    for (size_t i = 0; i < r->source->n_settings; i++)
        match_setting(r, r->source->setting[i]);
}

/* What is given on the command line replaces its own key in the file and the keys that
 * exclude it. */
static void
overrule(reader *r)
{
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; r->slot[i].setting && k < r->n; k++)
            if (k == i || sq_param_excludes(r->slot[i].row, r->slot[k].row))
                r->slot[k].node = NULL;
}

/* ---- values ---- */

/* Marks what a read has made known as the user's. */
static void
mark_given(const slot *s)
{
    sq_quantity *member[SQ_PARAM_MEMBERS];
    size_t n = sq_param_members(s->row, s->record, member);
    const sq_node *item = s->node ? s->node->child : NULL;
    for (size_t i = 0; i < n; i++) {
        if (!member[i]->known)
            continue;
        member[i]->given = true;
        member[i]->mark = item ? item->mark : s->node ? s->node->mark : (sq_mark){0};
        item = item ? item->next : NULL;
    }
}

/* A value that cannot be used was given all the same: its key is not missing. */
static void
mark_refused(const slot *s)
{
    sq_quantity *member[SQ_PARAM_MEMBERS];
    if (sq_param_members(s->row, s->record, member))
        member[0]->given = true;
}

static void
read_value(reader *r, const slot *s)
{
    char reason[SQ_REASON_SIZE];
    sq_param_text text;
    enum sq_status status =
        s->setting ? sq_param_text_from_string(&text, value_of_setting(s->setting, s->row->key),
                                               s->row)
                   : sq_param_text_from_node(&text, s->node);
    if (status) {
        r->out_of_memory = true;
    } else if (sq_param_value_read(s->row, &text, r->source->units, r->source->dimensionless,
                                   s->record, reason)) {
        mark_given(s);
    } else {
        mark_refused(s);
        if (s->setting)
            report(r, at_value(s), "%s", reason);
        else
            report(r, at_value(s), "%s: %s", s->row->key, reason);
    }
    sq_param_text_free(&text);
}

static void
read_values(reader *r)
{
    for (size_t i = 0; i < r->n; i++) {
        const slot *s = &r->slot[i];
        if (s->node && s->node->kind == SQ_NODE_MAP)
            report(r, at_key(s),
                   "'%s' is a value, not a section; write '%s: …' on one line (%s)",
                   s->row->key, sq_key_last(s->row->key), s->row->help);
        else if (is_given(s))
            read_value(r, s);
    }
}

static void
fill_defaults(reader *r)
{
    for (size_t i = 0; i < r->n; i++) {
        const slot *s = &r->slot[i];
        char reason[SQ_REASON_SIZE];
        sq_param_text text;
        if (is_given(s) || !s->row->fallback || given_instead_of(r, s))
            continue;
        if (sq_param_text_from_string(&text, s->row->fallback, s->row)) {
            r->out_of_memory = true;
        } else {
            bool good = sq_param_value_read(s->row, &text, r->source->units,
                                            r->source->dimensionless, s->record, reason);
            assert(good && "a default must be a legal value of its row");
            (void)good;
        }
        sq_param_text_free(&text);
    }
}

/* ---- checks ---- */

static sq_excerpt
value_text(const slot *s)
{
    return sq_text_excerpt(s->setting ? value_of_setting(s->setting, s->row->key)
                           : s->node->kind == SQ_NODE_SCALAR ? s->node->text
                                                             : "…");
}

/* After overruling, two given slots that exclude each other are both in the file or both
 * on the command line. */
static void
report_exclusion(reader *r, const slot *a, const slot *b)
{
    if (a->setting) {
        report(r, at_key(b), "'%s = %s' and '%s = %s' exclude each other; keep one of them",
               a->row->key, value_text(a).text, b->row->key, value_text(b).text);
        return;
    }
    bool in_order = a->node->key_mark.line <= b->node->key_mark.line;
    const slot *first = in_order ? a : b, *second = in_order ? b : a;
    report(r, at_key(second),
           "'%s = %s' (line %zu) and '%s = %s' (line %zu) exclude each other; keep one of them",
           first->row->key, value_text(first).text, first->node->key_mark.line,
           second->row->key, value_text(second).text, second->node->key_mark.line);
}

/* Of several that exclude each other, each is reported against one of them. */
static void
check_exclusions(reader *r)
{
    for (size_t k = 1; k < r->n; k++) {
        bool reported = !is_given(&r->slot[k]);
        for (size_t i = 0; i < k && !reported; i++)
            if (is_given(&r->slot[i]) && sq_param_excludes(r->slot[i].row, r->slot[k].row)) {
                report_exclusion(r, &r->slot[i], &r->slot[k]);
                reported = true;
            }
    }
}

/* The node of the key's section, or NULL. */
static const sq_node *
section_node(const reader *r, const char *key)
{
    const sq_node *node = r->source->root ? r->source->root->child : NULL;
    while (node && !in_section(key, node->key))
        node = node->next;
    return node;
}

/* "(or 'drive.rabi' or 'drive.power')". */
static void
list_alternatives(const reader *r, const sq_param *row, char *text, size_t n)
{
    const char *separator = " (or ";
    for (size_t i = 0; i < r->n; i++) {
        if (r->slot[i].row == row || !sq_param_excludes(r->slot[i].row, row))
            continue;
        sq_text_append(text, n, "%s'%s'", separator, r->slot[i].row->key);
        separator = " or ";
    }
    sq_text_append(text, n, "%s", *text ? ")" : "");
}

static void
check_required(reader *r)
{
    for (size_t i = 0; i < r->n; i++) {
        const slot *s = &r->slot[i];
        char others[SQ_REASON_SIZE / 2] = "";
        if (!s->row->required || is_given(s) || given_instead_of(r, s))
            continue;
        const sq_node *section = section_node(r, s->row->key);
        bool reported = section && section->kind != SQ_NODE_MAP &&
                        (section->kind == SQ_NODE_LIST || *section->text);
        if (reported)
            continue;
        list_alternatives(r, s->row, others, sizeof others);
        report(r, at_mark(section ? section->key_mark : (sq_mark){0}),
               "required key '%s'%s is missing: %s", s->row->key, others, s->row->help);
    }
}

enum sq_status
sq_params_read(const sq_param_source *source, const sq_param_set *sets, size_t n_sets,
               sq_errors *errors)
{
    reader r = {.source = source};
    if (open_reader(&r, sets, n_sets)) {
        match_file(&r);
        match_settings(&r);
        overrule(&r);
        read_values(&r);
        check_exclusions(&r);
        fill_defaults(&r);
        check_required(&r);
    } else {
        r.out_of_memory = true;
    }
    return close_reader(&r, errors);
}

/* ---- single values ---- */

const char *
sq_params_peek(const sq_param_source *source, const char *key, sq_mark *mark)
{
    const char *text = NULL;
    const sq_node *node = sq_tree_child(source->root, key);
    sq_mark found = {0};
    for (size_t i = source->n_settings; i > 0 && !text; i--)
        text = value_of_setting(source->setting[i - 1], key);
    if (!text && node && node->kind == SQ_NODE_SCALAR) {
        text = node->text;
        found = node->mark;
    }
    if (mark)
        *mark = found;
    return text;
}

enum sq_status
sq_quantity_set(sq_quantity *quantity, double value, const char *unit)
{
    if (!isfinite(value))
        return SQ_ERR_NUMERIC;
    char number[SQ_NUMBER_SIZE];
    sq_text_from_number(value, number);
    size_t size = strlen(number) + strlen(unit) + 2;
    char *text = malloc(size);
    if (!text)
        return SQ_ERR_MEMORY;
    snprintf(text, size, "%s%s%s", number, *unit ? " " : "", unit);
    free(quantity->text);
    *quantity = (sq_quantity){.value = value, .known = true, .text = text};
    return SQ_OK;
}

enum sq_status
sq_quantity_choose(sq_quantity *quantity, size_t index, const char *word)
{
    char *text = malloc(strlen(word) + 1);
    if (!text)
        return SQ_ERR_MEMORY;
    strcpy(text, word);
    free(quantity->text);
    *quantity = (sq_quantity){.value = (double)index, .known = true, .text = text};
    return SQ_OK;
}

const char *
sq_param_example(const sq_param *row, bool dimensionless)
{
    bool plain = dimensionless && row->kind == SQ_PARAM_QUANTITY; /* examples carry units */
    if (row->example && !(plain && row->dim == SQ_DIM_TIME))
        return row->example;
    if (row->fallback)
        return row->fallback;
    if (row->choices)
        return row->choices[0];
    if (row->kind == SQ_PARAM_TEXT)
        return "text";
    return dimensionless ? "1" : sq_dimension_describe(row->dim)->example;
}

/* ---- the effective input ---- */

static sq_param_entry
entry_of(const slot *s)
{
    sq_param_entry entry = {.row = s->row};
    sq_quantity *member[SQ_PARAM_MEMBERS];
    size_t n = sq_param_members(s->row, s->record, member);
    for (size_t i = 0; i < n && entry.n < 2; i++)
        if (member[i]->known)
            entry.value[entry.n++] = member[i];
    return entry;
}

/* Does another row stand for this one?  Only one of those that exclude each other may be
 * written, or the result could not be read again. */
static bool
is_stood_for(const reader *r, const slot *s)
{
    const sq_param_entry mine = entry_of(s);
    for (size_t i = 0; i < r->n; i++) {
        const sq_param_entry other = entry_of(&r->slot[i]);
        if (&r->slot[i] == s || !other.n || !sq_param_excludes(other.row, s->row))
            continue;
        bool earlier = &r->slot[i] < s, same = other.value[0]->given == mine.value[0]->given;
        if (same ? earlier : other.value[0]->given)
            return true;
    }
    return false;
}

static enum sq_status
visit_section(const reader *r, size_t first, sq_param_visitor *visit, void *context)
{
    enum sq_status status = SQ_OK;
    for (size_t i = first; i < r->n && status == SQ_OK; i++) {
        const sq_param_entry entry = entry_of(&r->slot[i]);
        if (sq_key_same_section(entry.row->key, r->slot[first].row->key) && entry.n &&
            !is_stood_for(r, &r->slot[i]))
            status = visit(&entry, context);
    }
    return status;
}

enum sq_status
sq_params_visit(const sq_param_set *sets, size_t n_sets, sq_param_visitor *visit, void *context)
{
    reader r = {0};
    if (!open_reader(&r, sets, n_sets))
        return SQ_ERR_MEMORY;
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < r.n && status == SQ_OK; i++)
        if (is_first_of_section(&r, i))
            status = visit_section(&r, i, visit, context);
    free(r.slot);
    return status;
}

void
sq_params_free(const sq_param_set *sets, size_t n_sets)
{
    sq_quantity *member[SQ_PARAM_MEMBERS];
    for (size_t i = 0; i < n_sets; i++)
        for (size_t k = 0; k < sets[i].n; k++)
            for (size_t m = sq_param_members(&sets[i].row[k], sets[i].record, member); m > 0;
                 m--) {
                free(member[m - 1]->text);
                *member[m - 1] = (sq_quantity){0};
            }
}
