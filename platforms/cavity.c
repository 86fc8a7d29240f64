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
 * This file has the tables; what stands in them, of the atoms, their coupling, the light, and
 * what keys have to say together, is in parts of its own, cavity_*.c. */
#include "platforms/cavity_parts.h"

#include <math.h>
#include <stdio.h>

#include "base/constants.h"
#include "base/locale.h"

/* ---- keys ---- */

#define ROW(...) SQ_PARAM_ROW(sq_cavity, __VA_ARGS__)

static const sq_param_row rows[] = {
    {.key = "atoms.species",
     .kind = SQ_PARAM_CHOICE,
     .member = offsetof(sq_cavity, species),
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
     .member = offsetof(sq_cavity, coupling_is),
     .choices = sq_cavity_coupling_kinds,
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
    SQ_DRIVE_DEPHASING_ROW(sq_cavity, "decoherence.collective_dephasing_rate", "0 1/s",
                           "common-mode frequency noise"),
    SQ_DRIVE_ROWS(sq_cavity, " drive.power drive.photons", "drive",
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
    SQ_DRIVE_DETUNING_ROW(sq_cavity, "drive.detuning", "0 Hz",
                          "detuning delta of the drive from the atoms"),
    {.key = "readout.by",
     .kind = SQ_PARAM_CHOICE,
     .member = offsetof(sq_cavity, readout),
     .choices = sq_coupling_readouts,
     .help = "which squeezing counts where the coupling differs from atom to atom: that of the "
             "spin that the cavity sees, each atom weighted with its coupling (mode, the "
             "default), or that of all atoms counted alike, by fluorescence (atoms)"},
};

/* ---- translation ---- */

static const sq_process processes[] = {
    {"total", "relaxation as measured, in total", SQ_PROCESS_RELAXES, sq_cavity_atoms_total},
    {"natural", "natural decay", SQ_PROCESS_RELAXES, sq_cavity_atoms_natural},
    {"lattice", "scattering of lattice light", SQ_PROCESS_RELAXES, sq_cavity_atoms_lattice},
    {"black_body", "black-body radiation", SQ_PROCESS_RELAXES, sq_cavity_atoms_black_body},
    {"extra", "further relaxation", SQ_PROCESS_RELAXES, sq_cavity_atoms_extra},
    {"pumping", "repumping", SQ_PROCESS_PUMPS, sq_cavity_atoms_pumping},
    {"dephasing", "dephasing", SQ_PROCESS_DEPHASES, sq_cavity_atoms_dephasing},
    {"black_body_dephasing", "black-body radiation, up and back", SQ_PROCESS_DEPHASES,
     sq_cavity_atoms_black_body_dephasing},
    {"black_body_loss", "black-body radiation, to other states", SQ_PROCESS_LOSES,
     sq_cavity_atoms_black_body_loss},
    {"loss", "loss of atoms", SQ_PROCESS_LOSES, sq_cavity_atoms_loss},
};

#define N_PROCESSES (sizeof processes / sizeof processes[0])

static enum sq_status
translate(const void *record, double atoms, sq_rates *rates, sq_errors *errors)
{
    const sq_cavity *c = record;
    sq_mode mode;
    sq_cavity_light_mode(c, atoms, &mode);
    *rates = (sq_rates){.N = atoms * sq_cavity_coupling_effective_part(c)};
    sq_process_rates(rates, processes, N_PROCESSES, c);
    sq_mode_eliminate(&mode, rates);
    enum sq_status status = sq_mode_check(
        &mode,
        "cavity.coupling or cavity.waist and cavity.length, cavity.linewidth, cavity.detuning",
        errors);
    if (status)
        return status;
    status = sq_cavity_keys_check(c, rates, errors);
    enum sq_status drive = sq_cavity_light_drive(c, rates, errors);
    status = status ? status : drive;
    return status ? status : sq_rates_check(rates, errors);
}

/* ---- derived values ---- */

static double
atoms_loaded(const void *record, const sq_rates *rates)
{
    return rates->N / sq_cavity_coupling_effective_part(record);
}

static double
antinode_coupling(const void *record, const sq_rates *rates)
{
    (void)rates;
    return sq_cavity_coupling_peak(record);
}

static double
natural_linewidth(const void *record, const sq_rates *rates)
{
    (void)rates;
    return sq_cavity_atoms_linewidth(record);
}

static double
natural_over_collective(const void *record, const sq_rates *rates)
{
    return natural_linewidth(record, rates) / rates->Gamma;
}

/* NaN: no line is known. */
static double
natural_cooperativity(const void *record, const sq_rates *rates)
{
    sq_mode mode;
    sq_cavity_light_mode(record, atoms_loaded(record, rates), &mode);
    return 4 * mode.g * mode.g / (mode.kappa * natural_linewidth(record, rates));
}

static bool
coupling_spread(const void *record, sq_coupling_spread *spread)
{
    *spread = sq_cavity_coupling_spread(record);
    return sq_cavity_coupling_differs(record);
}

static enum sq_coupling_readout
coupling_readout(const void *record)
{
    return (enum sq_coupling_readout)(int)((const sq_cavity *)record)->readout.value;
}

static const sq_fact facts[] = {
    {"atoms", "atoms loaded (N above is N_eff)", SQ_FACT_NUMBER, atoms_loaded},
    {"peak_coupling", "coupling at an antinode on the axis", SQ_FACT_RATE, antinode_coupling},
    {"finesse", "finesse", SQ_FACT_NUMBER, sq_cavity_light_finesse},
    {"natural_linewidth", "natural linewidth", SQ_FACT_RATE, natural_linewidth},
    {"natural_linewidth_over_Gamma", "the same in units of Gamma", SQ_FACT_NUMBER,
     natural_over_collective},
    {"natural_cooperativity", "cooperativity with the natural linewidth", SQ_FACT_NUMBER,
     natural_cooperativity},
    {"drive_amplitude", "pump amplitude, eta", SQ_FACT_RATE, sq_cavity_light_amplitude},
    {"drive_photons", "photons in the cavity without atoms", SQ_FACT_NUMBER,
     sq_cavity_light_photons},
    {"critical_photons", "the same at Upsilon = Upsilon_c", SQ_FACT_NUMBER,
     sq_cavity_light_critical_photons},
    {"drive_power", "drive power on the input mirror", SQ_FACT_POWER, sq_cavity_light_power},
    {"critical_power", "critical power (Upsilon = Upsilon_c)", SQ_FACT_POWER,
     sq_cavity_light_critical_power},
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
    const sq_cavity *c = record;
    (void)rates;
    if (!c->coupling_is.given && sq_cavity_coupling_is_given(c))
        sq_locale_print(
            text, n,
            "g is taken to be the same all along the axis (cavity.coupling_is: uniform); if "
            "it is the antinode value in a lattice incommensurate with the mode, say "
            "cavity.coupling_is: peak, and two thirds of the atoms count, with "
            "sqrt(3)/2 of g");
}

static void
note_natural_decay(const void *record, const sq_rates *rates, char *text, size_t n)
{
    double natural = sq_cavity_atoms_linewidth(record);
    if (rates->gamma_s < 0.5 * natural)
        sq_locale_print(
            text, n,
            "the relaxation given, gamma_s = %.4g 1/s, is less than the natural decay of the "
            "transition, %.4g 1/s: real atoms relax faster",
            rates->gamma_s, natural);
}

/* A transition between two states with hyperfine structure is rarely of full strength. */
static void
note_strength(const void *record, const sq_rates *rates, char *text, size_t n)
{
    const sq_cavity *c = record;
    const sq_species *s = sq_cavity_atoms_species(c);
    (void)rates;
    if (s && s->nuclear_spin > 0 && !c->transition_strength.given &&
        !sq_cavity_coupling_is_given(c))
        sq_locale_print(
            text, n,
            "the transition is taken to be of full strength, cavity.transition_strength = 1; "
            "%s has nuclear spin %.3g and hyperfine structure: give the squared Clebsch-Gordan "
            "coefficient of the states that are used, on which g^2 depends",
            s->name, s->nuclear_spin);
}

static void
clock_line(const void *record, sq_line *line)
{
    const sq_species *s = sq_cavity_atoms_species(record);
    *line = (sq_line){.species = s ? s->name : NULL,
                      .transition = s ? s->transition : NULL,
                      .frequency = SQ_SPEED_OF_LIGHT / sq_cavity_atoms_wavelength(record),
                      .linewidth = sq_cavity_atoms_linewidth(record)};
}

static sq_platform_note *const notes[] = {note_uniform, note_natural_decay, note_strength};

/* ---- misreadings ---- */

static void
set_coupling(sq_cavity *c, double g)
{
    c->coupling = (sq_quantity){.value = g, .known = true}; /* not as written: no text */
    c->vacuum_rabi.given = false;
}

static void
set_linewidth(sq_cavity *c, double kappa)
{
    c->linewidth.known = true;
    c->linewidth.value = kappa;
}

static void
read_two_g(void *record)
{
    set_coupling(record, 2 * sq_cavity_coupling_given(record));
}

static void
read_half_width(void *record)
{
    set_linewidth(record, 2 * sq_cavity_light_linewidth(record));
}

static void
read_half_width_and_detuning(void *record)
{
    read_half_width(record);
    ((sq_cavity *)record)->detuning.value *= 2;
}

static void
scale_relaxation(sq_cavity *c, double factor)
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
    set_coupling(record, sq_cavity_coupling_given(record) / (2 * SQ_PI));
}

static void
read_detuning_sign(void *record)
{
    ((sq_cavity *)record)->detuning.value *= -1;
}

static void
read_peak(void *record)
{
    sq_cavity *c = record;
    set_coupling(c, sq_cavity_coupling_given(c));
    c->coupling_is.value = SQ_CAVITY_COUPLING_PEAK;
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
    .record_size = sizeof(sq_cavity),
    .atoms = "1e4",
    .missing = sq_cavity_keys_missing,
    .complete = sq_cavity_keys_complete,
    .rates = translate,
    .mode = sq_cavity_light_mode,
    .spread = coupling_spread,
    .readout = coupling_readout,
    .line = clock_line,
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
