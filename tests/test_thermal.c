/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "solvers/relaxation.h"
#include "solvers/thermal.h"

static sq_moments
thermal(const sq_rates *rates)
{
    sq_moments m;
    cr_assert(sq_thermal_state(&m, rates));
    return m;
}

/* The null vector of the master equation, whatever else keeps J_z. */
Test(thermal, is_the_null_vector)
{
    static const double N[] = {1, 2, 3, 12, 37};
    static const double up[] = {0, 1e-3, 0.3, 0.97, 1.0, 1.1, 40};
    for (int i = 0; i < 5 * 7; i++) {
        sq_rates rates = {.N = N[i % 5],
                          .Gamma = 1.13,
                          .Gamma_up = 1.13 * up[i / 5],
                          .chi = 0.4,
                          .chi_z = -0.7,
                          .delta = 2,
                          .Gamma_phi = 0.3};
        sq_relaxation right;
        sq_errors errors = {0};
        cr_assert(sq_relaxation_find(&right, &rates, &errors) == SQ_OK);
        sq_moments m = thermal(&rates);
        double scale = rates.N * rates.N;
        for (int a = 0; a < 3; a++) {
            cr_expect(fabs(m.mean[a] - right.moments.mean[a]) < 1e-12 * rates.N, "N %g, %g",
                      rates.N, up[i / 5]);
            for (int b = 0; b < 3; b++)
                cr_expect(fabs(m.cov[a][b] - right.moments.cov[a][b]) < 1e-12 * scale,
                          "N %g, %g: %g %g", rates.N, up[i / 5], m.cov[a][b],
                          right.moments.cov[a][b]);
        }
    }
}

/* The two formulas meet where one gives way to the other: a step of 1e-9 in x, and what
 * cancels. */
Test(thermal, has_no_edge)
{
    double x = 0.25 / 1001;
    sq_rates below = {.N = 1000, .Gamma = exp(x * (1 - 1e-9)), .Gamma_up = 1}, above = below;
    above.Gamma = exp(x * (1 + 1e-9));
    sq_moments a = thermal(&below), b = thermal(&above);
    cr_expect_float_eq(a.mean[2], b.mean[2], 1e-6 * fabs(a.mean[2]));
    cr_expect_float_eq(a.cov[2][2], b.cov[2][2], 1e-9 * a.cov[2][2]);
    cr_expect_float_eq(a.cov[0][0], b.cov[0][0], 1e-9 * a.cov[0][0]);
}

/* Of many spins xi² is that of a heated mode, (Gamma + Gamma_up)/(Gamma − Gamma_up). */
Test(thermal, many_spins)
{
    for (double N = 1e6; N < 1e16; N *= 1e3) {
        sq_rates rates = {.N = N, .Gamma = 1, .Gamma_up = 0.5};
        sq_moments m = thermal(&rates);
        sq_squeezing s;
        sq_squeezing_compute(&s, &m);
        cr_expect_float_eq(s.xi2, 3, 10 / N + 1e-14, "%g %g", N, s.xi2);
    }
}

Test(thermal, is_not_that_of_others)
{
    const sq_rates others[] = {{.N = 7, .Gamma = 1, .Omega = 1e-9},
                               {.N = 7, .Gamma = 1, .gamma_phi = 1e-9},
                               {.N = 7, .chi = 1, .Gamma_phi = 1}};
    sq_moments m;
    for (int i = 0; i < 3; i++)
        cr_expect(!sq_thermal_state(&m, &others[i]));
}
