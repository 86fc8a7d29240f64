/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Platform `penning`: ions in a Penning trap, whose spins are coupled by a Raman sideband to
 * the axial centre-of-mass mode, which ions of a second species damp (Shankar et al., PRA 95,
 * 033423 (2017)).
 *
 * Both species feel the same axial force constant k, so that with M the mass of all ions
 *   omega = sqrt(n_ions k/M),   z_0 = sqrt(hbar/(2 M omega)),   eta = dk z_0,
 *   g = f_g eta (Omega_R/2) exp(-W),
 *   W = eta_1^2 (2 nbar + 1)/2,   eta_1 = dk sqrt(hbar/(2 m omega)).
 * The coolant's part of the mode is p = n_c m_c/M; with A-+ of doppler.h
 *   kappa = f_kappa p (A- - A+),   nbar = A+/(A- - A+) + heating/kappa.
 * What the Raman beams scatter: raman.h.
 *
 * This file has the tables; what stands in them, of the crystal and the beams, and what keys
 * have to say together, is in parts of its own, penning_*.c. */
#include "platforms/penning_parts.h"

#include <math.h>
#include <stdio.h>

#include "base/constants.h"
#include "base/locale.h"

/* The beams stay in the optical range. */
#define OPTICAL (2 * M_PI * 400e12)

/* ---- keys ---- */

#define ROW(...) SQ_PARAM_ROW(sq_penning, __VA_ARGS__)
#define CHOICE(key_, member_, choices_, ...)                                                   \
    {                                                                                          \
        .key = key_, .kind = SQ_PARAM_CHOICE, .member = offsetof(sq_penning, member_),         \
        .choices = choices_, __VA_ARGS__                                                       \
    }

static const sq_param_row rows[] = {
    CHOICE("atoms.species", species, sq_ion_names, .fallback = "Mg-25", .suggested = true,
           .help = "ion that carries the spin"),
    CHOICE("coolant.species", coolant_species, sq_ion_names, .fallback = "Mg-24",
           .suggested = true, .help = "ion that damps the mode"),
    ROW("coolant.number", NULL, coolant_number, NUMBER, WHOLE, .min = 1, .max = 1e9,
        .example = "93", .suggested = true,
        .help = "number of coolant ions (or give trap.ions)"),
    ROW("trap.ions", NULL, ions, NUMBER, WHOLE, .min = 3, .max = 1e9, .example = "217",
        .help = "number of all ions, spins and coolant"),
    ROW("trap.axial_frequency", NULL, axial_frequency, RATE, POSITIVE, .required = true,
        .example = "1.57 MHz", .suggested = true,
        .help = "axial frequency of one ion alone in the trap, of the species trap.axial_of"),
    CHOICE("trap.axial_of", axial_of, sq_ion_names, .example = "Be-9", .suggested = true,
           .help = "ion that trap.axial_frequency is meant for (default: the spins' species)"),
    ROW("trap.coupling_factor", "f_g", coupling_factor, NUMBER, WITHIN, .min = 1e-3, .max = 10,
        .fallback = "1", .example = "0.8037",
        .help = "g of the real crystal over that of the ideal centre-of-mass mode"),
    ROW("trap.damping_factor", "f_kappa", damping_factor, NUMBER, WITHIN, .min = 1e-3,
        .max = 10, .fallback = "1", .example = "1.4831",
        .help = "damping of the real crystal over that of the ideal centre-of-mass mode"),
    ROW("trap.mode_gap", NULL, mode_gap, RATE, POSITIVE, .example = "21.1 kHz",
        .help = "distance to the nearest other mode, for the check that it stays out of it"),
    ROW("raman.effective_wavelength", "2 pi/dk", effective_wavelength, LENGTH, POSITIVE,
        .required = true, .example = "0.9 um", .suggested = true,
        .excludes = "raman.crossing_angle",
        .help = "2 pi over the difference of the beams' wave vectors along the axis"),
    ROW("raman.crossing_angle", NULL, crossing_angle, ANGLE, WITHIN, .min = 1e-6, .max = M_PI,
        .example = "18 deg", .excludes = "raman.effective_wavelength",
        .help = "full angle between the beams, symmetric about the plane of the crystal; dk = "
                "2 k sin(angle/2)"),
    ROW("raman.rabi", "Omega_R", raman_rabi, RATE, POSITIVE, .required = true,
        .example = "8 kHz", .suggested = true, .excludes = "raman.intensity",
        .help = "full carrier Rabi frequency of the Raman beams"),
    ROW("raman.intensity", "I", intensity, INTENSITY, POSITIVE, .example = "11 W/cm2",
        .excludes = "raman.rabi", .help = "intensity of each of the two beams"),
    ROW("raman.detuning", "D1", raman_detuning, RATE, WITHIN, .required = true, .min = -OPTICAL,
        .max = OPTICAL, .example = "-650 GHz", .suggested = true,
        .help = "detuning of the Raman beams from S1/2 - P1/2, negative below it"),
    ROW("raman.line_splitting", "dD", line_splitting, RATE, NOT_NEGATIVE, .example = "125 GHz",
        .help = "by how much the lines of the two spin states differ in the magnetic field, at "
                "most 2 mu_B B/h (125 GHz at 4.46 T), for the check that the beams are detuned "
                "by more"),
    CHOICE("raman.polarisation", polarisation, sq_raman_polarisation_names,
           .fallback = "pi-perpendicular",
           .help = "of the two beams, with respect to the magnetic field"),
    ROW("raman.mode_detuning", "Delta_c", mode_detuning, RATE, ANY, .fallback = "0 Hz",
        .help = "Delta_c = spin - beat note - mode; positive makes chi > 0"),
    ROW("raman.debye_waller", "W", debye_waller, NUMBER, WITHIN, .min = 0,
        .max = SQ_PENNING_LARGEST_EXPONENT, .example = "0",
        .help =
            "exponent W of the Debye-Waller factor exp(-W) on g (default: eta_1^2 (2 nbar + "
            "1)/2)"),
    ROW("cooling.saturation", "s", saturation, NUMBER, WITHIN, .min = 1e-9, .max = 1e6,
        .example = "0.1", .suggested = true, .excludes = "cooling.damping",
        .help = "saturation parameter of the Doppler cooling beam on the coolant"),
    ROW("cooling.detuning", "D_L", cooling_detuning, RATE, ANY, .example = "-20.9 MHz",
        .excludes = "cooling.damping",
        .help = "detuning of the cooling beam, negative below the line (default: half a "
                "linewidth below)"),
    ROW("cooling.angle", NULL, cooling_angle, ANGLE, WITHIN, .min = 0, .max = 89 * M_PI / 180,
        .fallback = "0 deg", .help = "between the cooling beam and the axis"),
    ROW("cooling.emission", "alpha", emission, NUMBER, WITHIN, .min = 0, .max = 1,
        .fallback = "0.4",
        .help = "part of the recoil of spontaneous emission that is along the axis: 0.4 for a "
                "dipole pattern, 1/3 isotropic"),
    ROW("cooling.damping", "kappa", damping, RATE, POSITIVE, .example = "4 kHz",
        .excludes = "cooling.saturation cooling.detuning trap.damping_factor",
        .help = "decay rate of the mode's energy as measured, full width; needs "
                "cooling.occupation"),
    ROW("cooling.occupation", "nbar", occupation, NUMBER, WITHIN, .min = 0,
        .max = SQ_PENNING_LARGEST_OCCUPATION, .example = "0.28",
        .excludes = "cooling.heating_rate",
        .help =
            "mean number of quanta in the mode as measured (default: from Doppler cooling)"),
    ROW("cooling.heating_rate", NULL, heating_rate, RATE, NOT_NEGATIVE, .fallback = "0 1/s",
        .help = "quanta per second that noise and the Raman beams put into the mode, beside "
                "what the cooling beam does"),
    ROW("decoherence.relaxation_rate", NULL, relaxation_rate, RATE, NOT_NEGATIVE,
        .fallback = "0 1/s", .help = "relaxation of one spin beside that by the Raman beams"),
    ROW("decoherence.dephasing_rate", NULL, dephasing_rate, RATE, NOT_NEGATIVE,
        .fallback = "0 1/s",
        .help = "dephasing L(sigma_z/2) of one spin beside that by the Raman beams"),
    SQ_DRIVE_DEPHASING_ROW(sq_penning, "decoherence.collective_dephasing_rate", "0 1/s",
                           "common-mode frequency noise"),
    SQ_DRIVE_ROWS(sq_penning, "", "microwave drive", "Rabi frequency Omega of the microwaves",
                  "40 Hz"),
    SQ_DRIVE_DETUNING_ROW(sq_penning, "drive.detuning", "0 Hz",
                          "detuning delta of the microwaves from the spins"),
};

/* ---- translation ---- */

static double
further_relaxation(const void *record)
{
    return ((const sq_penning *)record)->relaxation_rate.value;
}

static double
further_dephasing(const void *record)
{
    return ((const sq_penning *)record)->dephasing_rate.value;
}

static const sq_process processes[] = {
    {"raman_down", "Raman scattering, up to down", SQ_PROCESS_RELAXES, sq_penning_beams_down},
    {"relaxation", "further relaxation", SQ_PROCESS_RELAXES, further_relaxation},
    {"raman_up", "Raman scattering, down to up", SQ_PROCESS_PUMPS, sq_penning_beams_up},
    {"rayleigh", "Rayleigh scattering", SQ_PROCESS_DEPHASES, sq_penning_beams_rayleigh},
    {"dephasing", "further dephasing", SQ_PROCESS_DEPHASES, further_dephasing},
};

#define N_PROCESSES (sizeof processes / sizeof processes[0])

static enum sq_status
translate(const void *record, double atoms, sq_rates *rates, sq_errors *errors)
{
    const sq_penning *p = record;
    enum sq_status status = sq_penning_keys_check(p, atoms, errors);
    if (status)
        return status;
    sq_mode mode;
    sq_penning_crystal_mode(p, atoms, &mode);
    status = sq_penning_keys_check_mode(p, atoms, &mode, errors);
    if (status)
        return status;
    *rates = (sq_rates){.N = atoms};
    sq_process_rates(rates, processes, N_PROCESSES, p);
    sq_mode_eliminate(&mode, rates);
    sq_drive_translate(&p->drive, rates);
    return sq_rates_check(rates, errors);
}

/* ---- derived values ---- */

static double
fact_mass(const void *record, const sq_rates *rates)
{
    return sq_penning_crystal_mass(record, rates->N) / SQ_DALTON;
}

static double
fact_frequency(const void *record, const sq_rates *rates)
{
    return sq_penning_crystal_frequency(record, rates->N);
}

static double
fact_zero_point(const void *record, const sq_rates *rates)
{
    return sqrt(SQ_HBAR / (2 * sq_penning_crystal_mass(record, rates->N) *
                           sq_penning_crystal_frequency(record, rates->N)));
}

static double
fact_eta(const void *record, const sq_rates *rates)
{
    return sq_penning_crystal_lamb_dicke(record, rates->N,
                                         sq_penning_crystal_mass(record, rates->N));
}

static double
fact_eta_1(const void *record, const sq_rates *rates)
{
    return sq_penning_crystal_single_lamb_dicke(record, rates->N);
}

static double
fact_debye_waller(const void *record, const sq_rates *rates)
{
    return exp(-sq_penning_crystal_debye_waller(record, rates->N));
}

static double
fact_coolant_part(const void *record, const sq_rates *rates)
{
    return sq_penning_crystal_coolant_part(record, rates->N);
}

static double
fact_doppler(const void *record, const sq_rates *rates)
{
    const sq_penning *p = record;
    return p->saturation.known ? sq_penning_crystal_doppler_occupation(p, rates->N) : NAN;
}

static double
fact_least_occupation(const void *record, const sq_rates *rates)
{
    sq_doppler beam = sq_penning_beams_cooling(record);
    return sq_doppler_least_occupation(&beam, sq_penning_crystal_frequency(record, rates->N));
}

static double
fact_rabi(const void *record, const sq_rates *rates)
{
    (void)rates;
    return sq_penning_beams_rabi(record);
}

static double
fact_intensity(const void *record, const sq_rates *rates)
{
    (void)rates;
    sq_raman beams = sq_penning_beams_raman(record);
    return sq_penning_beams_rabi(record) / sq_raman_rabi_per_intensity(&beams);
}

static const sq_fact facts[] = {
    {"crystal_mass", "mass of the crystal, u", SQ_FACT_NUMBER, fact_mass},
    {"mode_frequency", "centre-of-mass mode", SQ_FACT_RATE, fact_frequency},
    {"zero_point", "its zero-point motion, z_0", SQ_FACT_LENGTH, fact_zero_point},
    {"eta", "Lamb-Dicke parameter, eta", SQ_FACT_NUMBER, fact_eta},
    {"eta_1", "of one ion alone, eta_1", SQ_FACT_NUMBER, fact_eta_1},
    {"debye_waller", "Debye-Waller factor on g", SQ_FACT_NUMBER, fact_debye_waller},
    {"coolant_part", "coolant's part of the mode", SQ_FACT_NUMBER, fact_coolant_part},
    {"doppler_occupation", "nbar by this Doppler cooling", SQ_FACT_NUMBER, fact_doppler},
    {"doppler_limit", "nbar by the best Doppler cooling", SQ_FACT_NUMBER,
     fact_least_occupation},
    {"raman_rabi", "carrier Rabi frequency, Omega_R", SQ_FACT_RATE, fact_rabi},
    {"raman_intensity", "intensity of each beam, W/m2", SQ_FACT_NUMBER, fact_intensity},
};

/* ---- validity ---- */

static double
thermal_lamb_dicke(const void *record, const sq_rates *rates)
{
    return sq_penning_crystal_single_lamb_dicke(record, rates->N) *
           sqrt(2 * sq_penning_crystal_occupation(record, rates->N) + 1);
}

static double
carrier(const void *record, const sq_rates *rates)
{
    return sq_penning_beams_rabi(record) / sq_penning_crystal_frequency(record, rates->N);
}

/* What the far-detuned formulas leave out, over the distance to the nearer line. */
static double
lines_over_detuning(const void *record, const sq_rates *rates)
{
    (void)rates;
    const sq_penning *p = record;
    sq_raman beams = sq_penning_beams_raman(p);
    double splitting = p->line_splitting.known ? p->line_splitting.value : 0;
    return fmax(beams.ion->linewidth, splitting) / sq_raman_distance(&beams);
}

static double
mode_width_over_gap(const void *record, const sq_rates *rates)
{
    const sq_penning *p = record;
    sq_mode mode;
    sq_penning_crystal_mode(p, rates->N, &mode);
    return p->mode_gap.known ? fmax(mode.kappa, mode.g * sqrt(rates->N)) / p->mode_gap.value
                             : NAN;
}

static const sq_platform_condition validity[] = {
    {"lamb-dicke", "eta_1 sqrt(2 nbar+1) << 1", 0.3, 0.1, false, thermal_lamb_dicke,
     "ions move over more than a fraction of the Raman wavelength: the coupling is not linear "
     "in the motion"},
    {"carrier", "Omega_R << mode frequency", 0.1, 0, false, carrier,
     "the beams flip spins off resonance, without the mode"},
    {"far-detuned", "lines << Raman detuning", 0.3, 0.1, false, lines_over_detuning,
     "the lines' width, or their splitting by the magnetic field, is not small beside the "
     "detuning of the beams: they scatter, and dephase, more than computed"},
    {"mode-gap", "kappa, g sqrt(N) << mode gap", 0.3, 0.1, true, mode_width_over_gap,
     "other modes of the crystal take part"},
};

/* What EIT cooling of more than 100 ions has reached. */
#define EIT_OCCUPATION 0.28
#define EIT_SOURCE                                                                             \
    "EIT cooling of more than 100 9Be+ ions reached 0.28(18) (Jordan et al., PRL 122, 053603 " \
    "(2019), as quoted, not re-checked)"

/* Which cooling reaches what is needed; nothing above threshold, where no occupation does. */
static void
note_cooling(const void *record, const sq_rates *rates, char *text, size_t n)
{
    double least = fact_least_occupation(record, rates),
           wanted = sq_mode_largest_occupation(rates);
    if (!(sq_penning_crystal_occupation(record, rates->N) > wanted))
        return;
    if (least < wanted) {
        sq_locale_print(
            text, n,
            "Doppler cooling can reach nbar = %.3g here, which is enough: lower the "
            "saturation, turn the beam onto the axis, adjust its detuning",
            least);
        return;
    }
    char doppler[96] = ""; /* nothing of a coolant whose lines are not known */
    if (isfinite(least))
        sq_locale_print(
            doppler, sizeof doppler,
            "Doppler cooling reaches nbar = %.3g at best here, which is not enough; ", least);
    if (EIT_OCCUPATION < wanted)
        sq_locale_print(text, n,
                        "%s" EIT_SOURCE
                        ", which is enough: cool the coolant so and give cooling.damping and "
                        "cooling.occupation",
                        doppler);
    else
        sq_locale_print(
            text, n,
            "%s" EIT_SOURCE ", which is not enough either: cool the mode to its ground "
            "state, or drive at more than Upsilon/Upsilon_c = %.3g, where that will do",
            doppler, sqrt(1 - pow(2 * EIT_OCCUPATION + 1, -2)));
}

static sq_platform_note *const notes[] = {note_cooling};

/* ---- misreadings ---- */

static void
read_half_rabi(void *record)
{
    sq_penning *p = record;
    p->raman_rabi.value = 2 * sq_penning_beams_rabi(p);
    p->raman_rabi.known = true;
}

static void
read_reference(void *record)
{
    sq_penning *p = record;
    p->axial_of.value = p->species.value;
}

static void
read_cold(void *record)
{
    sq_penning *p = record;
    p->occupation.value = 0;
    p->occupation.known = true;
}

static void
read_detuning_sign(void *record)
{
    ((sq_penning *)record)->mode_detuning.value *= -1;
}

static const sq_platform_misreading misreadings[] = {
    {"raman.rabi given as Omega_R/2: Omega_R doubled", read_half_rabi},
    {"the axial frequency is the spins' own", read_reference},
    {"the mode taken to be cold, nbar = 0", read_cold},
    {"Delta_c is mode minus spin", read_detuning_sign},
};

const sq_platform sq_platform_penning = {
    .name = "penning",
    .summary = "ion spins in a Penning trap, on a motional mode damped by a second species",
    .row = rows,
    .n_rows = sizeof rows / sizeof rows[0],
    .record_size = sizeof(sq_penning),
    .atoms = "124",
    .missing = sq_penning_keys_missing,
    .complete = sq_penning_keys_complete,
    .rates = translate,
    .mode = sq_penning_crystal_mode,
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
