/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes on single inputs: a unit that may mean something else, an uncertainty that cannot be
 * meant. */
#ifndef SQ_VALIDITY_INPUTS_H
#define SQ_VALIDITY_INPUTS_H

#include "lab/validity.h"

/* Fills note[] and returns how many there are, at most SQ_VALIDITY_MOST_INPUT_NOTES. */
size_t sq_validity_inputs(sq_validity_note *note, const sq_lab *lab);

#endif
