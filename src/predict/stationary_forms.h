/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steady states that are known without following anything: of spins on which nothing acts but
 * all together, and of spins on which nothing acts but one by one. */
#ifndef SQ_STATIONARY_FORMS_H
#define SQ_STATIONARY_FORMS_H

#include <stdbool.h>

#include "base/error.h"
#include "model/moments.h"
#include "model/rates.h"

/* Nothing acts on single spins: the closed form.  False: there is none. */
bool sq_stationary_forms_closed(sq_moments *moments, const sq_rates *rates);

/* Does nothing act on pairs, so that every spin is by itself? */
bool sq_stationary_forms_are_independent(const sq_rates *rates);

/* N times what one spin does; *rate receives that of its slowest mode. */
enum sq_status sq_stationary_forms_product(sq_moments *moments, double *rate,
                                           const sq_rates *rates,
                                           sq_errors *errors) SQ_CHECK_RESULT;

#endif
