/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a closure at order 2 may be trusted, for those who run one of their own. */
#ifndef SQ_TRUST_H
#define SQ_TRUST_H

#include "lab/lab.h"
#include "model/breakdown.h"

typedef struct sq_trust {
    double until;
    enum sq_breakdown why; /* not longer; none: to the end of the lab's run */
} sq_trust;

/* By the spin model of the lab, whose orders 2 and 3 are compared. */
enum sq_status sq_trust_of(sq_trust *trust, const sq_lab *lab,
                           sq_errors *errors) SQ_CHECK_RESULT;

#endif
