/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shots that stand for the noise of a lab's inputs, each followed along the same times. */
#ifndef SQ_NOISE_SHOTS_H
#define SQ_NOISE_SHOTS_H

#include "lab/shot.h"
#include "model/closure.h"
#include "model/moments.h"
#include "planning/quadrature.h"
#include "predict/task.h"

enum { SQ_NOISE_SHOTS_TIMES = 121 };

typedef struct sq_noise_shots_run {
    bool possible; /* is there such a lab? */
    sq_closure_reach followed, trusted;
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
    double left_out;         /* part of the points at which there can be no lab */
    size_t n_times, planned; /* the planned time is one of them */
    double t[SQ_NOISE_SHOTS_TIMES];
    sq_noise_shots_run *run; /* [rule.n] owned */
    bool finished;           /* all of them; else it was interrupted */
    sq_moments *moments;     /* [rule.n][n_times] owned */
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

/* Follows them all.  One with which the lab contradicts itself is one that nothing is known
 * of.
 *
 * task  who waits, and may interrupt; NULL: nobody */
enum sq_status sq_noise_shots_run_all(sq_noise_shots *shots, double planned, double until,
                                      const sq_task *task, sq_errors *errors) SQ_CHECK_RESULT;

#endif
