/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges: "0.5 .. 1.2", "100 .. 300 kHz", "0 Hz..0.6 MHz". */
#ifndef SQ_RANGE_H
#define SQ_RANGE_H

#include <stdbool.h>

#include "base/public.h"
#include "base/error.h"
#include "input/dimension.h"

SQ_PUBLIC_BEGIN

/* From low to high, in the program's units; low < high. */
typedef struct sq_range {
    double low, high;
} sq_range;

/* Is the text meant as one? */
bool sq_range_is_meant(const char *text);

/* Reads one; where its first end has no unit, that of the second stands for both.
 *
 * dim, example, reason, n  as for sq_quantity_read
 *
 * Returns SQ_OK or SQ_ERR_INPUT: an end is missing or no quantity, or they are not in
 * ascending order. */
enum sq_status sq_range_read(const char *text, enum sq_dimension dim, const char *example,
                             sq_range *range, char *reason, size_t n) SQ_CHECK_RESULT;

/* Does it span so much, all of one sign, that its ends are compared by their quotient?  More
 * than a decade does. */
bool sq_range_is_logarithmic(const sq_range *range);

/* The value at `part` of the way, 0 to 1, from low to high: by quotients where it is
 * logarithmic. */
double sq_range_value(const sq_range *range, double part);

SQ_PUBLIC_END

#endif
