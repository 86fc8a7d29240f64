/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The adjoint generator of the spin model in the Pauli basis.
 *
 * For d<A>/dt = <G(A)> with A a product of Pauli matrices (index 0..3 = 1, x, y, z)
 *   one[a][b]          coefficient of s_1^b in the one-spin part of G(s_1^a)
 *   pair[a][a'][b][b'] coefficient of s_1^b s_2^b' in the pair part of G(s_1^a s_2^a')
 * Both are built from 2x2 and 4x4 matrices; no equation of motion is written by
 * hand, so every term of rates.h works at every order of the hierarchy. */
#ifndef SQ_PAULI_H
#define SQ_PAULI_H

#include "model/rates.h"

typedef struct sq_pauli_generator {
    double one[4][4];        /* rad/s */
    double pair[4][4][4][4]; /* rad/s */
} sq_pauli_generator;

void sq_pauli_generator_build(sq_pauli_generator *generator, const sq_rates *rates);

#endif
