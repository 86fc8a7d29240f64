/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inverses of dense complex matrices. */
#ifndef SQ_INVERSE_H
#define SQ_INVERSE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct sq_inverse {
    double *re, *im; /* [n][n] */
} sq_inverse;

/* Puts the inverse in the matrix's place, in n³ complex products; `scratch` has n numbers.
 * False: it is singular. */
bool sq_inverse_make(sq_inverse matrix, size_t n, size_t *scratch);

#endif
