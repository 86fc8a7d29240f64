/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "cases.h"
#include "model/rates.h"

/* ---- the table ---- */

/* Every member but N has one row, in the order of the record. */
Test(rates, table_is_complete)
{
    size_t n = 0;
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++, n++)
        cr_expect(row->member == (n + 1) * sizeof(double), "%s", row->name);
    cr_expect(sizeof(sq_rates) == (n + 1) * sizeof(double));
}

Test(rates, rows_reach_their_members)
{
    sq_rates rates = every_term;
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++) {
        double before = sq_rates_value(&rates, row);
        cr_expect(before == sq_rates_value(&every_term, row));
        *sq_rates_member(&rates, row) = 1.37 * before;
        cr_expect(!sq_rates_are_equal(&rates, &every_term), "%s", row->name);
        *sq_rates_member(&rates, row) = before;
        cr_expect(sq_rates_are_equal(&rates, &every_term), "%s", row->name);
    }
    rates.N += 1;
    cr_expect(!sq_rates_are_equal(&rates, &every_term));
}

/* ---- what may be ---- */

static void
expect_refused(const sq_rates *rates, const char *text)
{
    sq_errors errors = {0};
    cr_assert(sq_rates_check(rates, &errors) == SQ_ERR_INPUT, "%s", text);
    cr_expect_str_eq(errors.fault[0].text, text);
    sq_errors_free(&errors);
}

Test(rates, each_sign_is_checked)
{
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++) {
        sq_rates rates = every_term;
        sq_errors errors = {0};
        char text[200];
        *sq_rates_member(&rates, row) = -0.37;
        snprintf(text, sizeof text, "the rate %s is -0.37; a decay rate cannot be negative",
                 row->name);
        if (row->may_be_negative)
            cr_expect(sq_rates_check(&rates, &errors) == SQ_OK, "%s", row->name);
        else
            expect_refused(&rates, text);
        *sq_rates_member(&rates, row) = INFINITY;
        snprintf(text, sizeof text,
                 "the rate %s is inf; it must be finite: check the values it is computed from",
                 row->name);
        expect_refused(&rates, text);
    }
}

Test(rates, spins_are_counted)
{
    sq_rates rates = every_term;
    rates.N = 0.37;
    expect_refused(&rates, "the number of spins is 0.37; it must be finite and at least 1");
    rates.N = NAN;
    expect_refused(&rates, "the number of spins is nan; it must be finite and at least 1");
}

/* ---- other numbers of spins ---- */

/* In mean field, where 1/N does not show, fewer spins do the same more slowly: each rate is
 * strong in turn, so that none hides behind the others. */
Test(rates, fewer_spins_do_the_same)
{
    const double N = 1e9, fewer_N = 3.7e7, t = 1.1;
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++) {
        sq_rates rates = {.N = N, .chi = 0.2385 / N, .Gamma = 0.413 / N, .Omega = 0.37}, fewer;
        *sq_rates_member(&rates, row) = row->of_pairs ? 2.31 / N : 2.31;
        sq_rates_at_fewer_spins(&fewer, &rates, fewer_N);
        cr_expect(fewer.N == fewer_N);
        const sq_solver *solver = sq_solver_find("mean-field");
        sq_moments m = case_run(solver, 1, &rates, some_direction, t);
        sq_moments f = case_run(solver, 1, &fewer, some_direction, t * N / fewer_N);
        for (int a = 0; a < 3; a++)
            cr_expect(fabs(m.mean[a] / N - f.mean[a] / fewer_N) < 1e-6, "%s, axis %d: %g, %g",
                      row->name, a, m.mean[a] / N, f.mean[a] / fewer_N);
    }
}

Test(rates, whole_number_keeps_times)
{
    sq_rates rates = every_term, whole;
    rates.N = 37.41;
    sq_rates_at_whole_number(&whole, &rates);
    cr_expect(whole.N == 37);
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++) {
        double strength = sq_rates_value(&rates, row) * (row->of_pairs ? rates.N / 37 : 1);
        cr_expect_float_eq(sq_rates_value(&whole, row), strength, 1e-15, "%s", row->name);
    }
    cr_expect_float_eq(sq_rates_drive_ratio(&whole), sq_rates_drive_ratio(&rates), 1e-15);
}

Test(rates, roles_are_scaled)
{
    const double factor[SQ_RATES_ROLES] = {1.1, 1.3, 1.7, 1.9, 2.3};
    sq_rates scaled;
    sq_rates_scale(&scaled, &every_term, factor);
    cr_expect(scaled.N == every_term.N);
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++)
        cr_expect(sq_rates_value(&scaled, row) ==
                      sq_rates_value(&every_term, row) * factor[row->role],
                  "%s", row->name);
    cr_expect_float_eq(sq_rates_one_spin(&scaled), 2.3 * sq_rates_one_spin(&every_term), 1e-15);
}

/* ---- scales ---- */

/* Where chi and Gamma do not rule, the largest of the others does, in whatever order they
 * stand. */
Test(rates, largest_rate_is_the_scale)
{
    static const struct {
        sq_rates rates;
        double collective;
    } list[] = {
        {{.N = 100, .Gamma = 0.7, .Gamma_up = 0.2, .chi = 0.31}, 109.28860873},
        {{.N = 100, .chi_z = -1, .Gamma_phi = 0.001}, 100},
        {{.N = 100, .chi_z = 1.3, .Gamma = 1e-6}, 130},
        {{.N = 100, .chi_z = 1.3, .chi = 1.1}, 220},
        {{.N = 100, .Gamma_phi = 0.001, .Omega = -0.37}, 0.37},
        {{.N = 100, .Gamma_phi = 0.001, .Omega = 0.3, .delta = -0.4}, 0.5},
        {{.N = 100, .Gamma_phi = 0.41, .Omega = 0.3, .gamma_s = 0.1}, 0.41},
        {{.N = 100, .Gamma_phi = 0.1, .gamma_s = 0.13, .gamma_phi = 0.21}, 0.34},
        {{.N = 100}, 0},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        cr_expect_float_eq(sq_rates_collective(&list[i].rates), list[i].collective, 1e-8,
                           "%zu: %g, not %g", i, sq_rates_collective(&list[i].rates),
                           list[i].collective);
}

/* One-axis twisting beside something faint: 20/(N chi_z). */
Test(rates, faint_rates_do_not_set_the_axis)
{
    const sq_rates dephased = {.N = 100, .chi_z = 1, .Gamma_phi = 0.001};
    const sq_rates emitting = {.N = 100, .chi_z = 1, .Gamma = 1e-6};
    cr_expect_float_eq(sq_rates_default_duration(&dephased), 0.2, 1e-12);
    cr_expect_float_eq(sq_rates_default_duration(&emitting), 0.2, 1e-12);
}

/* What a run costs does not vanish with Upsilon_c: twisting alone, and pumping as strong as
 * emission, are work as emission of that strength is, and more where a state grows long.  The
 * hierarchy makes half as many steps here (0.47 to 0.6 by its scout), so 0.3 is no more than
 * that it is not next to nothing. */
Test(rates, every_collective_rate_costs)
{
    /* Without any decay the exact solver has a pure state, which costs next to nothing. */
    static const sq_rates list[] = {{.N = 100, .Gamma = 1},
                                    {.N = 100, .chi_z = 1, .Gamma_phi = 1e-3},
                                    {.N = 100, .Gamma = 0.5, .Gamma_up = 0.5}};
    static const double spin[3] = {1, 0, 0};
    FOR_EVERY_SOLVER(solver, order)
    {
        sq_solver_options options;
        sq_solver_options_init(&options);
        options.order = order;
        double first = solver->cost(&list[0], spin, &options, 0.37, 11).seconds;
        for (size_t i = 1; i < sizeof list / sizeof list[0]; i++)
            cr_expect(solver->cost(&list[i], spin, &options, 0.37, 11).seconds >= 0.3 * first,
                      "%s, %zu", solver->name, i);
    }
}
