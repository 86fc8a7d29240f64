/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an answer ends before its time: it can no longer be trusted, or was not followed longer.
 */
#ifndef SQ_BREAKDOWN_H
#define SQ_BREAKDOWN_H

#include <stdbool.h>

#include "base/public.h"

SQ_PUBLIC_BEGIN

enum sq_breakdown {
    SQ_BREAKDOWN_NONE = 0,
    /* The moments belong to no state: */
    SQ_BREAKDOWN_NOT_FINITE,
    SQ_BREAKDOWN_MEAN_SPIN,   /* is too long */
    SQ_BREAKDOWN_TOTAL_SPIN,  /* is too large */
    SQ_BREAKDOWN_UNCERTAINTY, /* is too small */
    /* A closure does not hold: */
    SQ_BREAKDOWN_BROAD,
    SQ_BREAKDOWN_RUNS_AWAY,
    SQ_BREAKDOWN_ORDERS_PART,
    /* An ensemble is too small: */
    SQ_BREAKDOWN_CROSSINGS,
    SQ_BREAKDOWN_PULSE, /* a closed form knows no state that was turned */
    /* It could not be waited for, or held: */
    SQ_BREAKDOWN_MEMORY,
    SQ_BREAKDOWN_STEPS,
    SQ_BREAKDOWN_MODE_STEPS,   /* of spins and mode together */
    SQ_BREAKDOWN_CLASSES_WORK, /* of atoms in classes of coupling */
    SQ_BREAKDOWN_SLOW,         /* it would take much longer than it was thought to */
    SQ_BREAKDOWN_INTERRUPTED,
    SQ_BREAKDOWN_KINDS /* how many there are */
};

/* Do the moments belong to no state? */
bool sq_breakdown_is_impossible(enum sq_breakdown breakdown);

/* Words to follow "until …:", which live for ever; NULL for SQ_BREAKDOWN_NONE. */
const char *sq_breakdown_words(enum sq_breakdown breakdown);

SQ_PUBLIC_END

#endif
