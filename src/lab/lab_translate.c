/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/lab_translate.h"

#include <math.h>

#include "lab/lab_fault.h"
#include "model/initial.h"

enum sq_status
sq_lab_translate_rates(sq_lab *lab, sq_errors *errors)
{
    sq_errors found = {0};
    if (lab->platform->complete && lab->platform->complete(lab->record))
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the lab");
    enum sq_status status =
        lab->platform->rates(lab->record, lab->common.number.value, &lab->rates, &found);
    sq_lab_fault_add(lab, &found, errors);
    return status;
}

/* ---- the run ---- */

static enum sq_status
set_direction(sq_lab *lab, sq_errors *errors)
{
    const sq_param_row_direction *d = &lab->common.direction;
    int choice = (int)d->named.value;
    lab->at_rest = d->named.known && choice == SQ_LAB_MEAN_FIELD;
    if (!d->named.known) {
        sq_initial_from_angles(lab->spin, d->polar.value, d->azimuthal.value);
        return SQ_OK;
    }
    if (lab->at_rest)
        return sq_initial_mean_field(lab->spin, &lab->rates, errors);
    for (int axis = 0; axis < 3; axis++)
        lab->spin[axis] = axis != choice / 2 ? 0 : choice % 2 ? -1 : 1;
    return SQ_OK;
}

static enum sq_status
set_duration(sq_lab *lab, sq_errors *errors)
{
    const sq_quantity *until = &lab->common.until;
    lab->until_given = until->known;
    lab->until = until->known ? until->value : sq_rates_default_duration(&lab->rates);
    return isfinite(lab->until) && lab->until > 0
               ? SQ_OK
               : sq_errors_add(errors, SQ_ERR_NUMERIC,
                               "no duration follows from the rates; give time.until");
}

enum sq_status
sq_lab_translate_run(sq_lab *lab, sq_errors *errors)
{
    sq_errors found = {0};
    enum sq_status status = set_direction(lab, &found);
    if (!status)
        status = set_duration(lab, &found);
    sq_lab_fault_add(lab, &found, errors);
    return status;
}
