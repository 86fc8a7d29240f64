/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Platform `cavity`: N atoms on one mode of a lossy optical cavity.
 *
 * With g half the single-photon Rabi frequency, kappa the full width (energy decay
 * rate) and Delta_c = atom − cavity, eliminating the field gives (Tucker et al.,
 * PRA 102, 051701 (2020); Bonifacio, Schwendimann, Haake, PRA 4, 302 (1971))
 *   chi = 4 g² Delta_c/(4 Delta_c² + kappa²),   Gamma = 4 g² kappa/(4 Delta_c² + kappa²).
 * A drive through the cavity with pump amplitude eta makes
 *   Omega = 4 g eta/sqrt(4 Delta_c² + kappa²),   eta = sqrt(kappa_1 e P/(hbar w)),
 * with kappa_1 the loss through the input mirror, e the mode matching.
 *
 * In a lattice incommensurate with the mode, g varies from atom to atom; the pair
 * g_eff² = <g⁴>/<g²>, N_eff = N <g²>²/<g⁴> keeps N Gamma exactly and the threshold to
 * 0.8 % (concept: Hu et al., PRA 92, 063816 (2015)).
 *
 * Over 400 lines, of which 180 are the parameter rows. */
#include "platform.h"

#include <math.h>

#include "constants.h"
#include "species.h"

enum coupling_kind { COUPLING_UNIFORM, COUPLING_PEAK, COUPLING_RMS, COUPLING_FOURTH_MOMENT };
static const char *const coupling_kinds[] = {"uniform", "peak", "rms", "fourth-moment", NULL};

/* For g = g0 cos(phi) with phi uniform, <cos²> = 1/2 and <cos⁴> = 3/8. */
static const struct {
    double coupling, number; /* factors on g and on N */
} effective[] = {
    [COUPLING_UNIFORM] = {1, 1},
    [COUPLING_PEAK] = {0.86602540378443864676 /* sqrt(3)/2 */, 2.0 / 3},
    [COUPLING_RMS] = {1.22474487139158904910 /* sqrt(3/2) */, 2.0 / 3},
    [COUPLING_FOURTH_MOMENT] = {1, 2.0 / 3},
};

typedef struct cavity_record {
    sq_quantity species, coupling, coupling_is, linewidth, detuning;
    sq_quantity input_share, input_transmission, length;
    sq_quantity relaxation_time, relaxation_rate, extra_relaxation_rate;
    sq_quantity dephasing_rate, pumping_rate, collective_dephasing_rate;
    sq_quantity ratio, rabi, power, mode_matching, drive_detuning;
} cavity_record;

#define MEMBER(member_) .member = offsetof(cavity_record, member_)

static const sq_param rows[] = {
    {.key = "atoms.species",
     .kind = SQ_PARAM_CHOICE,
     MEMBER(species),
     .choices = sq_species_names,
     .help = "transition whose wavelength and natural linewidth are used"},
    {.key = "cavity.coupling",
     .symbol = "g",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     MEMBER(coupling),
     .required = true,
     .bounds = SQ_POSITIVE,
     .help = "atom-cavity coupling g, half the single-photon Rabi frequency 2g"},
    {.key = "cavity.coupling_is",
     .kind = SQ_PARAM_CHOICE,
     MEMBER(coupling_is),
     .choices = coupling_kinds,
     .fallback = "uniform",
     .help = "which g is given: the same for all atoms (uniform), or for a lattice "
             "incommensurate with the mode its antinode value (peak), its root mean square "
             "(rms) or sqrt(<g^4>/<g^2>) (fourth-moment)"},
    {.key = "cavity.linewidth",
     .symbol = "kappa",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     MEMBER(linewidth),
     .required = true,
     .bounds = SQ_POSITIVE,
     .help = "full width at half maximum kappa, the decay rate of the energy"},
    {.key = "cavity.detuning",
     .symbol = "Delta_c",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     MEMBER(detuning),
     .fallback = "0 Hz",
     .bounds = SQ_ANY,
     .help = "Delta_c = atom frequency - cavity frequency; positive (cavity red of the atom) "
             "makes chi > 0"},
    {.key = "cavity.input_share",
     .symbol = "kappa_1/kappa",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_NUMBER,
     MEMBER(input_share),
     .bounds = SQ_WITHIN,
     .min = 1e-12,
     .max = 1,
     .excludes = "cavity.input_transmission cavity.length",
     .help = "part of the cavity loss that goes through the input mirror (default 0.5), for "
             "the drive power"},
    {.key = "cavity.input_transmission",
     .symbol = "T_1",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_NUMBER,
     MEMBER(input_transmission),
     .bounds = SQ_WITHIN,
     .min = 1e-12,
     .max = 1,
     .excludes = "cavity.input_share",
     .help = "power transmission of the input mirror; kappa_1 = T_1 c/(2 length)"},
    {.key = "cavity.length",
     .symbol = "L",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_LENGTH,
     MEMBER(length),
     .bounds = SQ_POSITIVE,
     .excludes = "cavity.input_share",
     .help = "distance of the mirrors, needed with cavity.input_transmission"},
    {.key = "decoherence.relaxation_time",
     .symbol = "1/gamma_s",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_TIME,
     MEMBER(relaxation_time),
     .bounds = SQ_POSITIVE,
     .excludes = "decoherence.relaxation_rate decoherence.extra_relaxation_rate",
     .help = "total relaxation time T1 = 1/gamma_s of one atom as measured, natural decay "
             "included (not a coherence time T2 = 2/gamma_s)"},
    {.key = "decoherence.relaxation_rate",
     .symbol = "gamma_s",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     MEMBER(relaxation_rate),
     .bounds = SQ_NOT_NEGATIVE,
     .excludes = "decoherence.relaxation_time decoherence.extra_relaxation_rate",
     .help = "total relaxation rate gamma_s of one atom as measured, natural decay included; "
             "usually in 1/s"},
    {.key = "decoherence.extra_relaxation_rate",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     MEMBER(extra_relaxation_rate),
     .bounds = SQ_NOT_NEGATIVE,
     .excludes = "decoherence.relaxation_time decoherence.relaxation_rate",
     .help = "relaxation that comes on top of the natural linewidth of the species"},
    {.key = "decoherence.dephasing_rate",
     .symbol = "gamma_phi",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     MEMBER(dephasing_rate),
     .fallback = "0 1/s",
     .bounds = SQ_NOT_NEGATIVE,
     .help =
         "dephasing gamma_phi L(sigma_z/2) of one atom; its coherence decays at gamma_phi/2"},
    {.key = "decoherence.pumping_rate",
     .symbol = "gamma_up",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     MEMBER(pumping_rate),
     .fallback = "0 1/s",
     .bounds = SQ_NOT_NEGATIVE,
     .help = "repumping gamma_up L(sigma+) of one atom"},
    {.key = "decoherence.collective_dephasing_rate",
     .symbol = "Gamma_phi",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     MEMBER(collective_dephasing_rate),
     .fallback = "0 1/s",
     .bounds = SQ_NOT_NEGATIVE,
     .help = "common-mode frequency noise, Gamma_phi L(Jz)"},
    {.key = "drive.ratio",
     .symbol = "Upsilon/Upsilon_c",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_NUMBER,
     MEMBER(ratio),
     .bounds = SQ_NOT_NEGATIVE,
     .excludes = "drive.rabi drive.power",
     .help = "drive in units of the critical one, 2 Omega/(N Upsilon_c)"},
    {.key = "drive.rabi",
     .symbol = "Omega",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     MEMBER(rabi),
     .bounds = SQ_ANY,
     .excludes = "drive.ratio drive.power",
     .help = "Rabi frequency Omega of the drive, H = Omega Jx"},
    {.key = "drive.power",
     .symbol = "P",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_POWER,
     MEMBER(power),
     .bounds = SQ_NOT_NEGATIVE,
     .excludes = "drive.ratio drive.rabi",
     .help = "laser power on the input mirror, resonant with the atoms"},
    {.key = "drive.mode_matching",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_NUMBER,
     MEMBER(mode_matching),
     .fallback = "1",
     .bounds = SQ_WITHIN,
     .min = 1e-12,
     .max = 1,
     .help = "part of drive.power that is in the cavity mode"},
    {.key = "drive.detuning",
     .symbol = "delta",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     MEMBER(drive_detuning),
     .fallback = "0 Hz",
     .bounds = SQ_ANY,
     .help = "detuning delta of the drive from the atoms, H = delta Jz"},
};

/* ---- the apparatus as the model sees it ---- */

static double
effective_coupling(const cavity_record *c)
{
    return c->coupling.value * effective[(size_t)c->coupling_is.value].coupling;
}

/* |K| = sqrt(Delta_c² + kappa²/4): decay and detuning of the field together. */
static double
field_rate(const cavity_record *c)
{
    return hypot(c->detuning.value, c->linewidth.value / 2);
}

static const sq_species *
species_of(const cavity_record *c)
{
    return c->species.known ? &sq_species_table[(size_t)c->species.value] : NULL;
}

/* kappa_1, the energy loss rate through the input mirror. */
static double
input_loss(const cavity_record *c)
{
    if (c->input_transmission.known && c->length.known)
        return c->input_transmission.value * SQ_SPEED_OF_LIGHT / (2 * c->length.value);
    return (c->input_share.known ? c->input_share.value : 0.5) * c->linewidth.value;
}

/* Power on the input mirror that makes a pump amplitude of 1 rad/s, W/(rad/s)². */
static double
power_per_amplitude(const cavity_record *c)
{
    const sq_species *s = species_of(c);
    if (!s)
        return NAN;
    double photon = SQ_HBAR * 2 * SQ_PI * SQ_SPEED_OF_LIGHT / s->wavelength;
    return photon / (input_loss(c) * c->mode_matching.value);
}

/* ---- translation ---- */

static enum sq_status
missing(const void *record, sq_errors *errors)
{
    const cavity_record *c = record;
    enum sq_status status = SQ_OK;
    if (!c->species.given && !c->relaxation_time.given && !c->relaxation_rate.given)
        status = sq_errors_add(errors, SQ_ERR_INPUT,
                               "the relaxation of the atoms is not known: give atoms.species "
                               "(its natural linewidth is then used) or "
                               "decoherence.relaxation_time, for example '10 s'");
    if (!c->ratio.given && !c->rabi.given && !c->power.given)
        status = sq_errors_add(errors, SQ_ERR_INPUT,
                               "the drive is missing: give drive.ratio (Upsilon/Upsilon_c, for "
                               "example 0.9), drive.rabi (Omega) or drive.power");
    return status;
}

static void
set_relaxation(const cavity_record *c, sq_rates *rates)
{
    const sq_species *s = species_of(c);
    if (c->relaxation_time.known)
        rates->gamma_s = 1 / c->relaxation_time.value;
    else if (c->relaxation_rate.known)
        rates->gamma_s = c->relaxation_rate.value;
    else if (s)
        rates->gamma_s = s->linewidth +
                         (c->extra_relaxation_rate.known ? c->extra_relaxation_rate.value : 0);
}

static enum sq_status
check_input_mirror(const cavity_record *c, sq_errors *errors)
{
    if (c->input_transmission.known != c->length.known)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "cavity.input_transmission and cavity.length belong together: give "
            "both, or cavity.input_share instead");
    if (input_loss(c) > c->linewidth.value)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "cavity.input_transmission = %s and cavity.length = %s make an "
            "input-mirror loss of 2 pi x %.4g Hz, more than cavity.linewidth = %s; "
            "one of the three is wrong",
            c->input_transmission.text, c->length.text, input_loss(c) / (2 * SQ_PI),
            c->linewidth.text);
    return SQ_OK;
}

static enum sq_status
set_drive(const cavity_record *c, sq_rates *rates, sq_errors *errors)
{
    if (c->ratio.known) {
        rates->Omega = c->ratio.value * sq_upsilon_critical(rates) * rates->N / 2;
    } else if (c->rabi.known) {
        rates->Omega = c->rabi.value;
    } else {
        if (!c->species.known)
            return sq_errors_add(errors, SQ_ERR_INPUT,
                                 "drive.power needs the photon energy: give atoms.species");
        double amplitude = sqrt(c->power.value / power_per_amplitude(c));
        rates->Omega = 2 * effective_coupling(c) * amplitude / field_rate(c);
    }
    return SQ_OK;
}

static enum sq_status
translate(const void *record, double atoms, sq_rates *rates, sq_errors *errors)
{
    const cavity_record *c = record;
    double g = effective_coupling(c), K = field_rate(c);
    *rates = (sq_rates){.N = atoms * effective[(size_t)c->coupling_is.value].number,
                        .chi = g / K * (g / K) * c->detuning.value,
                        .Gamma = g / K * (g / K) * c->linewidth.value,
                        .gamma_up = c->pumping_rate.value,
                        .gamma_phi = c->dephasing_rate.value,
                        .Gamma_phi = c->collective_dephasing_rate.value,
                        .delta = c->drive_detuning.value};
    if (!(rates->Gamma > 0))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "cavity.coupling = %s, cavity.linewidth = %s and cavity.detuning = %s "
            "make a collective rate too small for a number; check their units",
            c->coupling.text, c->linewidth.text, c->detuning.text);
    set_relaxation(c, rates);
    enum sq_status mirror = check_input_mirror(c, errors);
    enum sq_status drive = set_drive(c, rates, errors);
    enum sq_status status = mirror ? mirror : drive;
    return status ? status : sq_rates_check(rates, errors);
}

/* ---- derived values ---- */

static double
cooperativity(const void *record, const sq_rates *rates)
{
    const cavity_record *c = record;
    double g = effective_coupling(c);
    return 4 * g * g / (c->linewidth.value * rates->gamma_s);
}

static double
collective_cooperativity(const void *record, const sq_rates *rates)
{
    (void)record;
    return rates->N * rates->Gamma / rates->gamma_s;
}

static double
natural_linewidth(const void *record, const sq_rates *rates)
{
    (void)rates;
    const sq_species *s = species_of(record);
    return s ? s->linewidth : NAN;
}

static double
natural_over_collective(const void *record, const sq_rates *rates)
{
    return natural_linewidth(record, rates) / rates->Gamma;
}

static double
collective_rate(const void *record, const sq_rates *rates)
{
    (void)record;
    return rates->N * rates->Gamma;
}

static double
collective_coupling(const void *record, const sq_rates *rates)
{
    return effective_coupling(record) * sqrt(rates->N);
}

static double
cavity_linewidth(const void *record, const sq_rates *rates)
{
    (void)rates;
    return ((const cavity_record *)record)->linewidth.value;
}

static double
used_coupling(const void *record, const sq_rates *rates)
{
    (void)rates;
    return effective_coupling(record);
}

static double
drive_power(const void *record, const sq_rates *rates)
{
    const cavity_record *c = record;
    double amplitude = rates->Omega * field_rate(c) / (2 * effective_coupling(c));
    return power_per_amplitude(c) * amplitude * amplitude;
}

/* eta_c = N g/2, whatever the detuning and the linewidth. */
static double
critical_power(const void *record, const sq_rates *rates)
{
    double amplitude = rates->N * effective_coupling(record) / 2;
    return power_per_amplitude(record) * amplitude * amplitude;
}

static const sq_fact facts[] = {
    {"coupling", "coupling used, g", SQ_FACT_RATE, used_coupling},
    {"collective_coupling", "collective coupling, g sqrt(N)", SQ_FACT_RATE,
     collective_coupling},
    {"cavity_linewidth", "cavity linewidth, kappa", SQ_FACT_RATE, cavity_linewidth},
    {"collective_rate", "collective emission, N Gamma", SQ_FACT_RATE, collective_rate},
    {"natural_linewidth", "natural part of gamma_s", SQ_FACT_RATE, natural_linewidth},
    {"natural_linewidth_over_Gamma", "the same in units of Gamma", SQ_FACT_NUMBER,
     natural_over_collective},
    {"cooperativity", "cooperativity, C = 4 g^2/(kappa gamma_s)", SQ_FACT_NUMBER,
     cooperativity},
    {"collective_cooperativity", "N Gamma/gamma_s", SQ_FACT_NUMBER, collective_cooperativity},
    {"drive_power", "drive power on the input mirror", SQ_FACT_POWER, drive_power},
    {"critical_power", "critical power (Upsilon = Upsilon_c)", SQ_FACT_POWER, critical_power},
};

/* ---- validity ---- */

static double
relaxation_over_emission(const void *record, const sq_rates *rates)
{
    return rates->gamma_s / collective_rate(record, rates);
}

static double
emission_over_coupling(const void *record, const sq_rates *rates)
{
    return collective_rate(record, rates) / collective_coupling(record, rates);
}

static double
coupling_over_linewidth(const void *record, const sq_rates *rates)
{
    return collective_coupling(record, rates) / cavity_linewidth(record, rates);
}

static double
relaxation_over_linewidth(const void *record, const sq_rates *rates)
{
    return rates->gamma_s / cavity_linewidth(record, rates);
}

/* The hierarchy of Tucker et al. 2020, gamma_s <~ N Gamma << g sqrt(N) << kappa and
 * kappa >> gamma_s, with << read as a factor of ten. */
static const sq_validity_row validity[] = {
    {"collective-decay", "gamma_s <~ N Gamma", 1, relaxation_over_emission,
     "single atoms relax before the ensemble acts together: no squeezing builds up"},
    {"weak-superradiance", "N Gamma << g sqrt(N)", 0.1, emission_over_coupling,
     "the ensemble emits as fast as it exchanges photons with the cavity: the field no longer "
     "follows the atoms"},
    {"bad-cavity", "g sqrt(N) << kappa", 0.1, coupling_over_linewidth,
     "photons are reabsorbed before they leak out: the cavity field cannot be eliminated"},
    {"fast-cavity", "gamma_s << kappa", 0.1, relaxation_over_linewidth,
     "atoms relax while the field settles: the cavity field cannot be eliminated"},
};

/* ---- misreadings ---- */

static void
read_two_g(void *record)
{
    ((cavity_record *)record)->coupling.value *= 2;
}

static void
read_half_width(void *record)
{
    ((cavity_record *)record)->linewidth.value *= 2;
}

static void
read_half_width_and_detuning(void *record)
{
    ((cavity_record *)record)->linewidth.value *= 2;
    ((cavity_record *)record)->detuning.value *= 2;
}

static void
scale_relaxation(cavity_record *c, double factor)
{
    sq_rates rates = {0};
    set_relaxation(c, &rates);
    c->relaxation_rate.value = factor * rates.gamma_s;
    c->relaxation_rate.known = true;
    c->relaxation_time.known = false;
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
    ((cavity_record *)record)->coupling.value /= 2 * SQ_PI;
}

static void
read_detuning_sign(void *record)
{
    ((cavity_record *)record)->detuning.value *= -1;
}

static void
read_peak(void *record)
{
    ((cavity_record *)record)->coupling_is.value = COUPLING_PEAK;
}

static const sq_misreading misreadings[] = {
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
    .missing = missing,
    .rates = translate,
    .fact = facts,
    .n_facts = sizeof facts / sizeof facts[0],
    .validity = validity,
    .n_validity = sizeof validity / sizeof validity[0],
    .misreading = misreadings,
    .n_misreadings = sizeof misreadings / sizeof misreadings[0],
};
