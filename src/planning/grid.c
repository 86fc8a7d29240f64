/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/grid.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/number.h"
#include "input/range.h"
#include "input/setting.h"
#include "lab/shot.h"
#include "planning/varied.h"

/* What a file is given of a value, so that one point can be asked for by hand. */
enum { DIGITS = 10 };

#define OPTION "vary"

/* One text on its way to an axis. */
typedef struct reader {
    const sq_lab *lab;
    sq_varied varied;
    sq_grid_axis *axis;
    sq_errors *errors;
} reader;

static enum sq_status
no_memory(size_t n, sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu points", n);
}

static enum sq_status SQ_PRINTF(2, 3) fail(const reader *r, const char *format, ...)
{
    va_list args;
    char what[SQ_TEXT_REASON_SIZE];
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return sq_errors_add(r->errors, SQ_ERR_INPUT, "--" OPTION " %s: %s", r->varied.key.text,
                         what);
}

static const char *
example(const reader *r)
{
    return sq_param_row_example(r->varied.row, r->lab->platform->dimensionless);
}

/* ---- values ---- */

static enum sq_status
make_room(const reader *r, size_t n)
{
    r->axis->value = malloc(n * sizeof *r->axis->value);
    return r->axis->value ? SQ_OK : no_memory(n, r->errors);
}

static enum sq_status
add(const reader *r, double value)
{
    sq_format_label text;
    sq_grid_axis *axis = r->axis;
    double rounded = sq_varied_round(&text, &axis->unit, r->varied.whole, value, DIGITS);
    axis->value[axis->n++] = rounded;
    return sq_varied_check(&r->varied, r->lab, OPTION, rounded, text.s, r->errors);
}

static int
ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static enum sq_status
check_distinct(const reader *r)
{
    const sq_grid_axis *axis = r->axis;
    for (size_t i = 1; i < axis->n; i++)
        if (axis->value[i] == axis->value[i - 1])
            return fail(r, "%.10g%s%s is there twice%s", axis->value[i] / axis->unit.size,
                        *axis->unit.name.text ? " " : "", axis->unit.name.text,
                        r->varied.whole ? ", as values have to be whole; take fewer" : "");
    return SQ_OK;
}

/* ---- A..B:N[:log] ---- */

static enum sq_status
read_spacing(reader *r, const char *word)
{
    r->axis->logarithmic = strcmp(word, "log") == 0;
    if (r->axis->logarithmic || strcmp(word, "lin") == 0)
        return SQ_OK;
    return fail(r, "'%s' is no spacing; log or lin is wanted", sq_text_excerpt(word).text);
}

static enum sq_status
read_count(reader *r, size_t *count, const char *text)
{
    char *end;
    double n = sq_text_to_number(text, &end);
    if (end == text || *end || !(n >= 2) || n != rint(n))
        return fail(r, "'%s' is no number of values; a whole one from 2 is wanted",
                    sq_text_excerpt(text).text);
    if (n > SQ_GRID_MOST_POINTS)
        return fail(r, "%g values are too many; %d points are the most there can be", n,
                    SQ_GRID_MOST_POINTS);
    *count = (size_t)n;
    return SQ_OK;
}

/* Cuts the text at its colons. */
static enum sq_status
read_parts(reader *r, char *text, size_t *count)
{
    char *number = strchr(text, ':'), *word = number ? strchr(number + 1, ':') : NULL;
    if (!number)
        return fail(r, "how many values from '%s'? Write --" OPTION " '%s=%s:11', or :11:log",
                    sq_text_excerpt(text).text, r->varied.key.text, text);
    *number++ = '\0';
    if (word)
        *word++ = '\0';
    enum sq_status status = word ? read_spacing(r, word) : SQ_OK;
    return status ? status : read_count(r, count, number);
}

static enum sq_status
read_evenly(reader *r, char *text)
{
    char reason[SQ_TEXT_REASON_SIZE];
    size_t count = 0;
    sq_range range;
    enum sq_status status = read_parts(r, text, &count);
    if (status)
        return status;
    if (sq_range_read(text, r->axis->unit.dim, example(r), &range, reason, sizeof reason))
        return fail(r, "%s (%s)", reason, r->varied.row->help);
    if (r->axis->logarithmic && !(range.low > 0))
        return fail(r, "'%s' cannot be spaced by quotients, as it does not begin above zero",
                    sq_text_excerpt(text).text);
    status = make_room(r, count);
    for (size_t i = 0; i < count && !status; i++) {
        double part = (double)i / (double)(count - 1);
        status = add(r, r->axis->logarithmic ? range.low * pow(range.high / range.low, part)
                                             : range.low + part * (range.high - range.low));
    }
    return status;
}

/* ---- V,V,… ---- */

static size_t
count_items(const char *text)
{
    size_t n = 1;
    for (; (text = strchr(text, ',')); text++)
        n++;
    return n;
}

/* "100" of "100, 300 kHz" is in kHz. */
static enum sq_status
read_item(const reader *r, char *text, const char *unit)
{
    char whole[2 * SQ_NUMBER_LONGEST] = "", reason[SQ_TEXT_REASON_SIZE];
    sq_number number;
    sq_quantity read;
    sq_number_read(text, &number);
    bool bare = number.length && !*number.rest;
    sq_text_append(whole, sizeof whole, bare ? "%s %s" : "%s", text, unit);
    if (sq_quantity_read(whole, r->axis->unit.dim, example(r), &read, reason, sizeof reason))
        return fail(r, "%s (%s)", reason, r->varied.row->help);
    if (read.sd > 0)
        return fail(r, "'%s' is a value of a sweep, and cannot have an uncertainty",
                    sq_text_excerpt(text).text);
    return add(r, read.value);
}

static enum sq_status
read_list(reader *r, char *text)
{
    size_t n = count_items(text);
    sq_number last;
    char *comma = strrchr(text, ',');
    sq_number_read(comma ? comma + 1 : text, &last);
    const char *unit = last.length ? last.rest : "";
    enum sq_status status = make_room(r, n);
    for (char *item = text, *next; item && !status; item = next) {
        next = strchr(item, ',');
        if (next)
            *next++ = '\0';
        status = read_item(r, item, unit);
    }
    if (!status)
        qsort(r->axis->value, r->axis->n, sizeof *r->axis->value, ascending);
    return status;
}

/* ---- axes ---- */

static enum sq_status
read_axis(sq_grid *grid, const char *text, sq_errors *errors)
{
    char key[SQ_KEY_SIZE];
    reader r = {.lab = grid->lab, .errors = errors};
    sq_setting_key(text, key);
    if (!*key)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--" OPTION " %s: KEY=A..B:N, KEY=A..B:N:log or KEY=V,V,… is "
                             "wanted",
                             sq_text_excerpt(text).text);
    if (grid->n_axes == SQ_GRID_MOST_AXES)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--" OPTION " %s: at most %d inputs can be varied at once", key,
                             SQ_GRID_MOST_AXES);
    enum sq_status status = sq_varied_find(&r.varied, grid->lab, OPTION, key, "varied", errors);
    if (status)
        return status;
    r.axis = &grid->axis[grid->n_axes++];
    r.axis->key = r.varied.key;
    r.axis->unit = r.varied.unit;
    char *values =
        sq_text_trim(sq_setting_value(text, key), strlen(sq_setting_value(text, key)));
    if (!values)
        return no_memory(1, errors);
    status = sq_range_is_meant(values) ? read_evenly(&r, values) : read_list(&r, values);
    free(values);
    return status ? status : check_distinct(&r);
}

static enum sq_status
count_points(sq_grid *grid, sq_errors *errors)
{
    double n = 1;
    for (size_t k = 0; k < grid->n_axes; k++)
        n *= (double)grid->axis[k].n;
    if (n > SQ_GRID_MOST_POINTS)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--" OPTION
                             ": %.0f points are too many; %d are the most there can "
                             "be: take fewer values",
                             n, SQ_GRID_MOST_POINTS);
    grid->n = (size_t)n;
    return SQ_OK;
}

/* ---- influence ---- */

/* The number of the point that has the first values, but the last one of axis k. */
static size_t
far_along(const sq_grid *grid, size_t k)
{
    size_t point = grid->axis[k].n - 1;
    for (size_t i = k + 1; i < grid->n_axes; i++)
        point *= grid->axis[i].n;
    return point;
}

/* An input that moves nothing was meant for something else. */
static enum sq_status
check_influence(const sq_grid *grid, sq_errors *errors)
{
    sq_lab one = {0}, other = {0};
    enum sq_status status = SQ_OK;
    for (size_t k = 0; k < grid->n_axes && !status; k++) {
        sq_errors ignored = {0};
        bool known = grid->axis[k].n > 1 && sq_grid_lab(&one, grid, 0, &ignored) == SQ_OK &&
                     sq_grid_lab(&other, grid, far_along(grid, k), &ignored) == SQ_OK;
        if (known && sq_shot_is_same(&one, &other))
            status = sq_errors_add(errors, SQ_ERR_INPUT,
                                   "--" OPTION " %s: it does not end in the rates or the "
                                   "initial direction: all points would be the same",
                                   grid->axis[k].key.text);
        sq_errors_free(&ignored);
    }
    sq_lab_free(&one);
    sq_lab_free(&other);
    return status;
}

enum sq_status
sq_grid_make(sq_grid *grid, const sq_lab *lab, const char *const *text, size_t n,
             sq_errors *errors)
{
    const char *key[SQ_GRID_MOST_AXES];
    *grid = (sq_grid){.lab = lab};
    enum sq_status status = SQ_OK;
    if (n == 0)
        status = sq_errors_add(errors, SQ_ERR_INPUT,
                               "what is to be varied? Add --" OPTION
                               " KEY=A..B:N, for example --" OPTION " drive.ratio=0.5..1.2:15");
    for (size_t i = 0; i < n && !status; i++)
        status = read_axis(grid, text[i], errors);
    if (!status)
        status = count_points(grid, errors);
    for (size_t k = 0; k < grid->n_axes; k++)
        key[k] = grid->axis[k].key.text;
    if (!status)
        status = sq_lab_change_create(&grid->change, lab, key, grid->n_axes, errors);
    return status ? status : check_influence(grid, errors);
}

void
sq_grid_free(sq_grid *grid)
{
    for (size_t k = 0; k < grid->n_axes; k++)
        free(grid->axis[k].value);
    sq_lab_change_free(grid->change);
    *grid = (sq_grid){0};
}

/* ---- points ---- */

size_t
sq_grid_index(const sq_grid *grid, size_t point, size_t k)
{
    for (size_t i = grid->n_axes - 1; i > k; i--)
        point /= grid->axis[i].n;
    return point % grid->axis[k].n;
}

double
sq_grid_value(const sq_grid *grid, size_t point, size_t k)
{
    return grid->axis[k].value[sq_grid_index(grid, point, k)];
}

enum sq_status
sq_grid_lab(sq_lab *lab, const sq_grid *grid, size_t point, sq_errors *errors)
{
    double value[SQ_GRID_MOST_AXES];
    for (size_t k = 0; k < grid->n_axes; k++)
        value[k] = sq_grid_value(grid, point, k);
    return sq_lab_changed(lab, grid->change, value, errors);
}
