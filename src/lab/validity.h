/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does the spin model describe the apparatus?  One verdict per condition: those of all rates,
 * those of the mode that was eliminated, then the platform's own. */
#ifndef SQ_VALIDITY_H
#define SQ_VALIDITY_H

#include "base/public.h"
#include "lab/lab.h"
#include "lab/validity_inputs.h"

SQ_PUBLIC_BEGIN

typedef struct sq_validity_verdict {
    const char *name, *condition, *meaning;
    double ratio, limit;
    double caution;  /* above it amber; NaN: no such thing */
    double ratio_sd; /* standard uncertainty, 0 where the inputs have none */
    enum sq_colour colour;
    bool ok; /* not red; false as well when the ratio does not exist */
} sq_validity_verdict;

enum { SQ_VALIDITY_MOST_VERDICTS = 32 };

/* Fills verdict[] and returns how many there are, at most SQ_VALIDITY_MOST_VERDICTS.  The
 * strings live for ever. */
size_t sq_validity_verdicts(sq_validity_verdict verdict[SQ_VALIDITY_MOST_VERDICTS],
                            const sq_lab *lab);

enum { SQ_VALIDITY_MOST_NOTES = SQ_VALIDITY_INPUTS_MOST + 14 };

/* Fills note[] and returns how many there are, at most SQ_VALIDITY_MOST_NOTES. */
size_t sq_validity_notes(sq_validity_note note[SQ_VALIDITY_MOST_NOTES], const sq_lab *lab);

/* Are all conditions met? */
bool sq_validity_holds(const sq_lab *lab);

SQ_PUBLIC_END

#endif
