/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes on single inputs: a unit that may mean something else, an uncertainty that cannot be
 * meant. */
#ifndef SQ_VALIDITY_INPUTS_H
#define SQ_VALIDITY_INPUTS_H

#include "base/public.h"
#include "lab/lab.h"

SQ_PUBLIC_BEGIN

/* What the numbers mean for this apparatus, in a sentence each. */
typedef struct sq_validity_note {
    char text[480];
} sq_validity_note;

enum { SQ_VALIDITY_INPUTS_MOST = 8 };

/* Fills note[] and returns how many there are, at most SQ_VALIDITY_INPUTS_MOST. */
size_t sq_validity_inputs(sq_validity_note *note, const sq_lab *lab);

SQ_PUBLIC_END

#endif
