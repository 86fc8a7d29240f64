/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said first: the number that counts, and how far to believe it. */
#ifndef SQ_FINDINGS_HEADLINE_H
#define SQ_FINDINGS_HEADLINE_H

#include "planning/headline.h"
#include "report/findings.h"

/* Into the open section "prediction", which gets the best point of the spin model, too. */
void sq_findings_headline(sq_findings *findings, const sq_lab *lab,
                          const sq_prediction *prediction, const sq_headline *headline);

#endif
