/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact solver: pure states against the closed form of twisting, and against the master
 * equation, into which a decay too small to be seen leads; the error of the steps. */
#include <criterion/criterion.h>
#include <math.h>

#include "model/initial.h"
#include "model/squeezing.h"
#include "solvers/mixed_cost.h"
#include "solvers/pure.h"
#include "solvers/pure_cost.h"
#include "solvers/solver.h"

/* Rates for a while, after a pulse. */
typedef struct stage {
    sq_rates rates;
    double axis[3], angle, duration;
} stage;

static double
decibel_of(const sq_moments *moments)
{
    sq_squeezing squeezing;
    sq_squeezing_compute(&squeezing, moments);
    return sq_squeezing_decibel(squeezing.xi2);
}

static double
decibel_after(const char *name, const double spin[3], const stage *stages, int n)
{
    const sq_solver *solver = sq_solver_find(name);
    sq_solver_options options;
    sq_moments moments;
    void *state;
    double t = 0;
    sq_solver_options_init(&options);
    options.tolerance = 1e-6; /* what predict asks of the master equation */
    cr_assert_eq(solver->create(&state, &stages[0].rates, spin, &options, NULL), SQ_OK);
    for (int i = 0; i < n; i++) {
        if (stages[i].angle != 0)
            solver->rotate(state, stages[i].axis, stages[i].angle);
        if (i > 0)
            cr_assert_eq(solver->quench(state, &stages[i].rates, NULL), SQ_OK);
        t += stages[i].duration;
        cr_assert_eq(solver->advance(state, t, SQ_SOLVER_TO_THE_END, NULL), SQ_OK);
    }
    solver->moments(state, &moments);
    solver->free(state);
    return decibel_of(&moments);
}

static const double x_axis[3] = {1, 0, 0};

/* Rounding moves the squeezed variance, N^(1/3)/4, by some 1e-16 of the largest, N^(5/3)/4. */
Test(exact, twists_as_the_closed_form_up_to_a_million_spins)
{
    static const struct {
        double N, t, polar, azimuth;
    } point[] = {
        {37, 0.0929, 1.5707963267948966, 0},
        {1000, 0.01152, 1.5707963267948966, 0},
        {1e4, 0.002541, 1.2, 0.7},
        {1e6, 1.2e-4, 1.5707963267948966, 0.3},
        {201, 0.05, 2.9, -2.1},
    };
    for (size_t i = 0; i < sizeof point / sizeof point[0]; i++) {
        stage s = {.rates = {.N = point[i].N, .chi_z = 0.87, .delta = 31.7},
                   .duration = point[i].t};
        double spin[3];
        sq_initial_from_angles(spin, point[i].polar, point[i].azimuth);
        cr_expect_float_eq(decibel_after("exact", spin, &s, 1),
                           decibel_after("ising", spin, &s, 1), 1e-6, "N = %g", point[i].N);
    }
}

/* A collective dephasing of 1e-9 takes the density matrix and moves nothing. */
static stage
barely_mixed(stage s)
{
    s.rates.Gamma_phi = 1e-9;
    return s;
}

/* The tolerance is what the master equation is right to. */
Test(exact, pure_states_agree_with_the_master_equation)
{
    const stage drive = {
        .rates = {.N = 37, .chi = 0.813, .Omega = -9.21, .delta = 1.37, .chi_z = -0.311},
        .duration = 0.117};
    const stage pulse = {.rates = {.N = 37, .chi_z = 0.713, .Omega = 3.7},
                         .axis = {0.36, 0.48, -0.8},
                         .angle = 2.117,
                         .duration = 0.031};
    const stage pure[] = {drive, pulse}, mixed[] = {barely_mixed(drive), barely_mixed(pulse)};
    double spin[3];
    sq_initial_from_angles(spin, 2.117, -0.831);
    for (int n = 1; n <= 2; n++) {
        double a = decibel_after("exact", spin, pure, n),
               b = decibel_after("exact", spin, mixed, n);
        cr_expect_float_eq(a, b, 2e-5, "%d stages: %g and %g dB", n, a, b);
    }
}

Test(exact, the_density_matrix_takes_over_where_decay_begins)
{
    const stage drive = {.rates = {.N = 23, .chi_z = 1.13, .Omega = 5.3}, .duration = 0.081};
    const stage decay = {.rates = {.N = 23, .chi = 0.37, .gamma_s = 2.3, .gamma_phi = 1.1},
                         .axis = {0.6, 0, 0.8},
                         .angle = 0.7,
                         .duration = 0.053};
    const stage pure[] = {drive, decay, drive}, mixed[] = {barely_mixed(drive), decay, drive};
    for (int n = 2; n <= 3; n++)
        cr_expect_float_eq(decibel_after("exact", x_axis, pure, n),
                           decibel_after("exact", x_axis, mixed, n), 2e-5, "%d stages", n);
}

/* predict states 1e-4 dB for the exact solver; here a tenth of that has to do. */
Test(exact, steps_are_measured_by_what_they_do_to_the_squeezed_variance)
{
    static const stage s[] = {
        {.rates = {.N = 80, .chi_z = 1, .gamma_s = 0.01}, .duration = 0.06},
        {.rates = {.N = 150, .chi_z = 1, .Gamma_phi = 1e-4}, .duration = 0.04},
        {.rates = {.N = 60, .chi_z = 1, .gamma_s = 1, .gamma_up = 2}, .duration = 0.07},
    };
    for (size_t i = 0; i < sizeof s / sizeof s[0]; i++) {
        double found = decibel_after("exact", x_axis, &s[i], 1),
               right = decibel_after("ising", x_axis, &s[i], 1);
        cr_expect_float_eq(found, right, 1e-5, "case %zu: off by %g dB", i, found - right);
    }
}

static enum sq_status
applicable(const sq_rates *rates)
{
    sq_errors errors = {0};
    enum sq_status status = sq_solver_find("exact")->applicable(rates, NULL, &errors);
    sq_errors_free(&errors);
    return status;
}

Test(exact, range_is_that_of_the_kind_of_state)
{
    cr_expect_eq(applicable(&(sq_rates){.N = 1e6, .chi = 1, .Omega = 3}), SQ_OK);
    cr_expect_eq(applicable(&(sq_rates){.N = 1e6 + 1, .chi_z = 1}), SQ_ERR_UNSUPPORTED);
    cr_expect_eq(applicable(&(sq_rates){.N = 2001, .chi = 1, .gamma_phi = 1e-3}),
                 SQ_ERR_UNSUPPORTED);
}

/* Where a state begins decides how wide it becomes: along z it is one number, and some thousand
 * across.  A factor of 3 is what a plan promises. */
Test(exact, the_width_of_a_driven_pure_state_is_foreseen)
{
    static const sq_frame laboratory = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    const sq_rates rates = {.N = 1e4, .chi_z = 1, .Omega = 3e3};
    const double spins[][3] = {{0, 0, 1}, {1, 0, 0}, {0, 0.6, 0.8}}, times[] = {2e-4, 2e-3};
    for (int i = 0; i < 6; i++) {
        sq_pure p;
        double t = times[i % 2], states = 100;
        cr_assert(sq_pure_init(&p, rates.N, spins[i / 2]) && sq_pure_see_from(&p, &laboratory));
        for (int k = 0; k < states; k++)
            cr_assert(sq_pure_advance(&p, &rates, t / states));
        double bytes = (double)p.room * SQ_PURE_N_VECTORS * sizeof(double);
        sq_solver_cost cost = sq_pure_cost(&rates, spins[i / 2], t, states);
        cr_expect(bytes < 3 * cost.bytes && cost.bytes < 3 * bytes, "case %d: %g, not %g", i,
                  cost.bytes, bytes);
        sq_pure_free(&p);
    }
}

/* A run ends after so many steps, and a faster precession makes it no longer. */
Test(exact, no_more_steps_are_foreseen_than_a_task_allows)
{
    const sq_rates fast = {.N = 9, .chi_z = 1, .gamma_s = 1, .delta = 3e4},
                   faster = {.N = 9, .chi_z = 1, .gamma_s = 1, .delta = 3e5};
    const double spin[3] = {1, 0, 0};
    double a = sq_mixed_cost(&fast, spin, 1e-6, 1, 401).seconds,
           b = sq_mixed_cost(&faster, spin, 1e-6, 1, 401).seconds;
    cr_expect(b < 1.01 * a, "%g s and %g s", a, b);
}
