/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generator of the master equation on permutation-symmetric states, ordered by coherence
 * D = M − M' of the elements r_J(M, M').  Jumps of any kind keep D, and a drive changes it by
 * one, so that
 *     y_D = A_D x_D + U_D x_{D+1} + B_D x_{D−1}.
 * x_{−D} is the complex conjugate of x_D; D >= 0 is enough. */
#ifndef SQ_COHERENCES_H
#define SQ_COHERENCES_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/rates.h"

typedef struct sq_coherences {
    sq_rates rates;
    double complex raise;  /* H = raise J_+ + raise* J_− + what is diagonal */
    int N, blocks, orders; /* of J, from N/2 down; of coherence, D = 0 … orders − 1 */
    size_t *first; /* [orders][N + 2] place of the elements of depth c = N/2 − M within their
                      order; the one of J = N/2 − b follows after b others */
} sq_coherences;

/* All states, or where nothing acts on single spins those of maximal spin; all orders, or
 * without a drive that of the populations.  False: out of memory. */
bool sq_coherences_init(sq_coherences *coherences, const sq_rates *rates);
void sq_coherences_free(sq_coherences *coherences);

/* Elements of an order, and how many blocks have one at depth c. */
size_t sq_coherences_size(const sq_coherences *coherences, int D);
int sq_coherences_count(const sq_coherences *coherences, int D, int c);

/* The element r_J(k, k + D), k = J − M. */
typedef struct sq_coherences_element {
    int D, b, c, k;
    double J;
    size_t place;
} sq_coherences_element;

/* The elements of an order one by one: begins with the first; false: there are no more. */
sq_coherences_element sq_coherences_begin(const sq_coherences *coherences, int D);
bool sq_coherences_next(sq_coherences_element *element, const sq_coherences *coherences);

/* A_D, added to real and imaginary parts; im NULL for D = 0, which is real. */
void sq_coherences_fill(const sq_coherences *coherences, int D, double *re, double *im);

/* What the drive adds to an element: `value` times the element at `from` of the neighbouring
 * order. */
typedef struct sq_coherences_link {
    size_t from;
    double complex value;
} sq_coherences_link;

/* U: from D + 1; returns how many there are.  B: from D − 1, two of them. */
int sq_coherences_from_above(sq_coherences_link link[2], const sq_coherences *coherences,
                             const sq_coherences_element *element);
void sq_coherences_from_below(sq_coherences_link link[2], const sq_coherences *coherences,
                              const sq_coherences_element *element);

#endif
