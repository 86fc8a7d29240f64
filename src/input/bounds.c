/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/bounds.h"

#include <math.h>
#include <stdio.h>

#include "base/locale.h"

/* Whole numbers beyond 2^53 cannot be told from their neighbours. */
#define LARGEST_WHOLE 9007199254740992.0

static bool
is_any(double value, const sq_param_row *row)
{
    (void)row;
    return isfinite(value);
}

static bool
is_positive(double value, const sq_param_row *row)
{
    (void)row;
    return value > 0;
}

static bool
is_not_negative(double value, const sq_param_row *row)
{
    (void)row;
    return value >= 0;
}

/* A bound such as 180 deg need not be the same number here and in the row to the last
 * bit; 4 ulp allow for the two roundings of a conversion. */
static bool
is_within(double value, const sq_param_row *row)
{
    double slack = 4 * 2.2204460492503131e-16;
    return value >= row->min - slack * fabs(row->min) &&
           value <= row->max + slack * fabs(row->max);
}

static bool
is_whole(double value, const sq_param_row *row)
{
    return value >= row->min && (row->max <= row->min || value <= row->max);
}

/* A bound in the unit that people use. */
static struct sq_text_excerpt
show(double value, enum sq_dimension dim)
{
    struct sq_text_excerpt text;
    const char *unit = dim == SQ_DIM_ANGLE  ? "deg"
                       : dim == SQ_DIM_RATE ? "Hz"
                                            : sq_dimension_describe(dim)->unit;
    double number = dim == SQ_DIM_ANGLE  ? value * (180 / M_PI)
                    : dim == SQ_DIM_RATE ? value / (2 * M_PI)
                                         : value;
    sq_locale_print(text.text, sizeof text.text, "%.6g%s%s", number, *unit ? " " : "", unit);
    return text;
}

static void
describe_within(const sq_param_row *row, enum sq_dimension dim, char *words, size_t n)
{
    if (row->min == row->max)
        snprintf(words, n, "%s", show(row->min, dim).text);
    else
        snprintf(words, n, "between %s and %s", show(row->min, dim).text,
                 show(row->max, dim).text);
}

static void
describe_whole(const sq_param_row *row, enum sq_dimension dim, char *words, size_t n)
{
    if (row->max > row->min)
        describe_within(row, dim, words, n);
    else
        snprintf(words, n, "%s or more", show(row->min, dim).text);
}

static const struct {
    bool (*holds)(double value, const sq_param_row *row);
    const char *words;
    void (*describe)(const sq_param_row *row, enum sq_dimension dim, char *words, size_t n);
} bound[SQ_N_BOUNDS] = {
    [SQ_ANY] = {is_any, "a finite number", NULL},
    [SQ_POSITIVE] = {is_positive, "larger than 0", NULL},
    [SQ_NOT_NEGATIVE] = {is_not_negative, "0 or more", NULL},
    [SQ_WITHIN] = {is_within, NULL, describe_within},
    [SQ_WHOLE] = {is_whole, NULL, describe_whole},
};

/* What is allowed, in words. */
static struct sq_text_excerpt
allowed(const sq_param_row *row, enum sq_dimension dim)
{
    struct sq_text_excerpt words;
    if (bound[row->bounds].describe)
        bound[row->bounds].describe(row, dim, words.text, sizeof words.text);
    else
        snprintf(words.text, sizeof words.text, "%s", bound[row->bounds].words);
    return words;
}

bool
sq_bounds_check_whole(const sq_param_row *row, double value, const char *text,
                      char reason[SQ_TEXT_REASON_SIZE])
{
    bool fraction = fabs(value - floor(value)) > 0, large = fabs(value) > LARGEST_WHOLE;
    if (fraction)
        snprintf(reason, SQ_TEXT_REASON_SIZE, "'%s' is not a whole number; it must be %s",
                 sq_text_excerpt(text).text, allowed(row, SQ_DIM_NUMBER).text);
    else if (large)
        snprintf(reason, SQ_TEXT_REASON_SIZE, "'%s' is too large, at most %.0f can be counted",
                 sq_text_excerpt(text).text, LARGEST_WHOLE);
    return !fraction && !large;
}

bool
sq_bounds_check(const sq_param_row *row, enum sq_dimension dim, double value, const char *text,
                char reason[SQ_TEXT_REASON_SIZE])
{
    if (bound[row->bounds].holds(value, row))
        return true;
    snprintf(reason, SQ_TEXT_REASON_SIZE, "'%s' is out of range, it must be %s",
             sq_text_excerpt(text).text, allowed(row, dim).text);
    return false;
}

bool
sq_bounds_check_plausible(enum sq_dimension dim, double value, double sd, const char *text,
                          char reason[SQ_TEXT_REASON_SIZE])
{
    const sq_dimension_info *info = sq_dimension_describe(dim);
    double size = fabs(value);
    if (sd <= info->largest && (size == 0 || (size >= info->smallest && size <= info->largest)))
        return true;
    snprintf(reason, SQ_TEXT_REASON_SIZE,
             "'%s' is beyond any laboratory, where a %s is 0 or between %s and %s in size",
             sq_text_excerpt(text).text, info->name, show(info->smallest, dim).text,
             show(info->largest, dim).text);
    return false;
}
