/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs that differ from shot to shot. */
#include <criterion/criterion.h>
#include <math.h>

#include "labs.h"
#include "planning/noise.h"

/* The point of the paper in units of Gamma; N and ratio follow. */
#define POINT                                                                                  \
    "squint: 1\nplatform: model\nrates: {chi: 1, gamma_s: 186.4}\n"                            \
    "initial: {direction: [121.92 deg, 147.70 deg]}\ntime: {until: 2e-3}\n"

static sq_noise_effect
poisson(const char *text, double planned)
{
    sq_lab lab;
    sq_errors errors = {0};
    sq_noise_effect effect;
    cr_assert(lab_read_text(&lab, text, &errors) == SQ_OK, "%s", sq_errors_first(&errors));
    cr_assert(sq_noise_poisson(&effect, &lab, planned, &errors) == SQ_OK);
    sq_lab_free(&lab);
    return effect;
}

/* Averages over 15 nodes by another program, on a grid of 1.33e-5: 8.02 dB without noise at
 * 1.107e-3, and 6.99 dB at 8.4e-4 with it. */
Test(noise, poisson_at_the_point_of_the_paper)
{
    sq_noise_effect e =
        poisson(POINT "atoms: {number: 1e4}\ndrive: {ratio: 0.9477}\n", 1.107e-3);
    cr_expect(fabs(e.ideal_db - 8.02) < 0.01, "%g", e.ideal_db);
    cr_expect(fabs(e.db - 6.99) < 0.02, "%g", e.db);
    cr_expect(fabs(e.time - 8.4e-4) < 1.4e-5, "%g", e.time);
    cr_expect(!e.ended);
    cr_expect(e.planned_db < e.ideal_db - 2, "%g", e.planned_db);
    cr_expect(e.planned_distrusted > 0.1 && e.planned_distrusted < 0.5, "%g",
              e.planned_distrusted);
}

/* The rates of 1e4 atoms at a drive that is given as it is, and none at all: N moves nothing
 * but the time scale then, and what it costs does not hang on Upsilon/Upsilon_c. */
Test(noise, poisson_without_a_drive)
{
    sq_noise_effect e = poisson("squint: 1\nplatform: model\natoms: {number: 3713}\n"
                                "rates: {gamma_collective: 0, chi_z: 1, gamma_s: 10}\n"
                                "drive: {rabi: 0}\ninitial: {direction: +x}\n",
                                2e-3);
    cr_expect(e.ideal_db > 10, "%g", e.ideal_db);
    cr_expect(e.planned_db <= e.ideal_db && e.planned_db > e.ideal_db - 0.05, "%g of %g",
              e.planned_db, e.ideal_db);
    cr_expect(e.db >= e.planned_db - 1e-9, "%g", e.db);
}

/* The drive is Omega, and stays, whether the lab gives that or a ratio. */
Test(noise, ratio_and_rabi_are_one_drive)
{
    sq_noise_effect ratio =
        poisson(POINT "atoms: {number: 1e4}\ndrive: {ratio: 0.9477}\n", 1e-3);
    sq_noise_effect rabi =
        poisson(POINT "atoms: {number: 1e4}\ndrive: {rabi: 10595.608111382753}\n", 1e-3);
    cr_expect(ratio.ideal_db - ratio.planned_db > 0.1, "%g", ratio.planned_db);
    cr_expect(fabs(ratio.planned_db - rabi.planned_db) < 1e-6);
    cr_expect(fabs(ratio.db - rabi.db) < 1e-6);
}

/* Of so few a Poisson distribution would leave none in some shots. */
Test(noise, poisson_of_few_atoms_is_unknown)
{
    sq_noise_effect few = poisson(POINT "atoms: {number: 5}\ndrive: {ratio: 0.9}\n", 1e-3);
    sq_noise_effect more = poisson(POINT "atoms: {number: 7}\ndrive: {ratio: 0.9}\n", 1e-3);
    cr_expect(isnan(few.db) && isnan(few.planned_db));
    cr_expect(isfinite(more.planned_db));
}
