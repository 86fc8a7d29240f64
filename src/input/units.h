/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laboratory quantities: text with a unit -> number in the program's units.
 *
 * Inside the program: rates in rad/s (plain rates in 1/s), times in s, hbar = 1.
 * UDUNITS-2 knows the units.  One rule is ours: Hz (with any prefix) counts
 * cycles, so a value in Hz is multiplied by 2 pi; rad/s, s-1 and 1/s are taken
 * as they are. */
#ifndef SQ_UNITS_H
#define SQ_UNITS_H

#include "base/public.h"
#include "base/error.h"
#include "base/text.h"

SQ_PUBLIC_BEGIN

enum sq_dimension {
    SQ_DIM_NUMBER,      /* no unit allowed, percent excepted */
    SQ_DIM_RATE,        /* Hz (times 2 pi), rad/s, 1/s -> rad/s */
    SQ_DIM_TIME,        /* -> s */
    SQ_DIM_ANGLE,       /* deg, rad -> rad; a unit is required */
    SQ_DIM_POWER,       /* -> W */
    SQ_DIM_LENGTH,      /* -> m */
    SQ_DIM_TEMPERATURE, /* -> K */
    SQ_DIM_INTENSITY,   /* -> W/m2 */
    SQ_N_DIM
};

/* What a dimension is called and looks like, for messages and the manual. */
typedef struct sq_dimension_info {
    const char *name;         /* "rate" */
    const char *example;      /* "150 kHz" */
    const char *unit;         /* unit inside the program, "rad/s"; "" for a number */
    const char *written;      /* units that people write, "Hz, kHz, …" */
    double smallest, largest; /* what a laboratory has, 0 apart, in the program's unit; of
                                 either sign */
} sq_dimension_info;

/* The description of a dimension; never NULL, lives for ever. */
const sq_dimension_info *sq_dimension_describe(enum sq_dimension dim);

/* A number as measured. */
typedef struct sq_number {
    double value; /* in the program's unit */
    double sd;    /* standard uncertainty, same unit; 0 when none was given */
} sq_number;

typedef struct sq_units sq_units; /* the unit system, opaque, constant once created */

/* Creates the unit system (well under 1 ms); free it with sq_units_free.  UDUNITS-2's own
 * messages are switched off for the whole process.  SQ_ERR_MEMORY, with *units NULL. */
enum sq_status sq_units_create(sq_units **units, sq_errors *errors) SQ_CHECK_RESULT;
void sq_units_free(sq_units *units); /* NULL is allowed */

/* Reads a quantity: a number and a unit, `150 kHz`, `150kHz`, `1e4`, and if need be its
 * standard uncertainty: `4.00 ± 0.05 Hz`, `4 +/- 0.05 Hz`, `(4.00 ± 0.05) Hz`,
 * `4.00(5) Hz`, `4 kHz ± 50 Hz`, `4 kHz ± 2 %`.  The decimal sign is a point, whatever
 * the locale is.
 *
 * text    UTF-8, blanks around it do not matter
 * dim     what is wanted
 * example of what is wanted, for messages; NULL: that of the dimension
 * number  written on success only
 * reason  on failure receives (in n bytes, SQ_REASON_SIZE is enough) the part of a message
 *         that comes after the place and the key: the value, what is wrong with it, and
 *         what to write instead:
 *             "'150' has no unit; write for example '150 kHz'"
 *             "'3 kg' is a mass; a rate is wanted, for example '150 kHz'"
 *
 * Returns SQ_OK or SQ_ERR_INPUT. */
enum sq_status sq_units_parse(const sq_units *units, const char *text, enum sq_dimension dim,
                              const char *example, sq_number *number, char *reason,
                              size_t n) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
