/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of a Penning trap have to say, what is filled in, and where they contradict
 * each other. */
#include "platforms/penning_parts.h"

#include <math.h>

/* ---- what has to be given ---- */

enum sq_status
sq_penning_keys_missing(const void *record, sq_errors *errors)
{
    const sq_penning *p = record;
    const struct {
        bool lacks;
        const char *words;
    } all[] = {
        {!p->coolant_number.given && !p->ions.given,
         "the number of coolant ions is not known: give coolant.number or trap.ions"},
        {!p->saturation.given && !p->damping.given,
         "the damping of the mode is not known: give cooling.saturation (Doppler cooling), or "
         "cooling.damping and cooling.occupation as measured"},
        {p->damping.given && !p->occupation.given,
         "cooling.damping alone says nothing of the temperature: give cooling.occupation "
         "(nbar) "
         "too; 0 if you mean it"},
    };
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].lacks)
            status = sq_errors_add(errors, SQ_ERR_INPUT, "%s", all[i].words);
    return sq_drive_is_given(&p->drive) ? status : sq_drive_missing(errors);
}

enum sq_status
sq_penning_keys_complete(void *record)
{
    sq_penning *p = record;
    const char *own = sq_penning_ion(&p->species)->name;
    return p->axial_of.known ? SQ_OK
                             : sq_quantity_choose(&p->axial_of, (size_t)p->species.value, own);
}

/* ---- contradictions ---- */

static enum sq_status
check_numbers(const sq_penning *p, double spins, sq_errors *errors)
{
    if (p->ions.known && p->coolant_number.known &&
        p->ions.value != spins + p->coolant_number.value)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "trap.ions = %s is not atoms.number = %.0f and coolant.number = %s "
            "together; correct one, or leave trap.ions out",
            p->ions.text, spins, p->coolant_number.text);
    if (!(sq_penning_crystal_coolant(p, spins) >= 1))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "trap.ions = %s leaves no coolant beside atoms.number = %.0f spins; "
            "correct one of them",
            p->ions.text, spins);
    return SQ_OK;
}

static enum sq_status
check_ions(const sq_penning *p, sq_errors *errors)
{
    const sq_ion *spin = sq_penning_ion(&p->species),
                 *coolant = sq_penning_ion(&p->coolant_species);
    if (!(spin->linewidth > 0))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "atoms.species = %s: its lines are not in the table, so that the "
                             "Raman beams cannot be computed; use Mg-25 or Mg-24",
                             spin->name);
    if (p->saturation.known && !(coolant->linewidth > 0))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "coolant.species = %s: its lines are not in the table; give "
                             "cooling.damping and cooling.occupation instead of "
                             "cooling.saturation",
                             coolant->name);
    return SQ_OK;
}

static enum sq_status
check_beams(const sq_penning *p, sq_errors *errors)
{
    sq_raman beams = sq_penning_beams_raman(p);
    sq_doppler beam = sq_penning_beams_cooling(p);
    if (!isfinite(sq_raman_vector_polarisability(&beams)))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "raman.detuning = %s is on a line, where spontaneous emission is "
                             "all there is; detune the beams by far more than a linewidth",
                             p->raman_detuning.text);
    if (!p->damping.known && beam.detuning >= 0)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "cooling.detuning = %s heats the mode: the beam has to be below the "
            "line, for example '-20.9 MHz'",
            p->cooling_detuning.text);
    return SQ_OK;
}

enum sq_status
sq_penning_keys_check(const sq_penning *p, double spins, sq_errors *errors)
{
    enum sq_status status = check_numbers(p, spins, errors);
    if (!status)
        status = check_ions(p, errors);
    if (!status)
        status = check_beams(p, errors);
    return status;
}

enum sq_status
sq_penning_keys_check_mode(const sq_penning *p, double spins, const sq_mode *mode,
                           sq_errors *errors)
{
    if (!(mode->nbar <= SQ_PENNING_LARGEST_OCCUPATION))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "cooling.saturation = %s, cooling.angle = %s and cooling.heating_rate = %s leave "
            "nbar = %.3g quanta in the mode, at a damping of %.3g 1/s: the beam hardly cools; "
            "raise its saturation, turn it onto the axis, or bring cooling.detuning nearer the "
            "line (%g quanta at most can be computed with)",
            p->saturation.text, p->cooling_angle.text, p->heating_rate.text, mode->nbar,
            mode->kappa, SQ_PENNING_LARGEST_OCCUPATION);
    double W = sq_penning_crystal_debye_waller(p, spins);
    if (W > SQ_PENNING_LARGEST_EXPONENT)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "cooling.occupation = %s: with nbar = %.3g quanta in the mode the ions "
            "move over many Raman wavelengths, the Debye-Waller factor is exp(-%.3g), "
            "and nothing is left of the coupling; cool the mode, or give "
            "raman.debye_waller",
            p->occupation.known ? p->occupation.text : "(computed)", mode->nbar, W);
    return sq_mode_check(mode,
                         "trap.axial_frequency, raman.rabi or raman.intensity, "
                         "raman.effective_wavelength, cooling.saturation or cooling.damping",
                         errors);
}
