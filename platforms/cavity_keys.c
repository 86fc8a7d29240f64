/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of a cavity have to say, what is filled in, and where they contradict each
 * other: all faults in one go. */
#include "platforms/cavity_parts.h"

#include <math.h>

#include "base/constants.h"

/* ---- what has to be given ---- */

static enum sq_status
missing_relaxation(const sq_cavity *c, sq_errors *errors)
{
    if (c->species.given || c->natural_linewidth.given || c->relaxation_time.given ||
        c->relaxation_rate.given)
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "the relaxation of the atoms is not known: give atoms.species "
                         "(its natural linewidth is then used), atoms.natural_linewidth or "
                         "decoherence.relaxation_time, for example '10 s'");
}

static enum sq_status
missing_coupling(const sq_cavity *c, sq_errors *errors)
{
    if (c->coupling.given || c->vacuum_rabi.given ||
        (c->waist.given && c->length.given &&
         (c->species.given || (c->wavelength.given && c->natural_linewidth.given))))
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "the coupling is not known: give cavity.coupling (g, half the "
                         "single-photon Rabi frequency, for example '4 Hz'), or cavity.waist, "
                         "cavity.length and atoms.species (or its wavelength and natural "
                         "linewidth), from which it follows");
}

static enum sq_status
missing_drive(const sq_cavity *c, sq_errors *errors)
{
    if (sq_drive_is_given(&c->drive) || c->power.given || c->photons.given)
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "the drive is missing: give drive.ratio (Upsilon/Upsilon_c, for "
                         "example 0.9), drive.rabi (Omega), drive.photons or drive.power");
}

/* Keys that say nothing without another one. */
static enum sq_status
missing_partner(const sq_cavity *c, sq_errors *errors)
{
    const struct {
        const sq_quantity *has, *wants;
        const char *words;
    } pairs[] = {
        {&c->finesse, &c->length,
         "cavity.finesse makes a linewidth together with cavity.length: give both, or "
         "cavity.linewidth instead"},
        {&c->input_transmission, &c->length,
         "cavity.input_transmission and cavity.length belong together: give both, or "
         "cavity.input_share instead"},
        {&c->cloud_radius, &c->waist,
         "atoms.cloud_radius matters beside cavity.waist: give both, or neither"},
        {&c->lattice_depth, &c->species,
         "decoherence.lattice_depth needs to know the atoms: give atoms.species, or "
         "decoherence.relaxation_rate instead"},
        {&c->temperature, &c->species,
         "decoherence.temperature needs to know the atoms: give atoms.species, or "
         "decoherence.relaxation_rate instead"},
    };
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i].has->given && !pairs[i].wants->given)
            status = sq_errors_add(errors, SQ_ERR_INPUT, "%s", pairs[i].words);
    return status;
}

enum sq_status
sq_cavity_keys_missing(const void *record, sq_errors *errors)
{
    static enum sq_status (*const all[])(const sq_cavity *c, sq_errors *errors) = {
        missing_relaxation, missing_coupling, missing_drive, missing_partner};
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        enum sq_status one = all[i](record, errors);
        status = status ? status : one;
    }
    return status;
}

/* Where the lab does not say which g is given, it is of a coupling from geometry its antinode
 * value; and where it does not say what is read, the light that squeezes also reads. */
enum sq_status
sq_cavity_keys_complete(void *record)
{
    sq_cavity *c = record;
    enum sq_cavity_coupling_kind kind =
        sq_cavity_coupling_is_given(c) ? SQ_CAVITY_COUPLING_UNIFORM : SQ_CAVITY_COUPLING_PEAK;
    enum sq_status status =
        c->coupling_is.known
            ? SQ_OK
            : sq_quantity_choose(&c->coupling_is, kind, sq_cavity_coupling_kinds[kind]);
    return status || c->readout.known || !sq_cavity_coupling_differs(c)
               ? status
               : sq_quantity_choose(&c->readout, SQ_COUPLING_BY_MODE,
                                    sq_coupling_readouts[SQ_COUPLING_BY_MODE]);
}

/* ---- contradictions ---- */

/* A coupling given beside a geometry from which another one follows: more than a transition of
 * full strength can have (waists and lengths are known to some per cent), or less than one of a
 * hundredth, which is weaker than any that is driven.  Of the lab as written; misreadings have
 * no text. */
#define MOST_OF_GEOMETRY 1.1
#define LEAST_OF_GEOMETRY 0.1

static enum sq_status
check_coupling(const sq_cavity *c, const sq_rates *rates, sq_errors *errors)
{
    (void)rates;
    double strongest = sq_cavity_coupling_from_geometry(c, 1),
           ratio = sq_cavity_coupling_peak(c) / strongest;
    const sq_quantity *given = c->coupling.known ? &c->coupling : &c->vacuum_rabi;
    if (!(c->coupling.given || c->vacuum_rabi.given) || isnan(ratio) ||
        (ratio < MOST_OF_GEOMETRY && ratio > LEAST_OF_GEOMETRY))
        return SQ_OK;
    return sq_errors_add(
        errors, SQ_ERR_INPUT,
        "%s = %s is one coupling, cavity.waist = %s with cavity.length = %s another: a "
        "transition of full strength has 2 pi x %.4g Hz in that mode; leave one of them out, "
        "or correct it",
        c->coupling.known ? "cavity.coupling" : "cavity.vacuum_rabi", given->text,
        c->waist.text, c->length.text, strongest / (2 * SQ_PI));
}

/* Numbers that only some species have. */
static enum sq_status
check_species(const sq_cavity *c, const sq_rates *rates, sq_errors *errors)
{
    (void)rates;
    const sq_species *s = sq_cavity_atoms_species(c);
    if (s && c->lattice_depth.known && !(s->raman_per_recoil > 0))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "decoherence.lattice_depth = %s: how much lattice light %s scatters "
            "is not in the table; give its rate as "
            "decoherence.extra_relaxation_rate",
            c->lattice_depth.text, s->name);
    if (s && c->temperature.known && !(s->black_body.wavelength > 0))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "decoherence.temperature = %s: what black-body radiation does to %s "
            "is not in the table; give its rate as "
            "decoherence.extra_relaxation_rate",
            c->temperature.text, s->name);
    return SQ_OK;
}

static enum sq_status
check_cloud(const sq_cavity *c, const sq_rates *rates, sq_errors *errors)
{
    if (rates->N >= 2)
        return SQ_OK;
    if (!c->cloud_radius.known)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "atoms whose coupling is spread over a lattice count as %.3g atoms "
            "only, and one alone cannot be squeezed: give more (atoms.number), or "
            "cavity.coupling_is: uniform",
            rates->N);
    return sq_errors_add(
        errors, SQ_ERR_INPUT,
        "atoms.cloud_radius = %s beside cavity.waist = %s leaves %.3g atoms in "
        "the mode; check their units, or give more atoms",
        c->cloud_radius.text, c->waist.text, rates->N);
}

static enum sq_status
check_input_mirror(const sq_cavity *c, const sq_rates *rates, sq_errors *errors)
{
    (void)rates;
    const sq_quantity *width = c->linewidth.known ? &c->linewidth : &c->finesse;
    if (sq_cavity_light_input_loss(c) <= sq_cavity_light_linewidth(c))
        return SQ_OK;
    return sq_errors_add(
        errors, SQ_ERR_INPUT,
        "cavity.input_transmission = %s and cavity.length = %s make an "
        "input-mirror loss of 2 pi x %.4g Hz, more than %s = %s "
        "allows; one of the three is wrong",
        c->input_transmission.text, c->length.text, sq_cavity_light_input_loss(c) / (2 * SQ_PI),
        c->linewidth.known ? "cavity.linewidth" : "cavity.finesse", width->text);
}

enum sq_status
sq_cavity_keys_check(const sq_cavity *c, const sq_rates *rates, sq_errors *errors)
{
    static enum sq_status (*const all[])(const sq_cavity *c, const sq_rates *rates,
                                         sq_errors *errors) = {check_coupling, check_species,
                                                               check_input_mirror, check_cloud};
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        enum sq_status one = all[i](c, rates, errors);
        status = status ? status : one;
    }
    return status;
}
