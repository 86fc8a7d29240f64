/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the moments of a closed hierarchy may be believed. */
#ifndef SQ_CLOSURE_H
#define SQ_CLOSURE_H

#include <stddef.h>

#include "base/public.h"
#include "model/breakdown.h"
#include "model/squeezing.h"

SQ_PUBLIC_BEGIN

/* Slack of the realisability test, far above integration errors. */
#define SQ_CLOSURE_SLACK 1e-6

/* Do these moments of a hierarchy closed at an order belong to no state?  Integration errors
 * are forgiven and, in the uncertainty relation, what the closure makes of a pure state. */
enum sq_breakdown sq_closure_violation(const sq_moments *moments, int order);

/* What speaks against such moments: that, or the distribution of the spin is too broad for
 * closures. */
enum sq_breakdown sq_closure_breakdown(const sq_moments *moments, int order);

/* How many of the times asked for were reached, and why not all. */
typedef struct sq_closure_reach {
    size_t n;
    enum sq_breakdown why;
} sq_closure_reach;

SQ_PUBLIC_END

#endif
