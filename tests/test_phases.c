/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "model/phases.h"
#include "solvers/solver.h"

/* N Gamma/gamma_s = size, with the drive at `ratio` times Upsilon_c. */
static sq_rates
driven(double N, double chi, double size, double ratio)
{
    sq_rates rates = {.N = N, .chi = chi * 1.13, .Gamma = 1.13, .gamma_s = N * 1.13 / size};
    rates.Omega = sq_rates_rabi_of_ratio(&rates, ratio);
    return rates;
}

/* By integration, to the four digits that are given. */
Test(phases, edges)
{
    static const double known[][4] = {/* chi/Gamma, N Gamma/gamma_s, edges over Upsilon_c */
                                      {0, 500, 0.1264, 0.7099}, {0, 53.6, 0.3826, 0.7340},
                                      {0, 50, 0.3959, 0.7360},  {0, 10, 0.8412, 0.8674},
                                      {1, 500, 0.0719, 0.7077}, {1, 53.6, 0.2189, 0.7125},
                                      {1, 10, 0.4969, 0.7384}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        sq_rates rates = driven(731, known[i][0], known[i][1], 0.37);
        double critical = sq_rates_upsilon_critical(&rates);
        cr_expect_float_eq(sq_phases_lower(&rates) / critical, known[i][2], 6e-5);
        cr_expect_float_eq(sq_phases_upper(&rates) / critical, known[i][3], 6e-5);
    }
}

/* For chi = 0 the cusp is at N Gamma = 8 gamma_s; without gamma_s the upper edge is 1/sqrt 2.
 */
Test(phases, ends_of_the_edges)
{
    sq_rates before = driven(731, 0, 8.001, 0.9), behind = driven(731, 0, 7.999, 0.9);
    cr_expect(sq_phases_lower(&before) < sq_phases_upper(&before));
    cr_expect(isnan(sq_phases_lower(&behind)) && isnan(sq_phases_upper(&behind)));
    cr_expect(sq_phases_region(&behind) == SQ_PHASES_SMOOTH);
    sq_rates slow = driven(731, 0.2385, 1e12, 0.9);
    cr_expect_float_eq(sq_phases_upper(&slow) / sq_rates_upsilon_critical(&slow), sqrt(0.5),
                       1e-9);
}

Test(phases, regions)
{
    static const double ratio[] = {0.2, -0.5, 0.8, 1.1};
    for (int i = 0; i < 4; i++) {
        sq_rates rates = driven(731, 0.2385, 50, ratio[i]);
        cr_expect((int)sq_phases_region(&rates) == SQ_PHASES_POLARISED + i);
        cr_expect(sq_phases_words(sq_phases_region(&rates)) != NULL);
    }
}

/* Another term, or none of the two decays: there is no number. */
Test(phases, other_models_have_none)
{
    double m[2][3];
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++) {
        sq_rates rates = driven(731, 0.2385, 50, 0.5);
        if (*sq_rates_member(&rates, row) != 0)
            continue;
        *sq_rates_member(&rates, row) = 0.17;
        cr_expect(sq_phases_region(&rates) == SQ_PHASES_UNKNOWN, "%s", row->name);
        cr_expect(isnan(sq_phases_upper(&rates)) && sq_phases_states(m, &rates) == 0);
    }
    cr_expect(sq_phases_words(SQ_PHASES_UNKNOWN) == NULL);
}

static void
follow(void *state, const sq_rates *rates, double *t)
{
    const sq_solver *solver = sq_solver_find("mean-field");
    sq_errors errors = {0};
    *t += 40 / rates->gamma_s;
    cr_assert(!solver->quench(state, rates, &errors));
    cr_assert(!solver->advance(state, *t, SQ_SOLVER_TO_THE_END, &errors));
}

/* Mean field rests there, coming from a weaker drive on the polarised branch and from a
 * stronger one on the other; 1/N is what the closed form leaves out. */
static void
check_branch(const sq_rates *rates, const double m[3], double ratio)
{
    const sq_solver *solver = sq_solver_find("mean-field");
    static const double down[3] = {0, 0, -1};
    sq_rates first = *rates;
    sq_solver_options options;
    sq_errors errors = {0};
    sq_moments moments;
    void *state;
    double t = 0;
    first.Omega = sq_rates_rabi_of_ratio(rates, ratio);
    sq_solver_options_init(&options);
    options.order = 1;
    options.tolerance = 1e-10;
    cr_assert(!solver->create(&state, &first, down, &options, &errors));
    follow(state, &first, &t);
    follow(state, rates, &t);
    solver->moments(state, &moments);
    for (int a = 0; a < 3; a++)
        cr_expect_float_eq(2 * moments.mean[a] / rates->N, m[a], 1e-7,
                           "chi %g drive %g: %g, not %g", rates->chi, rates->Omega,
                           2 * moments.mean[a] / rates->N, m[a]);
    solver->free(state);
}

Test(phases, states_are_where_mean_field_rests)
{
    static const double chi[] = {0, 0.7, 1.5, -1}, ratio[] = {0.3, 0.65, -0.65, 0.95};
    for (int i = 0; i < 16; i++) {
        sq_rates rates = driven(1e10, chi[i / 4], 50, ratio[i % 4]);
        double m[2][3], sign = copysign(1, ratio[i % 4]);
        int n = sq_phases_states(m, &rates);
        bool above = sq_phases_region(&rates) == SQ_PHASES_STRIPED;
        cr_assert(n == (sq_phases_region(&rates) == SQ_PHASES_BISTABLE ? 2 : 1));
        for (int k = 0; k < n; k++)
            check_branch(&rates, m[k], k || above ? 2 * sign : 0.1 * sign);
    }
}
