/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spin model with couplings that differ from atom to atom: atoms in classes of equal
 * coupling, as a moment hierarchy of order 2 (or 1, mean field) between the classes. */
#ifndef SQ_CLASSES_H
#define SQ_CLASSES_H

#include "closure.h"
#include "coupling.h"
#include "rates.h"

/* Of J = sum over all atoms, and of the spin that the mode sees, in which each atom counts by
 * its u; the latter's N is chosen such that a coherent state has xi² = 1. */
typedef struct sq_class_moments {
    sq_moments plain, weighted;
} sq_class_moments;

/* Atoms whose coupling is u times that of the rates: collective terms go with u_i u_j, the
 * drive with u_i.  A negative coupling is a spin turned by pi about z, so that u >= 0 is no
 * loss.
 *
 * rates    for u = 1
 * order    1 or 2
 * spin     [classes->n][3]: the direction in which the spins of each class point at time 0
 * t        [n] ascending, t[0] >= 0
 * moments  [n]
 * reach    how many were reached: fewer where the closure breaks down, or where it takes longer
 *          than can be waited for */
enum sq_status sq_classes_run(sq_class_moments *moments, sq_reach *reach,
                              const sq_classes *classes, const sq_rates *rates, int order,
                              double tolerance, const double (*spin)[3], const double *t,
                              size_t n, sq_errors *errors) SQ_CHECK_RESULT;

/* Where the classes come to rest in mean field, from all spins down under the drive and without
 * one-spin processes.
 *
 * spin   [classes->n][3]
 * rests  false: they do not; above threshold they go on turning */
enum sq_status sq_classes_rest(double (*spin)[3], bool *rests, const sq_classes *classes,
                               const sq_rates *rates, sq_errors *errors) SQ_CHECK_RESULT;

#endif
