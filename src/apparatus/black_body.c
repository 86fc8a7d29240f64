/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apparatus/black_body.h"

#include <math.h>

#include "base/constants.h"

double
sq_black_body_excitation(const sq_black_body *b, double temperature)
{
    double quantum = SQ_HBAR * 2 * SQ_PI * SQ_SPEED_OF_LIGHT / b->wavelength;
    return temperature > 0 ? b->strength / expm1(quantum / (SQ_BOLTZMANN * temperature)) : 0;
}
