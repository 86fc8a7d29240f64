/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The largest value of a function in a box that has more than one hill: global, then local.
 *
 * A Sobol sequence, shifted at random, is spread over the box; from the best of its points, as
 * far as they lie apart, and from a guess, local searches climb: the structure of multi-level
 * single linkage (Rinnooy Kan & Timmer, Math. Program. 39, 57 (1987)) in its low-discrepancy
 * form (Kucherenko & Sytsko, Comput. Optim. Appl. 30, 297 (2005)).  NLopt has that as
 * G_MLSL_LDS, one evaluation after the other; here the points, then the climbs, are shared out
 * over threads, which the result does not depend on.
 *
 * The climbs are NLopt's LN_BOBYQA (Powell 2009), which fits a parabola and takes a third of
 * the steps that others do where the function is smooth; the last ones, from the highest tops,
 * are LN_SBPLX (Rowan's Subplex), which kinks do not mislead: merits have them where the trust
 * or the time ends.  Where a step is dear and there are few dimensions LN_NELDERMEAD comes as
 * far in a third of Subplex's steps (four starts on the ridge of the Sr-87 lab, by order 4:
 * 7.928 dB in 55 to 160 evaluations, Subplex 7.924 to 7.928 in 170 to 300, BOBYQA 7.908 to
 * 7.928 in 26 to 89).  None needs derivatives, all keep to the box. */
#ifndef SQ_SEARCH_H
#define SQ_SEARCH_H

#include <signal.h>
#include <stdint.h>

#include "base/error.h"

enum { SQ_SEARCH_MOST = 16 }; /* dimensions */

typedef struct sq_search_point {
    double x[SQ_SEARCH_MOST]; /* each 0 to 1 */
    double merit;
} sq_search_point;

typedef struct sq_search {
    size_t n;                      /* dimensions */
    bool periodic[SQ_SEARCH_MOST]; /* 0 and 1 are the same */
    bool fixed[SQ_SEARCH_MOST];    /* all values are the same: it stays 0 */
    /* Larger is better; finite.  Called by several threads at once, each with its number. */
    double (*merit)(const double *x, int thread, void *context);
    void *context;
    bool brief;          /* with a fourth of the points and of the climbs */
    const double *guess; /* [n] where a climb begins in any case; NULL: nowhere */
    uint64_t seed;
    int threads;                            /* 0: all */
    const volatile sig_atomic_t *interrupt; /* NULL: never */
    void (*progress)(void *listener, double part);
    void *listener;
} sq_search;

enum { SQ_SEARCH_CLIMBS = 12 };

typedef struct sq_search_result {
    sq_search_point top[SQ_SEARCH_CLIMBS]; /* best first; those that are the same hill once */
    size_t n_tops;
    long evaluations;
    bool interrupted;
} sq_search_result;

enum sq_status sq_search_run(sq_search_result *result, const sq_search *search,
                             sq_errors *errors) SQ_CHECK_RESULT;

/* One more climb from each of n points, shared out over threads, by a merit that is dear, with
 * no fewer steps than it takes to the top of a ridge. */
enum sq_status sq_search_climb(sq_search_point *point, size_t n, long *evaluations,
                               const sq_search *search, sq_errors *errors) SQ_CHECK_RESULT;

/* The same from a point that may be far from the top: with long steps, and roughly. */
enum sq_status sq_search_ascend(sq_search_point *point, long *evaluations,
                                const sq_search *search, sq_errors *errors) SQ_CHECK_RESULT;

/* How many threads a search uses: merit is called with numbers below that. */
int sq_search_threads(const sq_search *search);

#endif
