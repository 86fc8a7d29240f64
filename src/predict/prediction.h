/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer: how many dB, when, how sure, and up to when to believe it. */
#ifndef SQ_PREDICTION_H
#define SQ_PREDICTION_H

#include "base/public.h"
#include "predict/ensemble.h"

SQ_PUBLIC_BEGIN

/* Every tolerance and threshold of an answer in one place. */
typedef struct sq_accuracy {
    double step;         /* error of one integration step; 1e-8 */
    double exact_step;   /* the same for the master equation, where it costs most; 1e-6 */
    double minimum_db;   /* to which a minimum is refined; 1e-4 dB */
    double answer_db;    /* wanted of the answer: what is cheaper is good enough, and
                            trajectories stop there; 0.1 dB */
    double most_seconds; /* `auto` does not begin an exact run that would take longer; 60 s */
    double
        orders_part; /* orders of the hierarchy that differ by more are not trusted; 0.5 dB */
    long most_steps; /* of one run while trusted, beside its output times; 30000 */
    long most_steps_past; /* and past that; 2000000 */
} sq_accuracy;

/* Told before a solver starts and while it runs. */
typedef struct sq_progress {
    const char *solver;
    sq_cost cost;        /* estimated */
    double part;         /* of the work that is done; 0: about to start */
    double seconds;      /* since the start */
    long trajectories;   /* 0: the solver has none */
    double db, db_error; /* of trajectories: best point so far; error NaN: not known yet */
} sq_progress;

typedef struct sq_task {
    sq_rates rates;
    double spin[3];     /* initial direction of all spins, unit vector */
    double until;       /* length of the run; 0: sq_default_duration */
    int points;         /* evenly spaced output times, at least 2; 0: chosen by the program */
    const char *solver; /* name, or "auto" */
    int order;          /* 0: the solver's highest */
    long trajectories;  /* run so many, whatever the error; 0: until it is answer_db */
    uint64_t seed;      /* of their random numbers */
    bool cross_check;   /* by a second solver, and at fewer spins by the exact one */
    bool direct;        /* unraveled as a photon counter sees it */
    uint64_t first;     /* number of the first trajectory */
    const char *resume; /* file of an ensemble to continue by `trajectories`; NULL: none */
    int threads;        /* 0: all */
    const volatile sig_atomic_t *interrupt; /* end the run early when it is not 0 */
    void (*progress)(void *listener, const sq_progress *progress); /* may be NULL */
    void *listener;
    bool past_validity; /* go on after the closure has broken down */
    sq_accuracy accuracy;
} sq_task;

void sq_task_init(sq_task *task);

/* The task as its solver can take it: an exact one wants a whole number of spins, and gets the
 * nearest with the same N chi, N Gamma and drive ratio (an effective number of atoms is rarely
 * whole).  What the plan and the answer rest on. */
void sq_task_fit(sq_task *fitted, const sq_task *task);

/* Where on the curve the best squeezing lies. */
enum sq_best_kind {
    SQ_BEST_MINIMUM,    /* a local minimum of xi² */
    SQ_BEST_START,      /* never better than the initial state */
    SQ_BEST_TIME_ENDS,  /* still improving when the time axis ends */
    SQ_BEST_TRUST_ENDS, /* still improving where the answer can no longer be trusted */
    SQ_BEST_STEADY,     /* the steady state, at no time in particular */
    SQ_BEST_NONE,       /* xi² undefined throughout: no mean spin, or no correlations */
};

#define SQ_MAX_CURVES 3

/* Trajectories that are run at most where the error decides. */
#define SQ_MOST_TRAJECTORIES 20000

/* What would run; made before anything does. */
typedef struct sq_plan {
    const sq_solver *solver;
    sq_solver_options options[SQ_MAX_CURVES];
    size_t n;       /* curves, by ascending order */
    size_t primary; /* the one reported; its neighbour gives the error */
    size_t partner; /* == primary when there is none */
    int points;     /* of the time axis */
    sq_cost cost;
    char reason[200]; /* why this solver and these orders */
} sq_plan;

/* What one solver answered, for comparison. */
typedef struct sq_answer {
    const char *solver;
    int order;         /* 0: none */
    long trajectories; /* 0: none */
    double db, db_error, time, seconds;
    double until;     /* end of its time axis */
    char reason[200]; /* why it ran */
} sq_answer;

enum { SQ_MAX_ANSWERS = 4, SQ_MAX_CHECKS = 2 };

/* One answer beside another for the same rates. */
typedef struct sq_check {
    sq_rates rates;           /* of both: the task's, or those of fewer spins */
    sq_answer answer, second; /* answer: by the solver that was reported */
    double difference_db;     /* second − answer */
    double error_db;          /* of the difference, from the errors of both */
} sq_check;

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
    sq_ensemble *ensemble;            /* owned; of sampled solvers, else NULL */
    bool interrupted;                 /* the run is shorter, the ensemble smaller than wanted */
    sq_answer answer[SQ_MAX_ANSWERS]; /* of all solvers that ran, the reported one last */
    size_t n_answers;
    sq_check check[SQ_MAX_CHECKS];
    size_t n_checks;
    char remark[200]; /* what was not done, and how to have it done; "" */
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

/* Its summary. */
void sq_answer_of(sq_answer *answer, const sq_prediction *prediction);

/* How far an exact solver has to go to see what the prediction saw: not much beyond its last
 * minimum, or beyond where it could be trusted. */
double sq_prediction_horizon(const sq_prediction *prediction);

/* Fills prediction->check: the same rates by a second solver, and the reported solver
 * against the exact one at fewer spins. */
enum sq_status sq_cross_check(sq_prediction *prediction, const sq_task *task,
                              sq_errors *errors) SQ_CHECK_RESULT;

/* By the solver that the task names; "auto" is the moment hierarchy here. */
enum sq_status sq_predict_by(sq_prediction *prediction, const sq_task *task,
                             sq_errors *errors) SQ_CHECK_RESULT;

/* The answer: "auto" begins with the moment hierarchy, and asks an exact solver where that
 * does not reach accuracy.answer_db. */
enum sq_status sq_predict(sq_prediction *prediction, const sq_task *task,
                          sq_errors *errors) SQ_CHECK_RESULT;
void sq_prediction_free(sq_prediction *prediction);

SQ_PUBLIC_END

#endif
