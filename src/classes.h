/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spin model with couplings that differ from atom to atom: atoms in classes of equal
 * coupling, as a moment hierarchy of order 2 (or 1, mean field) between the classes. */
#ifndef SQ_CLASSES_H
#define SQ_CLASSES_H

#include "rates.h"
#include "squeezing.h"

enum { SQ_MAX_CLASSES = 64 };

/* Atoms whose coupling is u times that of the rates: collective terms go with u_i u_j, the
 * drive with u_i. */
typedef struct sq_classes {
    size_t n;
    double u[SQ_MAX_CLASSES];    /* not negative */
    double part[SQ_MAX_CLASSES]; /* of the atoms; they sum to 1 */
} sq_classes;

/* How a coupling varies: as |cos(phi)| with phi uniform where there is a lattice incommensurate
 * with the mode, as exp(−r²/w²) in a Gaussian cloud of rms radius s. */
typedef struct sq_coupling_spread {
    bool lattice;
    double cloud;    /* s²/w² */
    double relative; /* coupling at an antinode on the axis over that of the lab's rates */
    double atoms;    /* number of atoms over the N of the lab's rates */
} sq_coupling_spread;

/* At most `most` classes (Gauss quadrature: Chebyshev for the lattice, Laguerre for the cloud),
 * exact for the moments <u²>, <u⁴> … that so many can be exact for. */
void sq_classes_make(sq_classes *classes, const sq_coupling_spread *spread, size_t most);

/* Of J = sum over all atoms, and of the spin that the mode sees, in which each atom counts by
 * its u; the latter's N is chosen such that a coherent state has xi² = 1. */
typedef struct sq_class_moments {
    sq_moments plain, weighted;
} sq_class_moments;

/* Runs from the coherent state in which every spin points along `spin`; a negative coupling is
 * a spin turned by pi about z, so that u >= 0 is no loss.
 *
 * rates    for u = 1
 * order    1 or 2
 * t        [n] ascending, t[0] >= 0
 * moments  [n]
 * done     how many were reached: fewer where the closure breaks down */
enum sq_status sq_classes_run(sq_class_moments *moments, size_t *done,
                              const sq_classes *classes, const sq_rates *rates, int order,
                              double tolerance, const double spin[3], const double *t, size_t n,
                              sq_errors *errors) SQ_CHECK_RESULT;

#endif
