/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of the best settings. */
#ifndef SQ_FINDINGS_OPTIMUM_H
#define SQ_FINDINGS_OPTIMUM_H

#include "planning/optimize.h"
#include "report/findings.h"

void sq_findings_optimum(sq_findings *findings, const sq_optimize_result *result,
                         const sq_optimize_task *task);

#endif
