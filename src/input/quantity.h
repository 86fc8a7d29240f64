/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities: a number with its unit and its uncertainty, as text and in the program's
 * units. */
#ifndef SQ_QUANTITY_H
#define SQ_QUANTITY_H

#include "base/public.h"
#include "base/error.h"
#include "base/text.h"
#include "input/dimension.h"

SQ_PUBLIC_BEGIN

/* The value of a key in the lab file.  text is what the user wrote (without blanks around
 * it), or the default's text, or, for a value computed by the program, its number with as
 * many digits as it takes: printing it and reading it again gives the same number. */
typedef struct sq_quantity {
    double value;       /* program units; the index of a choice */
    double sd;          /* standard uncertainty, same unit; 0 when none was given */
    double low, high;   /* of a range (range.h), from which one is to be chosen; value lies
                           between; 0, 0: it is none */
    bool given;         /* the user wrote it (file or --set), even if it cannot be used */
    bool known;         /* given, or defaulted, or computed */
    char *text;         /* owned; NULL when not known */
    sq_error_mark mark; /* of the value; {0} for --set and defaults */
} sq_quantity;

/* Reads a quantity: a number and a unit, `150 kHz`, `150kHz`, `1e4`, and if need be its
 * standard uncertainty: `4.00 ± 0.05 Hz`, `4 +/- 0.05 Hz`, `(4.00 ± 0.05) Hz`,
 * `4.00(5) Hz`, `4 kHz ± 50 Hz`, `4 kHz ± 2 %`, `1e4 ± 1 %`.  Powers of ten
 * may be written 1.5 x 10^5, and characters that look like those of ASCII stand for them
 * (plain.h).  The decimal sign is a point, whatever
 * the locale is.  Hz, with any prefix, counts cycles: its values are multiplied by 2 pi,
 * and those in rad/s, s-1 and 1/s taken as they are.
 *
 * text      UTF-8, blanks around it do not matter
 * dim       what is wanted
 * example   of what is wanted, for messages; NULL: that of the dimension
 * quantity  its value and sd are written, on success only
 * reason    on failure receives (in n bytes, SQ_TEXT_REASON_SIZE is enough) the part of a
 *           message that comes after the place and the key: the value, what is wrong with
 *           it, and what to write instead:
 *               "'150' has no unit; write for example '150 kHz'"
 *               "'3 kg' is a mass; a rate is wanted, for example '150 kHz'"
 *
 * Returns SQ_OK or SQ_ERR_INPUT. */
enum sq_status sq_quantity_read(const char *text, enum sq_dimension dim, const char *example,
                                sq_quantity *quantity, char *reason, size_t n) SQ_CHECK_RESULT;

/* Makes a quantity known that the program has computed: value in `unit` (of the program:
 * "s", "rad/s", "" …), text with up to 17 digits.  It replaces what was there and does
 * not count as given.  SQ_ERR_NUMERIC, with *quantity unchanged: value is not finite, so
 * it could not be read again; SQ_ERR_MEMORY. */
enum sq_status sq_quantity_set(sq_quantity *quantity, double value,
                               const char *unit) SQ_CHECK_RESULT;

/* The same for a choice: the index and its word. */
enum sq_status sq_quantity_choose(sq_quantity *quantity, size_t index,
                                  const char *word) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
