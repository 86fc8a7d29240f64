/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/breakdown.h"

#include <assert.h>
#include <stddef.h>

static const char *const words[SQ_BREAKDOWN_KINDS] = {
    [SQ_BREAKDOWN_NOT_FINITE] = "the moments are not finite",
    [SQ_BREAKDOWN_MEAN_SPIN] = "the mean spin is longer than N/2",
    [SQ_BREAKDOWN_TOTAL_SPIN] = "<J^2> is larger than N/2 (N/2 + 1)",
    [SQ_BREAKDOWN_UNCERTAINTY] = "the variances violate the uncertainty relation",
    [SQ_BREAKDOWN_BROAD] = "the spin distribution is too broad for the closure",
    [SQ_BREAKDOWN_RUNS_AWAY] = "the closed equations run away",
    [SQ_BREAKDOWN_ORDERS_PART] = "the orders of the hierarchy part",
    [SQ_BREAKDOWN_CROSSINGS] = "rare trajectories that cross the transition early would count",
    [SQ_BREAKDOWN_PULSE] = "the closed form knows no pulse on a twisted state",
    [SQ_BREAKDOWN_MEMORY] = "the state is too broad for the memory",
    [SQ_BREAKDOWN_STEPS] = "it takes too many steps to go on",
    [SQ_BREAKDOWN_MODE_STEPS] = "spins and mode take too many steps to be followed longer",
    [SQ_BREAKDOWN_CLASSES_WORK] = "so many classes, or so fast a collective motion, take too "
                                  "long to be followed further",
    [SQ_BREAKDOWN_SLOW] = "it takes much longer than announced",
    [SQ_BREAKDOWN_INTERRUPTED] = "it was interrupted",
};

bool
sq_breakdown_is_impossible(enum sq_breakdown breakdown)
{
    return breakdown >= SQ_BREAKDOWN_NOT_FINITE && breakdown <= SQ_BREAKDOWN_UNCERTAINTY;
}

const char *
sq_breakdown_words(enum sq_breakdown breakdown)
{
    assert((unsigned)breakdown < SQ_BREAKDOWN_KINDS);
    return words[breakdown];
}
