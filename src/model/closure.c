/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A closure drops correlations, which is good while the spin has a direction, and the cloud
 * around it is narrow beside the sphere. */
#include "model/closure.h"

#include <math.h>
#include <stdbool.h>

/* Largest angular variance (rad²) of the cloud in excess of uncorrelated spins',
 * times sqrt(N).  Measured for N = 10 … 10^7, chi/Gamma = 0 … 3, ratios 0.8 … 0.98:
 * orders 2 and 3 part by 0.5 dB at 0.2 to 1.9, and the optimum lies below 1.35. */
#define LARGEST_SPREAD 1.4

/* (Var_max − N/4) / |<J>|²: angular variance of the cloud beyond that of
 * uncorrelated spins, rad². */
static double
excess_spread(const sq_moments *m)
{
    sq_squeezing s;
    sq_squeezing_compute(&s, m);
    /* NaN when the spin has no direction: then there is no cloud around it either. */
    return isnan(s.antisqueezed) ? 0 : (s.antisqueezed - 1 / (s.contrast * s.contrast)) / m->N;
}

enum sq_breakdown
sq_closure_breakdown(const sq_moments *moments)
{
    enum sq_breakdown violation = sq_moments_violation(moments, SQ_CLOSURE_SLACK);
    if (violation)
        return violation;
    bool broad = excess_spread(moments) * sqrt(moments->N) > LARGEST_SPREAD;
    return broad ? SQ_BREAKDOWN_BROAD : SQ_BREAKDOWN_NONE;
}
