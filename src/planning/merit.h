/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good a lab is for a goal: one number for each point of a space.  The goal is what
 * optimize.h is asked for; the rest serves those who search in a way of their own. */
#ifndef SQ_MERIT_H
#define SQ_MERIT_H

#include "base/public.h"
#include "planning/clock.h"
#include "planning/space.h"
#include "planning/trial.h"

SQ_PUBLIC_BEGIN

enum sq_merit_kind {
    SQ_MERIT_DB,      /* as many dB as there are, at whatever time */
    SQ_MERIT_DB_AT,   /* at a given time */
    SQ_MERIT_TIME_TO, /* so many dB as soon as possible */
    SQ_MERIT_CLOCK    /* the shortest averaging time of a clock */
};

typedef struct sq_merit_goal {
    const sq_space *space;
    enum sq_merit_kind kind;
    double at;            /* s, of SQ_MERIT_DB_AT */
    double target;        /* dB, of SQ_MERIT_TIME_TO */
    sq_clock_cycle clock; /* of SQ_MERIT_CLOCK, with the atoms of the lab as it is */
    double within;        /* s; 0: the lab's time.until, else as long as it takes */
    bool uniform;         /* all atoms are alike, also where their coupling differs */
    bool with_noise;      /* what the noise of each lab leaves counts; of goals that are dB */
    const char *const *allow; /* [n_allow] conditions that may be violated */
    size_t n_allow;
} sq_merit_goal;

/* Until when squeezing is looked for in a lab, s. */
double sq_merit_until(const sq_merit_goal *goal, const sq_lab *lab);

/* What one thread works with: {0} at first, and used again and again. */
typedef struct sq_merit_desk {
    sq_lab lab;            /* owned: free it with sq_lab_free */
    sq_trial trial, lower; /* of the order that is asked, and of the one below */
} sq_merit_desk;

/* What was found at one point. */
typedef struct sq_merit_view {
    double merit; /* finite, larger is better; below SQ_MERIT_POOR: the goal is not reached */
    double db, time;      /* dB, and s; NaN: none */
    bool inside;          /* squeezing falls again behind the best point; else */
    bool distrusted;      /* the answer could not be trusted further, before the time ended */
    bool made;            /* the lab could be made */
    const char *violated; /* a condition that is, and may not be; NULL: none */
} sq_merit_view;

#define SQ_MERIT_POOR (-100.0)

/* In place of an order: as for SQ_MERIT_ANSWER_ORDER, but of atoms in so many classes where
 * their coupling differs, which is what a prediction tells then. */
enum { SQ_MERIT_IN_CLASSES = 0, SQ_MERIT_ANSWER_ORDER = 4, SQ_MERIT_CLASSES = 6 };

/* What a prediction answers by: SQ_MERIT_IN_CLASSES or SQ_MERIT_ANSWER_ORDER. */
int sq_merit_answer(const sq_merit_goal *goal);

/* By order 2, of the spin model; or, higher, as far as the order below agrees; or in classes.
 *
 * value  [n of the space] of each axis, in the program's units
 *
 * Where a lab cannot be made, or not be followed, the merit says so. */
void sq_merit_look(sq_merit_view *view, const sq_merit_goal *goal, const double *value,
                   int order, sq_merit_desk *desk);

/* The same of the lab as it is, wherever it lies. */
void sq_merit_look_here(sq_merit_view *view, const sq_merit_goal *goal, int order,
                        sq_merit_desk *desk);

SQ_PUBLIC_END

#endif
