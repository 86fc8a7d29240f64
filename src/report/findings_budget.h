/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of what each cause costs. */
#ifndef SQ_FINDINGS_BUDGET_H
#define SQ_FINDINGS_BUDGET_H

#include "planning/budget.h"
#include "predict/prediction.h"
#include "report/findings.h"

/* prediction  which found the planned time */
void sq_findings_budget(sq_findings *findings, const sq_lab *lab, const sq_budget *budget,
                        const sq_prediction *prediction);

#endif
