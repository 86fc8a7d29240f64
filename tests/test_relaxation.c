/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <gsl/gsl_rng.h>

#include "cases.h"
#include "solvers/relaxation.h"
#include "solvers/steady.h"

static sq_relaxation
relaxation_of(const sq_rates *rates)
{
    sq_relaxation r;
    sq_errors errors = {0};
    cr_assert(sq_relaxation_find(&r, rates, &errors) == SQ_OK, "%s",
              errors.n ? sq_errors_first(&errors) : "");
    return r;
}

static double
xi2_of(const sq_moments *m)
{
    sq_squeezing s;
    sq_squeezing_compute(&s, m);
    return s.xi2;
}

/* Rates of all terms at random, some of them 0, with something that flips single spins. */
static sq_rates
random_rates(gsl_rng *random, double N)
{
    sq_rates rates = {.N = N};
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++) {
        double value = gsl_rng_uniform(random) * (row->of_pairs ? 3 / N : 1);
        if (gsl_rng_uniform(random) < 0.7)
            *sq_rates_member(&rates, row) =
                row->may_be_negative && gsl_rng_uniform(random) < 0.5 ? -value : value;
    }
    rates.gamma_s += 0.23;
    return rates;
}

/* The master equation, followed until e^-30 is left of what was. */
Test(relaxation, is_where_the_exact_solver_ends)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
    for (int i = 0; i < 24; i++) {
        sq_rates rates = random_rates(random, 1 + i % 9);
        sq_relaxation r = relaxation_of(&rates);
        double slowest = fmin(r.rate, 0.23 / 2);
        sq_moments m =
            case_run(sq_solver_find("exact"), 0, &rates, some_direction, 30 / slowest);
        /* 1e-7: tolerance of the steps, 1e-10, times their number */
        cr_expect(case_distance(&r.moments, &m) < 1e-7, "case %d, N = %g: %g", i, rates.N,
                  case_distance(&r.moments, &m));
    }
    gsl_rng_free(random);
}

/* Late, the slowest mode is all that is left. */
Test(relaxation, slowest_rate_is_that_of_the_exact_solver)
{
    sq_rates rates = {.N = 7, .Gamma = 0.31, .Omega = 1.37, .gamma_s = 0.41, .chi = 0.2385};
    sq_relaxation r = relaxation_of(&rates);
    cr_assert(r.frequency == 0 && r.next > r.rate);
    double late = 8 / r.rate, later = 9 / r.rate;
    sq_moments a = case_run(sq_solver_find("exact"), 0, &rates, some_direction, late);
    sq_moments b = case_run(sq_solver_find("exact"), 0, &rates, some_direction, later);
    double fell = log(case_distance(&a, &r.moments) / case_distance(&b, &r.moments));
    cr_expect_float_eq(fell, 1, 0.05, "%g", fell); /* the next mode has e^-8 of it */
}

/* p(M) ~ (Gamma_up/Gamma)^M, and a third program for single spins (PIQS). */
Test(relaxation, known_values)
{
    sq_rates collective = {.N = 10, .Gamma = 1, .Gamma_up = 0.5};
    sq_relaxation r = relaxation_of(&collective);
    cr_expect_float_eq(r.moments.mean[2], -4.005374, 1e-6);
    cr_expect_float_eq(xi2_of(&r.moments), 3.744969, 1e-6);
    sq_rates pumped = {.N = 30, .Gamma = 1, .gamma_up = 15, .delta = 1};
    r = relaxation_of(&pumped);
    cr_expect_float_eq(r.moments.mean[2], 7.454874, 1e-6);
    cr_expect_float_eq(sq_moments_total_spin(&r.moments), 175.9567, 1e-4);
}

/* Closed form where there is one: with a drive, without, to rounding. */
Test(relaxation, agrees_with_the_closed_form)
{
    for (double ratio = 0.3; ratio < 2; ratio += 0.57) {
        sq_rates rates = {.N = 23, .Gamma = 1.13, .chi = -0.2385};
        rates.Omega = sq_rates_rabi_of_ratio(&rates, ratio);
        sq_relaxation r = relaxation_of(&rates);
        sq_moments m;
        sq_errors errors = {0};
        cr_assert(!sq_steady_collective(&m, &rates, &errors));
        cr_expect(case_distance(&m, &r.moments) < 1e-11, "%g", case_distance(&m, &r.moments));
    }
}

/* 1/gamma_s is 10^5 times the collective time: nothing of it is felt. */
Test(relaxation, two_spins_that_hardly_relax)
{
    sq_rates rates = {.N = 2, .Gamma = 1, .gamma_s = 1e-5};
    rates.Omega = sq_rates_rabi_of_ratio(&rates, 0.158);
    sq_relaxation r = relaxation_of(&rates);
    cr_expect_float_eq(r.rate, 1e-5, 1e-8);
    cr_expect(r.branches == 2); /* the pair without a spin is left by gamma_s alone */
    cr_expect_float_eq(r.branch[0].weight + r.branch[1].weight, 1, 1e-12);
}

/* Between the edges the parts make up the whole, but for their tails, and the polarised branch
 * is squeezed. */
Test(relaxation, branches_of_a_bistable_state)
{
    sq_rates rates = {.N = 30, .Gamma = 1, .gamma_s = 0.6};
    rates.Omega = sq_rates_rabi_of_ratio(&rates, 0.65);
    sq_relaxation r = relaxation_of(&rates);
    cr_assert(r.branches == 2);
    double z = 0;
    for (int b = 0; b < 2; b++) {
        cr_expect(r.branch[b].weight > 0.01);
        z += r.branch[b].weight * r.branch[b].moments.mean[2];
    }
    cr_expect_float_eq(z, r.moments.mean[2], 0.01 * rates.N);
    cr_expect(r.branch[0].moments.mean[2] < r.branch[1].moments.mean[2]);
    cr_expect(xi2_of(&r.branch[0].moments) < 0.9, "%g", xi2_of(&r.branch[0].moments));
    cr_expect(r.rate < rates.gamma_s / 4 && r.next > rates.gamma_s / 4, "%g", r.rate);
}

/* All rates times a factor: the same state, sooner.  Complex conjugation of the equation and
 * a turn by pi about y: chi, chi_z, delta and H as a whole change sign, J_y does. */
Test(relaxation, scaling_and_mirror)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
    for (int i = 0; i < 10; i++) {
        sq_rates rates = random_rates(random, 2 + i), fast = rates, mirrored = rates;
        for (const sq_rates_row *row = sq_rates_rows; row->name; row++)
            *sq_rates_member(&fast, row) *= 7.3;
        mirrored.chi *= -1, mirrored.chi_z *= -1, mirrored.delta *= -1, mirrored.Omega *= -1;
        sq_relaxation r = relaxation_of(&rates), f = relaxation_of(&fast),
                      m = relaxation_of(&mirrored);
        cr_expect(case_distance(&r.moments, &f.moments) < 1e-10);
        cr_expect_float_eq(f.rate, 7.3 * r.rate, 1e-4 * f.rate);
        m.moments.mean[1] *= -1;
        for (int a = 0; a < 3; a += 2) {
            m.moments.cov[1][a] *= -1;
            m.moments.cov[a][1] *= -1;
        }
        cr_expect(case_distance(&r.moments, &m.moments) < 1e-10);
    }
    gsl_rng_free(random);
}

/* No rate flips a spin: the populations stay where they are. */
Test(relaxation, what_is_not_unique_is_refused)
{
    sq_rates rates = {.N = 6, .chi_z = 1, .gamma_phi = 0.3};
    sq_relaxation r;
    sq_errors errors = {0};
    cr_expect(sq_relaxation_find(&r, &rates, &errors) == SQ_ERR_NUMERIC);
    sq_errors_free(&errors);
    rates.gamma_s = 0.1, rates.N = 6.5;
    cr_expect(sq_relaxation_find(&r, &rates, &errors) == SQ_ERR_UNSUPPORTED);
    sq_errors_free(&errors);
}
