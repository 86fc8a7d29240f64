/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/range.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "input/number.h"
#include "input/plain.h"
#include "input/quantity.h"

#define DOTS ".."
#define DECADE 10

bool
sq_range_is_meant(const char *text)
{
    return strstr(text, DOTS) != NULL;
}

static enum sq_status SQ_PRINTF(4, 5)
    fail(char *reason, size_t n, const char *text, const char *format, ...)
{
    va_list args;
    char what[SQ_TEXT_REASON_SIZE];
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    snprintf(reason, n, "'%s' %s", sq_text_excerpt(text).text, what);
    return SQ_ERR_INPUT;
}

/* One end, as a text of its own.  False: there is none. */
static bool
copy_end(char end[SQ_NUMBER_LONGEST], const char *from, size_t length)
{
    while (length && strchr(" \t", *from))
        from++, length--;
    while (length && strchr(" \t", from[length - 1]))
        length--;
    if (length >= SQ_NUMBER_LONGEST)
        length = SQ_NUMBER_LONGEST - 1;
    memcpy(end, from, length);
    end[length] = '\0';
    return length > 0;
}

/* "100" of "100 .. 300 kHz" becomes "100 kHz". */
static void
lend_unit(char low[SQ_NUMBER_LONGEST], const char *high)
{
    sq_number first, second;
    sq_number_read(low, &first);
    sq_number_read(high, &second);
    if (first.length && !*first.rest && second.length && *second.rest)
        sq_text_append(low, SQ_NUMBER_LONGEST, " %s", second.rest);
}

static enum sq_status
read_end(double *value, const char *end, enum sq_dimension dim, const char *example,
         char *reason, size_t n)
{
    sq_quantity quantity;
    enum sq_status status = sq_quantity_read(end, dim, example, &quantity, reason, n);
    if (!status && quantity.sd > 0)
        return fail(reason, n, end, "ends a range, and cannot have an uncertainty");
    if (!status)
        *value = quantity.value;
    return status;
}

enum sq_status
sq_range_read(const char *text, enum sq_dimension dim, const char *example, sq_range *range,
              char *reason, size_t n)
{
    char plain[SQ_TEXT_REASON_SIZE], low[SQ_NUMBER_LONGEST], high[SQ_NUMBER_LONGEST];
    sq_range read;
    const char *dots = sq_plain_text(text, plain, sizeof plain) ? strstr(plain, DOTS) : NULL;
    if (!dots || !copy_end(low, plain, (size_t)(dots - plain)) ||
        !copy_end(high, dots + strlen(DOTS), strlen(dots + strlen(DOTS))))
        return fail(reason, n, text,
                    "is no range; write its two ends, LOW .. HIGH, each such as '%s'", example);
    lend_unit(low, high);
    enum sq_status status = read_end(&read.low, low, dim, example, reason, n);
    if (!status)
        status = read_end(&read.high, high, dim, example, reason, n);
    if (status)
        return status;
    if (read.low == read.high)
        return fail(reason, n, text, "is an empty range: both ends are the same");
    if (read.low > read.high)
        return fail(reason, n, text, "is a reversed range; write '%s .. %s'", high, low);
    *range = read;
    return SQ_OK;
}

bool
sq_range_is_logarithmic(const sq_range *range)
{
    return range->low > 0 && range->high > DECADE * range->low;
}

double
sq_range_value(const sq_range *range, double part)
{
    if (part <= 0 || part >= 1)
        return part <= 0 ? range->low : range->high;
    return sq_range_is_logarithmic(range) ? range->low * pow(range->high / range->low, part)
                                          : range->low + part * (range->high - range->low);
}
