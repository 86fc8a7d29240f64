/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of what the spin model leaves out. */
#ifndef SQ_FINDINGS_BEYOND_H
#define SQ_FINDINGS_BEYOND_H

#include "beyond/classes_cost.h"
#include "beyond/mode_cost.h"
#include "report/findings.h"

/* What the elimination of the mode costs. */
void sq_findings_mode(sq_findings *findings, const sq_lab *lab, const sq_mode_cost *cost);

/* What it costs that the coupling differs from atom to atom; shown to people, or not. */
void sq_findings_classes(sq_findings *findings, const sq_lab *lab, const sq_classes_cost *cost,
                         bool shown);

#endif
