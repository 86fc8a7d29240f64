/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Atomic transitions with sources. */
#ifndef SQ_SPECIES_H
#define SQ_SPECIES_H

#include "base/public.h"

SQ_PUBLIC_BEGIN

/* Excitation of the upper state by black-body radiation, over one intermediate level: the
 * rate is strength × n(temperature) and n the occupation at this wavelength. */
typedef struct sq_black_body {
    double wavelength;   /* m; 0: not known for this species */
    double strength;     /* 1/s: Einstein A to the upper state, times the ratio of the levels'
                            degeneracies */
    double to_lower;     /* parts of what is excited that decay to the lower state, */
    double to_elsewhere; /* and to states outside the model */
} sq_black_body;

/* The rate, 1/s; temperature in K. */
double sq_black_body_excitation(const sq_black_body *black_body, double temperature);

typedef struct sq_species {
    const char *name;        /* as in atoms.species */
    const char *transition;  /* in words */
    double wavelength;       /* m, vacuum */
    double linewidth;        /* natural linewidth, rad/s */
    double mass;             /* u */
    double raman_per_recoil; /* decay of the upper state by scattering of lattice light, 1/s per
                                recoil energy of the trap depth; 0: not known */
    sq_black_body black_body;
    const char *source; /* where the numbers come from */
} sq_species;

/* The table, ended by a row whose name is NULL; and the names alone, in the same
 * order, NULL-terminated, for parameter rows. */
extern const sq_species sq_species_table[];
extern const char *const sq_species_names[];

/* Ions, with the two lines of an alkali-like one; 0: not in the table. */
typedef struct sq_ion {
    const char *name;
    double mass;                     /* of the ion, u */
    double frequency_1, frequency_3; /* S1/2 to P1/2 and to P3/2, Hz */
    double linewidth;                /* of P3/2, rad/s */
    const char *source;
} sq_ion;

/* As above. */
extern const sq_ion sq_ion_table[];
extern const char *const sq_ion_names[];

SQ_PUBLIC_END

#endif
