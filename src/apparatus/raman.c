/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apparatus/raman.h"

#include <math.h>
#include <stddef.h>

#include "base/constants.h"

/* Sums over Clebsch–Gordan coefficients, of the pi beam + the other one. */
const sq_raman_polarisation sq_raman_polarisations[] = {
    {.geometry = 1, .down = 2 + 1, .up = 2 + 1, .elastic = 0 + 4},
    {.geometry = M_SQRT2, .down = 2 + 0, .up = 2 + 2, .elastic = 0 + 4},
    {.geometry = M_SQRT2, .down = 2 + 2, .up = 2 + 0, .elastic = 0 + 4},
};

const char *const sq_raman_polarisation_names[] = {"pi-perpendicular", "pi-sigma+", "pi-sigma-",
                                                   NULL};

static double
fine_structure(const sq_raman *b)
{
    return 2 * SQ_PI * (b->ion->frequency_3 - b->ion->frequency_1);
}

double
sq_raman_frequency(const sq_raman *beams)
{
    return 2 * SQ_PI * beams->ion->frequency_1 + beams->detuning;
}

double
sq_raman_distance(const sq_raman *beams)
{
    return fmin(fabs(beams->detuning), fabs(beams->detuning - fine_structure(beams)));
}

double
sq_raman_vector_polarisability(const sq_raman *beams)
{
    double D1 = beams->detuning, D3 = D1 - fine_structure(beams);
    return fine_structure(beams) / (3 * D1 * D3);
}

/* g_b² per intensity, with w of P3/2. */
static double
coupling_per_intensity(const sq_raman *b)
{
    double w = 2 * SQ_PI * b->ion->frequency_3;
    return 3 * SQ_PI * SQ_SPEED_OF_LIGHT * SQ_SPEED_OF_LIGHT * b->ion->linewidth /
           (2 * SQ_HBAR * w * w * w);
}

double
sq_raman_rabi_per_intensity(const sq_raman *beams)
{
    return 2 * coupling_per_intensity(beams) * fabs(sq_raman_vector_polarisability(beams)) *
           beams->polarisation->geometry;
}

double
sq_raman_scattering(const sq_raman *beams, double rabi)
{
    return beams->ion->linewidth * fabs(sq_raman_vector_polarisability(beams)) * rabi /
           (2 * beams->polarisation->geometry);
}
