/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/sight.h"

#include <math.h>

#include "beyond/sketch.h"

/* At so many times orders 2 and 3 are compared. */
enum { TIMES = 12 };

enum sq_sight
sq_sight_of_moments(sq_moments *moments, const sq_lab *lab, double time)
{
    double t[TIMES];
    sq_moments along[TIMES];
    sq_closure_reach followed, trusted;
    sq_errors ignored = {0};
    for (int i = 0; i < TIMES; i++)
        t[i] = time * (i + 1) / TIMES;
    enum sq_status status =
        sq_sketch_run(along, &followed, &trusted, &lab->rates, lab->spin, t, TIMES, &ignored);
    sq_errors_free(&ignored);
    if (status || followed.n < TIMES)
        return SQ_SIGHT_NONE;
    *moments = along[TIMES - 1];
    return trusted.n < TIMES ? SQ_SIGHT_DISTRUSTED : SQ_SIGHT_TRUSTED;
}

enum sq_sight
sq_sight_of(double *db, const sq_lab *lab, double time)
{
    sq_moments moments;
    enum sq_sight sight = sq_sight_of_moments(&moments, lab, time);
    *db = sight == SQ_SIGHT_NONE ? NAN : sq_sketch_decibel(&moments);
    return sight;
}
