/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points that stand for a normal distribution along several independent axes: averages over it
 * are sums over them. */
#ifndef SQ_QUADRATURE_H
#define SQ_QUADRATURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

typedef struct sq_quadrature {
    size_t axes, n;
    double *z;     /* [n * axes] owned; in standard deviations from the mean */
    double *part;  /* [n] owned; of all, so that they add up to 1 */
    double *check; /* [n] owned; the same by a poorer rule, which tells the error of the better
                      one; all 0: there is none */
    bool nodes;    /* a product rule; along one axis its nodes ascend */
    size_t centre; /* the point at the mean; it may have no part */
} sq_quadrature;

/* Gauss–Hermite with so many nodes, an odd number, along each axis; checked by the rule with
 * `fewer` (0: not at all).  Without an axis: one point.  Free it in any case. */
enum sq_status sq_quadrature_product(sq_quadrature *q, size_t axes, size_t nodes, size_t fewer,
                                     sq_errors *errors) SQ_CHECK_RESULT;

/* n points of Sobol's sequence, an even number, checked by their first half; at most
 * SQ_QUADRATURE_AXES axes. */
enum { SQ_QUADRATURE_AXES = 40 };
enum sq_status sq_quadrature_sobol(sq_quadrature *q, size_t axes, size_t n,
                                   sq_errors *errors) SQ_CHECK_RESULT;
void sq_quadrature_free(sq_quadrature *q);

/* In place of the check: 2 points on each axis, the same part of all on each, exact to third
 * order (Stroud, J. Math. Tables Aids Comput. 11, 257 (1957)), which is little where there are
 * many axes. */
enum sq_status sq_quadrature_check_by_star(sq_quadrature *q, sq_errors *errors) SQ_CHECK_RESULT;

#endif
