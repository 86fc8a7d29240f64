/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed form of twisting: against published minima, the master equation, and itself at
 * numbers of spins where nothing else goes. */
#include <criterion/criterion.h>
#include <math.h>

#include "model/initial.h"
#include "model/squeezing.h"
#include "solvers/ising.h"
#include "solvers/solver.h"

static double
decibel_at(const sq_rates *rates, const double spin[3], double t)
{
    sq_ising state;
    sq_moments moments;
    sq_squeezing squeezing;
    sq_ising_begin(&state, rates->N, spin);
    sq_ising_advance(&state, &state, rates, t);
    sq_ising_moments(&moments, &state);
    sq_squeezing_compute(&squeezing, &moments);
    return sq_squeezing_decibel(squeezing.xi2);
}

/* Kitagawa & Ueda, PRA 47, 5138 (1993); with noise, Foss-Feig et al. 2013, computed apart. */
Test(ising, minima)
{
    static const double x_axis[3] = {1, 0, 0};
    static const struct {
        sq_rates rates;
        double t, db;
    } point[] = {
        {{.N = 10, .chi_z = 1}, 0.20047, 5.0884},
        {{.N = 100, .chi_z = 1}, 0.05037, 12.0103},
        {{.N = 1000, .chi_z = 1}, 0.01152, 19.2264},
        {{.N = 3000, .chi_z = 1}, 0.0056157, 22.5846},
        {{.N = 1e4, .chi_z = -1}, 0.002541, 26.2084},
        {{.N = 1e5, .chi_z = 1}, 5.530e-4, 33.0283},
        {{.N = 50, .chi_z = 1, .gamma_s = 2, .gamma_up = 1, .gamma_phi = 3}, 0.04542, 4.4660},
        {{.N = 219, .chi_z = 1, .gamma_s = 5, .gamma_up = 5, .gamma_phi = 20}, 0.01261, 5.0475},
        {{.N = 1e4, .chi_z = 1, .gamma_s = 30, .gamma_up = 30, .gamma_phi = 60},
         7.5e-4,
         12.8294},
    };
    /* The last digit given; times are given to less than what the flat minimum hides. */
    for (size_t i = 0; i < sizeof point / sizeof point[0]; i++)
        cr_expect_float_eq(decibel_at(&point[i].rates, x_axis, point[i].t), point[i].db, 1e-4,
                           "N = %g", point[i].rates.N);
}

static void
expect_equal(const sq_moments *a, const sq_moments *b, double tolerance)
{
    for (int i = 0; i < 3; i++) {
        cr_expect_float_eq(a->mean[i], b->mean[i], tolerance * a->N, "mean %d", i);
        for (int j = 0; j < 3; j++)
            cr_expect_float_eq(a->cov[i][j], b->cov[i][j], tolerance * a->N, "cov %d %d", i, j);
    }
}

static void
run_exact(sq_moments *moments, const sq_rates rates[2], const double spin[3],
          const double duration[2])
{
    const sq_solver *solver = sq_solver_find("exact");
    sq_solver_options options;
    sq_errors errors = {0};
    void *state;
    sq_solver_options_init(&options);
    options.tolerance = 1e-11;
    cr_assert_not(solver->create(&state, &rates[0], spin, &options, &errors));
    cr_assert_not(solver->advance(state, duration[0], SQ_SOLVER_TO_THE_END, &errors));
    cr_assert_not(solver->quench(state, &rates[1], &errors));
    cr_assert_not(
        solver->advance(state, duration[0] + duration[1], SQ_SOLVER_TO_THE_END, &errors));
    solver->moments(state, moments);
    solver->free(state);
}

/* Every channel, small and large angles, and rates that change on the way. */
Test(ising, agrees_with_the_master_equation)
{
    static const sq_rates rates[2] = {
        {.N = 11,
         .chi_z = 0.2385,
         .delta = -0.83,
         .gamma_s = 0.41,
         .gamma_up = 0.17,
         .gamma_phi = 0.29,
         .Gamma_phi = 0.031},
        {.N = 11,
         .chi_z = -0.57,
         .delta = 1.3,
         .gamma_s = 0.11,
         .gamma_up = 0.77,
         .gamma_phi = 0.39,
         .Gamma_phi = 0.013},
    };
    static const double duration[][2] = {{0.02, 0.013}, {0.3, 0.2}, {1.7, 2.9}};
    double spin[3];
    sq_initial_from_angles(spin, 1.1, -2.3);
    for (size_t i = 0; i < 3; i++) {
        sq_ising state;
        sq_moments mine, exact;
        sq_ising_begin(&state, 11, spin);
        for (int k = 0; k < 2; k++)
            sq_ising_advance(&state, &state, &rates[k], duration[i][k]);
        sq_ising_moments(&mine, &state);
        run_exact(&exact, rates, spin, duration[i]);
        expect_equal(&mine, &exact, 1e-8); /* the master equation's steps */
    }
}

/* The power series against the exponential at nu = i, at which 0.02^12/12! = 1e-29 is left out,
 * from few flips to more than a spin can remember: rounding alone. */
Test(ising, series_are_the_exponential)
{
    static const double flips[] = {0, 1e-9, 3e-4, 0.083, 1.7, 23, 99.3, 100.9, 5.3e3, 7.1e8};
    static const double up[] = {0, 0.31, 1};
    double spin[3];
    sq_initial_from_angles(spin, 1.2, 0.4);
    for (size_t i = 0; i < sizeof flips / sizeof flips[0]; i++)
        for (size_t k = 0; k < 3; k++) {
            const sq_rates rates = {.N = 219,
                                    .chi_z = -0.0195,
                                    .gamma_s = 2 * flips[i] * (1 - up[k]),
                                    .gamma_up = 2 * flips[i] * up[k]};
            sq_ising s;
            sq_ising_begin(&s, 219, spin);
            sq_ising_advance(&s, &s, &rates, 0.37);
            sq_ising_advance(&s, &s, &rates, 0.63);
            for (int part = 0; part < 2; part++) {
                double complex sum = 0;
                for (int n = SQ_ISING_ORDER; n >= 0; n--)
                    sum = sum * I + s.spectator.series[part].c[n];
                cr_expect(cabs(sum - s.spectator.once[part]) < 1e-14,
                          "%g flips, %g up, part %d: %g", flips[i], up[k], part,
                          cabs(sum - s.spectator.once[part]));
            }
        }
}

/* Half up, and as often up as down: the angle has the variance of telegraph noise, chi_z² (t/g
 * − (1 − e^(−2 g t))/(2 g²)) with flips at the rate g, and half of it is the second coefficient
 * of the sum, of which nothing may be lost however small it is: a hundred roundings. */
Test(ising, variance_of_telegraph_noise)
{
    static const double spin[3] = {1, 0, 0},
                        z[] = {1e-2, 0.37, 2.9, 41, 99.6, 100.4, 3.3e4, 1.9e7};
    for (size_t i = 0; i < sizeof z / sizeof z[0]; i++) {
        const sq_rates rates = {.N = 219, .chi_z = 0.017, .gamma_s = z[i], .gamma_up = z[i]};
        sq_ising s;
        sq_ising_begin(&s, 219, spin);
        sq_ising_advance(&s, &s, &rates, 1);
        double c2 = s.spectator.series[0].c[2] + s.spectator.series[1].c[2],
               half = 0.017 * 0.017 / 2 * (1 / z[i] + expm1(-2 * z[i]) / (2 * z[i] * z[i]));
        if (z[i] < 0.1) /* 1/z − (1 − e^(−2z))/(2 z²), without the loss */
            half = 0.017 * 0.017 / 2 *
                   (1 - 2 * z[i] / 3 + z[i] * z[i] / 3 - 2 * pow(z[i], 3) / 15 +
                    2 * pow(z[i], 4) / 45 - 4 * pow(z[i], 5) / 315 + pow(z[i], 6) / 315);
        cr_expect(fabs(c2 / half - 1) < 2e-14, "z = %g: %g", z[i], c2 / half - 1);
    }
}

/* Where the series end and the closed form begins. */
Test(ising, is_continuous_in_the_angle)
{
    const sq_rates rates = {.N = 317,
                            .chi_z = 0.02,
                            .gamma_s = 0.7,
                            .gamma_up = 0.2,
                            .gamma_phi = 1.1,
                            .Gamma_phi = 1e-3};
    double spin[3];
    sq_initial_from_angles(spin, 1.4, 0.6);
    double below = decibel_at(&rates, spin, 1 - 1e-12),
           above = decibel_at(&rates, spin, 1 + 1e-12);
    cr_expect_float_eq(below, above, 1e-9, "%.12f %.12f", below, above);
}

/* For many spins the minimum is xi² = (3^(2/3)/2) N^(-2/3) (Kitagawa & Ueda 1993). */
Test(ising, any_number_of_spins)
{
    static const double x_axis[3] = {1, 0, 0};
    static const double N[] = {3e7, 1e9, 7e11, 1e15};
    for (size_t i = 0; i < 4; i++) {
        const sq_rates rates = {.N = N[i], .chi_z = 1};
        double t = pow(3, 1.0 / 6) * pow(N[i], -2.0 / 3);
        double right = -10 * log10(pow(3, 2.0 / 3) / 2 * pow(N[i], -2.0 / 3));
        /* The next term is of the order N^(-1/3). */
        cr_expect_float_eq(decibel_at(&rates, x_axis, t), right, 10 * pow(N[i], -1.0 / 3));
    }
}

Test(ising, says_what_is_in_the_way)
{
    const sq_rates rates = {.N = 30.5, .chi_z = 1, .chi = 0.1, .Omega = 2, .Gamma = 1};
    sq_errors errors = {0};
    cr_expect_eq(sq_ising_applicable(&rates, &errors), SQ_ERR_UNSUPPORTED);
    cr_expect_eq(errors.n, 4);
    sq_errors_free(&errors);
}
