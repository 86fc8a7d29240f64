/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Atomic transitions with sources. */
#ifndef SQ_SPECIES_H
#define SQ_SPECIES_H

#include "apparatus/black_body.h"
#include "base/public.h"

SQ_PUBLIC_BEGIN

typedef struct sq_species {
    const char *name;        /* as in atoms.species */
    const char *transition;  /* in words */
    double wavelength;       /* m, vacuum */
    double linewidth;        /* natural linewidth, rad/s */
    double mass;             /* u */
    double nuclear_spin;     /* I; above 0 there is hyperfine structure */
    double raman_per_recoil; /* decay of the upper state by scattering of lattice light, 1/s per
                                recoil energy of the trap depth; 0: not known */
    sq_black_body black_body;
    const char *source; /* where the numbers come from */
} sq_species;

/* The table, ended by a row whose name is NULL; and the names alone, in the same
 * order, NULL-terminated, for parameter rows. */
extern const sq_species sq_species_table[];
extern const char *const sq_species_names[];

SQ_PUBLIC_END

#endif
