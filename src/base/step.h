/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps in time: how long they may be, and explicit Runge–Kutta pairs to take them with. */
#ifndef SQ_STEP_H
#define SQ_STEP_H

#include <stdbool.h>

#include "base/error.h"

/* How the size of the next step follows from the error of this one (Hairer & Wanner, Solving
 * ODEs II, IV.8). */
typedef struct sq_step_control {
    int order;             /* errors go as the size to this power */
    double safety;         /* what is aimed at, to this power, in units of the tolerance */
    double least, largest; /* factors from one size to the next */
    double rejected;       /* largest factor after a step that was rejected, below 1 */
} sq_step_control;

/* Factor for the next size after an error in units of the tolerance. */
double sq_step_factor(const sq_step_control *control, double error);

/* The same after an error above 1. */
double sq_step_factor_rejected(const sq_step_control *control, double error);

/* Where an integration stands. */
typedef struct sq_step {
    double t;
    double size;  /* to try next */
    double taken; /* size of the last step */
    long steps, rejections;
} sq_step;

/* One step from step->t, not beyond t_end.  `attempt` tries one of the size h, leaves its
 * result with the method and returns its error in units of the tolerance; the last attempt is
 * the step that was taken.  False when no step however small keeps the tolerance. */
bool sq_step_make(sq_step *step, const sq_step_control *control, double t_end,
                  double (*attempt)(void *method, double h), void *method) SQ_CHECK_RESULT;

enum { SQ_STEP_MOST_STAGES = 6 };

/* An embedded pair: stage k_i is the slope at t + node_i h and y + h sum_j stage_ij k_j, the
 * step is h sum_i weight_i k_i and its error h |sum_i error_i k_i|. */
typedef struct sq_step_scheme {
    int n_stages;
    double node[SQ_STEP_MOST_STAGES], stage[SQ_STEP_MOST_STAGES][SQ_STEP_MOST_STAGES];
    double weight[SQ_STEP_MOST_STAGES], error[SQ_STEP_MOST_STAGES];
} sq_step_scheme;

/* Order 3, with the midpoint rule inside: Bogacki & Shampine, Appl. Math. Lett. 2, 321 (1989).
 */
extern const sq_step_scheme sq_step_bogacki_shampine;

/* Order 5, with one of order 4 inside: Cash & Karp, ACM Trans. Math. Softw. 16, 201 (1990). */
extern const sq_step_scheme sq_step_cash_karp;

#endif
