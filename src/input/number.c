/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/number.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *
skip_digits(const char *at)
{
    return at + strspn(at, "0123456789");
}

static const char *
skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* The end of a decimal number without its exponent, at itself when there is none. */
static const char *
skip_decimal(const char *at)
{
    const char *first = at + (*at == '-' || *at == '+'), *end = skip_digits(first);
    size_t n = (size_t)(end - first);
    if (*end == '.') {
        const char *fraction = end + 1;
        end = skip_digits(fraction);
        n += (size_t)(end - fraction);
    }
    return n ? end : at;
}

static const char *
skip_exponent(const char *at)
{
    if (*at != 'e' && *at != 'E')
        return at;
    const char *first = at + 1 + (at[1] == '-' || at[1] == '+'), *end = skip_digits(first);
    return end > first ? end : at;
}

/* The value of the characters from `from` to `to` and then from `exponent` to `end`:
 * 4.00(5)e3 has a parenthesis between the two. */
static double
convert(const char *from, const char *to, const char *exponent, const char *end)
{
    char text[2 * SQ_NUMBER_LONGEST];
    snprintf(text, sizeof text, "%.*s%.*s", (int)(to - from), from, (int)(end - exponent),
             exponent);
    return sq_text_to_number(text, NULL);
}

/* Digits in parentheses count in units of the last digit of the number that ends there:
 * the 5 of 4.00(5) is 5e-2. */
static double
convert_last_digits(const char *from, const char *to, const char *digits,
                    const char *digits_end)
{
    const char *point = memchr(from, '.', (size_t)(to - from));
    char scale[24];
    int n = snprintf(scale, sizeof scale, "e-%td", point ? to - point - 1 : 0);
    return convert(digits, digits_end, scale, scale + n);
}

static double
power_of_ten(const char *exponent, const char *end)
{
    static const char one[] = "1";
    return convert(one, one + 1, exponent, end);
}

/* Too large, or so small that nothing of it is left. */
static bool
is_out_of_range(double value, const char *from, const char *to)
{
    bool zero = from + strcspn(from, "123456789") >= to;
    return !isfinite(value) || (!zero && fabs(value) <= 0);
}

const char *
sq_number_read(const char *text, sq_number *number)
{
    const char *from = skip_blanks(text), *to = skip_decimal(from), *exponent = to;
    *number = (sq_number){.sd = NAN, .text = from, .length = (size_t)(to - from)};
    if (to == from)
        return " is not a number";
    if (*to == '(') {
        const char *digits = to + 1, *digits_end = skip_digits(digits);
        if (digits_end == digits || *digits_end != ')')
            return ": an uncertainty in parentheses consists of digits, '4.00(5) Hz'; or "
                   "write '4.00 ± 0.05 Hz'";
        number->sd = convert_last_digits(from, to, digits, digits_end);
        exponent = digits_end + 1;
    }
    const char *end = skip_exponent(exponent);
    number->value = convert(from, to, exponent, end);
    number->sd *= power_of_ten(exponent, end);
    number->length = (size_t)(end - from);
    number->rest = skip_blanks(end);
    if (is_out_of_range(number->value, from, to))
        return isfinite(number->value) ? " is too small for a number"
                                       : " is too large for a number";
    if (*end == ',')
        return " contains a comma; write a decimal point, and nothing between thousands";
    if (from[0] == '0' && to == from + 1 && (*to == 'x' || *to == 'X'))
        return " is a hexadecimal number; write it in decimal";
    return NULL;
}
