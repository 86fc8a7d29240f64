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

/* What speaks against these moments of a closed hierarchy: they belong to no state (to within
 * integration errors), or the distribution of the spin is too broad for closures. */
enum sq_breakdown sq_closure_breakdown(const sq_moments *moments);

/* How many of the times asked for were reached, and why not all. */
typedef struct sq_closure_reach {
    size_t n;
    enum sq_breakdown why;
} sq_closure_reach;

SQ_PUBLIC_END

#endif
