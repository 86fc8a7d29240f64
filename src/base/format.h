/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers for people: SI prefixes, the 2 pi written out, columns that line up. */
#ifndef SQ_FORMAT_H
#define SQ_FORMAT_H

#include <stdio.h>

#include "base/public.h"

SQ_PUBLIC_BEGIN

/* Room for any text these functions make. */
#define SQ_FORMAT_SIZE 64
typedef struct sq_format_label {
    char s[SQ_FORMAT_SIZE];
} sq_format_label;

/* "85.33 µHz": value with `digits` significant digits and an SI prefix. */
sq_format_label sq_format_si(double value, const char *unit, int digits);

/* "2π × 85.33 µHz" for a rate in rad/s. */
sq_format_label sq_format_rate(double rate, int digits);

/* With a standard uncertainty: "(85.3 ± 2.1) µHz", "2π × (85.3 ± 2.1) µHz", "186.5 ± 2.3",
 * as many digits as two of the uncertainty need, seven at most; as above where sd is 0, with ±
 * ? where it is NaN.
 */
sq_format_label sq_format_si_sd(double value, double sd, const char *unit, int digits);
sq_format_label sq_format_rate_sd(double rate, double sd, int digits);
sq_format_label sq_format_number_sd(double value, double sd, int digits);

/* What would be shown as -0 with so many decimals is 0. */
double sq_format_unsigned_zero(double value, int decimals);

/* "0.9477": `digits` significant digits, no exponent between 1e-3 and 1e6. */
sq_format_label sq_format_number(double value, int digits);

/* Prints text and pads it with blanks to `width` columns (UTF-8 counted by characters), at least
 * one behind a text that fills them. */
void sq_format_print_padded(FILE *out, const char *text, int width);

SQ_PUBLIC_END

#endif
