/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many of the shots are past the trust. */
#ifndef SQ_NOISE_TRUST_H
#define SQ_NOISE_TRUST_H

#include "planning/noise_shots.h"

/* The part of all shots that the hierarchy cannot be trusted for at time i, where point k has
 * part[k] of them (as in the rule). */
double sq_noise_trust_lost(const sq_noise_shots *shots, const double *part, size_t i);

#endif
