/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moment hierarchy: equations of motion of connected correlations, any order.
 *
 * Unknowns: the joint cumulants of distinct spins, scaled by powers of N,
 *
 *   C(a1…ak) = N^(k−1) << s_1^a1 … s_k^ak >>,   1 <= k <= order,  ai in x, y, z,
 *
 * one number per multiset {a1…ak}: 3, 9, 19, 34 unknowns for order 1, 2, 3, 4.
 * All are of order one however large N is, so nothing is lost in subtractions.
 * The right-hand side is a polynomial of degree three, compiled once from the
 * generator of pauli.h (derivation in hierarchy.c). */
#ifndef SQ_HIERARCHY_H
#define SQ_HIERARCHY_H

#include "model/rates.h"

#define SQ_HIERARCHY_MAX_ORDER 4
#define SQ_HIERARCHY_MAX_UNKNOWNS 34

typedef struct sq_hierarchy sq_hierarchy;

/* Compiles the equations for the given order (1..SQ_HIERARCHY_MAX_ORDER) and rates.  An order
 * above N is lowered to N, where the hierarchy is exact and closes by itself. */
enum sq_status sq_hierarchy_create(sq_hierarchy **hierarchy, int order, const sq_rates *rates,
                                   sq_errors *errors) SQ_CHECK_RESULT;
void sq_hierarchy_free(sq_hierarchy *hierarchy);

int sq_hierarchy_order(const sq_hierarchy *hierarchy);
int sq_hierarchy_unknowns(const sq_hierarchy *hierarchy);

/* Place of C(a…) in the state vector; axis[i] in 1..3 (x, y, z), k <= order. */
int sq_hierarchy_index(const sq_hierarchy *hierarchy, const int *axis, int k);

/* Sizes by which the errors of the state y are to be measured: each mean's and each pair
 * correlation's own, at least 1, since the squeezed variance is a small one among large;
 * for higher correlations, which act on those only, that of the largest of their order. */
void sq_hierarchy_scale(const sq_hierarchy *hierarchy, const double *y, double *sizes);

/* dy/dt of the state y; both of length sq_hierarchy_unknowns. */
void sq_hierarchy_rhs(const sq_hierarchy *hierarchy, const double *y, double *dydt);

/* Jacobian d(dy_i/dt)/dy_j, row-major, unknowns x unknowns. */
void sq_hierarchy_jacobian(const sq_hierarchy *hierarchy, const double *y, double *jacobian);

#endif
