/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Initial states: coherent spin states, all spins along one unit vector. */
#ifndef SQ_INITIAL_H
#define SQ_INITIAL_H

#include "base/public.h"
#include "model/rates.h"

SQ_PUBLIC_BEGIN

/* Unit vector of polar angle (from +z) and azimuth (from +x), rad. */
void sq_initial_from_angles(double spin[3], double polar, double azimuth);

/* Direction of the stable collective steady state in mean field, without one-spin
 * processes (physics: Barberena et al., PRA 99, 053411 (2019)).  SQ_ERR_UNSUPPORTED
 * when there is none, i.e. the drive is above threshold. */
enum sq_status sq_initial_mean_field(double spin[3], const sq_rates *rates,
                                     sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
