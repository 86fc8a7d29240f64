/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Squeezing against time: the best settings within ever shorter times. */
#ifndef SQ_PARETO_H
#define SQ_PARETO_H

#include "base/public.h"
#include "planning/optimize.h"

SQ_PUBLIC_BEGIN

enum { SQ_PARETO_POINTS = 12 };

typedef struct sq_pareto {
    size_t n; /* earliest first; each squeezes more than all before it */
    sq_optimize_result point[SQ_PARETO_POINTS];
} sq_pareto;

/* From the best of all, which `best` is, down to a thirtieth of its time; each search begins
 * where the one before has ended. */
enum sq_status sq_pareto_find(sq_pareto *pareto, const sq_optimize_task *task,
                              const sq_optimize_result *best,
                              sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
