/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laser cooling against numbers of another program (for the least occupation, a scan of
 * 400 000 detunings). */
#include <criterion/criterion.h>
#include <math.h>

#include "base/constants.h"
#include "apparatus/doppler.h"

static const double mass = 23.984493 * SQ_DALTON;
static const double wave_number = 2 * SQ_PI * 1072.084547e12 / SQ_SPEED_OF_LIGHT;

static sq_doppler
beam_of(double linewidth, double angle, double emission)
{
    return (sq_doppler){.linewidth = 2 * SQ_PI * linewidth,
                        .wave_number = wave_number,
                        .mass = mass,
                        .saturation = 0.37,
                        .detuning = -2 * SQ_PI * 17e6,
                        .angle = angle,
                        .emission = emission};
}

Test(doppler, damping_and_occupation)
{
    sq_doppler beam = beam_of(41.8e6, 0.4, 0.333);
    double omega = 2 * SQ_PI * 1.1e6;
    cr_expect(fabs(sq_doppler_damping(&beam, omega) / 165229.5534125073 - 1) < 1e-9);
    cr_expect(fabs(sq_doppler_occupation(&beam, omega) / 16.04157767755206 - 1) < 1e-9);
    beam.detuning *= -1;
    cr_expect(sq_doppler_damping(&beam, omega) < 0); /* above the line it heats */
}

Test(doppler, least_occupation)
{
    static const struct {
        double linewidth, frequency, angle, emission, wanted;
    } cases[] = {{41.8e6, 951084.925, 0, 0.4, 14.893800565755262},
                 {41.8e6, 60e6, 0, 0.4, 0.07039490142970872},
                 {1.3e6, 9e6, 0.3, 1.0 / 3, 0.003191192344518515},
                 {7e6, 3e6, 0.7, 0.4, 0.649477520340927}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sq_doppler beam = beam_of(cases[i].linewidth, cases[i].angle, cases[i].emission);
        double omega = 2 * SQ_PI * cases[i].frequency;
        double least = sq_doppler_least_occupation(&beam, omega);
        cr_expect(fabs(least / cases[i].wanted - 1) < 1e-8, "%zu: %.12g", i, least);
        cr_expect(least < sq_doppler_occupation(&beam, omega));
    }
}

/* A broad line along the motion: (1 + alpha) G/(4 omega), less half a quantum. */
Test(doppler, broad_line)
{
    sq_doppler beam = beam_of(41.8e6, 0, 0.4);
    double omega = 2 * SQ_PI * 37e3, limit = 1.4 * 41.8e6 / (4 * 37e3);
    cr_expect(fabs(sq_doppler_least_occupation(&beam, omega) - (limit - 0.5)) < 1e-2);
}

Test(doppler, nothing_to_cool_with)
{
    sq_doppler across = beam_of(41.8e6, SQ_PI / 2, 0.4), unknown = beam_of(0, 0, 0.4);
    cr_expect(isnan(sq_doppler_least_occupation(&across, 1e7)));
    cr_expect(isnan(sq_doppler_least_occupation(&unknown, 1e7)));
}
