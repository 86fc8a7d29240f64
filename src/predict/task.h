/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked for: rates, initial state, and how the answer is to be found. */
#ifndef SQ_TASK_H
#define SQ_TASK_H

#include <signal.h>

#include "base/public.h"
#include "model/protocol.h"
#include "solvers/solver.h"

SQ_PUBLIC_BEGIN

/* Every tolerance and threshold of an answer in one place. */
typedef struct sq_task_accuracy {
    double step;         /* error of one integration step; 1e-8 */
    double exact_step;   /* the same for the master equation, where it costs most; 1e-6 */
    double minimum_db;   /* to which a minimum is refined; 1e-4 dB */
    double answer_db;    /* wanted of the answer: what is cheaper is good enough, and
                            trajectories stop there; 0.1 dB */
    double most_seconds; /* `auto` does not begin an exact run that would take longer; 60 s */
    double late_factor, late_seconds; /* and gives one up that takes so many times longer than
                            announced, and so much; 3, 10 s */
    double
        orders_part; /* orders of the hierarchy that differ by more are not trusted; 0.5 dB */
    long most_steps; /* of one run while trusted, beside its output times; 30000 */
    long most_steps_past; /* and of mean field, which nothing waits for; 2000000 */
} sq_task_accuracy;

/* Told before a solver starts and while it runs. */
typedef struct sq_task_progress {
    const char *solver;
    sq_solver_cost cost; /* estimated */
    double part;         /* of the work that is done; 0: about to start */
    double seconds;      /* since the start */
    long trajectories;   /* 0: the solver has none */
    double db, db_error; /* of trajectories: best point so far; error NaN: not known yet */
} sq_task_progress;

typedef struct sq_task {
    sq_protocol protocol;
    double spin[3];     /* initial direction of all spins, unit vector */
    double until;       /* when the run ends, if before the protocol; 0: with it, and
                           sq_rates_default_duration after the start of a last segment that is open */
    bool until_chosen;  /* by squint, not asked for: more may come after it */
    int points;         /* evenly spaced output times, at least 2; 0: chosen by the program */
    const char *solver; /* name, or "auto" */
    int order;          /* 0: the solver's highest */
    bool alone;         /* that order alone, without one that tells its error */
    long trajectories;  /* run so many, whatever the error; 0: until it is answer_db */
    uint64_t seed;      /* of their random numbers */
    bool cross_check;   /* by a second solver, and at fewer spins by the exact one */
    bool direct;        /* unraveled as a photon counter sees it */
    uint64_t first;     /* number of the first trajectory */
    const char *resume; /* file of an ensemble to continue by `trajectories`; NULL: none */
    int threads;        /* 0: all */
    bool ranks;         /* those that MPI started beside this one run trajectories, too */
    const volatile sig_atomic_t *interrupt; /* end the run early when it is not 0 */
    void (*progress)(void *listener, const sq_task_progress *progress); /* may be NULL */
    void *listener;
    double most_seconds; /* a run is given up where it would take much longer; 0: never */
    bool past_validity;  /* go on after the closure has broken down, */
    long past_steps;     /* by so many of the solver's own steps; 0: to the end */
    sq_task_accuracy accuracy;
} sq_task;

/* Trajectories that are run at most where the error decides. */
#define SQ_TASK_MOST_TRAJECTORIES 20000

void sq_task_init(sq_task *task);

/* When the run ends, and whether the task says so. */
bool sq_task_has_end(const sq_task *task);
double sq_task_end(const sq_task *task);

bool sq_task_is_interrupted(const sq_task *task);

/* The same question to another solver, from the beginning: without the order, the file and the
 * numbers that were meant for the first. */
void sq_task_for(sq_task *other, const sq_task *task, const char *solver);

/* The task as its solver can take it: an exact one wants a whole number of spins, and gets the
 * nearest with the same N chi, N Gamma and drive ratio (an effective number of atoms is rarely
 * whole).  What the plan and the answer rest on. */
void sq_task_fit(sq_task *fitted, const sq_task *task);

SQ_PUBLIC_END

#endif
