/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beams on a Penning trap's ions: the one that cools, and the Raman pair with what it
 * scatters. */
#include "platforms/penning_parts.h"

#include <math.h>

#include "base/constants.h"

sq_doppler
sq_penning_beams_cooling(const sq_penning *p)
{
    const sq_ion *ion = sq_penning_ion(&p->coolant_species);
    return (sq_doppler){
        .linewidth = ion->linewidth,
        .wave_number = 2 * SQ_PI * ion->frequency_3 / SQ_SPEED_OF_LIGHT,
        .mass = ion->mass * SQ_DALTON,
        .saturation = p->saturation.value,
        .detuning = p->cooling_detuning.known ? p->cooling_detuning.value : -ion->linewidth / 2,
        .angle = p->cooling_angle.value,
        .emission = p->emission.value,
    };
}

sq_raman
sq_penning_beams_raman(const sq_penning *p)
{
    return (sq_raman){.ion = sq_penning_ion(&p->species),
                      .detuning = p->raman_detuning.value,
                      .polarisation = &sq_raman_polarisations[(size_t)p->polarisation.value]};
}

double
sq_penning_beams_wave_vector(const sq_penning *p)
{
    sq_raman beams = sq_penning_beams_raman(p);
    if (p->effective_wavelength.known)
        return 2 * SQ_PI / p->effective_wavelength.value;
    return 2 * sq_raman_frequency(&beams) / SQ_SPEED_OF_LIGHT *
           sin(p->crossing_angle.value / 2);
}

double
sq_penning_beams_rabi(const sq_penning *p)
{
    sq_raman beams = sq_penning_beams_raman(p);
    return p->raman_rabi.known ? p->raman_rabi.value
                               : sq_raman_rabi_per_intensity(&beams) * p->intensity.value;
}

static double
scattering_unit(const sq_penning *p)
{
    sq_raman beams = sq_penning_beams_raman(p);
    return sq_raman_scattering(&beams, sq_penning_beams_rabi(p));
}

/* ---- what they scatter ---- */

double
sq_penning_beams_down(const void *record)
{
    const sq_penning *p = record;
    return sq_penning_beams_raman(p).polarisation->down * scattering_unit(p);
}

double
sq_penning_beams_up(const void *record)
{
    const sq_penning *p = record;
    return sq_penning_beams_raman(p).polarisation->up * scattering_unit(p);
}

double
sq_penning_beams_rayleigh(const void *record)
{
    const sq_penning *p = record;
    return sq_penning_beams_raman(p).polarisation->elastic * scattering_unit(p);
}
