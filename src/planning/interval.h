/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between what and what the best squeezing lies where inputs are not known better than to their
 * uncertainties (`4.00 ± 0.05 Hz`).
 *
 * The lab is changed, input by input, to either end of its uncertainty, with all that follows
 * from the input, and squeezed at its own best time, as it would be in the laboratory, where
 * the time is found by trying.  Squeezing does not go linearly with the inputs, and near a best
 * setting both sides are worse: losses and gains add up in squares, each by themselves. */
#ifndef SQ_INTERVAL_H
#define SQ_INTERVAL_H

#include "lab/lab.h"

/* How it is found what a lab squeezes to. */
typedef struct sq_interval_method {
    size_t classes; /* of coupling; 0: the uniform model, by order 2 of the hierarchy */
    bool weighted;  /* with classes: of the spin that the mode sees */
    double until;   /* the best is looked for up to then */
} sq_interval_method;

typedef struct sq_interval {
    double loss, gain;   /* dB below and above the lab as it is; NaN: no input has an
                            uncertainty, or there is no squeezing to compare */
    const char *open;    /* an input at whose end the best lies where the hierarchy's trust or
                            the time ends, so that it is not known; NULL: none */
    bool open_is_larger; /* at which end */
} sq_interval;

enum sq_status sq_interval_make(sq_interval *interval, const sq_lab *lab,
                                const sq_interval_method *method,
                                sq_errors *errors) SQ_CHECK_RESULT;

#endif
