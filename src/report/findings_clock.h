/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a clock. */
#ifndef SQ_FINDINGS_CLOCK_H
#define SQ_FINDINGS_CLOCK_H

#include "planning/clock.h"
#include "planning/outlook.h"
#include "report/findings.h"

/* goal  fractional uncertainty that is wanted; 0: none */
void sq_findings_clock(sq_findings *findings, const sq_clock_plan *plan,
                       const sq_clock_cycle *cycle, const sq_outlook *outlook, double goal);

#endif
