/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The squeezing that nine of ten shots, and nine of ten labs, reach at the planned time.
 *
 * A shot is one setting of what differs from shot to shot (the noise of the lab); its squeezing
 * is that of the state which this setting makes at the time when it ends, which no single
 * measurement shows, but which repeats of this setting would.  A lab is one setting of what is
 * not known better (the uncertainties, `4.00 ± 0.05 Hz`), with the noise of its shots averaged
 * as sq_noise_of does, but by a poorer rule.  Both by order 2 of the moment hierarchy, normally
 * distributed, inputs independent. */
#ifndef SQ_YIELD_H
#define SQ_YIELD_H

#include "base/public.h"
#include "lab/lab.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

#define SQ_YIELD_SHARE 0.9

enum { SQ_YIELD_SHOTS = 1000, SQ_YIELD_LABS = 200 };

typedef struct sq_yield_part {
    bool drawn;        /* there is something to draw, and it was not interrupted */
    size_t n;          /* draws; the quantiles are of those that can be */
    double db;         /* that SQ_YIELD_SHARE of them reach; NaN: unknown */
    double error_db;   /* standard error of that, by the number of draws */
    double median_db;  /* that half of them reach */
    double distrusted; /* part for which order 2 cannot be trusted by then: they count all the
                          same, or as worst where it does not come so far */
    double left_out;   /* part of the draws that cannot be: fewer than two atoms, say */
} sq_yield_part;

typedef struct sq_yield {
    bool has_noise, has_uncertainty;
    sq_yield_part shots, labs;
} sq_yield;

/* planned  when the sequence is to end
 * task     the seed; who waits, and may interrupt, and its threads, on which nothing depends
 *
 * SQ_ERR_INPUT: the noise of the lab cannot be (sq_noises_of_lab). */
enum sq_status sq_yield_make(sq_yield *yield, const sq_lab *lab, double planned,
                             const sq_task *task, sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
