/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The squeezing that nine of ten shots, and nine of ten labs, reach at the planned time.
 *
 * A shot is one setting of what differs from shot to shot (the noise of the lab); its squeezing
 * is that of the state which this setting makes at the time when it ends, which no single
 * measurement shows, but which repeats of this setting would.  A lab is one setting of what is
 * not known better (the uncertainties, `4.00 ± 0.05 Hz`), with the noise of its shots averaged
 * as sq_noise_of does, but by a poorer rule.  Normally distributed, inputs independent.
 *
 * Each by the highest order of the moment hierarchy, up to 4, that comes so far, or by the
 * closed form: on the steep side of a setting order 2 is too kind by decibels.  Where two
 * orders part no order is to be trusted: such a draw may be worth anything, and what nine of
 * ten reach is known only as long as it can be counted as one that fails. */
#ifndef SQ_YIELD_H
#define SQ_YIELD_H

#include "base/public.h"
#include "lab/lab.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

#define SQ_YIELD_SHARE 0.9

enum { SQ_YIELD_SHOTS = 1000, SQ_YIELD_LABS = 200 };

typedef struct sq_yield_part {
    bool drawn;      /* there is something to draw, and it was not interrupted */
    size_t n;        /* draws; the quantiles are of those that can be */
    int order;       /* the lowest by which a draw near the quantile is told; 0: closed form */
    double db;       /* that SQ_YIELD_SHARE of them reach by these orders; NaN: unknown */
    double error_db; /* of that: both that follow, and what draws past trust leave open */
    double draws_error_db; /* standard error, by the number of draws */
    double order_error_db; /* what the order below makes of it, and of the draws near it */
    double at_most_db; /* too many draws are past trust for db to be known: they do not reach
                          more than this, as far as the orders tell; NaN: it is known */
    double median_db;  /* that half of them reach */
    double distrusted; /* part of the draws that no order can be trusted for */
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
