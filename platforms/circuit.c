/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Platform `circuit`: superconducting qubits on one lossy microwave resonator, all with the
 * same coupling; the resonator is eliminated as in mode.h.
 *
 *   kappa = frequency/Q (or as given),   nbar = 1/(exp(h f/kT) − 1) (or as given),
 *   gamma_s = (1 − p)/T1,   gamma_up = p/T1,   gamma_phi = 2/T2 − 1/T1,
 * p the excited population of a qubit left alone: its coherence decays at half the sum of the
 * three rates, which is 1/T2. */
#include "apparatus/drive.h"
#include "apparatus/platform.h"

#include <math.h>

#include "base/constants.h"

typedef struct circuit_record {
    sq_quantity coupling, frequency, linewidth, quality, detuning, temperature, occupation;
    sq_quantity relaxation_time, coherence_time, excited_population;
    sq_drive drive;
} circuit_record;

#define ROW(...) SQ_PARAM_ROW(circuit_record, __VA_ARGS__)

static const sq_param_row rows[] = {
    ROW("resonator.coupling", "g", coupling, RATE, POSITIVE, .required = true,
        .example = "3.5 MHz", .suggested = true,
        .help = "coupling g of one qubit, half the vacuum Rabi frequency"),
    ROW("resonator.linewidth", "kappa", linewidth, RATE, POSITIVE, .required = true,
        .example = "43 MHz", .suggested = true, .excludes = "resonator.quality",
        .help = "full width at half maximum kappa, the decay rate of the energy"),
    ROW("resonator.quality", "Q", quality, NUMBER, POSITIVE, .example = "160",
        .excludes = "resonator.linewidth",
        .help = "loaded quality factor, frequency over full linewidth; goes with "
                "resonator.frequency"),
    ROW("resonator.frequency", "f", frequency, RATE, POSITIVE, .example = "7 GHz",
        .help = "of the resonator, for its quality factor and its thermal occupation"),
    ROW("resonator.detuning", "Delta", detuning, RATE, ANY, .fallback = "0 Hz",
        .help = "qubit frequency - resonator frequency; positive makes chi > 0"),
    ROW("resonator.temperature", "T", temperature, TEMPERATURE, NOT_NEGATIVE,
        .example = "20 mK", .excludes = "resonator.occupation",
        .help = "temperature of the bath of the resonator, for its occupation; goes with "
                "resonator.frequency"),
    ROW("resonator.occupation", "nbar", occupation, NUMBER, WITHIN, .min = 0, .max = 1e6,
        .required = true, .example = "0", .suggested = true,
        .excludes = "resonator.temperature",
        .help = "mean number of thermal quanta in the resonator"),
    ROW("decoherence.relaxation_time", "T1", relaxation_time, TIME, POSITIVE, .required = true,
        .example = "4 us", .suggested = true,
        .help = "energy relaxation time T1 of one qubit without the resonator"),
    ROW("decoherence.coherence_time", "T2", coherence_time, TIME, POSITIVE, .example = "5 us",
        .help =
            "coherence time T2 of one qubit without the resonator, at most 2 T1 (default: 2 "
            "T1, no dephasing)"),
    ROW("decoherence.excited_population", "p", excited_population, NUMBER, WITHIN, .min = 0,
        .max = 0.5, .fallback = "0",
        .help = "excited population of one qubit left alone: its own temperature"),
    SQ_DRIVE_DEPHASING_ROW(circuit_record, "decoherence.collective_dephasing_rate", "0 1/s",
                           "common-mode frequency noise"),
    SQ_DRIVE_ROWS(circuit_record, "", "drive", "Rabi frequency Omega of the drive", "1 MHz"),
    SQ_DRIVE_DETUNING_ROW(circuit_record, "drive.detuning", "0 Hz",
                          "detuning delta of the drive from the qubits"),
};

/* ---- the apparatus as the model sees it ---- */

static double
linewidth_of(const circuit_record *c)
{
    return c->linewidth.known ? c->linewidth.value : c->frequency.value / c->quality.value;
}

static double
occupation_of(const circuit_record *c)
{
    if (c->occupation.known)
        return c->occupation.value;
    double thermal = SQ_BOLTZMANN * c->temperature.value;
    return thermal > 0 ? 1 / expm1(SQ_HBAR * c->frequency.value / thermal) : 0;
}

static void
mode_of(const void *record, double atoms, sq_mode *mode)
{
    const circuit_record *c = record;
    (void)atoms;
    *mode = (sq_mode){.g = c->coupling.value,
                      .kappa = linewidth_of(c),
                      .detuning = c->detuning.value,
                      .nbar = occupation_of(c),
                      .thermal = true};
}

static double
relaxation(const void *record)
{
    const circuit_record *c = record;
    return (1 - c->excited_population.value) / c->relaxation_time.value;
}

static double
excitation(const void *record)
{
    const circuit_record *c = record;
    return c->excited_population.value / c->relaxation_time.value;
}

static double
dephasing(const void *record)
{
    const circuit_record *c = record;
    return c->coherence_time.known ? 2 / c->coherence_time.value - 1 / c->relaxation_time.value
                                   : 0;
}

static const sq_process processes[] = {
    {"relaxation", "relaxation of a qubit", SQ_PROCESS_RELAXES, relaxation},
    {"excitation", "thermal excitation of a qubit", SQ_PROCESS_PUMPS, excitation},
    {"dephasing", "dephasing of a qubit", SQ_PROCESS_DEPHASES, dephasing},
};

/* ---- translation ---- */

static enum sq_status
missing(const void *record, sq_errors *errors)
{
    const circuit_record *c = record;
    enum sq_status status = sq_drive_is_given(&c->drive) ? SQ_OK : sq_drive_missing(errors);
    if (c->quality.given && !c->frequency.given)
        status =
            sq_errors_add(errors, SQ_ERR_INPUT,
                          "resonator.quality makes a linewidth together with "
                          "resonator.frequency: give both, or resonator.linewidth instead");
    if (c->temperature.given && !c->frequency.given)
        status = sq_errors_add(errors, SQ_ERR_INPUT,
                               "resonator.temperature makes an occupation together with "
                               "resonator.frequency: give both, or resonator.occupation "
                               "instead");
    return status;
}

static enum sq_status
translate(const void *record, double atoms, sq_rates *rates, sq_errors *errors)
{
    const circuit_record *c = record;
    sq_mode mode;
    if (dephasing(c) < -1e-9 / c->relaxation_time.value)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "decoherence.coherence_time = %s is longer than twice "
            "decoherence.relaxation_time = %s, which no qubit's is; one of the "
            "two is wrong",
            c->coherence_time.text, c->relaxation_time.text);
    mode_of(c, atoms, &mode);
    enum sq_status status = sq_mode_check(
        &mode,
        "resonator.coupling, resonator.linewidth or resonator.quality, resonator.detuning",
        errors);
    if (status)
        return status;
    *rates = (sq_rates){.N = atoms,
                        .gamma_s = relaxation(c),
                        .gamma_up = excitation(c),
                        .gamma_phi = fmax(dephasing(c), 0)};
    sq_mode_eliminate(&mode, rates);
    sq_drive_translate(&c->drive, rates);
    return sq_rates_check(rates, errors);
}

/* ---- misreadings ---- */

static void
read_two_g(void *record)
{
    ((circuit_record *)record)->coupling.value *= 2;
}

static void
read_half_width(void *record)
{
    circuit_record *c = record;
    c->linewidth.value = 2 * linewidth_of(c);
    c->linewidth.known = true;
}

static void
read_detuning_sign(void *record)
{
    ((circuit_record *)record)->detuning.value *= -1;
}

static const sq_platform_misreading misreadings[] = {
    {"2g used where g is meant: g doubled", read_two_g},
    {"kappa given as half width", read_half_width},
    {"Delta is resonator minus qubit", read_detuning_sign},
};

const sq_platform sq_platform_circuit = {
    .name = "circuit",
    .summary = "superconducting qubits on one lossy microwave resonator",
    .row = rows,
    .n_rows = sizeof rows / sizeof rows[0],
    .record_size = sizeof(circuit_record),
    .atoms = "2",
    .missing = missing,
    .rates = translate,
    .mode = mode_of,
    .channel = processes,
    .n_channels = sizeof processes / sizeof processes[0],
    .misreading = misreadings,
    .n_misreadings = sizeof misreadings / sizeof misreadings[0],
};
