/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer: how many dB, when, how sure, and up to when to believe it. */
#ifndef SQ_PREDICTION_H
#define SQ_PREDICTION_H

#include "curve.h"

/* Every tolerance and threshold of an answer in one place. */
typedef struct sq_accuracy {
    double step;       /* error of one integration step; 1e-8 */
    double minimum_db; /* to which a minimum is refined; 1e-4 dB */
    double
        orders_part; /* orders of the hierarchy that differ by more are not trusted; 0.5 dB */
    long most_steps; /* of one run while trusted, beside its output times; 30000 */
    long most_steps_past; /* and past that; 2000000 */
} sq_accuracy;

typedef struct sq_task {
    sq_rates rates;
    double spin[3];     /* initial direction of all spins, unit vector */
    double until;       /* length of the run; 0: sq_default_duration */
    int points;         /* evenly spaced output times, at least 2; 0: chosen by the program */
    const char *solver; /* name, or "auto" */
    int order;          /* 0: the solver's highest */
    bool past_validity; /* go on after the closure has broken down */
    sq_accuracy accuracy;
} sq_task;

void sq_task_init(sq_task *task);

/* Where on the curve the best squeezing lies. */
enum sq_best_kind {
    SQ_BEST_MINIMUM,    /* a local minimum of xi² */
    SQ_BEST_START,      /* never better than the initial state */
    SQ_BEST_TIME_ENDS,  /* still improving when the time axis ends */
    SQ_BEST_TRUST_ENDS, /* still improving where the answer can no longer be trusted */
    SQ_BEST_NONE,       /* xi² undefined throughout: no mean spin, or no correlations */
};

#define SQ_MAX_CURVES 3

/* What would run; made before anything does. */
typedef struct sq_plan {
    const sq_solver *solver;
    sq_solver_options options[SQ_MAX_CURVES];
    size_t n;       /* curves, by ascending order */
    size_t primary; /* the one reported; its neighbour gives the error */
    size_t partner; /* == primary when there is none */
    sq_cost cost;
    char reason[160]; /* why this solver and these orders */
} sq_plan;

typedef struct sq_prediction {
    sq_plan plan;
    sq_curve curve[SQ_MAX_CURVES];
    double until;
    enum sq_best_kind kind;
    sq_point best;   /* NaN members when kind is SQ_BEST_NONE */
    double db;       /* of best */
    double db_error; /* from the neighbouring order; NaN: no estimate */
    double valid_until;
    const char *breakdown; /* why not longer; NULL: valid to the end */
    double early_late;     /* minima before this time are called early */
    double t_critical;     /* when N_eff falls to N_c = 2 Omega/Upsilon_c; NaN: not seen */
    double *xi2_error;     /* [curve[primary].n] |difference of the orders|; NaN: none */
    size_t *shown;         /* [n_shown] points of curve[primary] that are on the output axis */
    size_t n_shown;
} sq_prediction;

/* Best of the refined minima and of the two ends of a curve up to `valid_until`;
 * `until` is where its time axis ends.  Writes NaN into best when there is none. */
enum sq_best_kind sq_curve_best(sq_point *best, const sq_curve *curve, double valid_until,
                                double until);

/* The name of a kind of best point, for JSON. */
const char *sq_best_kind_name(enum sq_best_kind kind);

/* "early" or "late". */
const char *sq_minimum_kind(const sq_prediction *prediction, const sq_point *minimum);

/* Chooses solver and orders; refuses what cannot be done. */
enum sq_status sq_plan_make(sq_plan *plan, const sq_task *task,
                            sq_errors *errors) SQ_CHECK_RESULT;

enum sq_status sq_predict(sq_prediction *prediction, const sq_task *task,
                          sq_errors *errors) SQ_CHECK_RESULT;
void sq_prediction_free(sq_prediction *prediction);

#endif
