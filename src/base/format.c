/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/format.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/constants.h"
#include "base/locale.h"

static const struct {
    int exponent;
    const char *prefix;
} prefixes[] = {
    {12, "T"}, {9, "G"},  {6, "M"},   {3, "k"},   {0, ""},    {-3, "m"},
    {-6, "µ"}, {-9, "n"}, {-12, "p"}, {-15, "f"}, {-18, "a"},
};
#define N_PREFIXES (sizeof prefixes / sizeof prefixes[0])

double
sq_format_unsigned_zero(double value, int decimals)
{
    return fabs(value) < 0.5 * pow(10, -decimals) ? 0 : value;
}

/* Decimal exponent of the value once rounded to the digits shown: 999.96 is 1000. */
static int
rounded_exponent(double value, int digits)
{
    char text[SQ_FORMAT_SIZE];
    snprintf(text, sizeof text, "%.*e", digits - 1, fabs(value));
    const char *e = strchr(text, 'e');
    int exponent = 0;
    if (e)
        sscanf(e + 1, "%d", &exponent);
    return exponent;
}

static void
write_digits(sq_format_label *text, double value, int digits, int exponent)
{
    int decimals = digits - 1 - exponent;
    sq_locale_print(text->s, sizeof text->s, "%.*f", decimals > 0 ? decimals : 0, value);
}

sq_format_label
sq_format_si(double value, const char *unit, int digits)
{
    sq_format_label text;
    if (!isfinite(value) || value == 0) {
        sq_locale_print(text.s, sizeof text.s, isfinite(value) ? "%g %s" : "%g",
                        value + 0.0 /* no -0 */, unit);
        return text;
    }
    int exponent = rounded_exponent(value, digits);
    size_t i = 0;
    while (i + 1 < N_PREFIXES && prefixes[i].exponent > exponent)
        i++;
    if (exponent >= prefixes[0].exponent + 3 || exponent < prefixes[N_PREFIXES - 1].exponent) {
        sq_locale_print(text.s, sizeof text.s, "%.*g %s", digits, value, unit);
        return text;
    }
    sq_format_label number;
    write_digits(&number, value * pow(10, -prefixes[i].exponent), digits,
                 exponent - prefixes[i].exponent);
    snprintf(text.s, sizeof text.s, "%.40s %s%.16s", number.s, prefixes[i].prefix, unit);
    return text;
}

/* More digits of a value than these are not read, however small its uncertainty. */
enum { MOST_DIGITS = 7 };

/* "85.3 ± 2.1", or "85.33333 ± 4e-09", both times scale. */
static void
write_measured(sq_format_label *text, double value, double sd, double scale)
{
    int decimals = (int)fmax(1 - rounded_exponent(sd * scale, 2), 0);
    int most = MOST_DIGITS - 1 - rounded_exponent(fmax(fabs(value), sd) * scale, MOST_DIGITS);
    most = most < 0 ? 0 : most;
    if (decimals > most)
        sq_locale_print(text->s, sizeof text->s, "%.*f ± %.2g", most,
                        sq_format_unsigned_zero(value * scale, most), sd * scale);
    else
        sq_locale_print(text->s, sizeof text->s, "%.*f ± %.*f", decimals,
                        sq_format_unsigned_zero(value * scale, decimals), decimals, sd * scale);
}

static bool
has_sd(double value, double sd)
{
    return isfinite(value) && isfinite(sd) && sd > 0;
}

/* "85.33 µHz", and " ± ?" of an uncertainty that does not exist. */
static sq_format_label
without_sd(sq_format_label text, double value, double sd)
{
    size_t n = strlen(text.s);
    if (isfinite(value) && isnan(sd) && n + 8 < sizeof text.s)
        strcpy(text.s + n, " ± ?");
    return text;
}

sq_format_label
sq_format_si_sd(double value, double sd, const char *unit, int digits)
{
    if (!has_sd(value, sd))
        return without_sd(sq_format_si(value, unit, digits), value, sd);
    int exponent = rounded_exponent(fmax(fabs(value), sd), digits);
    size_t i = 0;
    while (i + 1 < N_PREFIXES && prefixes[i].exponent > exponent)
        i++;
    sq_format_label number, text;
    write_measured(&number, value, sd, pow(10, -prefixes[i].exponent));
    snprintf(text.s, sizeof text.s, "(%.40s) %s%.14s", number.s, prefixes[i].prefix, unit);
    return text;
}

sq_format_label
sq_format_rate_sd(double rate, double sd, int digits)
{
    if (!has_sd(rate, sd))
        return without_sd(sq_format_rate(rate, digits), rate, sd);
    sq_format_label cycles =
                        sq_format_si_sd(rate / (2 * SQ_PI), sd / (2 * SQ_PI), "Hz", digits),
                    text;
    snprintf(text.s, sizeof text.s, "2π × %.50s", cycles.s);
    return text;
}

sq_format_label
sq_format_number_sd(double value, double sd, int digits)
{
    if (!has_sd(value, sd))
        return without_sd(sq_format_number(value, digits), value, sd);
    sq_format_label text, number;
    int exponent = rounded_exponent(fmax(fabs(value), sd), digits);
    if (exponent >= -3 && exponent <= 6) {
        write_measured(&text, value, sd, 1);
        return text;
    }
    write_measured(&number, value, sd, pow(10, -exponent));
    snprintf(text.s, sizeof text.s, "(%.40s)e%d", number.s, exponent);
    return text;
}

sq_format_label
sq_format_rate(double rate, int digits)
{
    if (rate == 0 || !isfinite(rate))
        return sq_format_si(rate, "Hz", digits);
    sq_format_label cycles = sq_format_si(rate / (2 * SQ_PI), "Hz", digits), text;
    snprintf(text.s, sizeof text.s, "2π × %.50s", cycles.s);
    return text;
}

sq_format_label
sq_format_number(double value, int digits)
{
    sq_format_label text;
    int exponent = value != 0 && isfinite(value) ? rounded_exponent(value, digits) : 0;
    if (!isfinite(value) || exponent < -3 || exponent > 6)
        sq_locale_print(text.s, sizeof text.s, "%.*g", digits, value);
    else if (value == rint(value))
        snprintf(text.s, sizeof text.s, "%.0f", value + 0.0 /* no -0 */);
    else
        write_digits(&text, value, digits, exponent);
    return text;
}

void
sq_format_print_padded(FILE *out, const char *text, int width)
{
    int columns = 0;
    for (const char *c = text; *c; c++)
        columns += ((unsigned char)*c & 0xC0) != 0x80; /* continuation bytes take no column */
    fprintf(out, "%s%*s", text, columns < width ? width - columns : columns > 0, "");
}
