/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By how much the best of many noisy times is too good, and what an ensemble may have missed.
 */
#ifndef SQ_LUCK_H
#define SQ_LUCK_H

#include "base/error.h"
#include "predict/crossed.h"

/* The best point of an ensemble. */
typedef struct sq_luck_choice {
    const sq_crossings_view *view;
    const sq_crossed *crossed; /* what is told of those that cross early; all zero: nothing */
    size_t times, best;        /* it was chosen from so many times, the first; its number */
} sq_luck_choice;

/* In dB; NaN for less than four trajectories, or where there is no memory. */
typedef struct sq_luck {
    double optimism;  /* by so much the best point is likely to be too good; not negative, and
                         not so much that the first would be better */
    double concealed; /* by about so much it may be better at times that are noisier; as all are
                         where the first is best, which has no noise */
    double missing; /* what one trajectory more would take that is as heavy as the heaviest that
                       is seen soon before or after, where the best point has none */
} sq_luck;

sq_luck sq_luck_of(const sq_luck_choice *choice);

#endif
