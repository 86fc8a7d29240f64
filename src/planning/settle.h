/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of the hills that order 2 has found the one that is taken, climbed by orders 3 and 4 as far
 * as those agree.
 *
 * Order 2 and those differ by some tenths of a decibel, alike for neighbours, so that ridges
 * have their tops at other places.  Where the higher orders come close to what order 2 promises
 * the settings are to be good by both: the best by the higher ones among those that order 2
 * finds SQ_SETTLE_SLACK_DB below its top at most.  Where they do not, or where a target is to
 * be reached in truth, the higher orders alone decide.
 *
 * Where the coupling differs from atom to atom the uniform model, by order 2, is but a guide to
 * the hills, of which the atoms in classes decide alone.
 *
 * The lab as it is is a candidate where it lies within the ranges: nothing that is worse by
 * either is taken. */
#ifndef SQ_SETTLE_H
#define SQ_SETTLE_H

#include "planning/merit.h"
#include "planning/search.h"

#define SQ_SETTLE_SLACK_DB 0.01

typedef struct sq_settle {
    const sq_merit_goal *goal;
    sq_merit_desk *desk; /* [threads of the search] borrowed */
    sq_search search;    /* its merit and context are those of the settling, by `order` */
    bool in_truth;       /* the higher orders alone decide */
    bool rough;          /* order 2 alone decides */
    const double *here;  /* [n] the lab as it is; NULL: outside */
    int answer;          /* the higher orders, or the classes: sq_merit_answer */
    int order;           /* by which merits are: 2, or that */
    double floor;        /* of the merit by order 2, where they are by that; -INFINITY: none */
    long evaluations;
} sq_settle;

/* Ready to search by order 2; how it searches is copied. */
void sq_settle_begin(sq_settle *settle, const sq_merit_goal *goal, sq_merit_desk *desk,
                     const sq_search *how);

/* What is found where one only climbs from some points, [n of the space] each; NULL: none. */
void sq_settle_known(sq_search_result *found, sq_settle *settle, const double *const *start,
                     size_t n);

/* Takes one of what was found.  `order` becomes that by which it was decided and is to be told:
 * 2 where both agree. */
enum sq_status sq_settle_take(sq_search_point *point, sq_settle *settle,
                              const sq_search_result *found, sq_errors *errors) SQ_CHECK_RESULT;

#endif
