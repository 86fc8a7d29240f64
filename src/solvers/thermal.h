/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steady state of a spin of maximal length that one bath heats and cools, without a drive,
 * in closed form. */
#ifndef SQ_THERMAL_H
#define SQ_THERMAL_H

#include <stdbool.h>

#include "model/moments.h"
#include "model/rates.h"

/* Of N spins that start with the maximal spin; N has to be whole, to 10^15 and beyond.  False
 * where something else than Gamma, Gamma_up and what keeps J_z acts, or neither of them does.
 *
 * Emission and pumping have the same matrix elements, so that the populations of J_z fall off
 * by q = Gamma_up/Gamma from each to the next (detailed balance), and no coherence is left. */
bool sq_thermal_state(sq_moments *moments, const sq_rates *rates);

#endif
