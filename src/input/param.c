/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameter rows: the lab file, settings and defaults -> records; see param.h.
 *
 * Every row of every set gets a slot, which says where its value comes from.  Reading is a
 * fixed sequence of passes over the slots; faults are collected and handed out sorted. */
#include "input/param.h"

#include "base/text.h"
#include "input/faults.h"
#include "input/key.h"
#include "input/param_value.h"
#include "input/setting.h"
#include "input/slot.h"
#include "input/unknown_key.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct reader {
    const sq_param_source *source;
    sq_slot_table slots;
    sq_faults faults;
} reader;

/* ---- places of faults ---- */

static sq_faults_place
at_mark(sq_error_mark mark)
{
    return (sq_faults_place){.mark = mark};
}

static sq_faults_place
in_setting(const char *setting)
{
    return (sq_faults_place){.setting = setting};
}

static sq_faults_place
at_key(const sq_slot *s)
{
    return s->setting ? in_setting(s->setting) : at_mark(s->node->key_mark);
}

static sq_faults_place
at_value(const sq_slot *s)
{
    return s->setting ? in_setting(s->setting) : at_mark(s->node->mark);
}

static void
report_unknown(reader *r, sq_faults_place at, const char *key)
{
    char advice[SQ_TEXT_REASON_SIZE];
    if (sq_unknown_key_advice(&r->slots, key, advice, sizeof advice))
        r->faults.out_of_memory = true;
    else
        sq_faults_add(&r->faults, at, "unknown key '%s'; %s", sq_text_excerpt(key).text,
                      advice);
}

/* ---- matching ---- */

/* Of a key given twice the first counts.  The tree has reported it, unless it is written once
 * with a dot and once below another. */
static void
assign(reader *r, sq_slot *s, const sq_tree_node *node)
{
    if (s->node && strcmp(s->node->key, node->key) != 0)
        sq_faults_add(&r->faults, at_mark(node->key_mark), "'%s' stands in line %zu, too",
                      s->row->key, s->node->key_mark.line);
    if (!s->node)
        s->node = node;
}

/* Keys of which part stands above: "noise: {atoms: {number: …}}". */
static void
match_inside(reader *r, const char *above, const sq_tree_node *map)
{
    char key[SQ_KEY_SIZE];
    for (const sq_tree_node *node = map->child; node; node = node->next) {
        snprintf(key, sizeof key, "%s.%s", above, node->key);
        sq_slot *s = sq_slot_find(&r->slots, key);
        if (s)
            assign(r, s, node);
        else if (node->kind == SQ_NODE_MAP && sq_slot_is_above(&r->slots, key))
            match_inside(r, key, node);
        else
            report_unknown(r, at_mark(node->key_mark), key);
    }
}

static void
match_section(reader *r, const sq_tree_node *section)
{
    if (section->kind == SQ_NODE_MAP)
        match_inside(r, section->key, section);
    /* "cavity:" with nothing below is an empty section. */
    else if (section->kind == SQ_NODE_LIST || *section->text)
        sq_faults_add(
            &r->faults, at_mark(section->key_mark),
            "'%s' is a section, it cannot have a value; write its keys indented below it",
            section->key);
}

static void
match_file(reader *r)
{
    const sq_tree_node *node = r->source->root ? r->source->root->child : NULL;
    for (; node; node = node->next) {
        sq_slot *s = sq_slot_find(&r->slots, node->key);
        if (sq_slot_first_key(&r->slots, node->key))
            match_section(r, node);
        else if (s && sq_key_section(node->key))
            sq_faults_add(&r->faults, at_mark(node->key_mark),
                          "write '%s' as two lines: '%.*s:', and indented below it '%s: …'",
                          node->key, (int)sq_key_section(node->key), node->key,
                          sq_key_last(node->key));
        else if (s)
            assign(r, s, node);
        else
            report_unknown(r, at_mark(node->key_mark), node->key);
    }
}

static void
match_setting(reader *r, const char *setting)
{
    const sq_faults_place at = in_setting(setting);
    char key[SQ_KEY_SIZE];
    sq_setting_key(setting, key);
    sq_slot *s = sq_slot_find(&r->slots, key);
    const char *inside = sq_slot_first_key(&r->slots, key);
    if (sq_text_check(setting, strlen(setting)) < strlen(setting))
        sq_faults_add(&r->faults, at, "contains a control character, or is not UTF-8");
    else if (!*key)
        sq_faults_add(&r->faults, at, "write KEY=VALUE, for example 'cavity.detuning=300 kHz'");
    else if (s && sq_setting_value(setting, key))
        s->setting = setting;
    else if (inside)
        sq_faults_add(&r->faults, at, "'%s' is a section; write for example '%s=…'", key,
                      inside);
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
    for (size_t i = 0; i < r->slots.n; i++)
        for (size_t k = 0; r->slots.slot[i].setting && k < r->slots.n; k++)
            if (k == i || sq_param_row_excludes(r->slots.slot[i].row, r->slots.slot[k].row))
                r->slots.slot[k].node = NULL;
}

/* ---- values ---- */

/* Marks what a read has made known as the user's. */
static void
mark_given(const sq_slot *s)
{
    sq_quantity *member[SQ_PARAM_VALUE_MEMBERS];
    size_t n = sq_param_value_members(s->row, s->record, member);
    const sq_tree_node *item = s->node ? s->node->child : NULL;
    for (size_t i = 0; i < n; i++) {
        if (!member[i]->known)
            continue;
        member[i]->given = true;
        member[i]->mark = item ? item->mark : s->node ? s->node->mark : (sq_error_mark){0};
        item = item ? item->next : NULL;
    }
}

/* A value that cannot be used was given all the same: its key is not missing. */
static void
mark_refused(const sq_slot *s)
{
    sq_quantity *member[SQ_PARAM_VALUE_MEMBERS];
    if (sq_param_value_members(s->row, s->record, member))
        member[0]->given = true;
}

static void
read_value(reader *r, const sq_slot *s)
{
    char reason[SQ_TEXT_REASON_SIZE];
    sq_param_value_text text;
    enum sq_status status = s->setting
                                ? sq_param_value_from_string(
                                      &text, sq_setting_value(s->setting, s->row->key), s->row)
                                : sq_param_value_from_node(&text, s->node);
    if (status) {
        r->faults.out_of_memory = true;
    } else if (sq_param_value_read(s->row, &text, r->source->dimensionless, s->record,
                                   reason)) {
        mark_given(s);
    } else {
        mark_refused(s);
        if (s->setting)
            sq_faults_add(&r->faults, at_value(s), "%s", reason);
        else
            sq_faults_add(&r->faults, at_value(s), "%s: %s", s->row->key, reason);
    }
    sq_param_value_text_free(&text);
}

static void
read_values(reader *r)
{
    for (size_t i = 0; i < r->slots.n; i++) {
        const sq_slot *s = &r->slots.slot[i];
        if (s->node && s->node->kind == SQ_NODE_MAP)
            sq_faults_add(&r->faults, at_key(s),
                          "'%s' is a value, not a section; write '%s: …' on one line (%s)",
                          s->row->key, sq_key_last(s->row->key), s->row->help);
        else if (sq_slot_is_given(s))
            read_value(r, s);
    }
}

static void
fill_defaults(reader *r)
{
    for (size_t i = 0; i < r->slots.n; i++) {
        const sq_slot *s = &r->slots.slot[i];
        char reason[SQ_TEXT_REASON_SIZE];
        sq_param_value_text text;
        if (sq_slot_is_given(s) || !s->row->fallback || sq_slot_instead(&r->slots, s))
            continue;
        if (sq_param_value_from_string(&text, s->row->fallback, s->row)) {
            r->faults.out_of_memory = true;
        } else {
            bool good =
                sq_param_value_read(s->row, &text, r->source->dimensionless, s->record, reason);
            assert(good && "a default must be a legal value of its row");
            (void)good;
        }
        sq_param_value_text_free(&text);
    }
}

/* ---- checks ---- */

static struct sq_text_excerpt
value_text(const sq_slot *s)
{
    return sq_text_excerpt(s->setting ? sq_setting_value(s->setting, s->row->key)
                           : s->node->kind == SQ_NODE_SCALAR ? s->node->text
                                                             : "…");
}

/* After overruling, two given slots that exclude each other are both in the file or both
 * on the command line. */
static void
report_exclusion(reader *r, const sq_slot *a, const sq_slot *b)
{
    if (a->setting) {
        sq_faults_add(&r->faults, at_key(b),
                      "'%s = %s' and '%s = %s' exclude each other; keep one of them",
                      a->row->key, value_text(a).text, b->row->key, value_text(b).text);
        return;
    }
    bool in_order = a->node->key_mark.line <= b->node->key_mark.line;
    const sq_slot *first = in_order ? a : b, *second = in_order ? b : a;
    sq_faults_add(
        &r->faults, at_key(second),
        "'%s = %s' (line %zu) and '%s = %s' (line %zu) exclude each other; keep one of them",
        first->row->key, value_text(first).text, first->node->key_mark.line, second->row->key,
        value_text(second).text, second->node->key_mark.line);
}

/* Of several that exclude each other, each is reported against one of them. */
static void
check_exclusions(reader *r)
{
    for (size_t k = 1; k < r->slots.n; k++) {
        bool reported = !sq_slot_is_given(&r->slots.slot[k]);
        for (size_t i = 0; i < k && !reported; i++)
            if (sq_slot_is_given(&r->slots.slot[i]) &&
                sq_param_row_excludes(r->slots.slot[i].row, r->slots.slot[k].row)) {
                report_exclusion(r, &r->slots.slot[i], &r->slots.slot[k]);
                reported = true;
            }
    }
}

/* The node of the key's section, or NULL. */
static const sq_tree_node *
section_node(const reader *r, const char *key)
{
    const sq_tree_node *node = r->source->root ? r->source->root->child : NULL;
    while (node && !sq_key_is_in(key, node->key))
        node = node->next;
    return node;
}

/* "(or 'drive.rabi' or 'drive.power')". */
static void
list_alternatives(const reader *r, const sq_param_row *row, char *text, size_t n)
{
    const char *separator = " (or ";
    for (size_t i = 0; i < r->slots.n; i++) {
        if (r->slots.slot[i].row == row || !sq_param_row_excludes(r->slots.slot[i].row, row))
            continue;
        sq_text_append(text, n, "%s'%s'", separator, r->slots.slot[i].row->key);
        separator = " or ";
    }
    sq_text_append(text, n, "%s", *text ? ")" : "");
}

static void
check_required(reader *r)
{
    for (size_t i = 0; i < r->slots.n; i++) {
        const sq_slot *s = &r->slots.slot[i];
        char others[SQ_TEXT_REASON_SIZE / 2] = "";
        if (!s->row->required || sq_slot_is_given(s) || sq_slot_instead(&r->slots, s))
            continue;
        const sq_tree_node *section = section_node(r, s->row->key);
        bool reported = section && section->kind != SQ_NODE_MAP &&
                        (section->kind == SQ_NODE_LIST || *section->text);
        if (reported)
            continue;
        list_alternatives(r, s->row, others, sizeof others);
        sq_faults_add(&r->faults, at_mark(section ? section->key_mark : (sq_error_mark){0}),
                      "required key '%s'%s is missing: %s", s->row->key, others, s->row->help);
    }
}

enum sq_status
sq_param_read(const sq_param_source *source, const sq_param_row_set *sets, size_t n_sets,
              sq_errors *errors)
{
    reader r = {.source = source, .faults = {.source = source->name}};
    if (sq_slot_table_create(&r.slots, sets, n_sets) == SQ_OK) {
        match_file(&r);
        match_settings(&r);
        overrule(&r);
        read_values(&r);
        check_exclusions(&r);
        fill_defaults(&r);
        check_required(&r);
    } else {
        r.faults.out_of_memory = true;
    }
    sq_slot_table_free(&r.slots);
    return sq_faults_hand_out(&r.faults, errors);
}

/* ---- single values ---- */

const char *
sq_param_peek(const sq_param_source *source, const char *key, sq_error_mark *mark)
{
    const char *text = NULL;
    const sq_tree_node *node = sq_tree_child(source->root, key);
    sq_error_mark found = {0};
    for (size_t i = source->n_settings; i > 0 && !text; i--)
        text = sq_setting_value(source->setting[i - 1], key);
    if (!text && node && node->kind == SQ_NODE_SCALAR) {
        text = node->text;
        found = node->mark;
    }
    if (mark)
        *mark = found;
    return text;
}

/* ---- the effective input ---- */

static sq_param_entry
entry_of(const sq_slot *s)
{
    sq_param_entry entry = {.row = s->row};
    sq_quantity *member[SQ_PARAM_VALUE_MEMBERS];
    size_t n = sq_param_value_members(s->row, s->record, member);
    for (size_t i = 0; i < n && entry.n < 2; i++)
        if (member[i]->known)
            entry.value[entry.n++] = member[i];
    return entry;
}

/* Does another row stand for this one?  Only one of those that exclude each other may be
 * written, or the result could not be read again. */
static bool
is_stood_for(const sq_slot_table *slots, const sq_slot *s)
{
    const sq_param_entry mine = entry_of(s);
    for (size_t i = 0; i < slots->n; i++) {
        const sq_param_entry other = entry_of(&slots->slot[i]);
        if (&slots->slot[i] == s || !other.n || !sq_param_row_excludes(other.row, s->row))
            continue;
        bool earlier = &slots->slot[i] < s,
             same = other.value[0]->given == mine.value[0]->given;
        if (same ? earlier : other.value[0]->given)
            return true;
    }
    return false;
}

static enum sq_status
visit_section(const sq_slot_table *slots, size_t first, sq_param_visitor *visit, void *context)
{
    enum sq_status status = SQ_OK;
    for (size_t i = first; i < slots->n && status == SQ_OK; i++) {
        const sq_param_entry entry = entry_of(&slots->slot[i]);
        if (sq_key_same_section(entry.row->key, slots->slot[first].row->key) && entry.n &&
            !is_stood_for(slots, &slots->slot[i]))
            status = visit(&entry, context);
    }
    return status;
}

enum sq_status
sq_param_visit(const sq_param_row_set *sets, size_t n_sets, sq_param_visitor *visit,
               void *context)
{
    sq_slot_table slots;
    enum sq_status status = sq_slot_table_create(&slots, sets, n_sets);
    for (size_t i = 0; i < slots.n && status == SQ_OK; i++)
        if (sq_slot_opens_section(&slots, i))
            status = visit_section(&slots, i, visit, context);
    sq_slot_table_free(&slots);
    return status;
}

void
sq_param_free(const sq_param_row_set *sets, size_t n_sets)
{
    sq_quantity *member[SQ_PARAM_VALUE_MEMBERS];
    for (size_t i = 0; i < n_sets; i++)
        for (size_t k = 0; k < sets[i].n; k++)
            for (size_t m = sq_param_value_members(&sets[i].row[k], sets[i].record, member);
                 m > 0; m--) {
                free(member[m - 1]->text);
                *member[m - 1] = (sq_quantity){0};
            }
}
