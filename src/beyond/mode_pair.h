/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One comparison of a kept mode with an infinitely fast one. */
#ifndef SQ_MODE_PAIR_H
#define SQ_MODE_PAIR_H

#include "apparatus/mode.h"
#include "model/breakdown.h"

/* Squeezing of less than that is rounding. */
#define SQ_MODE_PAIR_SQUEEZED_DB 1e-6

/* What comes of it. */
typedef struct sq_mode_pair_answer {
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
    enum sq_breakdown breakdown; /* why not longer */
    double quanta;               /* in the mode at `time`, the drive's own displacement and the
                                    thermal ones apart */
    double most_quanta;          /* at any time */
} sq_mode_pair_answer;

/* What is compared. */
typedef struct sq_mode_pair_case {
    sq_mode mode;
    sq_rates rates;
    const double *spin; /* [3] */
    double until;
} sq_mode_pair_case;

/* By the moment hierarchy of order 2. */
enum sq_status sq_mode_pair_by_hierarchy(sq_mode_pair_answer *answer,
                                         const sq_mode_pair_case *wanted,
                                         sq_errors *errors) SQ_CHECK_RESULT;

/* Best squeezing of the spin model alone, exactly, and when. */
enum sq_status sq_mode_pair_limit(double *db, double *time, const sq_mode_pair_case *wanted,
                                  sq_errors *errors) SQ_CHECK_RESULT;

/* By the master equations with so many levels of the mode and without a mode, for few spins.
 * top is the largest population of the highest level, NaN where the
 * budget (mode_exact.h) was not enough and there is no answer. */
enum sq_status sq_mode_pair_exactly(sq_mode_pair_answer *answer, double *top,
                                    const sq_mode_pair_case *wanted, int levels, double *budget,
                                    sq_errors *errors) SQ_CHECK_RESULT;

#endif
