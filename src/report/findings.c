/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/locale.h"
#include "base/text.h"
#include "lab/numbers.h"

/* Memory that is freed with the list. */
typedef struct sq_findings_block {
    struct sq_findings_block *next;
    max_align_t content[];
} sq_findings_block;

void
sq_findings_init(sq_findings *f, const sq_lab *lab)
{
    *f = (sq_findings){.dimensionless = lab->platform->dimensionless,
                       .uncertain = lab->n_variations > 0,
                       .section = ""};
}

void
sq_findings_free(sq_findings *f)
{
    while (f->blocks) {
        sq_findings_block *next = f->blocks->next;
        free(f->blocks);
        f->blocks = next;
    }
    free(f->row);
    *f = (sq_findings){0};
}

/* NULL: out of memory. */
static void *
new_block(sq_findings *f, size_t size)
{
    sq_findings_block *block = malloc(sizeof *block + size);
    if (!block) {
        f->failed = true;
        return NULL;
    }
    block->next = f->blocks;
    f->blocks = block;
    return block->content;
}

static const char *
new_words(sq_findings *f, const char *format, va_list arguments)
{
    locale_t before = sq_locale_enter();
    va_list again;
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = n < 0 ? NULL : new_block(f, (size_t)n + 1);
    if (text)
        vsnprintf(text, (size_t)n + 1, format, arguments);
    sq_locale_leave(before);
    return text ? text : "";
}

const char *
sq_findings_words(sq_findings *f, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *words = new_words(f, format, arguments);
    va_end(arguments);
    return words;
}

/* ---- values for people ---- */

sq_format_label
sq_findings_time_label(const sq_findings *f, double t, int digits)
{
    static const sq_format_label none = {"-"};
    return !isfinite(t)       ? none
           : f->dimensionless ? sq_format_number(t, digits)
                              : sq_format_si(t, "s", digits);
}

const char *
sq_findings_after(sq_findings *f, double time)
{
    return isnan(time)
               ? ""
               : sq_findings_words(f, " after %s", sq_findings_time_label(f, time, 4).s);
}

sq_format_label
sq_findings_decibel_label(double db, double error, int decimals)
{
    sq_format_label text;
    int n = sq_locale_print(text.s, sizeof text.s, "%.*f", decimals,
                            sq_format_unsigned_zero(db, decimals));
    if (isfinite(error))
        sq_locale_print(text.s + n, sizeof text.s - (size_t)n, " ± %.*f", decimals, error);
    return text;
}

/* Rates are given twice, as 2π × Hz and in rad/s, so that nobody has to guess which one a
 * number is. */
static const char *
rate_words(sq_findings *f, double rate, double sd)
{
    sq_format_label cycles = sq_format_rate_sd(rate, sd, 4),
                    number = sq_format_number_sd(rate, sd, 6);
    if (f->dimensionless)
        return sq_findings_words(f, "%s", number.s);
    if (sd > 0)
        return sq_findings_words(f, "%s\t%s rad/s", cycles.s, number.s);
    return sq_findings_words(f, "%s\t%.6g rad/s", cycles.s, rate);
}

static const char *
number_words(sq_findings *f, const sq_finding *row)
{
    double value = row->value, sd = row->sd;
    if (!isfinite(value))
        return "-";
    switch (row->kind) {
    case SQ_FINDING_RATE:
        return rate_words(f, value, sd);
    case SQ_FINDING_TIME:
        return sq_findings_words(f, "%s",
                                 f->dimensionless ? sq_format_number_sd(value, sd, 4).s
                                                  : sq_format_si_sd(value, sd, "s", 4).s);
    case SQ_FINDING_POWER:
        return sq_findings_words(f, "%s", sq_format_si_sd(value, sd, "W", 5).s);
    case SQ_FINDING_LENGTH:
        return sq_findings_words(f, "%s", sq_format_si_sd(value, sd, "m", 5).s);
    case SQ_FINDING_DECIBEL:
        return sq_findings_words(f, "%s dB", sq_findings_decibel_label(value, NAN, 2).s);
    case SQ_FINDING_ANGLE:
        return sq_findings_words(f, "%.2f deg",
                                 sq_format_unsigned_zero(value * 180 / SQ_PI, 2));
    default:
        return sq_findings_words(f, "%s", sq_format_number_sd(value, sd, 6).s);
    }
}

/* ---- rows ---- */

static sq_finding *
add(sq_findings *f, enum sq_finding_kind kind, const char *key, const char *label)
{
    sq_finding *row = &f->lost;
    if (f->n == f->capacity) {
        size_t capacity = 2 * f->capacity + 64;
        sq_finding *larger = realloc(f->row, capacity * sizeof *larger);
        f->failed = f->failed || !larger;
        if (larger) {
            f->row = larger;
            f->capacity = capacity;
        }
    }
    if (f->n < f->capacity)
        row = &f->row[f->n++];
    *row = (sq_finding){
        .kind = kind, .section = f->section, .key = key, .label = f->hidden ? NULL : label};
    return row;
}

static sq_finding *
latest(sq_findings *f)
{
    return f->n && !f->failed ? &f->row[f->n - 1] : &f->lost;
}

void
sq_findings_section(sq_findings *f, const char *path, const char *title, const char *keys)
{
    f->section = path;
    add(f, SQ_FINDING_SECTION, NULL, title)->text = keys;
}

const char *
sq_findings_into(sq_findings *f, const char *path)
{
    const char *before = f->section;
    f->section = path;
    return before;
}

void
sq_findings_value(sq_findings *f, const char *key, double value)
{
    add(f, SQ_FINDING_NUMBER, key, NULL)->value = value;
}

void
sq_findings_count(sq_findings *f, const char *key, long long count)
{
    add(f, SQ_FINDING_COUNT, key, NULL)->count = count;
}

void
sq_findings_count_if_any(sq_findings *f, const char *key, long long count)
{
    if (count)
        sq_findings_count(f, key, count);
    else
        sq_findings_text(f, key, NULL, NULL);
}

void
sq_findings_flag(sq_findings *f, const char *key, bool flag)
{
    add(f, SQ_FINDING_FLAG, key, NULL)->count = flag;
}

void
sq_findings_measured(sq_findings *f, enum sq_finding_kind kind, const char *key,
                     const char *label, double value, double sd)
{
    sq_finding *row = add(f, kind, key, label);
    row->value = value;
    row->sd = sd;
    row->shown = number_words(f, row);
}

void
sq_findings_number(sq_findings *f, const char *key, const char *label, double value)
{
    sq_findings_measured(f, SQ_FINDING_NUMBER, key, label, value, 0);
}

void
sq_findings_time(sq_findings *f, const char *key, const char *label, double time)
{
    sq_findings_measured(f, SQ_FINDING_TIME, key, label, time, 0);
}

void
sq_findings_decibel(sq_findings *f, const char *key, const char *label, double db, double error,
                    int decimals, const char *behind)
{
    sq_findings_measured(f, SQ_FINDING_DECIBEL, key, label, db, error);
    sq_findings_shown(f, "%s dB%s", sq_findings_decibel_label(db, error, decimals).s, behind);
}

void
sq_findings_vector(sq_findings *f, const char *key, const char *label, const double v[3])
{
    sq_finding *row = add(f, SQ_FINDING_VECTOR, key, label);
    row->vector = v;
    row->shown =
        sq_findings_words(f, "(%+.4f, %+.4f, %+.4f)", sq_format_unsigned_zero(v[0], 4),
                          sq_format_unsigned_zero(v[1], 4), sq_format_unsigned_zero(v[2], 4));
}

void
sq_findings_text(sq_findings *f, const char *key, const char *label, const char *text)
{
    sq_finding *row = add(f, SQ_FINDING_TEXT, key, label);
    row->text = row->shown = text;
}

void
sq_findings_input(sq_findings *f, const char *key, const char *text)
{
    sq_finding *row = add(f, SQ_FINDING_INPUT, key, key);
    char *yaml = sq_text_yaml(text);
    row->text = text;
    row->shown = sq_findings_words(f, "%s", yaml ? yaml : "");
    f->failed = f->failed || !yaml;
    free(yaml);
}

void
sq_findings_table(sq_findings *f, const sq_table *table)
{
    sq_table *copy = new_block(f, sizeof *copy);
    if (copy)
        *copy = *table;
    add(f, SQ_FINDING_TABLE, NULL, NULL)->table = copy;
}

void
sq_findings_title(sq_findings *f, const char *title, const char *below)
{
    add(f, SQ_FINDING_TITLE, NULL, title)->shown = below;
}

void
sq_findings_line(sq_findings *f, const char *label, const char *format, ...)
{
    sq_finding *row = add(f, SQ_FINDING_TEXT, NULL, label);
    va_list arguments;
    va_start(arguments, format);
    row->shown = new_words(f, format, arguments);
    va_end(arguments);
}

void
sq_findings_shown(sq_findings *f, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    latest(f)->shown = new_words(f, format, arguments);
    va_end(arguments);
}

void
sq_findings_note(sq_findings *f, const char *text)
{
    latest(f)->note = text;
}

void
sq_findings_rates(sq_findings *f, const sq_rates *rates)
{
    sq_numbers_row row;
    for (size_t i = 0; sq_numbers_rate(&row, i); i++)
        sq_findings_value(f, row.key, sq_numbers_of_rates(&row, rates));
}

sq_format_label
sq_findings_path(const sq_finding *row)
{
    sq_format_label path;
    sq_locale_print(path.s, sizeof path.s, "%s%s%s", row->section,
                    *row->section && row->key ? "." : "", row->key ? row->key : "");
    return path;
}

void
sq_findings_seconds(sq_findings *f, double seconds)
{
    sq_findings_value(f, "seconds", f->timed ? seconds : NAN);
}
