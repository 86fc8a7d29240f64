/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dimensions of the values in a lab file, each with one unit inside the program: rates in
 * rad/s (plain rates in 1/s), times in s, hbar = 1. */
#ifndef SQ_DIMENSION_H
#define SQ_DIMENSION_H

#include "base/public.h"

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

SQ_PUBLIC_END

#endif
