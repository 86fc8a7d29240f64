/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/faults.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sq_faults_entry {
    sq_faults_place place;
    size_t index; /* in the order of discovery */
    char *text;
};

/* ---- collecting ---- */

static bool
make_room(sq_faults *faults)
{
    if (faults->n < faults->capacity)
        return true;
    size_t capacity = faults->capacity ? 2 * faults->capacity : 16;
    struct sq_faults_entry *grown = realloc(faults->entry, capacity * sizeof *grown);
    if (!grown)
        return false;
    faults->entry = grown;
    faults->capacity = capacity;
    return true;
}

void
sq_faults_add(sq_faults *faults, sq_faults_place place, const char *format, ...)
{
    char words[SQ_TEXT_REASON_SIZE + 256]; /* a reason and what it is the reason of */
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    char *text = make_room(faults) ? strdup(words) : NULL;
    if (text) {
        faults->entry[faults->n] = (struct sq_faults_entry){place, faults->n, text};
        faults->n++;
    } else {
        faults->out_of_memory = true;
    }
}

/* ---- handing out ---- */

static int
compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static size_t
rank(const sq_faults_place *place)
{
    return place->setting ? 2 : place->mark.line ? 0 : 1;
}

static int
compare_entries(const void *left, const void *right)
{
    const struct sq_faults_entry *a = left, *b = right;
    int order = compare_sizes(rank(&a->place), rank(&b->place));
    order = order ? order : compare_sizes(a->place.mark.line, b->place.mark.line);
    order = order ? order : compare_sizes(a->place.mark.column, b->place.mark.column);
    return order ? order : compare_sizes(a->index, b->index);
}

static enum sq_status
hand_out(const char *source, const struct sq_faults_entry *entry, sq_errors *errors)
{
    const sq_faults_place *at = &entry->place;
    if (at->setting)
        return sq_errors_add(errors, SQ_ERR_INPUT, "--set %s: %s",
                             sq_text_excerpt(at->setting).text, entry->text);
    if (!at->mark.line)
        return sq_errors_add(errors, SQ_ERR_INPUT, "%s: %s", source, entry->text);
    return sq_errors_add(errors, SQ_ERR_INPUT, "%s:%zu:%zu: %s", source, at->mark.line,
                         at->mark.column, entry->text);
}

enum sq_status
sq_faults_hand_out(sq_faults *faults, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    if (faults->n)
        qsort(faults->entry, faults->n, sizeof *faults->entry, compare_entries);
    for (size_t i = 0; i < faults->n && !faults->out_of_memory; i++) {
        status = hand_out(faults->source, &faults->entry[i], errors);
        faults->out_of_memory = status == SQ_ERR_MEMORY;
    }
    if (faults->out_of_memory)
        status = sq_errors_add(errors, SQ_ERR_MEMORY, "out of memory while reading parameters");
    for (size_t i = 0; i < faults->n; i++)
        free(faults->entry[i].text);
    free(faults->entry);
    *faults = (sq_faults){.source = faults->source};
    return status;
}
