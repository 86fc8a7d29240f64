/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one lab squeezes to at one time, and whether that may be believed. */
#ifndef SQ_SIGHT_H
#define SQ_SIGHT_H

#include "lab/lab.h"
#include "model/moments.h"

enum sq_sight {
    SQ_SIGHT_TRUSTED,    /* order 3 agrees with order 2 all the way, or the form is closed */
    SQ_SIGHT_DISTRUSTED, /* they part */
    SQ_SIGHT_NONE,       /* order 2 does not come so far */
    SQ_SIGHT_NO_LAB      /* there is no such lab */
};

/* From its rates and its initial direction; NaN where squeezing is not defined, or not known.
 */
enum sq_sight sq_sight_of(double *db, const sq_lab *lab, double time);

/* The same, as moments. */
enum sq_sight sq_sight_of_moments(sq_moments *moments, const sq_lab *lab, double time);

#endif
