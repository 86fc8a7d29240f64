/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the platform penning share; the physics is explained in penning.c. */
#ifndef SQ_PENNING_PARTS_H
#define SQ_PENNING_PARTS_H

#include "apparatus/doppler.h"
#include "apparatus/drive.h"
#include "apparatus/ion.h"
#include "apparatus/platform.h"
#include "apparatus/raman.h"

/* As the rows read it. */
typedef struct sq_penning {
    sq_quantity species, coolant_species, coolant_number, ions;
    sq_quantity axial_frequency, axial_of, coupling_factor, damping_factor, mode_gap;
    sq_quantity effective_wavelength, crossing_angle, raman_rabi, intensity, raman_detuning;
    sq_quantity line_splitting;
    sq_quantity polarisation, mode_detuning, debye_waller;
    sq_quantity saturation, cooling_detuning, cooling_angle, emission, damping, occupation;
    sq_quantity heating_rate;
    sq_quantity relaxation_rate, dephasing_rate;
    sq_drive drive;
} sq_penning;

static inline const sq_ion *
sq_penning_ion(const sq_quantity *choice)
{
    return &sq_ion_table[(size_t)choice->value];
}

/* The mode stays within what rates can be made of: its quanta, and the exponent of the
 * Debye-Waller factor. */
#define SQ_PENNING_LARGEST_OCCUPATION 1e6
#define SQ_PENNING_LARGEST_EXPONENT 50

/* ---- penning_keys.c ---- */

enum sq_status sq_penning_keys_missing(const void *record, sq_errors *errors);
enum sq_status sq_penning_keys_complete(void *record);

/* Refuses what contradicts itself; and a mode of which the rows have seen the parts only. */
enum sq_status sq_penning_keys_check(const sq_penning *p, double spins, sq_errors *errors);
enum sq_status sq_penning_keys_check_mode(const sq_penning *p, double spins,
                                          const sq_mode *mode, sq_errors *errors);

/* ---- penning_beams.c ---- */

sq_doppler sq_penning_beams_cooling(const sq_penning *p);
sq_raman sq_penning_beams_raman(const sq_penning *p);

/* dk along the axis, 1/m; and the full carrier Rabi frequency. */
double sq_penning_beams_wave_vector(const sq_penning *p);
double sq_penning_beams_rabi(const sq_penning *p);

/* Rates of what the Raman beams scatter, 1/s: flips down and up, and what dephases. */
double sq_penning_beams_down(const void *record);
double sq_penning_beams_up(const void *record);
double sq_penning_beams_rayleigh(const void *record);

/* ---- penning_crystal.c ---- */

/* Of so many spins: the number of coolant ions, the mass in kg, the mode's frequency, and p,
 * the coolant's part of the mode. */
double sq_penning_crystal_coolant(const sq_penning *p, double spins);
double sq_penning_crystal_mass(const sq_penning *p, double spins);
double sq_penning_crystal_frequency(const sq_penning *p, double spins);
double sq_penning_crystal_coolant_part(const sq_penning *p, double spins);

/* nbar by the cooling beam, and as it is. */
double sq_penning_crystal_doppler_occupation(const sq_penning *p, double spins);
double sq_penning_crystal_occupation(const sq_penning *p, double spins);

/* The Lamb–Dicke parameter of a mass in the mode, and of one ion; W. */
double sq_penning_crystal_lamb_dicke(const sq_penning *p, double spins, double mass);
double sq_penning_crystal_single_lamb_dicke(const sq_penning *p, double spins);
double sq_penning_crystal_debye_waller(const sq_penning *p, double spins);

void sq_penning_crystal_mode(const void *record, double atoms, sq_mode *mode);

#endif
