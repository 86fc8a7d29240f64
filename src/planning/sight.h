/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one lab squeezes to at one time, by which order of the hierarchy, and how far that may
 * be believed.
 *
 * The error is what the neighbouring order makes of it, as in a prediction; but where two
 * orders cross they agree though neither is right, so that it is the largest difference within
 * a fiftieth of the time. */
#ifndef SQ_SIGHT_H
#define SQ_SIGHT_H

#include "lab/lab.h"
#include "lab/noises.h"
#include "model/moments.h"

/* The highest order that is asked, and the one that is asked last. */
enum { SQ_SIGHT_HIGHEST = 4, SQ_SIGHT_LOWEST = 2 };

/* Orders are compared that near to a time, as part of it. */
#define SQ_SIGHT_NEAR 0.02

enum sq_sight {
    SQ_SIGHT_TRUSTED,    /* the neighbouring order agrees all the way, or the form is closed */
    SQ_SIGHT_DISTRUSTED, /* they part */
    SQ_SIGHT_NONE,       /* no order comes so far */
    SQ_SIGHT_NO_LAB      /* there is no such lab */
};

typedef struct sq_sight_view {
    enum sq_sight sight;
    int order;       /* by which; 0: by the closed form, or nothing is known */
    double db;       /* NaN: squeezing is not defined, or not known */
    double other_db; /* by the order below, of order 2 by that above; NaN: not known */
    double
        error_db; /* by what these two differ, see above; 0 of a closed form, NaN: not known */
} sq_sight_view;

/* From its rates and its initial direction, by the highest order from `highest` down to
 * `lowest` that comes so far.
 *
 * noises  of which those of the readout count; NULL: none */
void sq_sight_look(sq_sight_view *view, const sq_lab *lab, const sq_noises *noises, double time,
                   int highest, int lowest);

/* The same by order 2 alone: *db receives the squeezing, NaN where that is not defined or not
 * known. */
enum sq_sight sq_sight_of(double *db, const sq_lab *lab, double time);

#endif
