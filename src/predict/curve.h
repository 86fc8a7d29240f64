/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One solver run along a time axis: the series, its minima, how far it may be
 * believed. */
#ifndef SQ_CURVE_H
#define SQ_CURVE_H

#include <signal.h>

#include "base/public.h"
#include "predict/axis.h"
#include "solvers/solver.h"

SQ_PUBLIC_BEGIN

typedef struct sq_curve_point {
    double t;
    unsigned segment; /* of the protocol: at a boundary, before or after the pulse */
    bool on_axis;     /* asked for; else one of the solver's own steps */
    sq_moments moments;
    sq_squeezing squeezing;
    /* Of sampled solvers, else 0: standard error and bias of xi², and the part of its variance
     * that the largest per cent of the trajectories carries. */
    double xi2_error, xi2_bias, top_share;
} sq_curve_point;

/* Room for minima: the deepest are kept, in the order of their times. */
#define SQ_CURVE_MOST_MINIMA 64

typedef struct sq_curve {
    const sq_solver *solver;
    sq_solver_options options;
    sq_curve_point *point; /* [n] ascending: those of the time axis that were reached, and the
                        solver's own steps where they were asked for */
    size_t n, capacity;
    sq_curve_point
        minimum[SQ_CURVE_MOST_MINIMA]; /* local minima of xi², refined, while valid */
    size_t n_minima;
    sq_curve_point
        past[SQ_CURVE_MOST_MINIMA]; /* those that were found past validity, if asked */
    size_t n_past;
    double valid_until;          /* last time that was reached and trusted */
    enum sq_breakdown breakdown; /* why not longer */
    long steps;                  /* of the solver, refinement not counted */
    double seconds;              /* of the whole run */
} sq_curve;

typedef struct sq_curve_request {
    const sq_protocol *protocol;
    const double *spin; /* [3] unit vector */
    const sq_axis *axis;
    bool past_validity; /* go on after the breakdown, */
    long past_steps;    /* by so many of the solver's own steps; 0: to the end */
    long
        kept_steps; /* so many of the solver's own steps are kept too, while they are trusted */
    long most_steps; /* the run ends there; while trusted, and past validity */
    long most_steps_past;
    double most_seconds;     /* ends where it takes longer, or clearly would; 0: never */
    double minimum_accuracy; /* of xi² at a minimum, dB; shallower dips are none */
    const volatile sig_atomic_t *interrupt; /* end early when it is not 0; NULL: never */
    /* Told after every step how far the run is; may be NULL. */
    void (*progress)(void *listener, double t);
    void *listener;
} sq_curve_request;

/* May the solver be used for the protocol?  SQ_OK, or SQ_ERR_UNSUPPORTED with a reason. */
enum sq_status sq_curve_applicable(const sq_solver *solver, const sq_solver_options *options,
                                   const sq_protocol *protocol,
                                   sq_errors *errors) SQ_CHECK_RESULT;

/* Runs `solver`; a breakdown is no error, nor is an interruption. */
enum sq_status sq_curve_run(sq_curve *curve, const sq_solver *solver,
                            const sq_solver_options *options, const sq_curve_request *request,
                            sq_errors *errors) SQ_CHECK_RESULT;
void sq_curve_free(sq_curve *curve);

/* Did the run end because it took too many steps, or was interrupted?  Then it says nothing of
 * trust. */
bool sq_curve_is_unfinished(const sq_curve *curve);

/* The last point of the series that is not later than t. */
const sq_curve_point *sq_curve_at(const sq_curve *curve, double t);

SQ_PUBLIC_END

#endif
