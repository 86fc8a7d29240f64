/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the elimination of the mode costs this lab, in dB: spins and mode together, against the
 * same with an infinitely faster mode at the same chi and Gamma. */
#ifndef SQ_MODE_COST_H
#define SQ_MODE_COST_H

#include "beyond/mode_pair.h"
#include "lab/lab.h"

/* The check of the check, for few spins: the lab itself where it has no more, else few with
 * its chi/Gamma, Upsilon/Upsilon_c, N Gamma over the one-spin rates, Delta/kappa and nbar, and
 * an eps at which there is something to be seen. */
typedef struct sq_mode_cost_few {
    double N, epsilon;
    bool itself;        /* it is the lab */
    int levels;         /* of the mode, in the exact one */
    const char *reason; /* why there is none; NULL: there is */
    sq_mode_pair_answer hierarchy, exact;
} sq_mode_cost_few;

typedef struct sq_mode_cost {
    double epsilon;
    sq_mode_pair_answer lab; /* exact for few spins, else by the hierarchy of order 2 */
    bool exact;
    sq_mode_cost_few few;
    double seconds;
} sq_mode_cost;

/* Runs all of them.  SQ_ERR_UNSUPPORTED where the platform has no mode. */
enum sq_status sq_mode_cost_run(sq_mode_cost *cost, const sq_lab *lab,
                                sq_errors *errors) SQ_CHECK_RESULT;

#endif
