/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Platform `cavity`: N atoms on one mode of a lossy optical cavity.
 *
 * The mode is eliminated as in mode.h, with g half the single-photon Rabi frequency, kappa
 * the full width and Delta_c = atom − cavity.  From geometry, with V = pi w² L/4 and S the
 * strength of the transition (squared Clebsch–Gordan coefficient),
 *   g² = 3 c lambda² gamma S/(8 pi V),   kappa = 2 pi c/(2 L finesse).
 * A drive through the cavity with pump amplitude eta makes
 *   Omega = 2 g eta/|K|,   eta = sqrt(kappa_1 e P/(hbar w)),   photons = (eta/|K|)²,
 * with kappa_1 the loss through the input mirror, e the mode matching.
 *
 * g varies from atom to atom: in a lattice incommensurate with the mode as cos(phi) with phi
 * uniform, in a cloud of rms radius s as exp(−r²/w²).  The pair g_eff² = <g⁴>/<g²>, N_eff =
 * N <g²>²/<g⁴> keeps N Gamma exactly and the threshold to 0.8 % (concept: Hu et al., PRA 92,
 * 063816 (2015)).
 *
 * Over 400 lines, of which 200 are the parameter rows; the others are one short function for
 * each number, refusal, note and misreading, in the order of the record below. */
#include "apparatus/platform.h"

#include <math.h>
#include <stdio.h>

#include "base/constants.h"
#include "apparatus/drive.h"
#include "apparatus/species.h"

enum coupling_kind { COUPLING_UNIFORM, COUPLING_PEAK, COUPLING_RMS, COUPLING_FOURTH_MOMENT };
static const char *const coupling_kinds[] = {"uniform", "peak", "rms", "fourth-moment", NULL};

typedef struct cavity_record {
    sq_quantity species, wavelength, natural_linewidth, cloud_radius;
    sq_quantity coupling, vacuum_rabi, transition_strength, coupling_is;
    sq_quantity waist, length, linewidth, finesse, detuning;
    sq_quantity input_share, input_transmission;
    sq_quantity relaxation_time, relaxation_rate, extra_relaxation_rate;
    sq_quantity lattice_depth, temperature, loss_rate;
    sq_quantity dephasing_rate, pumping_rate;
    sq_quantity photons, power, mode_matching;
    sq_drive drive;
} cavity_record;

#define ROW(...) SQ_PARAM_ROW(cavity_record, __VA_ARGS__)

static const sq_param rows[] = {
    {.key = "atoms.species",
     .kind = SQ_PARAM_CHOICE,
     .member = offsetof(cavity_record, species),
     .example = "Sr-87",
     .suggested = true,
     .choices = sq_species_names,
     .help = "transition whose wavelength and natural linewidth are used"},
    ROW("atoms.wavelength", "lambda", wavelength, LENGTH, POSITIVE, .example = "698.446 nm",
        .help = "vacuum wavelength of the transition (default: that of the species)"),
    ROW("atoms.natural_linewidth", "gamma", natural_linewidth, RATE, POSITIVE,
        .example = "1.35 mHz",
        .help =
            "natural linewidth of the transition, full width at half maximum (default: that "
            "of the species)"),
    ROW("atoms.cloud_radius", "s", cloud_radius, LENGTH, NOT_NEGATIVE, .example = "10 um",
        .help = "rms radius of the cloud across the cavity axis; needs cavity.waist (default: "
                "all atoms on the axis)"),
    ROW("cavity.coupling", "g", coupling, RATE, POSITIVE, .example = "4 Hz", .suggested = true,
        .excludes = "cavity.vacuum_rabi cavity.transition_strength",
        .help = "atom-cavity coupling g, half the single-photon Rabi frequency 2g; or give "
                "cavity.waist and cavity.length, from which it is computed"),
    ROW("cavity.vacuum_rabi", "2g", vacuum_rabi, RATE, POSITIVE, .example = "8 Hz",
        .excludes = "cavity.coupling cavity.transition_strength",
        .help = "single-photon Rabi frequency 2g, twice the coupling"),
    ROW("cavity.transition_strength", "S", transition_strength, NUMBER, WITHIN, .fallback = "1",
        .example = "0.8182", .min = 1e-6, .max = 1,
        .excludes = "cavity.coupling cavity.vacuum_rabi",
        .help = "squared Clebsch-Gordan coefficient of the transition driven, for the coupling "
                "from geometry (9/11 for m_F = 9/2 to 9/2 of Sr-87)"),
    {.key = "cavity.coupling_is",
     .kind = SQ_PARAM_CHOICE,
     .member = offsetof(cavity_record, coupling_is),
     .choices = coupling_kinds,
     .help =
         "which g is given: the same all along the axis (uniform, the default), or for a "
         "lattice "
         "incommensurate with the mode its antinode value (peak, the default for a coupling "
         "from geometry), its root mean square (rms) or sqrt(<g^4>/<g^2>) (fourth-moment)"},
    ROW("cavity.waist", "w", waist, LENGTH, POSITIVE, .example = "74 um",
        .help = "radius of the mode, where its field is 1/e of that on the axis"),
    ROW("cavity.length", "L", length, LENGTH, POSITIVE, .example = "4.08 cm",
        .help = "distance of the mirrors; needed for a coupling from geometry, with "
                "cavity.finesse and with cavity.input_transmission"),
    ROW("cavity.linewidth", "kappa", linewidth, RATE, POSITIVE, .example = "150 kHz",
        .suggested = true, .required = true, .excludes = "cavity.finesse",
        .help = "full width at half maximum kappa, the decay rate of the energy"),
    ROW("cavity.finesse", "F", finesse, NUMBER, WITHIN, .min = 1, .max = 1e12,
        .example = "2.4e4", .excludes = "cavity.linewidth",
        .help = "finesse, free spectral range over full linewidth; goes with cavity.length"),
    ROW("cavity.detuning", "Delta_c", detuning, RATE, ANY, .example = "150 kHz",
        .suggested = true, .fallback = "0 Hz",
        .help =
            "Delta_c = atom frequency - cavity frequency; positive (cavity red of the atom) "
            "makes chi > 0"),
    ROW("cavity.input_share", "kappa_1/kappa", input_share, NUMBER, WITHIN, .fallback = "0.5",
        .min = 1e-12, .max = 1, .excludes = "cavity.input_transmission",
        .help = "part of the cavity loss that goes through the input mirror, for the drive "
                "power"),
    ROW("cavity.input_transmission", "T_1", input_transmission, NUMBER, WITHIN,
        .example = "1.3e-4", .min = 1e-12, .max = 1, .excludes = "cavity.input_share",
        .help = "power transmission of the input mirror; kappa_1 = T_1 c/(2 length)"),
    ROW("decoherence.relaxation_time", "1/gamma_s", relaxation_time, TIME, POSITIVE,
        .example = "10 s", .suggested = true,
        .excludes = "decoherence.relaxation_rate decoherence.extra_relaxation_rate "
                    "decoherence.lattice_depth decoherence.temperature",
        .help = "total relaxation time T1 = 1/gamma_s of one atom as measured, natural decay "
                "included (not a coherence time T2 = 2/gamma_s)"),
    ROW("decoherence.relaxation_rate", "gamma_s", relaxation_rate, RATE, NOT_NEGATIVE,
        .example = "0.1 1/s",
        .excludes = "decoherence.relaxation_time decoherence.extra_relaxation_rate "
                    "decoherence.lattice_depth decoherence.temperature",
        .help =
            "total relaxation rate gamma_s of one atom as measured, natural decay included; "
            "usually in 1/s"),
    ROW("decoherence.extra_relaxation_rate", NULL, extra_relaxation_rate, RATE, NOT_NEGATIVE,
        .example = "0.05 1/s",
        .excludes = "decoherence.relaxation_time decoherence.relaxation_rate",
        .help =
            "relaxation that comes on top of what is computed from the species, the lattice "
            "and the temperature"),
    ROW("decoherence.lattice_depth", "U/E_r", lattice_depth, NUMBER, WITHIN, .min = 0,
        .max = 1e6, .example = "150",
        .excludes = "decoherence.relaxation_time decoherence.relaxation_rate",
        .help =
            "depth of the lattice in recoil energies of its light, whose scattering adds to "
            "the relaxation"),
    ROW("decoherence.temperature", "T", temperature, TEMPERATURE, NOT_NEGATIVE,
        .example = "300 K",
        .excludes = "decoherence.relaxation_time decoherence.relaxation_rate",
        .help = "temperature of the surroundings, whose black-body radiation adds to the "
                "relaxation and to the loss"),
    ROW("decoherence.dephasing_rate", "gamma_phi", dephasing_rate, RATE, NOT_NEGATIVE,
        .fallback = "0 1/s",
        .help = "dephasing gamma_phi L(sigma_z/2) of one atom; its coherence decays at "
                "gamma_phi/2"),
    ROW("decoherence.pumping_rate", "gamma_up", pumping_rate, RATE, NOT_NEGATIVE,
        .fallback = "0 1/s", .help = "repumping gamma_up L(sigma+) of one atom"),
    ROW("decoherence.loss_rate", NULL, loss_rate, RATE, NOT_NEGATIVE, .fallback = "0 1/s",
        .help = "loss of atoms, or decay to states outside the model; the model keeps N, so it "
                "is compared with gamma_s and not used"),
    SQ_DRIVE_DEPHASING_ROW(cavity_record, "decoherence.collective_dephasing_rate", "0 1/s",
                           "common-mode frequency noise"),
    SQ_DRIVE_ROWS(cavity_record, " drive.power drive.photons", "drive",
                  "Rabi frequency Omega of the drive", "0.86 Hz"),
    ROW("drive.photons", "n_c", photons, NUMBER, NOT_NEGATIVE, .example = "0.012",
        .excludes = "drive.ratio drive.rabi drive.power",
        .help = "photons that the drive makes in the cavity without atoms; Omega = 2 g "
                "sqrt(n_c)"),
    ROW("drive.power", "P", power, POWER, NOT_NEGATIVE, .example = "7.7 fW",
        .excludes = "drive.ratio drive.rabi drive.photons",
        .help = "laser power on the input mirror, resonant with the atoms"),
    ROW("drive.mode_matching", NULL, mode_matching, NUMBER, WITHIN, .fallback = "1",
        .min = 1e-12, .max = 1, .help = "part of drive.power that is in the cavity mode"),
    SQ_DRIVE_DETUNING_ROW(cavity_record, "drive.detuning", "0 Hz",
                          "detuning delta of the drive from the atoms"),
};

/* ---- the apparatus as the model sees it ---- */

static const sq_species *
species_of(const cavity_record *c)
{
    return c->species.known ? &sq_species_table[(size_t)c->species.value] : NULL;
}

/* m; NaN: not known. */
static double
wavelength_of(const cavity_record *c)
{
    const sq_species *s = species_of(c);
    return c->wavelength.known ? c->wavelength.value : s ? s->wavelength : NAN;
}

/* rad/s; NaN: not known. */
static double
natural_linewidth_of(const cavity_record *c)
{
    const sq_species *s = species_of(c);
    return c->natural_linewidth.known ? c->natural_linewidth.value : s ? s->linewidth : NAN;
}

/* Of a transition of this strength, on the axis, at an antinode; NaN: not enough is known. */
static double
coupling_from_geometry(const cavity_record *c, double strength)
{
    if (!c->waist.known || !c->length.known)
        return NAN;
    double volume = SQ_PI * c->waist.value * c->waist.value * c->length.value / 4;
    double wavelength = wavelength_of(c);
    return sqrt(3 * SQ_SPEED_OF_LIGHT * wavelength * wavelength * natural_linewidth_of(c) *
                strength / (8 * SQ_PI * volume));
}

static bool
coupling_is_given(const cavity_record *c)
{
    return c->coupling.known || c->vacuum_rabi.known;
}

static double
given_coupling(const cavity_record *c)
{
    return c->coupling.known      ? c->coupling.value
           : c->vacuum_rabi.known ? c->vacuum_rabi.value / 2
                                  : coupling_from_geometry(c, c->transition_strength.value);
}

static enum coupling_kind
kind_of_coupling(const cavity_record *c)
{
    return (enum coupling_kind)(int)c->coupling_is.value;
}

static sq_coupling_spread
spread_of(const cavity_record *c)
{
    sq_coupling_spread s = {.lattice = kind_of_coupling(c) != COUPLING_UNIFORM};
    if (c->cloud_radius.known && c->waist.known)
        s.cloud = pow(c->cloud_radius.value / c->waist.value, 2);
    return s;
}

static double
peak_coupling(const cavity_record *c)
{
    sq_coupling_spread s = spread_of(c);
    double g = given_coupling(c);
    switch (kind_of_coupling(c)) {
    case COUPLING_RMS:
        return g / sqrt(sq_coupling_second(&s));
    case COUPLING_FOURTH_MOMENT:
        return g / sq_coupling_effective(&s);
    default:
        return g;
    }
}

static double
effective_coupling(const cavity_record *c)
{
    sq_coupling_spread s = spread_of(c);
    return peak_coupling(c) * sq_coupling_effective(&s);
}

/* N_eff/N */
static double
effective_part(const cavity_record *c)
{
    sq_coupling_spread s = spread_of(c);
    return sq_coupling_effective_part(&s);
}

static double
linewidth_of(const cavity_record *c)
{
    if (c->linewidth.known)
        return c->linewidth.value;
    return SQ_PI * SQ_SPEED_OF_LIGHT / (c->length.value * c->finesse.value);
}

static void
mode_of(const void *record, double atoms, sq_mode *mode)
{
    const cavity_record *c = record;
    (void)atoms;
    *mode = (sq_mode){
        .g = effective_coupling(c), .kappa = linewidth_of(c), .detuning = c->detuning.value};
}

static double
field_rate(const cavity_record *c)
{
    sq_mode mode;
    mode_of(c, 0, &mode);
    return sq_mode_rate(&mode);
}

/* kappa_1, the energy loss rate through the input mirror. */
static double
input_loss(const cavity_record *c)
{
    if (c->input_transmission.known && c->length.known)
        return c->input_transmission.value * SQ_SPEED_OF_LIGHT / (2 * c->length.value);
    return c->input_share.value * linewidth_of(c);
}

/* Power on the input mirror that makes a pump amplitude of 1 rad/s, W/(rad/s)². */
static double
power_per_amplitude(const cavity_record *c)
{
    double photon = SQ_HBAR * 2 * SQ_PI * SQ_SPEED_OF_LIGHT / wavelength_of(c);
    return photon / (input_loss(c) * c->mode_matching.value);
}

/* ---- what acts on single atoms ---- */

static bool
total_is_given(const cavity_record *c)
{
    return c->relaxation_time.known || c->relaxation_rate.known;
}

static double
total_relaxation(const void *record)
{
    const cavity_record *c = record;
    return c->relaxation_time.known   ? 1 / c->relaxation_time.value
           : c->relaxation_rate.known ? c->relaxation_rate.value
                                      : NAN;
}

static double
natural_decay(const void *record)
{
    const cavity_record *c = record;
    return total_is_given(c) ? NAN : natural_linewidth_of(c);
}

static double
lattice_scattering(const void *record)
{
    const cavity_record *c = record;
    const sq_species *s = species_of(c);
    return s && c->lattice_depth.known ? s->raman_per_recoil * c->lattice_depth.value : NAN;
}

/* NaN: the surroundings or the atoms are not known. */
static double
black_body_excitation(const cavity_record *c)
{
    const sq_species *s = species_of(c);
    return s && c->temperature.known
               ? sq_black_body_excitation(&s->black_body, c->temperature.value)
               : NAN;
}

static double
black_body_decay(const void *record)
{
    const sq_species *s = species_of(record);
    return s ? black_body_excitation(record) * s->black_body.to_lower : NAN;
}

static double
black_body_loss(const void *record)
{
    const sq_species *s = species_of(record);
    return s ? black_body_excitation(record) * s->black_body.to_elsewhere : NAN;
}

/* Up and back down again: the radiation has seen which atom was excited. */
static double
black_body_dephasing(const void *record)
{
    const sq_species *s = species_of(record);
    return s ? black_body_excitation(record) *
                   (1 - s->black_body.to_lower - s->black_body.to_elsewhere)
             : NAN;
}

static double
extra_relaxation(const void *record)
{
    const cavity_record *c = record;
    return c->extra_relaxation_rate.known ? c->extra_relaxation_rate.value : NAN;
}

static double
pumping(const void *record)
{
    return ((const cavity_record *)record)->pumping_rate.value;
}

static double
dephasing(const void *record)
{
    return ((const cavity_record *)record)->dephasing_rate.value;
}

static double
loss(const void *record)
{
    return ((const cavity_record *)record)->loss_rate.value;
}

static const sq_channel_row processes[] = {
    {"total", "relaxation as measured, in total", SQ_PROCESS_RELAXES, total_relaxation},
    {"natural", "natural decay", SQ_PROCESS_RELAXES, natural_decay},
    {"lattice", "scattering of lattice light", SQ_PROCESS_RELAXES, lattice_scattering},
    {"black_body", "black-body radiation", SQ_PROCESS_RELAXES, black_body_decay},
    {"extra", "further relaxation", SQ_PROCESS_RELAXES, extra_relaxation},
    {"pumping", "repumping", SQ_PROCESS_PUMPS, pumping},
    {"dephasing", "dephasing", SQ_PROCESS_DEPHASES, dephasing},
    {"black_body_dephasing", "black-body radiation, up and back", SQ_PROCESS_DEPHASES,
     black_body_dephasing},
    {"black_body_loss", "black-body radiation, to other states", SQ_PROCESS_LOSES,
     black_body_loss},
    {"loss", "loss of atoms", SQ_PROCESS_LOSES, loss},
};

#define N_PROCESSES (sizeof processes / sizeof processes[0])

/* ---- translation ---- */

static enum sq_status
missing_relaxation(const cavity_record *c, sq_errors *errors)
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
missing_coupling(const cavity_record *c, sq_errors *errors)
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
missing_drive(const cavity_record *c, sq_errors *errors)
{
    if (sq_drive_is_given(&c->drive) || c->power.given || c->photons.given)
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "the drive is missing: give drive.ratio (Upsilon/Upsilon_c, for "
                         "example 0.9), drive.rabi (Omega), drive.photons or drive.power");
}

/* Keys that say nothing without another one. */
static enum sq_status
missing_partner(const cavity_record *c, sq_errors *errors)
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

static enum sq_status
missing(const void *record, sq_errors *errors)
{
    const enum sq_status all[] = {
        missing_relaxation(record, errors), missing_coupling(record, errors),
        missing_drive(record, errors), missing_partner(record, errors)};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i])
            return all[i];
    return SQ_OK;
}

/* Which g is given, where the lab does not say: of a coupling from geometry its antinode
 * value. */
static enum sq_status
complete(void *record)
{
    cavity_record *c = record;
    enum coupling_kind kind = coupling_is_given(c) ? COUPLING_UNIFORM : COUPLING_PEAK;
    return c->coupling_is.known
               ? SQ_OK
               : sq_quantity_choose(&c->coupling_is, kind, coupling_kinds[kind]);
}

/* A coupling given beside a geometry from which another one follows: more than a transition of
 * full strength can have (waists and lengths are known to some per cent), or less than one of a
 * hundredth, which is weaker than any that is driven.  Of the lab as written; misreadings have
 * no text. */
#define MOST_OF_GEOMETRY 1.1
#define LEAST_OF_GEOMETRY 0.1

static enum sq_status
check_coupling(const cavity_record *c, sq_errors *errors)
{
    double strongest = coupling_from_geometry(c, 1), ratio = peak_coupling(c) / strongest;
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
check_species(const cavity_record *c, sq_errors *errors)
{
    const sq_species *s = species_of(c);
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
check_cloud(const cavity_record *c, double N, sq_errors *errors)
{
    if (N >= 2)
        return SQ_OK;
    if (!c->cloud_radius.known)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "atoms whose coupling is spread over a lattice count as %.3g atoms "
            "only, and one alone cannot be squeezed: give more (atoms.number), or "
            "cavity.coupling_is: uniform",
            N);
    return sq_errors_add(
        errors, SQ_ERR_INPUT,
        "atoms.cloud_radius = %s beside cavity.waist = %s leaves %.3g atoms in "
        "the mode; check their units, or give more atoms",
        c->cloud_radius.text, c->waist.text, N);
}

static enum sq_status
check_input_mirror(const cavity_record *c, sq_errors *errors)
{
    const sq_quantity *width = c->linewidth.known ? &c->linewidth : &c->finesse;
    if (input_loss(c) <= linewidth_of(c))
        return SQ_OK;
    return sq_errors_add(
        errors, SQ_ERR_INPUT,
        "cavity.input_transmission = %s and cavity.length = %s make an "
        "input-mirror loss of 2 pi x %.4g Hz, more than %s = %s "
        "allows; one of the three is wrong",
        c->input_transmission.text, c->length.text, input_loss(c) / (2 * SQ_PI),
        c->linewidth.known ? "cavity.linewidth" : "cavity.finesse", width->text);
}

static enum sq_status
set_drive(const cavity_record *c, sq_rates *rates, sq_errors *errors)
{
    sq_drive_translate(&c->drive, rates);
    if (c->photons.known)
        rates->Omega = 2 * effective_coupling(c) * sqrt(c->photons.value);
    if (c->power.known && isnan(wavelength_of(c)))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "drive.power needs the photon energy: give atoms.species or "
                             "atoms.wavelength");
    if (c->power.known) {
        double amplitude = sqrt(c->power.value / power_per_amplitude(c));
        rates->Omega = 2 * effective_coupling(c) * amplitude / field_rate(c);
    }
    return SQ_OK;
}

static enum sq_status
translate(const void *record, double atoms, sq_rates *rates, sq_errors *errors)
{
    const cavity_record *c = record;
    sq_mode mode;
    mode_of(c, atoms, &mode);
    *rates = (sq_rates){
        .N = atoms * effective_part(c),
    };
    sq_process_rates(rates, processes, N_PROCESSES, c);
    sq_mode_eliminate(&mode, rates);
    enum sq_status status = sq_mode_check(
        &mode,
        "cavity.coupling or cavity.waist and cavity.length, cavity.linewidth, cavity.detuning",
        errors);
    if (status)
        return status;
    const enum sq_status all[] = {
        check_coupling(c, errors), check_species(c, errors), check_input_mirror(c, errors),
        check_cloud(c, rates->N, errors), set_drive(c, rates, errors)};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i])
            return all[i];
    return sq_rates_check(rates, errors);
}

/* ---- derived values ---- */

static double
atoms_loaded(const void *record, const sq_rates *rates)
{
    return rates->N / effective_part(record);
}

static double
antinode_coupling(const void *record, const sq_rates *rates)
{
    (void)rates;
    return peak_coupling(record);
}

static double
cavity_finesse(const void *record, const sq_rates *rates)
{
    (void)rates;
    const cavity_record *c = record;
    return c->length.known ? SQ_PI * SQ_SPEED_OF_LIGHT / (c->length.value * linewidth_of(c))
                           : NAN;
}

static double
natural_linewidth(const void *record, const sq_rates *rates)
{
    (void)rates;
    return natural_linewidth_of(record);
}

static double
natural_over_collective(const void *record, const sq_rates *rates)
{
    return natural_linewidth(record, rates) / rates->Gamma;
}

static bool
coupling_spread(const void *record, sq_coupling_spread *spread)
{
    *spread = spread_of(record);
    return spread->lattice || spread->cloud > 0;
}

/* Pump amplitude eta. */
static double
drive_amplitude(const void *record, const sq_rates *rates)
{
    return rates->Omega * field_rate(record) / (2 * effective_coupling(record));
}

static double
drive_photons(const void *record, const sq_rates *rates)
{
    double amplitude = rates->Omega / (2 * effective_coupling(record));
    return amplitude * amplitude;
}

static double
drive_power(const void *record, const sq_rates *rates)
{
    double amplitude = drive_amplitude(record, rates);
    return power_per_amplitude(record) * amplitude * amplitude;
}

/* eta_c = N g/2, whatever the detuning and the linewidth. */
static double
critical_amplitude(const void *record, const sq_rates *rates)
{
    return rates->N * effective_coupling(record) / 2;
}

static double
critical_photons(const void *record, const sq_rates *rates)
{
    double field = critical_amplitude(record, rates) / field_rate(record);
    return field * field;
}

static double
critical_power(const void *record, const sq_rates *rates)
{
    double amplitude = critical_amplitude(record, rates);
    return power_per_amplitude(record) * amplitude * amplitude;
}

static const sq_fact facts[] = {
    {"atoms", "atoms loaded (N above is N_eff)", SQ_FACT_NUMBER, atoms_loaded},
    {"peak_coupling", "coupling at an antinode on the axis", SQ_FACT_RATE, antinode_coupling},
    {"finesse", "finesse", SQ_FACT_NUMBER, cavity_finesse},
    {"natural_linewidth", "natural linewidth", SQ_FACT_RATE, natural_linewidth},
    {"natural_linewidth_over_Gamma", "the same in units of Gamma", SQ_FACT_NUMBER,
     natural_over_collective},
    {"drive_amplitude", "pump amplitude, eta", SQ_FACT_RATE, drive_amplitude},
    {"drive_photons", "photons in the cavity without atoms", SQ_FACT_NUMBER, drive_photons},
    {"critical_photons", "the same at Upsilon = Upsilon_c", SQ_FACT_NUMBER, critical_photons},
    {"drive_power", "drive power on the input mirror", SQ_FACT_POWER, drive_power},
    {"critical_power", "critical power (Upsilon = Upsilon_c)", SQ_FACT_POWER, critical_power},
};

/* ---- validity ---- */

static double
loss_over_relaxation(const void *record, const sq_rates *rates)
{
    double lost = sq_process_sum(processes, N_PROCESSES, record, SQ_PROCESS_LOSES);
    return lost > 0 ? lost / rates->gamma_s : NAN;
}

static const sq_platform_condition validity[] = {
    {"few-losses", "loss << gamma_s", 0.1, 0, true, loss_over_relaxation,
     "atoms leave the model as fast as they relax in it; the model keeps N"},
};

/* ---- notes ---- */

static void
note_uniform(const void *record, const sq_rates *rates, char *text, size_t n)
{
    const cavity_record *c = record;
    (void)rates;
    if (!c->coupling_is.given && coupling_is_given(c))
        snprintf(
            text, n,
            "g is taken to be the same all along the axis (cavity.coupling_is: uniform); if "
            "it is the antinode value in a lattice incommensurate with the mode, say "
            "cavity.coupling_is: peak, and two thirds of the atoms count, with "
            "sqrt(3)/2 of g");
}

static void
note_natural_decay(const void *record, const sq_rates *rates, char *text, size_t n)
{
    double natural = natural_linewidth_of(record);
    if (rates->gamma_s < 0.5 * natural)
        snprintf(
            text, n,
            "the relaxation given, gamma_s = %.4g 1/s, is less than the natural decay of the "
            "transition, %.4g 1/s: real atoms relax faster",
            rates->gamma_s, natural);
}

static sq_platform_note *const notes[] = {note_uniform, note_natural_decay};

/* ---- misreadings ---- */

static void
set_coupling(cavity_record *c, double g)
{
    c->coupling = (sq_quantity){.value = g, .known = true}; /* not as written: no text */
    c->vacuum_rabi.given = false;
}

static void
set_linewidth(cavity_record *c, double kappa)
{
    c->linewidth.known = true;
    c->linewidth.value = kappa;
}

static void
read_two_g(void *record)
{
    set_coupling(record, 2 * given_coupling(record));
}

static void
read_half_width(void *record)
{
    set_linewidth(record, 2 * linewidth_of(record));
}

static void
read_half_width_and_detuning(void *record)
{
    read_half_width(record);
    ((cavity_record *)record)->detuning.value *= 2;
}

static void
scale_relaxation(cavity_record *c, double factor)
{
    double rate = sq_process_sum(processes, N_PROCESSES, c, SQ_PROCESS_RELAXES);
    c->relaxation_rate.value = factor * rate;
    c->relaxation_rate.known = true;
    c->relaxation_time.known = c->extra_relaxation_rate.known = false;
    c->lattice_depth.known = c->temperature.known = false;
}

static void
read_relaxation_in_hertz(void *record)
{
    scale_relaxation(record, 2 * SQ_PI);
}

static void
read_ramsey_time(void *record)
{
    scale_relaxation(record, 2);
}

static void
read_g_in_radians(void *record)
{
    set_coupling(record, given_coupling(record) / (2 * SQ_PI));
}

static void
read_detuning_sign(void *record)
{
    ((cavity_record *)record)->detuning.value *= -1;
}

static void
read_peak(void *record)
{
    cavity_record *c = record;
    set_coupling(c, given_coupling(c));
    c->coupling_is.value = COUPLING_PEAK;
}

static const sq_platform_misreading misreadings[] = {
    {"2g used where g is meant: g doubled", read_two_g},
    {"kappa given as half width", read_half_width},
    {"kappa and Delta_c given as half widths", read_half_width_and_detuning},
    {"gamma_s read as cycles: 2 pi times larger", read_relaxation_in_hertz},
    {"relaxation time is a Ramsey contrast time, T2 = 2/gamma_s", read_ramsey_time},
    {"g in Hz with kappa in rad/s: g without its 2 pi", read_g_in_radians},
    {"Delta_c is cavity minus atom", read_detuning_sign},
    {"g is the antinode value in an incommensurate lattice", read_peak},
};

const sq_platform sq_platform_cavity = {
    .name = "cavity",
    .summary = "atoms on one mode of a lossy optical cavity",
    .row = rows,
    .n_rows = sizeof rows / sizeof rows[0],
    .record_size = sizeof(cavity_record),
    .atoms = "1e4",
    .missing = missing,
    .complete = complete,
    .rates = translate,
    .mode = mode_of,
    .spread = coupling_spread,
    .note = notes,
    .n_notes = sizeof notes / sizeof notes[0],
    .channel = processes,
    .n_channels = N_PROCESSES,
    .fact = facts,
    .n_facts = sizeof facts / sizeof facts[0],
    .validity = validity,
    .n_validity = sizeof validity / sizeof validity[0],
    .misreading = misreadings,
    .n_misreadings = sizeof misreadings / sizeof misreadings[0],
};
