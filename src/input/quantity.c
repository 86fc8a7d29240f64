/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities: text -> number in the program's units; see quantity.h.
 *
 * Messages follow one pattern: the value as written, what is wrong, the way out. */
#include "input/quantity.h"

#include "base/locale.h"
#include "input/number.h"
#include "input/plain.h"
#include "input/units.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Other kinds of quantities, to tell a user what he wrote. */
static const struct {
    const char *name, *unit;
} other_kind[] = {
    {"mass", "kg"},           {"current", "A"},
    {"voltage", "V"},         {"energy", "J"},
    {"magnetic field", "T"},  {"speed", "m/s"},
    {"wave number", "1/m"},   {"area", "m2"},
    {"volume", "m3"},         {"density", "1/m3"},
    {"force", "N"},           {"pressure", "Pa"},
    {"charge", "C"},          {"resistance", "ohm"},
    {"acceleration", "m/s2"}, {"electric field", "V/m"},
    {"solid angle", "rad2"},  {"chirp rate", "rad/s2"},
    {"plain number", ""},     {"amount of substance", "mol"},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Longer than any quantity; how deep brackets can be nested ends with it. */
#define MAX_TEXT SQ_NUMBER_LONGEST

#define BLANKS " \t\r\n"

/* ---- text ---- */

static void
trim_end(char *text)
{
    size_t n = strlen(text);
    while (n && strchr(BLANKS, text[n - 1]))
        text[--n] = '\0';
}

/* In ASCII as far as it goes.  False: it is too long. */
static bool
normalise(const char *text, char plain[MAX_TEXT])
{
    if (!sq_plain_text(text, plain, MAX_TEXT))
        return false;
    trim_end(plain);
    return true;
}

/* The first sign of an uncertainty, NULL when there is none; *length is its own. */
static char *
find_plus_minus(char *text, size_t *length)
{
    static const char *const signs[] = {"+/-", "+-", "\\pm"};
    char *first = NULL;
    for (size_t i = 0; i < COUNT(signs); i++) {
        char *sign = strstr(text, signs[i]);
        if (sign && (!first || sign < first)) {
            first = sign;
            *length = strlen(signs[i]);
        }
    }
    return first;
}

/* ---- messages ---- */

/* What one call of sq_quantity_read knows. */
typedef struct request {
    enum sq_dimension dim;
    const char *example;
    struct sq_text_excerpt text; /* as the user wrote it, for messages */
    char *reason;
    size_t n;
} request;

/* Begins every message with the value. */
static enum sq_status SQ_PRINTF(2, 3) fail(const request *r, const char *format, ...)
{
    char what[SQ_TEXT_REASON_SIZE];
    va_list args;
    locale_t before = sq_locale_enter();
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    sq_locale_leave(before);
    snprintf(r->reason, r->n, "'%s'%s", r->text.text, what);
    return SQ_ERR_INPUT;
}

static const char *
article(const char *noun)
{
    return strchr("aeiou", noun[0]) ? "an" : "a";
}

static enum sq_status
fail_not_a_number(const request *r)
{
    return fail(r, " is not a number; write for example '%s'", r->example);
}

/* The example takes the user's own number, which is what he wants to keep. */
static enum sq_status
fail_no_unit(const request *r, const sq_number *number)
{
    return fail(r, " has no unit; write for example '%.*s%s'", (int)number->length,
                number->text, strchr(r->example, ' '));
}

/* ---- units ---- */

/* A rate comes with or without the radian. */
static bool
is_of(const sq_units *units, enum sq_dimension dim)
{
    return sq_units_match(units, sq_dimension_describe(dim)->unit) ||
           (dim == SQ_DIM_RATE && sq_units_match(units, "1/s"));
}

static const char *
kind_of(const sq_units *units)
{
    for (size_t dim = SQ_DIM_NUMBER + 1; dim < SQ_N_DIM; dim++)
        if (is_of(units, (enum sq_dimension)dim))
            return sq_dimension_describe((enum sq_dimension)dim)->name;
    for (size_t i = 0; i < COUNT(other_kind); i++)
        if (sq_units_match(units, other_kind[i].unit))
            return other_kind[i].name;
    return NULL;
}

static enum sq_status
fail_wrong_kind(const request *r, const sq_units *units)
{
    const char *kind = kind_of(units), *wanted = sq_dimension_describe(r->dim)->name;
    if (r->dim == SQ_DIM_NUMBER)
        return fail(r, " carries a unit; a plain number is wanted here, for example '%s'",
                    r->example);
    if (!kind)
        return fail(r, " has the unit of something else; %s %s is wanted, for example '%s'",
                    article(wanted), wanted, r->example);
    return fail(r, " is %s %s; %s %s is wanted, for example '%s'", article(kind), kind,
                article(wanted), wanted, r->example);
}

static enum sq_status
fail_range(const request *r)
{
    return fail(r, " is a range; one value is wanted here, for example '%s'", r->example);
}

/* Does a number begin here, behind blanks? */
static bool
is_number_at(const char *text)
{
    sq_number number;
    sq_number_read(text, &number);
    return number.length > 0;
}

/* `150-160 kHz`, of which all but the first number is text. */
static bool
is_range(const char *text)
{
    size_t sign = strncmp(text, "to ", 3) == 0 ? 3 : *text == '-' || *text == '~';
    return sign && is_number_at(text + sign);
}

/* `+5 -3 kHz` behind the value. */
static bool
is_two_sided(const char *text)
{
    sq_number above;
    const char *fault = *text == '+' ? sq_number_read(text, &above) : "";
    return !fault && *above.rest == '-' && is_number_at(above.rest + 1);
}

/* Names the word that stands at `rest` and is no unit, or all of the text. */
static enum sq_status
fail_unknown(const request *r, const char *text, const char *rest)
{
    char culprit[MAX_TEXT];
    if (is_range(text))
        return fail_range(r);
    if (is_two_sided(text))
        return fail(r, " has two uncertainties, up and down; write one standard deviation, for "
                       "example '(150 ± 4) kHz'");
    const sq_dimension_info *wanted = sq_dimension_describe(r->dim);
    size_t n = sq_units_word(rest);
    snprintf(culprit, sizeof culprit, "%.*s", (int)(n ? n : strlen(text)), n ? rest : text);
    if (*rest >= '0' && *rest <= '9')
        return fail(r, " contains two numbers; write one number and its unit, for example '%s'",
                    r->example);
    if (r->dim == SQ_DIM_NUMBER)
        return fail(r, " is not a plain number; write for example '%s'", r->example);
    sq_plain_name stranger = sq_plain_stranger(culprit);
    return fail(r, ": unknown unit '%s'%s%s%s; write %s %s in %s, for example '%s'",
                sq_text_excerpt(culprit).text, *stranger.text ? " (with " : "", stranger.text,
                *stranger.text ? " in it)" : "", article(wanted->name), wanted->name,
                wanted->written, r->example);
}

static bool
is_percent(const char *text)
{
    sq_units units;
    return *text && sq_units_read(text, &units, &text) && sq_units_match(&units, "") &&
           units.factor == 0.01;
}

/* The factor of a number: that of its own unit. */
static enum sq_status
factor_of(const request *r, const sq_number *number, double *factor)
{
    sq_units units;
    const char *unit = number->rest, *rest;
    *factor = 1;
    if ((strchr(unit, '%') || strstr(unit, "percent")) && !is_percent(unit))
        return fail(r, " has a per cent within its unit; write for example '4 Hz ± 5 %%'");
    if (!*unit)
        return r->dim == SQ_DIM_NUMBER ? SQ_OK : fail_no_unit(r, number);
    if (!sq_units_read(unit, &units, &rest))
        return fail_unknown(r, unit, rest);
    *factor = units.factor;
    return is_of(&units, r->dim) ? SQ_OK : fail_wrong_kind(r, &units);
}

/* ---- quantities ---- */

static enum sq_status
finish(const request *r, double value, double sd, sq_quantity *quantity)
{
    if (sd < 0)
        return fail(r, " has a negative uncertainty; write '±' and a standard deviation");
    if (!isfinite(value) || !isfinite(sd))
        return fail(r, " is too large for a number");
    quantity->value = value;
    quantity->sd = sd;
    return SQ_OK;
}

static enum sq_status
read_number(const request *r, const char *text, sq_number *number)
{
    const char *fault = sq_number_read(text, number);
    if (fault && !number->length)
        return fail_not_a_number(r);
    return fault ? fail(r, "%s", fault) : SQ_OK;
}

/* `150 kHz` and `4.00(5) Hz`. */
static enum sq_status
read_single(const request *r, const char *text, sq_quantity *quantity)
{
    sq_number number;
    double factor = 1;
    enum sq_status status = read_number(r, text, &number);
    if (status == SQ_OK)
        status = factor_of(r, &number, &factor);
    if (status)
        return status;
    double sd = isnan(number.sd) ? 0 : number.sd;
    return finish(r, factor * number.value, factor * sd, quantity);
}

/* A value and an uncertainty, each with its own unit if it has one.  A unit behind the
 * second only belongs to both; behind the first only, it could be meant either way. */
static enum sq_status
combine(const request *r, sq_number *value, const sq_number *sd, sq_quantity *quantity)
{
    double factor = 1, sd_factor = 1;
    bool relative = is_percent(sd->rest) && !is_percent(value->rest) &&
                    (*value->rest || r->dim == SQ_DIM_NUMBER);
    if (!isnan(value->sd) || !isnan(sd->sd))
        return fail(r, " has two uncertainties; keep one of them");
    if (*value->rest && !*sd->rest)
        return fail(r, ": the uncertainty has no unit; write for example '(4.00 ± 0.05) Hz'");
    if (!*value->rest && !relative)
        value->rest = sd->rest;
    enum sq_status status = factor_of(r, value, &factor);
    if (status == SQ_OK && !relative)
        status = factor_of(r, sd, &sd_factor);
    if (status)
        return status;
    double in_percent = fabs(factor * value->value) * 0.01;
    return finish(r, factor * value->value, sd->value * (relative ? in_percent : sd_factor),
                  quantity);
}

/* `4.00 ± 0.05 Hz`, `4 kHz ± 50 Hz`, without the sign. */
static enum sq_status
read_pair(const request *r, const char *value_text, const char *sd_text, sq_quantity *quantity)
{
    sq_number value, sd;
    enum sq_status status = read_number(r, value_text, &value);
    if (status == SQ_OK)
        status = read_number(r, sd_text, &sd);
    return status ? status : combine(r, &value, &sd, quantity);
}

/* `(4.00 ± 0.05) Hz`: the unit belongs to both numbers. */
static enum sq_status
read_bracket(const request *r, char *text, sq_quantity *quantity)
{
    size_t length = 0;
    const char *sign = find_plus_minus(text, &length), *end = strchr(text, ')');
    char value[2 * MAX_TEXT], sd[2 * MAX_TEXT];
    if (!sign || !end || end < sign)
        return fail_not_a_number(r);
    const char *unit = end + 1, *second = sign + length;
    snprintf(value, sizeof value, "%.*s %s", (int)(sign - text - 1), text + 1, unit);
    snprintf(sd, sizeof sd, "%.*s %s", (int)(end - second), second, unit);
    trim_end(value);
    trim_end(sd);
    return read_pair(r, value, sd, quantity);
}

/* ---- refusals ---- */

static bool
is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* What follows the first word pi or letter π, NULL when there is none. */
static const char *
find_behind_pi(const char *text)
{
    const char *pi = strstr(text, "π");
    if (pi)
        return pi + strlen("π");
    for (pi = strstr(text, "pi"); pi; pi = strstr(pi + 1, "pi"))
        if (!is_letter(pi[2]) && (pi == text || !is_letter(pi[-1])))
            return pi + strlen("pi");
    return NULL;
}

/* `2π × 4 Hz` is how papers write it; what is meant depends on the reader, so ask. */
static enum sq_status
refuse_pi(const request *r, const char *rest)
{
    request inner = *r;
    char ignored[8];
    sq_quantity quantity;
    inner.reason = ignored;
    inner.n = sizeof ignored;
    rest += strspn(rest, " *x.");
    if (r->dim == SQ_DIM_RATE && strstr(rest, "Hz") &&
        read_single(&inner, rest, &quantity) == SQ_OK)
        return fail(r, ": Hz already means cycles per second; write '%s' or '%.3g rad/s'", rest,
                    quantity.value);
    return fail(r, ": pi is not read here; write the number out, for example '%s'", r->example);
}

static enum sq_status
read_quantity(const request *r, char *text, sq_quantity *quantity)
{
    const char *behind_pi = find_behind_pi(text);
    size_t length = 0;
    char *sign = find_plus_minus(text, &length);
    if (!*text)
        return fail(r, ": there is no value; write for example '%s'", r->example);
    if (strstr(text, ".."))
        return fail_range(r);
    if (behind_pi)
        return refuse_pi(r, behind_pi);
    if (*text == '(')
        return read_bracket(r, text, quantity);
    if (!sign)
        return read_single(r, text, quantity);
    *sign = '\0';
    trim_end(text);
    return read_pair(r, text, sign + length, quantity);
}

enum sq_status
sq_quantity_read(const char *text, enum sq_dimension dim, const char *example,
                 sq_quantity *quantity, char *reason, size_t n)
{
    char plain[MAX_TEXT];
    text += strspn(text, BLANKS);
    request r = {dim, example ? example : sq_dimension_describe(dim)->example,
                 sq_text_excerpt(text), reason, n};
    if (!normalise(text, plain))
        return fail(&r, " is too long for a number and a unit; write for example '%s'",
                    r.example);
    return read_quantity(&r, plain, quantity);
}

/* ---- values of the program ---- */

enum sq_status
sq_quantity_set(sq_quantity *quantity, double value, const char *unit)
{
    if (!isfinite(value))
        return SQ_ERR_NUMERIC;
    char number[SQ_TEXT_NUMBER_SIZE];
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
    char *text = strdup(word);
    if (!text)
        return SQ_ERR_MEMORY;
    free(quantity->text);
    *quantity = (sq_quantity){.value = (double)index, .known = true, .text = text};
    return SQ_OK;
}
