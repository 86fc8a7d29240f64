/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the platform cavity share; the physics is explained in cavity.c. */
#ifndef SQ_CAVITY_PARTS_H
#define SQ_CAVITY_PARTS_H

#include "apparatus/drive.h"
#include "apparatus/platform.h"
#include "apparatus/species.h"

/* As the rows read it. */
typedef struct sq_cavity {
    sq_quantity species, wavelength, natural_linewidth, cloud_radius;
    sq_quantity coupling, vacuum_rabi, transition_strength, coupling_is, readout;
    sq_quantity waist, length, linewidth, finesse, detuning;
    sq_quantity input_share, input_transmission;
    sq_quantity relaxation_time, relaxation_rate, extra_relaxation_rate;
    sq_quantity lattice_depth, temperature, loss_rate;
    sq_quantity dephasing_rate, pumping_rate;
    sq_quantity photons, power, mode_matching;
    sq_drive drive;
} sq_cavity;

/* ---- cavity_keys.c ---- */

enum sq_status sq_cavity_keys_missing(const void *record, sq_errors *errors);
enum sq_status sq_cavity_keys_complete(void *record);

/* Refuses what contradicts itself; `rates` without the drive. */
enum sq_status sq_cavity_keys_check(const sq_cavity *c, const sq_rates *rates,
                                    sq_errors *errors);

/* ---- cavity_atoms.c ---- */

/* NULL: not known. */
const sq_species *sq_cavity_atoms_species(const sq_cavity *c);

/* In vacuum, m; natural linewidth, rad/s.  NaN: not known. */
double sq_cavity_atoms_wavelength(const sq_cavity *c);
double sq_cavity_atoms_linewidth(const sq_cavity *c);

/* Rates of what acts on one atom, 1/s; NaN: does not act here. */
double sq_cavity_atoms_total(const void *record);
double sq_cavity_atoms_natural(const void *record);
double sq_cavity_atoms_lattice(const void *record);
double sq_cavity_atoms_black_body(const void *record);
double sq_cavity_atoms_extra(const void *record);
double sq_cavity_atoms_pumping(const void *record);
double sq_cavity_atoms_dephasing(const void *record);
double sq_cavity_atoms_black_body_dephasing(const void *record);
double sq_cavity_atoms_black_body_loss(const void *record);
double sq_cavity_atoms_loss(const void *record);

/* ---- cavity_coupling.c ---- */

/* Which g is given. */
enum sq_cavity_coupling_kind {
    SQ_CAVITY_COUPLING_UNIFORM,
    SQ_CAVITY_COUPLING_PEAK,
    SQ_CAVITY_COUPLING_RMS,
    SQ_CAVITY_COUPLING_FOURTH_MOMENT
};
extern const char *const sq_cavity_coupling_kinds[];

/* Of a transition of this strength, on the axis, at an antinode; NaN: not enough is known. */
double sq_cavity_coupling_from_geometry(const sq_cavity *c, double strength);

/* Is a number given, or does it follow from the geometry?  That number, at an antinode, and
 * what the uniform model has instead. */
bool sq_cavity_coupling_is_given(const sq_cavity *c);
double sq_cavity_coupling_given(const sq_cavity *c);
double sq_cavity_coupling_peak(const sq_cavity *c);
double sq_cavity_coupling_effective(const sq_cavity *c);

/* N_eff/N */
double sq_cavity_coupling_effective_part(const sq_cavity *c);

sq_coupling_spread sq_cavity_coupling_spread(const sq_cavity *c);

/* Does it differ from atom to atom? */
bool sq_cavity_coupling_differs(const sq_cavity *c);

/* ---- cavity_light.c ---- */

double sq_cavity_light_linewidth(const sq_cavity *c);
void sq_cavity_light_mode(const void *record, double atoms, sq_mode *mode);

/* kappa_1, the energy loss rate through the input mirror. */
double sq_cavity_light_input_loss(const sq_cavity *c);

/* The drive of the rates, from a ratio, a Rabi frequency, photons or a power. */
enum sq_status sq_cavity_light_drive(const sq_cavity *c, sq_rates *rates, sq_errors *errors);

/* Facts: finesse; pump amplitude eta; photons without atoms; power on the input mirror; and
 * those of the critical drive. */
double sq_cavity_light_finesse(const void *record, const sq_rates *rates);
double sq_cavity_light_amplitude(const void *record, const sq_rates *rates);
double sq_cavity_light_photons(const void *record, const sq_rates *rates);
double sq_cavity_light_power(const void *record, const sq_rates *rates);
double sq_cavity_light_critical_photons(const void *record, const sq_rates *rates);
double sq_cavity_light_critical_power(const void *record, const sq_rates *rates);

#endif
