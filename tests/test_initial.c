/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cases.h"
#include "model/initial.h"

static double
length(const double *v)
{
    return sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
}

Test(initial, angles)
{
    double v[3];
    sq_initial_from_angles(v, M_PI / 2, M_PI);
    cr_expect(fabs(v[0] + 1) < 1e-15 && fabs(v[1]) < 1e-15 && fabs(v[2]) < 1e-15);
    sq_initial_from_angles(v, 2.1279, 2.5779);
    cr_expect(fabs(length(v) - 1) < 1e-15);
    cr_expect(fabs(v[2] - cos(2.1279)) < 1e-15);
}

/* Closed form without detuning: a = 2 alpha/N, alpha = −i Omega/(Gamma + 2 i chi),
 * Bloch vector (Re a, −Im a, −sqrt(1 − |a|²)), |a| = Upsilon/Upsilon_c. */
Test(initial, mean_field_closed_form)
{
    sq_errors errors = {0};
    sq_rates rates = {.N = 1e6, .Gamma = 1, .chi = 0.2385, .gamma_s = 3};
    rates.Omega = 0.9 * sq_rates_upsilon_critical(&rates) * rates.N / 2;
    double v[3];
    cr_assert(sq_initial_mean_field(v, &rates, &errors) == SQ_OK);
    double phase = atan2(2 * 0.2385, 1); /* a = −i u exp(−i phase) */
    cr_expect(fabs(v[0] + 0.9 * sin(phase)) < 1e-12, "%g", v[0]);
    cr_expect(fabs(v[1] - 0.9 * cos(phase)) < 1e-12, "%g", v[1]);
    cr_expect(fabs(v[2] + sqrt(1 - 0.81)) < 1e-12, "%g", v[2]);
}

/* With every collective term: order 1 at very large N stays where it is put.  The
 * terms left out are of order 1/N, and act for a time of order one. */
Test(initial, mean_field_is_stationary)
{
    sq_errors errors = {0};
    const double N = 1e9;
    sq_rates rates = {.N = N,
                      .Gamma = 1 / N,
                      .chi = -0.31 / N,
                      .Omega = 0.37,
                      .Gamma_up = 0.2 / N,
                      .delta = 0.083,
                      .chi_z = 0.057 / N};
    double v[3];
    cr_assert(sq_initial_mean_field(v, &rates, &errors) == SQ_OK);
    cr_expect(fabs(length(v) - 1) < 1e-12);
    sq_moments m = case_run(sq_solver_find("mean-field"), 1, &rates, v, 3.7);
    for (int a = 0; a < 3; a++)
        cr_expect(fabs(2 * m.mean[a] / N - v[a]) < 1e-7, "%d: %g, was %g", a, 2 * m.mean[a] / N,
                  v[a]);
}

Test(initial, no_steady_state_above_threshold)
{
    sq_errors errors = {0};
    sq_rates rates = {.N = 1e4, .Gamma = 1, .Omega = 1.07e4 / 2};
    double v[3];
    cr_expect(sq_initial_mean_field(v, &rates, &errors) == SQ_ERR_UNSUPPORTED);
    cr_expect_str_eq(
        errors.fault[0].text,
        "initial.direction: mean-field: there is no mean-field steady state in the "
        "superradiant phase (Upsilon/Upsilon_c = 1.07); lower the drive, or give a "
        "direction such as -x or [120 deg, 150 deg]");
    sq_errors_free(&errors);
}
