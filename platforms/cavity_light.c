/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The light in a cavity: the mode, its input mirror, and the light that drives it. */
#include "platforms/cavity_parts.h"

#include <math.h>

#include "base/constants.h"

double
sq_cavity_light_linewidth(const sq_cavity *c)
{
    if (c->linewidth.known)
        return c->linewidth.value;
    return SQ_PI * SQ_SPEED_OF_LIGHT / (c->length.value * c->finesse.value);
}

void
sq_cavity_light_mode(const void *record, double atoms, sq_mode *mode)
{
    const sq_cavity *c = record;
    (void)atoms;
    *mode = (sq_mode){.g = sq_cavity_coupling_effective(c),
                      .kappa = sq_cavity_light_linewidth(c),
                      .detuning = c->detuning.value};
}

static double
field_rate(const sq_cavity *c)
{
    sq_mode mode;
    sq_cavity_light_mode(c, 0, &mode);
    return sq_mode_rate(&mode);
}

double
sq_cavity_light_input_loss(const sq_cavity *c)
{
    if (c->input_transmission.known && c->length.known)
        return c->input_transmission.value * SQ_SPEED_OF_LIGHT / (2 * c->length.value);
    return c->input_share.value * sq_cavity_light_linewidth(c);
}

/* Power on the input mirror that makes a pump amplitude of 1 rad/s, W/(rad/s)². */
static double
power_per_amplitude(const sq_cavity *c)
{
    double photon = SQ_HBAR * 2 * SQ_PI * SQ_SPEED_OF_LIGHT / sq_cavity_atoms_wavelength(c);
    return photon / (sq_cavity_light_input_loss(c) * c->mode_matching.value);
}

double
sq_cavity_light_finesse(const void *record, const sq_rates *rates)
{
    (void)rates;
    const sq_cavity *c = record;
    return c->length.known
               ? SQ_PI * SQ_SPEED_OF_LIGHT / (c->length.value * sq_cavity_light_linewidth(c))
               : NAN;
}

/* ---- the drive ---- */

enum sq_status
sq_cavity_light_drive(const sq_cavity *c, sq_rates *rates, sq_errors *errors)
{
    sq_drive_translate(&c->drive, rates);
    if (c->photons.known)
        rates->Omega = 2 * sq_cavity_coupling_effective(c) * sqrt(c->photons.value);
    if (c->power.known && isnan(sq_cavity_atoms_wavelength(c)))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "drive.power needs the photon energy: give atoms.species or "
                             "atoms.wavelength");
    if (c->power.known) {
        double amplitude = sqrt(c->power.value / power_per_amplitude(c));
        rates->Omega = 2 * sq_cavity_coupling_effective(c) * amplitude / field_rate(c);
    }
    return SQ_OK;
}

double
sq_cavity_light_amplitude(const void *record, const sq_rates *rates)
{
    return rates->Omega * field_rate(record) / (2 * sq_cavity_coupling_effective(record));
}

double
sq_cavity_light_photons(const void *record, const sq_rates *rates)
{
    double amplitude = rates->Omega / (2 * sq_cavity_coupling_effective(record));
    return amplitude * amplitude;
}

double
sq_cavity_light_power(const void *record, const sq_rates *rates)
{
    double amplitude = sq_cavity_light_amplitude(record, rates);
    return power_per_amplitude(record) * amplitude * amplitude;
}

/* eta_c = N g/2, whatever the detuning and the linewidth. */
static double
critical_amplitude(const void *record, const sq_rates *rates)
{
    return rates->N * sq_cavity_coupling_effective(record) / 2;
}

double
sq_cavity_light_critical_photons(const void *record, const sq_rates *rates)
{
    double field = critical_amplitude(record, rates) / field_rate(record);
    return field * field;
}

double
sq_cavity_light_critical_power(const void *record, const sq_rates *rates)
{
    double amplitude = critical_amplitude(record, rates);
    return power_per_amplitude(record) * amplitude * amplitude;
}
