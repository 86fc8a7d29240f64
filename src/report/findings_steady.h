/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of steady states. */
#ifndef SQ_FINDINGS_STEADY_H
#define SQ_FINDINGS_STEADY_H

#include "predict/stationary.h"
#include "report/findings.h"

/* Where the system ends up. */
void sq_findings_steady(sq_findings *findings, const sq_lab *lab,
                        const sq_stationary *stationary);

/* What is said of a squeezed state, of the open section: of the steady one, or with all keys.
 */
void sq_findings_steady_squeezing(sq_findings *findings, const sq_squeezing *squeezing,
                                  bool all);

/* By how much `db` is better than the steady state without gamma_s, where the closed form knows
 * that. */
void sq_findings_steady_gain(sq_findings *findings, const sq_lab *lab, double db);

#endif
