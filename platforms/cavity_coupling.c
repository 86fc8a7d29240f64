/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coupling of atoms to a cavity: given in one of several ways, or from geometry. */
#include "platforms/cavity_parts.h"

#include <math.h>

#include "base/constants.h"

const char *const sq_cavity_coupling_kinds[] = {"uniform", "peak", "rms", "fourth-moment",
                                                NULL};

double
sq_cavity_coupling_from_geometry(const sq_cavity *c, double strength)
{
    if (!c->waist.known || !c->length.known)
        return NAN;
    double volume = SQ_PI * c->waist.value * c->waist.value * c->length.value / 4;
    double wavelength = sq_cavity_atoms_wavelength(c);
    return sqrt(3 * SQ_SPEED_OF_LIGHT * wavelength * wavelength * sq_cavity_atoms_linewidth(c) *
                strength / (8 * SQ_PI * volume));
}

bool
sq_cavity_coupling_is_given(const sq_cavity *c)
{
    return c->coupling.known || c->vacuum_rabi.known;
}

double
sq_cavity_coupling_given(const sq_cavity *c)
{
    return c->coupling.known ? c->coupling.value
           : c->vacuum_rabi.known
               ? c->vacuum_rabi.value / 2
               : sq_cavity_coupling_from_geometry(c, c->transition_strength.value);
}

static enum sq_cavity_coupling_kind
kind_of_coupling(const sq_cavity *c)
{
    return (enum sq_cavity_coupling_kind)(int)c->coupling_is.value;
}

sq_coupling_spread
sq_cavity_coupling_spread(const sq_cavity *c)
{
    sq_coupling_spread s = {.lattice = kind_of_coupling(c) != SQ_CAVITY_COUPLING_UNIFORM};
    if (c->cloud_radius.known && c->waist.known)
        s.cloud = pow(c->cloud_radius.value / c->waist.value, 2);
    return s;
}

bool
sq_cavity_coupling_differs(const sq_cavity *c)
{
    sq_coupling_spread s = sq_cavity_coupling_spread(c);
    return s.lattice || s.cloud > 0;
}

double
sq_cavity_coupling_peak(const sq_cavity *c)
{
    sq_coupling_spread s = sq_cavity_coupling_spread(c);
    double g = sq_cavity_coupling_given(c);
    switch (kind_of_coupling(c)) {
    case SQ_CAVITY_COUPLING_RMS:
        return g / sqrt(sq_coupling_second(&s));
    case SQ_CAVITY_COUPLING_FOURTH_MOMENT:
        return g / sq_coupling_effective(&s);
    default:
        return g;
    }
}

double
sq_cavity_coupling_effective(const sq_cavity *c)
{
    sq_coupling_spread s = sq_cavity_coupling_spread(c);
    return sq_cavity_coupling_peak(c) * sq_coupling_effective(&s);
}

double
sq_cavity_coupling_effective_part(const sq_cavity *c)
{
    sq_coupling_spread s = sq_cavity_coupling_spread(c);
    return sq_coupling_effective_part(&s);
}
