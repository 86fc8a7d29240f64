/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands against numbers of the spin model of a lab, said beside them, since they may be
 * read alone. */
#ifndef SQ_FINDINGS_DOUBT_H
#define SQ_FINDINGS_DOUBT_H

#include "report/findings.h"

/* That the model is out of its range for this apparatus; nothing where it is not. */
void sq_findings_doubt(sq_findings *findings, const sq_lab *lab);

/* The same of numbers that are of the uniform model, whether the coupling differs or not: then
 * that it does, too; and the verdict, for scripts. */
void sq_findings_doubt_of_model(sq_findings *findings, const sq_lab *lab);

#endif
