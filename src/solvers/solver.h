/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every solver is: an object with a state that can be advanced and asked.
 *
 * A solver is one file solver_*.c that exports one const sq_solver, and one row
 * in solvers.c; look-up, help, `squint list solvers` and the agreement tests come
 * from that table.  A solver never sees a laboratory: rates in, moments out.
 * Nothing may assume that the rates of `create` last to the end: protocols are
 * lists of segments that drive the same calls. */
#ifndef SQ_SOLVER_H
#define SQ_SOLVER_H

#include <stdint.h>

#include "base/public.h"
#include "model/breakdown.h"
#include "model/rates.h"
#include "model/squeezing.h"

SQ_PUBLIC_BEGIN

/* What a caller may choose; {0} members stand for the defaults of sq_solver_options_init. */
typedef struct sq_solver_options {
    int order;           /* of the hierarchy, 1..4 */
    double tolerance;    /* error of one integration step, relative to one */
    bool past_breakdown; /* it will be asked to go on then: for the cost */
    /* Of sampled solvers: */
    long trajectories; /* at least 1 */
    uint64_t seed;
    bool direct; /* quantum jumps as a photon counter sees them, not displaced */
} sq_solver_options;

void sq_solver_options_init(sq_solver_options *options);

/* Estimate made before anything runs. */
typedef struct sq_solver_cost {
    double seconds, bytes;
} sq_solver_cost;

/* How advance() moves: to the given time, or one internal step towards it. */
enum sq_solver_stride { SQ_SOLVER_TO_THE_END, SQ_SOLVER_ONE_STEP };

typedef struct sq_solver {
    const char *name;               /* as on the command line */
    const char *summary;            /* one line for help */
    const char *range;              /* where it may be used, one line */
    int least_order, largest_order; /* of the hierarchy; 0, 0 for solvers without orders */
    bool correlated; /* knows correlations: without them there is no squeezing to be had */
    bool exact;      /* answers carry no approximation of the model */
    bool stationary; /* its state is where the dynamics ends, at any time */
    bool sampled;    /* answers carry a statistical error: moment_errors tells */

    /* May it be used here?  SQ_OK, or SQ_ERR_UNSUPPORTED with a reason and a way out. */
    enum sq_status (*applicable)(const sq_rates *rates, const sq_solver_options *options,
                                 sq_errors *errors);

    /* Rough time and memory for a run along the given duration (1/rate unit) that stops at
     * that many points, from every spin along the unit vector `spin`.  May take some
     * milliseconds itself; only for what is applicable. */
    sq_solver_cost (*cost)(const sq_rates *rates, const double spin[3],
                           const sq_solver_options *options, double duration, int points);

    /* A new state at time 0: every spin along the unit vector `spin`. */
    enum sq_status (*create)(void **state, const sq_rates *rates, const double spin[3],
                             const sq_solver_options *options, sq_errors *errors);
    void (*free)(void *state);

    /* New rates from now on; N must stay. */
    enum sq_status (*quench)(void *state, const sq_rates *rates, sq_errors *errors);

    /* Rotates all spins by `angle` about the unit vector `axis` (right-handed). */
    void (*rotate)(void *state, const double axis[3], double angle);

    /* Advances to time `until` (or one step towards it).  A closure that runs away
     * is no error: the state stops where it is and breakdown() says why. */
    enum sq_status (*advance)(void *state, double until, enum sq_solver_stride stride,
                              sq_errors *errors);

    double (*time)(const void *state);
    void (*moments)(const void *state, sq_moments *moments);

    /* Standard errors of the moments; NULL for solvers that are not sampled. */
    void (*moment_errors)(const void *state, sq_moments *errors);

    /* Why the state can no longer be trusted. */
    enum sq_breakdown (*breakdown)(const void *state);

    /* Makes `to` (created with the same arguments) an equal of `from`, whatever rates either
     * has by now; fails only for want of memory. */
    enum sq_status (*copy)(void *to, const void *from, sq_errors *errors);

    long (*steps)(const void *state); /* internal steps so far */
} sq_solver;

/* The table of solvers, ended by NULL. */
extern const sq_solver *const sq_solvers[];

/* The solver of that name, NULL when there is none. */
const sq_solver *sq_solver_find(const char *name);

SQ_PUBLIC_END

#endif
