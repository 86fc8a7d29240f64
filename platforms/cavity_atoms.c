/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The atoms in a cavity: their line, and what acts on each of them. */
#include "platforms/cavity_parts.h"

#include <math.h>

const sq_species *
sq_cavity_atoms_species(const sq_cavity *c)
{
    return c->species.known ? &sq_species_table[(size_t)c->species.value] : NULL;
}

double
sq_cavity_atoms_wavelength(const sq_cavity *c)
{
    const sq_species *s = sq_cavity_atoms_species(c);
    return c->wavelength.known ? c->wavelength.value : s ? s->wavelength : NAN;
}

double
sq_cavity_atoms_linewidth(const sq_cavity *c)
{
    const sq_species *s = sq_cavity_atoms_species(c);
    return c->natural_linewidth.known ? c->natural_linewidth.value : s ? s->linewidth : NAN;
}

/* ---- what acts on single atoms ---- */

static bool
total_is_given(const sq_cavity *c)
{
    return c->relaxation_time.known || c->relaxation_rate.known;
}

double
sq_cavity_atoms_total(const void *record)
{
    const sq_cavity *c = record;
    return c->relaxation_time.known   ? 1 / c->relaxation_time.value
           : c->relaxation_rate.known ? c->relaxation_rate.value
                                      : NAN;
}

double
sq_cavity_atoms_natural(const void *record)
{
    const sq_cavity *c = record;
    return total_is_given(c) ? NAN : sq_cavity_atoms_linewidth(c);
}

double
sq_cavity_atoms_lattice(const void *record)
{
    const sq_cavity *c = record;
    const sq_species *s = sq_cavity_atoms_species(c);
    return s && c->lattice_depth.known ? s->raman_per_recoil * c->lattice_depth.value : NAN;
}

/* NaN: the surroundings or the atoms are not known. */
static double
black_body_excitation(const sq_cavity *c)
{
    const sq_species *s = sq_cavity_atoms_species(c);
    return s && c->temperature.known
               ? sq_black_body_excitation(&s->black_body, c->temperature.value)
               : NAN;
}

double
sq_cavity_atoms_black_body(const void *record)
{
    const sq_species *s = sq_cavity_atoms_species(record);
    return s ? black_body_excitation(record) * s->black_body.to_lower : NAN;
}

double
sq_cavity_atoms_black_body_loss(const void *record)
{
    const sq_species *s = sq_cavity_atoms_species(record);
    return s ? black_body_excitation(record) * s->black_body.to_elsewhere : NAN;
}

/* Up and back down again: the radiation has seen which atom was excited. */
double
sq_cavity_atoms_black_body_dephasing(const void *record)
{
    const sq_species *s = sq_cavity_atoms_species(record);
    return s ? black_body_excitation(record) *
                   (1 - s->black_body.to_lower - s->black_body.to_elsewhere)
             : NAN;
}

double
sq_cavity_atoms_extra(const void *record)
{
    const sq_cavity *c = record;
    return c->extra_relaxation_rate.known ? c->extra_relaxation_rate.value : NAN;
}

double
sq_cavity_atoms_pumping(const void *record)
{
    return ((const sq_cavity *)record)->pumping_rate.value;
}

double
sq_cavity_atoms_dephasing(const void *record)
{
    return ((const sq_cavity *)record)->dephasing_rate.value;
}

double
sq_cavity_atoms_loss(const void *record)
{
    return ((const sq_cavity *)record)->loss_rate.value;
}
