/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well each input of a lab has to be held: the interval around its value within which no
 * more than a given loss of squeezing, everything else held, the sequence ending when it was
 * planned to.
 *
 * Each is changed as noise of it would change it (lab/shot.h): what follows from an input goes
 * with it, but a drive that is given as a ratio stays where it is while others change; the
 * ratio itself is changed at fixed N, and is the drive's. */
#ifndef SQ_TOLERANCE_H
#define SQ_TOLERANCE_H

#include "base/public.h"
#include "base/text.h"
#include "lab/lab.h"
#include "predict/task.h"

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

/* "loss", "bound", "far", "trust", "lab". */
const char *sq_tolerance_end_name(enum sq_tolerance_end end);

typedef struct sq_tolerance_side {
    double value; /* program's unit: the end, or as far as something is known */
    enum sq_tolerance_end end;
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

enum { SQ_TOLERANCE_MOST = 66 };

typedef struct sq_tolerance {
    double loss_db, planned;
    double ideal_db;  /* at the planned time, order 2 */
    bool closed_form; /* there is one, and it is by that */
    size_t n;
    sq_tolerance_input input[SQ_TOLERANCE_MOST]; /* hardest to hold first */
    bool interrupted;                            /* some are not done: they come last */
} sq_tolerance;

/* Of every number that ends in the rates, the angles of the initial direction and the stop
 * time, by the closed form where there is one, else by order 2 of the moment hierarchy as far
 * as order 3 agrees.
 *
 * planned  when the sequence ends, where the lab as it is squeezes best
 * loss_db  > 0
 * task     who waits, and may interrupt, and its threads; NULL: nobody
 *
 * SQ_ERR_NUMERIC: at that time there is no squeezing to be held, or order 2 cannot be
 * trusted. */
enum sq_status sq_tolerance_make(sq_tolerance *tolerance, const sq_lab *lab, double planned,
                                 double loss_db, const sq_task *task,
                                 sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
