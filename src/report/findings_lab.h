/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of an apparatus before anything is solved. */
#ifndef SQ_FINDINGS_LAB_H
#define SQ_FINDINGS_LAB_H

#include "report/findings.h"

/* Parts that people may read or not; scripts get all of them. */
enum {
    SQ_FINDINGS_LAB_TITLE = 1,
    SQ_FINDINGS_LAB_INPUT = 2, /* in effect, defaults included: a file that can be run again */
    SQ_FINDINGS_LAB_RATES = 4, /* and what follows from them */
    SQ_FINDINGS_LAB_VALIDITY = 8,
    SQ_FINDINGS_LAB_ALL = 15,
};

/* Adds the lab; parts: those that are shown to people. */
void sq_findings_lab(sq_findings *findings, const sq_lab *lab, int parts);

/* Adds its rates under each usual misreading of the inputs. */
void sq_findings_lab_misread(sq_findings *findings, const sq_lab *lab);

#endif
