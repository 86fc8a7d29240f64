/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Platform `model`: the rates of the spin model as they are.
 *
 * For theory work and for the figures of the paper.  All values are plain numbers
 * in one unit of the user's choice (usually gamma_collective = 1), times in its
 * inverse. */
#include "apparatus/drive.h"
#include "apparatus/platform.h"

typedef struct model_record {
    sq_quantity gamma_collective, chi, gamma_s, gamma_up, gamma_phi;
    sq_quantity gamma_collective_up, chi_z;
    sq_drive drive;
} model_record;

#define RATE(key_, symbol_, member_, bounds_, ...)                                             \
    {                                                                                          \
        .key = "rates." key_, .symbol = symbol_, .kind = SQ_PARAM_QUANTITY,                    \
        .dim = SQ_DIM_RATE, .member = offsetof(model_record, member_), .bounds = SQ_##bounds_, \
        __VA_ARGS__                                                                            \
    }

static const sq_param_row rows[] = {
    RATE("gamma_collective", "Gamma", gamma_collective, NOT_NEGATIVE, .fallback = "1",
         .suggested = true, .help = "collective emission rate, Gamma L(J-)"),
    RATE("chi", "chi", chi, ANY, .fallback = "0", .suggested = true,
         .help = "collective exchange, H = chi J+J-"),
    RATE("gamma_s", "gamma_s", gamma_s, NOT_NEGATIVE, .fallback = "0", .example = "50",
         .suggested = true, .help = "relaxation of one spin, gamma_s L(sigma-)"),
    RATE("gamma_up", "gamma_up", gamma_up, NOT_NEGATIVE, .fallback = "0",
         .help = "pumping of one spin, gamma_up L(sigma+)"),
    RATE("gamma_phi", "gamma_phi", gamma_phi, NOT_NEGATIVE, .fallback = "0",
         .help = "dephasing of one spin, gamma_phi L(sigma_z/2); its coherence decays at "
                 "gamma_phi/2"),
    RATE("gamma_collective_up", "Gamma_up", gamma_collective_up, NOT_NEGATIVE, .fallback = "0",
         .help = "collective pumping, Gamma_up L(J+)"),
    SQ_DRIVE_DEPHASING_ROW(model_record, "rates.gamma_collective_phi", "0",
                           "collective dephasing"),
    SQ_DRIVE_DETUNING_ROW(model_record, "rates.delta", "0", "detuning of the drive"),
    RATE("chi_z", "chi_z", chi_z, ANY, .fallback = "0",
         .help = "one-axis twisting, H = chi_z Jz^2"),
    SQ_DRIVE_ROWS(model_record, "", "drive", "Rabi frequency of the drive", NULL),
};

static enum sq_status
missing(const void *record, sq_errors *errors)
{
    const model_record *m = record;
    return sq_drive_is_given(&m->drive) ? SQ_OK : sq_drive_missing(errors);
}

static enum sq_status
check_ratio(const model_record *m, const sq_rates *rates, sq_errors *errors)
{
    if (!m->drive.ratio.known || sq_rates_upsilon_critical(rates) != 0)
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "drive.ratio needs a critical drive, which is zero for "
                         "rates.gamma_collective = rates.gamma_collective_up and rates.chi = "
                         "0; give drive.rabi instead");
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
                        .chi_z = m->chi_z.value};
    enum sq_status status = check_ratio(m, rates, errors);
    if (status)
        return status;
    sq_drive_translate(&m->drive, rates);
    return sq_rates_check(rates, errors);
}

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
};
