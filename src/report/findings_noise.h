/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of the squeezing where shots differ. */
#ifndef SQ_FINDINGS_NOISE_H
#define SQ_FINDINGS_NOISE_H

#include "planning/headline.h"
#include "report/findings.h"

/* The section "noise", for people below the number that counts. */
void sq_findings_noise(sq_findings *findings, const sq_lab *lab,
                       const sq_prediction *prediction, const sq_headline *headline);

#endif
