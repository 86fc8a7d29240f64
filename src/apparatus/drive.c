/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apparatus/drive.h"

bool
sq_drive_is_given(const sq_drive *drive)
{
    return drive->ratio.given || drive->rabi.given;
}

enum sq_status
sq_drive_missing(sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "the drive is missing: give drive.ratio (Upsilon/Upsilon_c, for "
                         "example 0.9) or drive.rabi (Omega)");
}

void
sq_drive_translate(const sq_drive *drive, sq_rates *rates)
{
    if (drive->ratio.known)
        rates->Omega = sq_rates_rabi_of_ratio(rates, drive->ratio.value);
    else if (drive->rabi.known)
        rates->Omega = drive->rabi.value;
    rates->delta += drive->detuning.value;
    rates->Gamma_phi = drive->collective_dephasing.value;
}
