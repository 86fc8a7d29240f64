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
#include "lab/lab.h"
#include "planning/tolerance_input.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

/* "loss", "bound", "far", "trust", "lab". */
const char *sq_tolerance_end_name(enum sq_tolerance_end end);

enum { SQ_TOLERANCE_MOST = 66 };

typedef struct sq_tolerance {
    double loss_db, planned;
    int order;             /* by which all is found, */
    bool closed_form;      /* but where there is one */
    double ideal_db;       /* at the planned time, by that */
    double other_ideal_db; /* and by the order below, of order 2 by that above */
    size_t n;
    sq_tolerance_input input[SQ_TOLERANCE_MOST]; /* hardest to hold first */
    bool interrupted;                            /* some are not done: they come last */
} sq_tolerance;

/* Of every number that ends in the rates, the angles of the initial direction and the stop
 * time, by the closed form where there is one, else by the highest order of the moment
 * hierarchy that is trusted at the planned time, as far as the order below agrees.
 *
 * planned  when the sequence ends, where the lab as it is squeezes best
 * loss_db  > 0
 * task     who waits, and may interrupt, and its threads; NULL: nobody
 *
 * SQ_ERR_NUMERIC: at that time there is no squeezing to be held, or no order can be trusted. */
enum sq_status sq_tolerance_make(sq_tolerance *tolerance, const sq_lab *lab, double planned,
                                 double loss_db, const sq_task *task,
                                 sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
