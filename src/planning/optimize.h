/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best settings of a lab: those of its free inputs that squeeze most, within its ranges,
 * its time and the conditions under which the spin model may be used.
 *
 * Thousands of labs are compared by order 2 of the moment hierarchy (trial.h), which is off by
 * some tenths of a decibel, but alike for neighbours.  Where it can be trusted is not known to
 * it: so the best hills are followed again by orders 3 and 4 as far as those agree, and climbed
 * once more by them (settle.h).  The lab as it is counts as found, so that nothing worse is
 * taken.  What the settings found are worth is for a prediction to say.
 *
 *     sq_space space;
 *     sq_optimize_result best;
 *     const sq_optimize_task task = {.goal = {.space = &space}, .seed = 1};
 *     if (!sq_space_make(&space, &lab, NULL, 0, NULL, false, &errors) &&
 *         !sq_optimize(&best, &task, &errors))
 *         … best.setting[k].text.s of space.axis[k].key.text, best.db …
 *     sq_space_free(&space);
 */
#ifndef SQ_OPTIMIZE_H
#define SQ_OPTIMIZE_H

#include <signal.h>
#include <stdint.h>

#include "base/public.h"
#include "planning/merit.h"

SQ_PUBLIC_BEGIN

typedef struct sq_optimize_task {
    sq_merit_goal goal;
    uint64_t seed;
    int threads;   /* 0: all */
    bool in_truth; /* orders 3 and 4 decide alone; they do of SQ_MERIT_TIME_TO */
    /* [n of the space] coordinates; NULL: none.  One search of many: looks briefly, and around
     * there, and does not tell how flat it is. */
    const double *start;
    const double *other_start; /* NULL: none.  Two may be climbed from: */
    bool climb_only; /* from the starts, without a search; nothing that is known is forgotten */
    bool rough;      /* by order 2 of the spin model alone, for those who come back */
    const volatile sig_atomic_t *interrupt;
    void (*progress)(void *listener, double part); /* may be NULL */
    void *listener;
} sq_optimize_task;

/* What became of one free input. */
typedef struct sq_optimize_setting {
    double value;         /* program's unit; as it is read from its text */
    sq_format_label text; /* "0.9477", as it may stand in a lab file */
    bool at_low, at_high; /* of its range: more might lie beyond */
    double low, high;     /* between these, the others held, it costs less than
                             SQ_OPTIMIZE_FLAT_DB (of a limit: of the target); NaN: as far as
                             the range goes, or the goal is not of dB */
} sq_optimize_setting;

#define SQ_OPTIMIZE_FLAT_DB 0.5

typedef struct sq_optimize_result {
    sq_optimize_setting setting[SQ_SPACE_MOST]; /* of each axis of the space */
    double db, time;                            /* dB, s, by the order that chose */
    int order;                                  /* 2 or 4 */
    bool in_classes;           /* of atoms in classes of coupling, of order 2; the uniform model
                                  was but a guide */
    bool closed_form;          /* there is one for that lab, and it is by that, of any order */
    double here_db, here_time; /* of the lab as it is, likewise; NaN: none */
    bool here_inside;          /* that lies within the ranges and the conditions */
    bool reached;              /* the goal: squeezing, or the target */
    bool at_end;               /* the best lies at the end of the time, */
    bool at_trust;             /* or where the answer can no longer be trusted */
    const char *violated;      /* where nothing keeps to the conditions: the name of one */
    long evaluations;
    bool interrupted;
} sq_optimize_result;

/* Where a search begins that goes on from what another has found in a space. */
void sq_optimize_start(double start[SQ_SPACE_MOST], const sq_optimize_result *found,
                       const sq_space *space);

/* The result does not depend on the number of threads.  Nothing in it is owned, and it does
 * not point into the space.
 *
 * SQ_ERR_INPUT where no lab of the space can be made: the fault of one of them. */
enum sq_status sq_optimize(sq_optimize_result *result, const sq_optimize_task *task,
                           sq_errors *errors) SQ_CHECK_RESULT;

/* How flat it is around what was found in a search that did not tell: between which values of
 * each setting, the others held, there are no fewer than `floor_db`. */
enum sq_status sq_optimize_measure(sq_optimize_result *result, const sq_optimize_task *task,
                                   double floor_db, sq_errors *errors) SQ_CHECK_RESULT;

/* The lab with its settings, in the way of sq_lab_changed; free it with sq_lab_free. */
enum sq_status sq_optimize_lab(sq_lab *lab, const sq_optimize_result *result,
                               const sq_space *space, sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
