/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shots that stand for the noise of a lab's inputs, each followed along the same times: all by
 * order 2 of the hierarchy, and those that check the rule by the higher orders as well, which
 * take ten times as long, or all where there is no check. */
#ifndef SQ_NOISE_SHOTS_H
#define SQ_NOISE_SHOTS_H

#include "lab/shot.h"
#include "model/moments.h"
#include "planning/quadrature.h"
#include "predict/task.h"

enum { SQ_NOISE_SHOTS_TIMES = 121 };

enum {
    SQ_NOISE_SHOTS_LEAST = 2, /* order */
    SQ_NOISE_SHOTS_MOST = 4,
    SQ_NOISE_SHOTS_ORDERS = SQ_NOISE_SHOTS_MOST - SQ_NOISE_SHOTS_LEAST + 1
};

/* By order, from the least on. */
typedef struct sq_noise_shots_run {
    bool possible;                          /* is there such a lab? */
    bool closed;                            /* the form is: all orders are one */
    size_t followed[SQ_NOISE_SHOTS_ORDERS]; /* times that it reached */
    size_t trusted[SQ_NOISE_SHOTS_ORDERS];  /* as long as the order below agrees, of the least
                                               that above; of those that are looked at closely */
} sq_noise_shots_run;

/* What is done to the rates of every shot. */
typedef struct sq_noise_change {
    void (*apply)(sq_rates *rates, const void *context);
    const void *context;
} sq_noise_change;

typedef struct sq_noise_shots {
    const sq_lab *lab;             /* borrowed */
    const sq_noise_change *change; /* borrowed; NULL: nothing is */
    sq_shot maker;
    sq_quadrature rule;
    int highest;                 /* order; 3 at least is followed, to be compared with 2 */
    double left_out;             /* part of the points at which there can be no lab */
    size_t first_close, n_close; /* points that are looked at closely, */
    const double *close;         /* [rule.n] borrowed; and their parts of all */
    size_t n_times, planned;     /* the planned time is one of them */
    double t[SQ_NOISE_SHOTS_TIMES];
    sq_noise_shots_run *run;                    /* [rule.n] owned */
    bool finished;                              /* all of them; else it was interrupted */
    sq_moments *moments[SQ_NOISE_SHOTS_ORDERS]; /* owned; of the least order
                                                   [rule.n][n_times], of others of those that
                                                   are looked at closely; NULL: not followed */
} sq_noise_shots;

/* Free it in any case. */
enum sq_status sq_noise_shots_begin(sq_noise_shots *shots, const sq_lab *lab,
                                    const sq_noises *noises, sq_errors *errors) SQ_CHECK_RESULT;
void sq_noise_shots_free(sq_noise_shots *shots);

/* Lays points, see quadrature.h, in place of those that there were. */
enum sq_status sq_noise_shots_product(sq_noise_shots *shots, size_t nodes, size_t fewer,
                                      sq_errors *errors) SQ_CHECK_RESULT;
enum sq_status sq_noise_shots_sobol(sq_noise_shots *shots, size_t n,
                                    sq_errors *errors) SQ_CHECK_RESULT;
enum sq_status sq_noise_shots_star(sq_noise_shots *shots, sq_errors *errors) SQ_CHECK_RESULT;

/* The moments of a point at time i by an order that followed it so far. */
const sq_moments *sq_noise_shots_at(const sq_noise_shots *shots, int order, size_t point,
                                    size_t i);

/* Follows them all, up to the order `highest`.  One with which the lab contradicts itself is
 * one that nothing is known of.
 *
 * task  who waits, and may interrupt; NULL: nobody */
enum sq_status sq_noise_shots_run_all(sq_noise_shots *shots, double planned, double until,
                                      int highest, const sq_task *task,
                                      sq_errors *errors) SQ_CHECK_RESULT;

#endif
