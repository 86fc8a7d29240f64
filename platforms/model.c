/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Platform `model`: the rates of the spin model as they are.
 *
 * For theory work and for the figures of the paper.  All values are plain numbers
 * in one unit of the user's choice (usually gamma_collective = 1), times in its
 * inverse. */
#include "apparatus/platform.h"

#include <math.h>

typedef struct model_record {
    sq_quantity gamma_collective, chi, gamma_s, gamma_up, gamma_phi;
    sq_quantity gamma_collective_up, gamma_collective_phi, delta, chi_z;
    sq_quantity ratio, rabi;
} model_record;

#define RATE(key_, symbol_, member_, bounds_, ...)                                             \
    {                                                                                          \
        .key = "rates." key_, .symbol = symbol_, .kind = SQ_PARAM_QUANTITY,                    \
        .dim = SQ_DIM_RATE, .member = offsetof(model_record, member_), .bounds = SQ_##bounds_, \
        __VA_ARGS__                                                                            \
    }

static const sq_param rows[] = {
    RATE("gamma_collective", "Gamma", gamma_collective, NOT_NEGATIVE, .fallback = "1",
         .suggested = true, .help = "collective emission rate, Gamma L(J-)"),
    RATE("chi", "chi", chi, ANY, .fallback = "0", .suggested = true,
         .help = "collective exchange, H = chi J+J-"),
    RATE("gamma_s", "gamma_s", gamma_s, NOT_NEGATIVE, .fallback = "0", .example = "4",
         .suggested = true, .help = "relaxation of one spin, gamma_s L(sigma-)"),
    RATE("gamma_up", "gamma_up", gamma_up, NOT_NEGATIVE, .fallback = "0",
         .help = "pumping of one spin, gamma_up L(sigma+)"),
    RATE("gamma_phi", "gamma_phi", gamma_phi, NOT_NEGATIVE, .fallback = "0",
         .help = "dephasing of one spin, gamma_phi L(sigma_z/2); its coherence decays at "
                 "gamma_phi/2"),
    RATE("gamma_collective_up", "Gamma_up", gamma_collective_up, NOT_NEGATIVE, .fallback = "0",
         .help = "collective pumping, Gamma_up L(J+)"),
    RATE("gamma_collective_phi", "Gamma_phi", gamma_collective_phi, NOT_NEGATIVE,
         .fallback = "0", .help = "collective dephasing, Gamma_phi L(Jz)"),
    RATE("delta", "delta", delta, ANY, .fallback = "0",
         .help = "detuning of the drive, H = delta Jz"),
    RATE("chi_z", "chi_z", chi_z, ANY, .fallback = "0",
         .help = "one-axis twisting, H = chi_z Jz^2"),
    {.key = "drive.ratio",
     .symbol = "Upsilon/Upsilon_c",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_NUMBER,
     .member = offsetof(model_record, ratio),
     .example = "0.9",
     .suggested = true,
     .bounds = SQ_NOT_NEGATIVE,
     .excludes = "drive.rabi",
     .help = "drive in units of the critical one, 2 Omega/(N Upsilon_c)"},
    {.key = "drive.rabi",
     .symbol = "Omega",
     .kind = SQ_PARAM_QUANTITY,
     .dim = SQ_DIM_RATE,
     .member = offsetof(model_record, rabi),
     .bounds = SQ_ANY,
     .excludes = "drive.ratio",
     .help = "Rabi frequency of the drive, H = Omega Jx"},
};

static enum sq_status
missing(const void *record, sq_errors *errors)
{
    const model_record *m = record;
    if (m->ratio.given || m->rabi.given)
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "the drive is missing: give drive.ratio (Upsilon/Upsilon_c, for "
                         "example 0.9) or drive.rabi (Omega)");
}

static enum sq_status
set_drive(const model_record *m, sq_rates *rates, sq_errors *errors)
{
    if (m->rabi.known) {
        rates->Omega = m->rabi.value;
        return SQ_OK;
    }
    if (sq_upsilon_critical(rates) == 0)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "drive.ratio needs a critical drive, which is zero for "
            "rates.gamma_collective = rates.gamma_collective_up and rates.chi = "
            "0; give drive.rabi instead");
    rates->Omega = sq_rabi_of_ratio(rates, m->ratio.value);
    return SQ_OK;
}

static enum sq_status
translate(const void *record, double atoms, sq_rates *rates, sq_errors *errors)
{
    const model_record *m = record;
    *rates = (sq_rates){.N = atoms,
                        .chi = m->chi.value,
                        .Gamma = m->gamma_collective.value,
                        .gamma_s = m->gamma_s.value,
                        .gamma_up = m->gamma_up.value,
                        .gamma_phi = m->gamma_phi.value,
                        .Gamma_up = m->gamma_collective_up.value,
                        .Gamma_phi = m->gamma_collective_phi.value,
                        .delta = m->delta.value,
                        .chi_z = m->chi_z.value};
    enum sq_status status = set_drive(m, rates, errors);
    return status ? status : sq_rates_check(rates, errors);
}

static double
collective_decay(const void *record, const sq_rates *rates)
{
    (void)record;
    return rates->gamma_s > 0 ? rates->gamma_s / (rates->N * rates->Gamma) : 0;
}

static const sq_platform_condition validity[] = {
    {"collective-decay", "gamma_s <~ N Gamma", 1, 0, false, collective_decay,
     "single spins relax before the ensemble acts together: no squeezing builds up"},
};

const sq_platform sq_platform_model = {
    .name = "model",
    .summary = "the rates of the spin model themselves, in units of your choice",
    .dimensionless = true,
    .row = rows,
    .n_rows = sizeof rows / sizeof rows[0],
    .record_size = sizeof(model_record),
    .atoms = "1e4",
    .missing = missing,
    .rates = translate,
    .validity = validity,
    .n_validity = sizeof validity / sizeof validity[0],
};
