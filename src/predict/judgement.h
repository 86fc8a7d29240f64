/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run says: the best squeezing, its error, and how long to believe it. */
#ifndef SQ_JUDGEMENT_H
#define SQ_JUDGEMENT_H

#include "base/public.h"
#include "predict/best.h"
#include "predict/run.h"

SQ_PUBLIC_BEGIN

typedef struct sq_judgement {
    enum sq_best_kind kind;
    sq_curve_point best; /* NaN members when kind is SQ_BEST_NONE */
    double db;           /* of best */
    bool more_ahead;     /* the best point is behind, but squeezing rises towards it again where
                            the time axis or the trust ends */
    double to_come; /* dB that may still be gained beyond: 0 unless the best lies where trust or
                       a time axis of squint's own choice ends */
    double db_error; /* from the neighbouring order, and what is to come; NaN: no estimate */
    double valid_until;
    enum sq_breakdown breakdown; /* why not longer */
    double t_critical; /* when N_eff falls to N_c = 2 Omega/Upsilon_c; NaN: not seen */
    double
        *early_until; /* [segments] when its early transient ends; minima before it are early */
    double *xi2_error; /* [n_shown] |difference of the orders|; NaN: none */
    size_t *shown;     /* [n_shown] points of the reported curve that are on the output axis */
    size_t n_shown;
} sq_judgement;

/* Judges the run of this plan and task. */
enum sq_status sq_judgement_make(sq_judgement *judgement, const sq_run *run,
                                 const sq_plan *plan, const sq_task *task,
                                 sq_errors *errors) SQ_CHECK_RESULT;
void sq_judgement_free(sq_judgement *judgement);

/* Is there a best point in time, which can be planned and spoilt? */
bool sq_judgement_is_squeezed(const sq_judgement *judgement);

/* "early" or "late". */
const char *sq_judgement_minimum_kind(const sq_judgement *judgement,
                                      const sq_curve_point *minimum);

SQ_PUBLIC_END

#endif
