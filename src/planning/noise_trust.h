/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many of the shots are past the trust. */
#ifndef SQ_NOISE_TRUST_H
#define SQ_NOISE_TRUST_H

#include "planning/noise_shots.h"

/* The part of all shots that this order of the hierarchy cannot be trusted for at time i, by
 * the points that are looked at closely. */
double sq_noise_trust_lost(const sq_noise_shots *shots, int order, size_t i);

#endif
