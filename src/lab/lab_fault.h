/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults that no row can see, since several keys are to blame: where in the file they are. */
#ifndef SQ_LAB_FAULT_H
#define SQ_LAB_FAULT_H

#include "lab/lab.h"

/* Moves faults from `found`, which is freed, to `errors`, each with the place in front of the
 * key that it names first. */
void sq_lab_fault_add(const sq_lab *lab, sq_errors *found, sq_errors *errors);

#endif
