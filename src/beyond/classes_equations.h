/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The equations of motion of atoms in classes of equal coupling, closed at order 2 (or 1). */
#ifndef SQ_CLASSES_EQUATIONS_H
#define SQ_CLASSES_EQUATIONS_H

#include <stdbool.h>

#include "apparatus/coupling.h"
#include "model/rates.h"

typedef struct sq_classes_equations sq_classes_equations;

/* `classes` must outlive them; NULL: out of memory. */
sq_classes_equations *sq_classes_equations_create(const sq_coupling_classes *classes,
                                                  const sq_rates *rates, int order);
void sq_classes_equations_free(sq_classes_equations *equations);

/* The state y has so many numbers: the means [n][3] of the classes, which all spins along a
 * direction fill with it while the rest is 0, then correlations. */
size_t sq_classes_equations_unknowns(const sq_classes_equations *equations);

/* N times the connected correlation of a spin of class m and one of class k, as [component of
 * m][component of k]; not of order 1. */
void sq_classes_equations_pair(double d[3][3], const sq_classes_equations *equations,
                               const double *y, size_t m, size_t k);

void sq_classes_equations_rhs(sq_classes_equations *equations, const double *y, double *dydt);

/* Evaluations so far, times the number of classes, or of pairs of them. */
double sq_classes_equations_work(const sq_classes_equations *equations);

#endif
