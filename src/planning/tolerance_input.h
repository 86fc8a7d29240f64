/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One input of a lab, and the interval in which it has to be held. */
#ifndef SQ_TOLERANCE_INPUT_H
#define SQ_TOLERANCE_INPUT_H

#include "base/public.h"
#include "base/text.h"

SQ_PUBLIC_BEGIN

/* What is at an end of an interval. */
enum sq_tolerance_end {
    SQ_TOLERANCE_LOSS,  /* beyond it the loss is larger */
    SQ_TOLERANCE_BOUND, /* nothing: the loss is smaller as far as the input may go */
    SQ_TOLERANCE_FAR,   /* nothing up to here, as far as was looked */
    SQ_TOLERANCE_TRUST, /* the loss is smaller as long as the hierarchy can be trusted */
    SQ_TOLERANCE_LAB,   /* or as there is such a lab */
    SQ_TOLERANCE_N_ENDS
};

typedef struct sq_tolerance_side {
    double value; /* program's unit: the end, or as far as something is known */
    enum sq_tolerance_end end;
    double error; /* program's unit: how far from there it is by the neighbouring order, where
                     the loss ends it; 0 by the closed form; NaN: another end */
} sq_tolerance_side;

/* So many times the value, or its scale, it is looked to either side. */
#define SQ_TOLERANCE_FAR_TIMES 1000

typedef struct sq_tolerance_input {
    struct sq_text_excerpt key;  /* "drive.ratio"; "time.stop": when the sequence ends */
    struct sq_text_excerpt unit; /* that of the lab, */
    double unit_size;            /* in the program's unit */
    double value;                /* program's unit */
    double scale;  /* what its changes are compared with: its size; of an angle one radian;
                      of 0 the collective rate, or one of its unit */
    bool relative; /* scale is the size of the value */
    sq_tolerance_side low, high;
    double half; /* half the width, of one end the distance to it, in units of the scale;
                    infinite: there is none */
    bool done;   /* else it was interrupted */
} sq_tolerance_input;

SQ_PUBLIC_END

#endif
