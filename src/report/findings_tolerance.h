/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of how well inputs have to be held. */
#ifndef SQ_FINDINGS_TOLERANCE_H
#define SQ_FINDINGS_TOLERANCE_H

#include "planning/tolerance.h"
#include "planning/yield.h"
#include "predict/prediction.h"
#include "report/findings.h"

/* prediction  which found the planned time
 * seed        of what was drawn */
void sq_findings_tolerance(sq_findings *findings, const sq_lab *lab,
                           const sq_tolerance *tolerance, const sq_yield *yield,
                           const sq_prediction *prediction, uint64_t seed);

/* "150 kHz": the value of an input. */
sq_format_label sq_findings_tolerance_value(const sq_tolerance_input *input);

/* "9940", "0.9399": a value of an input in its unit, without it, with so many digits that its
 * distance to the lab's value is told to two. */
sq_format_label sq_findings_tolerance_number(const sq_tolerance_input *input, double value);

#endif
