/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of the best settings. */
#ifndef SQ_FINDINGS_OPTIMUM_H
#define SQ_FINDINGS_OPTIMUM_H

#include "planning/headline.h"
#include "planning/optimize.h"
#include "report/findings.h"

/* answer  what the prediction of those settings says */
void sq_findings_optimum(sq_findings *findings, const sq_optimize_result *result,
                         const sq_optimize_task *task, const sq_headline *answer);

#endif
