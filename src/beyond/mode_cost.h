/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the elimination of the mode costs this lab, in dB: spins and mode together, against the
 * same with an infinitely faster mode at the same chi and Gamma. */
#ifndef SQ_DEEP_H
#define SQ_DEEP_H

#include "lab/lab.h"

typedef struct sq_deep_answer {
    double db, time;      /* best squeezing with the mode kept, and when; NaN: none */
    double limit_db;      /* with the infinitely fast mode, */
    double limit_time;    /* and when */
    bool settled;         /* the mode starts as the spins make it: its ringing is left out */
    bool squeezed;        /* there is squeezing to compare, in one of them at least */
    bool ended;           /* the best is where the run ends: there may be more */
    double difference_db; /* db − limit_db: negative where the spin model promises too much */
    double largest_db;    /* largest difference up to then, while both are squeezed, */
    double largest_time;  /* and when */
    double later_db;      /* largest difference after the best, as far as both were followed */
    double until;         /* how far both runs could be followed */
    const char *breakdown; /* why not longer; NULL: to the end */
    double quanta;         /* in the mode at `time`, the drive's own displacement and the
                              thermal ones apart */
    double most_quanta;    /* at any time */
} sq_deep_answer;

/* The check of the check, for few spins: the lab itself where it has no more, else few with
 * its chi/Gamma, Upsilon/Upsilon_c, N Gamma over the one-spin rates, Delta/kappa and nbar, and
 * an eps at which there is something to be seen. */
typedef struct sq_deep_few {
    double N, epsilon;
    bool itself;        /* it is the lab */
    int levels;         /* of the mode, in the exact one */
    const char *reason; /* why there is none; NULL: there is */
    sq_deep_answer hierarchy, exact;
} sq_deep_few;

typedef struct sq_deep {
    double epsilon;
    sq_deep_answer lab; /* exact for few spins, else by the hierarchy of order 2 */
    bool exact;
    sq_deep_few few;
    double seconds;
} sq_deep;

/* Runs all of them.  SQ_ERR_UNSUPPORTED where the platform has no mode. */
enum sq_status sq_deep_run(sq_deep *deep, const sq_lab *lab, sq_errors *errors) SQ_CHECK_RESULT;

#endif
