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
 * Over 400 lines, of which 150 are the parameter rows. */
#include "apparatus/platform.h"

#include <math.h>
#include <stdio.h>

#include "base/constants.h"
#include "apparatus/doppler.h"
#include "apparatus/drive.h"
#include "apparatus/raman.h"

typedef struct penning_record {
    sq_quantity species, coolant_species, coolant_number, ions;
    sq_quantity axial_frequency, axial_of, coupling_factor, damping_factor, mode_gap;
    sq_quantity effective_wavelength, crossing_angle, raman_rabi, intensity, raman_detuning;
    sq_quantity line_splitting;
    sq_quantity polarisation, mode_detuning, debye_waller;
    sq_quantity saturation, cooling_detuning, cooling_angle, emission, damping, occupation;
    sq_quantity heating_rate;
    sq_quantity relaxation_rate, dephasing_rate;
    sq_drive drive;
} penning_record;

/* The beams stay in the optical range, and the mode within what rates can be made of. */
#define OPTICAL (2 * M_PI * 400e12)
#define LARGEST_OCCUPATION 1e6
#define LARGEST_EXPONENT 50 /* of the Debye-Waller factor */

#define ROW(...) SQ_PARAM_ROW(penning_record, __VA_ARGS__)
#define CHOICE(key_, member_, choices_, ...)                                                   \
    {                                                                                          \
        .key = key_, .kind = SQ_PARAM_CHOICE, .member = offsetof(penning_record, member_),     \
        .choices = choices_, __VA_ARGS__                                                       \
    }

static const sq_param rows[] = {
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
        .max = LARGEST_EXPONENT, .example = "0",
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
        .max = LARGEST_OCCUPATION, .example = "0.28", .excludes = "cooling.heating_rate",
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
    SQ_DRIVE_DEPHASING_ROW(penning_record, "decoherence.collective_dephasing_rate", "0 1/s",
                           "common-mode frequency noise"),
    SQ_DRIVE_ROWS(penning_record, "", "microwave drive",
                  "Rabi frequency Omega of the microwaves", "40 Hz"),
    SQ_DRIVE_DETUNING_ROW(penning_record, "drive.detuning", "0 Hz",
                          "detuning delta of the microwaves from the spins"),
};

/* ---- the crystal ---- */

static const sq_ion *
ion_of(const sq_quantity *choice)
{
    return &sq_ion_table[(size_t)choice->value];
}

static double
coolant_ions(const penning_record *p, double spins)
{
    return p->coolant_number.known ? p->coolant_number.value : p->ions.value - spins;
}

static double
crystal_mass(const penning_record *p, double spins)
{
    return SQ_DALTON * (spins * ion_of(&p->species)->mass +
                        coolant_ions(p, spins) * ion_of(&p->coolant_species)->mass);
}

static double
mode_frequency(const penning_record *p, double spins)
{
    double ions = spins + coolant_ions(p, spins);
    return p->axial_frequency.value *
           sqrt(ions * ion_of(&p->axial_of)->mass * SQ_DALTON / crystal_mass(p, spins));
}

/* p: the coolant's part of the mode. */
static double
coolant_part(const penning_record *p, double spins)
{
    return coolant_ions(p, spins) * ion_of(&p->coolant_species)->mass * SQ_DALTON /
           crystal_mass(p, spins);
}

/* ---- cooling ---- */

static sq_doppler
cooling_beam(const penning_record *p)
{
    const sq_ion *ion = ion_of(&p->coolant_species);
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

static double
mode_damping(const penning_record *p, double spins)
{
    sq_doppler beam = cooling_beam(p);
    return p->damping.known ? p->damping.value
                            : p->damping_factor.value * coolant_part(p, spins) *
                                  sq_doppler_damping(&beam, mode_frequency(p, spins));
}

static double
doppler_occupation(const penning_record *p, double spins)
{
    sq_doppler beam = cooling_beam(p);
    return sq_doppler_occupation(&beam, mode_frequency(p, spins)) +
           p->heating_rate.value / mode_damping(p, spins);
}

static double
mode_occupation(const penning_record *p, double spins)
{
    return p->occupation.known ? p->occupation.value : doppler_occupation(p, spins);
}

/* ---- Raman beams ---- */

static sq_raman
raman_beams(const penning_record *p)
{
    return (sq_raman){.ion = ion_of(&p->species),
                      .detuning = p->raman_detuning.value,
                      .polarisation = &sq_raman_polarisations[(size_t)p->polarisation.value]};
}

/* dk along the axis, 1/m. */
static double
wave_vector(const penning_record *p)
{
    sq_raman beams = raman_beams(p);
    if (p->effective_wavelength.known)
        return 2 * SQ_PI / p->effective_wavelength.value;
    return 2 * sq_raman_frequency(&beams) / SQ_SPEED_OF_LIGHT *
           sin(p->crossing_angle.value / 2);
}

/* Lamb–Dicke parameter of a mass in the mode. */
static double
lamb_dicke(const penning_record *p, double spins, double mass)
{
    return wave_vector(p) * sqrt(SQ_HBAR / (2 * mass * mode_frequency(p, spins)));
}

static double
single_lamb_dicke(const penning_record *p, double spins)
{
    return lamb_dicke(p, spins, ion_of(&p->species)->mass * SQ_DALTON);
}

static double
debye_waller_exponent(const penning_record *p, double spins)
{
    if (p->debye_waller.known)
        return p->debye_waller.value;
    double eta = single_lamb_dicke(p, spins);
    return eta * eta * (2 * mode_occupation(p, spins) + 1) / 2;
}

static double
raman_rabi_frequency(const penning_record *p)
{
    sq_raman beams = raman_beams(p);
    return p->raman_rabi.known ? p->raman_rabi.value
                               : sq_raman_rabi_per_intensity(&beams) * p->intensity.value;
}

static double
scattering_unit(const penning_record *p)
{
    sq_raman beams = raman_beams(p);
    return sq_raman_scattering(&beams, raman_rabi_frequency(p));
}

/* ---- what acts on single spins ---- */

static double
raman_down(const void *record)
{
    const penning_record *p = record;
    return raman_beams(p).polarisation->down * scattering_unit(p);
}

static double
raman_up(const void *record)
{
    const penning_record *p = record;
    return raman_beams(p).polarisation->up * scattering_unit(p);
}

static double
rayleigh(const void *record)
{
    const penning_record *p = record;
    return raman_beams(p).polarisation->elastic * scattering_unit(p);
}

static double
further_relaxation(const void *record)
{
    return ((const penning_record *)record)->relaxation_rate.value;
}

static double
further_dephasing(const void *record)
{
    return ((const penning_record *)record)->dephasing_rate.value;
}

static const sq_channel_row processes[] = {
    {"raman_down", "Raman scattering, up to down", SQ_PROCESS_RELAXES, raman_down},
    {"relaxation", "further relaxation", SQ_PROCESS_RELAXES, further_relaxation},
    {"raman_up", "Raman scattering, down to up", SQ_PROCESS_PUMPS, raman_up},
    {"rayleigh", "Rayleigh scattering", SQ_PROCESS_DEPHASES, rayleigh},
    {"dephasing", "further dephasing", SQ_PROCESS_DEPHASES, further_dephasing},
};

#define N_PROCESSES (sizeof processes / sizeof processes[0])

/* ---- translation ---- */

static void
mode_of(const void *record, double atoms, sq_mode *mode)
{
    const penning_record *p = record;
    double eta = lamb_dicke(p, atoms, crystal_mass(p, atoms));
    *mode = (sq_mode){.g = p->coupling_factor.value * eta * raman_rabi_frequency(p) / 2 *
                           exp(-debye_waller_exponent(p, atoms)),
                      .kappa = mode_damping(p, atoms),
                      .detuning = p->mode_detuning.value,
                      .nbar = mode_occupation(p, atoms),
                      .thermal = true};
}

static enum sq_status
missing(const void *record, sq_errors *errors)
{
    const penning_record *p = record;
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

static enum sq_status
complete(void *record)
{
    penning_record *p = record;
    const char *own = ion_of(&p->species)->name;
    return p->axial_of.known ? SQ_OK
                             : sq_quantity_choose(&p->axial_of, (size_t)p->species.value, own);
}

static enum sq_status
check_numbers(const penning_record *p, double spins, sq_errors *errors)
{
    if (p->ions.known && p->coolant_number.known &&
        p->ions.value != spins + p->coolant_number.value)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "trap.ions = %s is not atoms.number = %.0f and coolant.number = %s "
            "together; correct one, or leave trap.ions out",
            p->ions.text, spins, p->coolant_number.text);
    if (!(coolant_ions(p, spins) >= 1))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "trap.ions = %s leaves no coolant beside atoms.number = %.0f spins; "
            "correct one of them",
            p->ions.text, spins);
    return SQ_OK;
}

static enum sq_status
check_ions(const penning_record *p, sq_errors *errors)
{
    const sq_ion *spin = ion_of(&p->species), *coolant = ion_of(&p->coolant_species);
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
check_beams(const penning_record *p, sq_errors *errors)
{
    sq_raman beams = raman_beams(p);
    sq_doppler beam = cooling_beam(p);
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

/* The mode, of which the rows have seen the parts only. */
static enum sq_status
check_mode(const penning_record *p, double spins, const sq_mode *mode, sq_errors *errors)
{
    if (!(mode->nbar <= LARGEST_OCCUPATION))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "cooling.saturation = %s, cooling.angle = %s and cooling.heating_rate = %s leave "
            "nbar = %.3g quanta in the mode, at a damping of %.3g 1/s: the beam hardly cools; "
            "raise its saturation, turn it onto the axis, or bring cooling.detuning nearer the "
            "line (%g quanta at most can be computed with)",
            p->saturation.text, p->cooling_angle.text, p->heating_rate.text, mode->nbar,
            mode->kappa, LARGEST_OCCUPATION);
    double W = debye_waller_exponent(p, spins);
    if (W > LARGEST_EXPONENT)
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

static enum sq_status
translate(const void *record, double atoms, sq_rates *rates, sq_errors *errors)
{
    const penning_record *p = record;
    enum sq_status status = check_numbers(p, atoms, errors);
    if (!status)
        status = check_ions(p, errors);
    if (!status)
        status = check_beams(p, errors);
    if (status)
        return status;
    sq_mode mode;
    mode_of(p, atoms, &mode);
    status = check_mode(p, atoms, &mode, errors);
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
    return crystal_mass(record, rates->N) / SQ_DALTON;
}

static double
fact_frequency(const void *record, const sq_rates *rates)
{
    return mode_frequency(record, rates->N);
}

static double
fact_zero_point(const void *record, const sq_rates *rates)
{
    return sqrt(SQ_HBAR /
                (2 * crystal_mass(record, rates->N) * mode_frequency(record, rates->N)));
}

static double
fact_eta(const void *record, const sq_rates *rates)
{
    return lamb_dicke(record, rates->N, crystal_mass(record, rates->N));
}

static double
fact_eta_1(const void *record, const sq_rates *rates)
{
    return single_lamb_dicke(record, rates->N);
}

static double
fact_debye_waller(const void *record, const sq_rates *rates)
{
    return exp(-debye_waller_exponent(record, rates->N));
}

static double
fact_coolant_part(const void *record, const sq_rates *rates)
{
    return coolant_part(record, rates->N);
}

static double
fact_doppler(const void *record, const sq_rates *rates)
{
    const penning_record *p = record;
    return p->saturation.known ? doppler_occupation(p, rates->N) : NAN;
}

static double
fact_least_occupation(const void *record, const sq_rates *rates)
{
    sq_doppler beam = cooling_beam(record);
    return sq_doppler_least_occupation(&beam, mode_frequency(record, rates->N));
}

static double
fact_rabi(const void *record, const sq_rates *rates)
{
    (void)rates;
    return raman_rabi_frequency(record);
}

static double
fact_intensity(const void *record, const sq_rates *rates)
{
    (void)rates;
    sq_raman beams = raman_beams(record);
    return raman_rabi_frequency(record) / sq_raman_rabi_per_intensity(&beams);
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
    return single_lamb_dicke(record, rates->N) *
           sqrt(2 * mode_occupation(record, rates->N) + 1);
}

static double
carrier(const void *record, const sq_rates *rates)
{
    return raman_rabi_frequency(record) / mode_frequency(record, rates->N);
}

/* What the far-detuned formulas leave out, over the distance to the nearer line. */
static double
lines_over_detuning(const void *record, const sq_rates *rates)
{
    (void)rates;
    const penning_record *p = record;
    sq_raman beams = raman_beams(p);
    double splitting = p->line_splitting.known ? p->line_splitting.value : 0;
    return fmax(beams.ion->linewidth, splitting) / sq_raman_distance(&beams);
}

static double
mode_width_over_gap(const void *record, const sq_rates *rates)
{
    const penning_record *p = record;
    sq_mode mode;
    mode_of(p, rates->N, &mode);
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
    if (!(mode_occupation(record, rates->N) > wanted))
        return;
    if (least < wanted) {
        snprintf(text, n,
                 "Doppler cooling can reach nbar = %.3g here, which is enough: lower the "
                 "saturation, turn the beam onto the axis, adjust its detuning",
                 least);
        return;
    }
    char doppler[96] = ""; /* nothing of a coolant whose lines are not known */
    if (isfinite(least))
        snprintf(doppler, sizeof doppler,
                 "Doppler cooling reaches nbar = %.3g at best here, which is not enough; ",
                 least);
    if (EIT_OCCUPATION < wanted)
        snprintf(text, n,
                 "%s" EIT_SOURCE
                 ", which is enough: cool the coolant so and give cooling.damping and "
                 "cooling.occupation",
                 doppler);
    else
        snprintf(text, n,
                 "%s" EIT_SOURCE ", which is not enough either: cool the mode to its ground "
                 "state, or drive at more than Upsilon/Upsilon_c = %.3g, where that will do",
                 doppler, sqrt(1 - pow(2 * EIT_OCCUPATION + 1, -2)));
}

static sq_platform_note *const notes[] = {note_cooling};

/* ---- misreadings ---- */

static void
read_half_rabi(void *record)
{
    penning_record *p = record;
    p->raman_rabi.value = 2 * raman_rabi_frequency(p);
    p->raman_rabi.known = true;
}

static void
read_reference(void *record)
{
    penning_record *p = record;
    p->axial_of.value = p->species.value;
}

static void
read_cold(void *record)
{
    penning_record *p = record;
    p->occupation.value = 0;
    p->occupation.known = true;
}

static void
read_detuning_sign(void *record)
{
    ((penning_record *)record)->mode_detuning.value *= -1;
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
    .record_size = sizeof(penning_record),
    .atoms = "124",
    .missing = missing,
    .complete = complete,
    .rates = translate,
    .mode = mode_of,
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
