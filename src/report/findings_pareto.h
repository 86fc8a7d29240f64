/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of squeezing against time. */
#ifndef SQ_FINDINGS_PARETO_H
#define SQ_FINDINGS_PARETO_H

#include "planning/pareto.h"
#include "report/findings.h"

void sq_findings_pareto(sq_findings *findings, const sq_pareto *pareto, const sq_space *space);

#endif
