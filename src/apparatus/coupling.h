/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Couplings that differ from atom to atom: averages over the atoms, and classes of atoms with
 * equal coupling.  u is the coupling of an atom over that at an antinode on the axis. */
#ifndef SQ_COUPLING_H
#define SQ_COUPLING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/public.h"

SQ_PUBLIC_BEGIN

/* u = |cos(phi)| with phi uniform where there is a lattice incommensurate with the mode, times
 * exp(−r²/w²) in a Gaussian cloud of rms radius s. */
typedef struct sq_coupling_spread {
    bool lattice;
    double cloud; /* s²/w² */
} sq_coupling_spread;

/* <u²> and <u⁴> over the atoms. */
double sq_coupling_second(const sq_coupling_spread *spread);
double sq_coupling_fourth(const sq_coupling_spread *spread);

/* The uniform model that stands for them: sqrt(<u⁴>/<u²>) for the coupling, and N_eff/N =
 * <u²>²/<u⁴>.  It keeps N Gamma exactly and the threshold to 0.8 % (concept: Hu et al., PRA 92,
 * 063816 (2015)). */
double sq_coupling_effective(const sq_coupling_spread *spread);
double sq_coupling_effective_part(const sq_coupling_spread *spread);

/* Of which spin the squeezing counts: that which the mode sees, where each atom has the weight
 * of its coupling, or that of all atoms alike, counted one by one. */
enum sq_coupling_readout { SQ_COUPLING_BY_MODE, SQ_COUPLING_BY_ATOMS };
extern const char *const sq_coupling_readouts[]; /* their words, ended by NULL */

enum { SQ_COUPLING_MOST_CLASSES = 64 };

/* Atoms in classes of equal coupling. */
typedef struct sq_coupling_classes {
    size_t n;
    double u[SQ_COUPLING_MOST_CLASSES];    /* not negative */
    double part[SQ_COUPLING_MOST_CLASSES]; /* of the atoms; they sum to 1 */
} sq_coupling_classes;

/* At most `most` classes: Gauss quadrature, Legendre in the phase of the lattice, Jacobi or
 * Laguerre in the cloud.  <u²> of a lattice is exact for any number.  False: out of memory. */
bool sq_coupling_classes_make(sq_coupling_classes *classes, const sq_coupling_spread *spread,
                              size_t most);

SQ_PUBLIC_END

#endif
