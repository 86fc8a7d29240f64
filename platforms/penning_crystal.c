/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A crystal of two species in a Penning trap, and its centre-of-mass mode. */
#include "platforms/penning_parts.h"

#include <math.h>

#include "base/constants.h"

double
sq_penning_crystal_coolant(const sq_penning *p, double spins)
{
    return p->coolant_number.known ? p->coolant_number.value : p->ions.value - spins;
}

double
sq_penning_crystal_mass(const sq_penning *p, double spins)
{
    return SQ_DALTON *
           (spins * sq_penning_ion(&p->species)->mass +
            sq_penning_crystal_coolant(p, spins) * sq_penning_ion(&p->coolant_species)->mass);
}

double
sq_penning_crystal_frequency(const sq_penning *p, double spins)
{
    double ions = spins + sq_penning_crystal_coolant(p, spins);
    return p->axial_frequency.value * sqrt(ions * sq_penning_ion(&p->axial_of)->mass *
                                           SQ_DALTON / sq_penning_crystal_mass(p, spins));
}

double
sq_penning_crystal_coolant_part(const sq_penning *p, double spins)
{
    return sq_penning_crystal_coolant(p, spins) * sq_penning_ion(&p->coolant_species)->mass *
           SQ_DALTON / sq_penning_crystal_mass(p, spins);
}

static double
sq_penning_crystal_damping(const sq_penning *p, double spins)
{
    sq_doppler beam = sq_penning_beams_cooling(p);
    return p->damping.known
               ? p->damping.value
               : p->damping_factor.value * sq_penning_crystal_coolant_part(p, spins) *
                     sq_doppler_damping(&beam, sq_penning_crystal_frequency(p, spins));
}

double
sq_penning_crystal_doppler_occupation(const sq_penning *p, double spins)
{
    sq_doppler beam = sq_penning_beams_cooling(p);
    return sq_doppler_occupation(&beam, sq_penning_crystal_frequency(p, spins)) +
           p->heating_rate.value / sq_penning_crystal_damping(p, spins);
}

double
sq_penning_crystal_occupation(const sq_penning *p, double spins)
{
    return p->occupation.known ? p->occupation.value
                               : sq_penning_crystal_doppler_occupation(p, spins);
}

double
sq_penning_crystal_lamb_dicke(const sq_penning *p, double spins, double mass)
{
    return sq_penning_beams_wave_vector(p) *
           sqrt(SQ_HBAR / (2 * mass * sq_penning_crystal_frequency(p, spins)));
}

double
sq_penning_crystal_single_lamb_dicke(const sq_penning *p, double spins)
{
    return sq_penning_crystal_lamb_dicke(p, spins,
                                         sq_penning_ion(&p->species)->mass * SQ_DALTON);
}

double
sq_penning_crystal_debye_waller(const sq_penning *p, double spins)
{
    if (p->debye_waller.known)
        return p->debye_waller.value;
    double eta = sq_penning_crystal_single_lamb_dicke(p, spins);
    return eta * eta * (2 * sq_penning_crystal_occupation(p, spins) + 1) / 2;
}

void
sq_penning_crystal_mode(const void *record, double atoms, sq_mode *mode)
{
    const sq_penning *p = record;
    double eta = sq_penning_crystal_lamb_dicke(p, atoms, sq_penning_crystal_mass(p, atoms));
    *mode = (sq_mode){.g = p->coupling_factor.value * eta * sq_penning_beams_rabi(p) / 2 *
                           exp(-sq_penning_crystal_debye_waller(p, atoms)),
                      .kappa = sq_penning_crystal_damping(p, atoms),
                      .detuning = p->mode_detuning.value,
                      .nbar = sq_penning_crystal_occupation(p, atoms),
                      .thermal = true};
}
