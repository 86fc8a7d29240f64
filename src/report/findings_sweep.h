/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SQ_FINDINGS_SWEEP_H
#define SQ_FINDINGS_SWEEP_H

#include "planning/sweep_table.h"
#include "report/findings.h"

/* What was swept, how many points have an answer, the best of them, and all of them: for
 * scripts, and where they are few for people. */
void sq_findings_sweep(sq_findings *findings, const sq_sweep_table *table,
                       const sq_sweep_task *task);

#endif
