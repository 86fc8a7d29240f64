/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/number.h"

#include "base/text.h"

#include <math.h>
#include <stdbool.h>
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

typedef struct span {
    const char *from, *to;
} span;

/* The digits of an exponent that begins behind `sign`, and where it ends. */
static const char *
read_exponent_digits(const char *sign, span *digits)
{
    const char *first = sign + (*sign == '-' || *sign == '+'), *end = skip_digits(first);
    if (end == first)
        return NULL;
    *digits = (span){sign, end};
    return end;
}

/* Behind `10^` or `10**`, NULL when it does not begin so. */
static const char *
skip_power_of_ten(const char *at)
{
    if (strncmp(at, "10", 2) != 0)
        return NULL;
    at += 2;
    return *at == '^' ? at + 1 : strncmp(at, "**", 2) == 0 ? at + 2 : NULL;
}

/* `e5`, or ` x 10^5` with any sign of multiplication.  Returns `at` when there is none, *digits
 * is then empty. */
static const char *
read_exponent(const char *at, span *digits)
{
    const char *end = NULL, *sign = skip_blanks(at);
    *digits = (span){at, at};
    if (*at == 'e' || *at == 'E')
        end = read_exponent_digits(at + 1, digits);
    else if (*sign && strchr("xX*.", *sign)) {
        const char *exponent = skip_power_of_ten(skip_blanks(sign + 1));
        end = exponent ? read_exponent_digits(exponent, digits) : NULL;
    }
    return end ? end : at;
}

/* The value of decimal digits and an exponent's. */
static double
convert(span decimal, span exponent)
{
    char text[2 * SQ_NUMBER_LONGEST];
    bool none = exponent.to == exponent.from;
    snprintf(text, sizeof text, "%.*se%.*s", (int)(decimal.to - decimal.from), decimal.from,
             none ? 1 : (int)(exponent.to - exponent.from), none ? "0" : exponent.from);
    return sq_text_to_number(text, NULL);
}

/* Digits in parentheses count in units of the last digit of the number that ends there:
 * the 5 of 4.00(5) is 5e-2. */
static double
convert_last_digits(span decimal, span digits)
{
    const char *point = memchr(decimal.from, '.', (size_t)(decimal.to - decimal.from));
    char scale[24];
    int n = snprintf(scale, sizeof scale, "-%td", point ? decimal.to - point - 1 : 0);
    return convert(digits, (span){scale, scale + n});
}

static double
power_of_ten(span exponent)
{
    static const char one[] = "1";
    return convert((span){one, one + 1}, exponent);
}

/* Too large, or so small that nothing of it is left. */
static bool
is_out_of_range(double value, const char *from, const char *to)
{
    bool zero = from + strcspn(from, "123456789") >= to;
    return !isfinite(value) || (!zero && fabs(value) <= 0);
}

/* `4.00(5)`: returns behind the parenthesis, NULL when it holds something else than digits. */
static const char *
read_last_digits(const char *parenthesis, span decimal, double *sd)
{
    span digits = {parenthesis + 1, skip_digits(parenthesis + 1)};
    if (digits.to == digits.from || *digits.to != ')')
        return NULL;
    *sd = convert_last_digits(decimal, digits);
    return digits.to + 1;
}

/* `10^5` alone is a number, and none with a unit of ^5.  Its power of ten is then that of the 1
 * in 10. */
static const char *
read_bare_power(span *decimal, span *exponent)
{
    const char *ten = decimal->to - 2;
    bool bare = ten >= decimal->from && ten <= decimal->from + 1 &&
                (ten == decimal->from || *decimal->from == '-' || *decimal->from == '+');
    const char *behind = bare ? skip_power_of_ten(ten) : NULL;
    const char *end = behind ? read_exponent_digits(behind, exponent) : NULL;
    decimal->to -= end != NULL;
    return end;
}

static const char *
fault_behind(const char *end, span decimal)
{
    bool digit = end[0] && end[1] >= '0' && end[1] <= '9';
    if (*end == ',')
        return " contains a comma; write a decimal point, and nothing between thousands";
    if (digit && (*end == '_' || *end == '\''))
        return " has a sign between its digits; write nothing between thousands";
    if (*decimal.from == '0' && decimal.to == decimal.from + 1 && (*end == 'x' || *end == 'X'))
        return " is a hexadecimal number; write it in decimal";
    return NULL;
}

const char *
sq_number_read(const char *text, sq_number *number)
{
    const char *from = skip_blanks(text), *end = skip_decimal(from);
    span decimal = {from, end}, exponent = {end, end};
    *number = (sq_number){.sd = NAN, .text = from, .length = (size_t)(end - from)};
    if (end == from)
        return " is not a number";
    if (*end == '(' && !(end = read_last_digits(end, decimal, &number->sd)))
        return ": an uncertainty in parentheses consists of digits, '4.00(5) Hz'; or "
               "write '4.00 ± 0.05 Hz'";
    const char *bare = read_bare_power(&decimal, &exponent);
    end = bare ? bare : read_exponent(end, &exponent);
    number->value = convert(decimal, exponent);
    number->sd *= power_of_ten(exponent);
    number->length = (size_t)(end - from);
    number->rest = skip_blanks(end);
    if (is_out_of_range(number->value, from, decimal.to))
        return isfinite(number->value) ? " is too small for a number"
                                       : " is too large for a number";
    return fault_behind(end, decimal);
}
