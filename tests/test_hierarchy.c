/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "solvers/hierarchy.h"

static const sq_rates everything = {
    .N = 37,
    .chi = 0.2385,
    .Gamma = 1.13,
    .Omega = 3.7,
    .gamma_s = 0.41,
    .gamma_up = 0.17,
    .gamma_phi = 0.29,
    .Gamma_up = 0.23,
    .Gamma_phi = 0.31,
    .delta = -0.83,
    .chi_z = 0.57,
};

static sq_hierarchy *
create(int order, const sq_rates *rates)
{
    sq_hierarchy *h;
    sq_errors errors = {0};
    cr_assert(sq_hierarchy_create(&h, order, rates, &errors) == SQ_OK);
    return h;
}

/* Some state without symmetry, of the size that states have. */
static void
fill_state(double *y, int n)
{
    for (int i = 0; i < n; i++)
        y[i] = 0.6 * sin(1.7 * i + 0.4) / (1 + 0.1 * i);
}

Test(hierarchy, number_of_unknowns)
{
    static const int unknowns[] = {0, 3, 9, 19, 34};
    for (int order = 1; order <= SQ_HIERARCHY_MAX_ORDER; order++) {
        sq_hierarchy *h = create(order, &everything);
        cr_expect(sq_hierarchy_unknowns(h) == unknowns[order]);
        cr_expect(sq_hierarchy_order(h) == order);
        sq_hierarchy_free(h);
    }
}

Test(hierarchy, every_unknown_has_one_place)
{
    sq_hierarchy *h = create(4, &everything);
    bool taken[SQ_HIERARCHY_MAX_UNKNOWNS] = {false};
    for (int k = 1; k <= 4; k++)
        for (int x = 0; x <= k; x++)
            for (int y = 0; x + y <= k; y++) {
                int axis[4];
                for (int i = 0; i < k; i++)
                    axis[i] = i < x ? 1 : i < x + y ? 2 : 3;
                int place = sq_hierarchy_index(h, axis, k);
                cr_assert(place >= 0 && place < 34 && !taken[place]);
                taken[place] = true;
            }
    cr_expect(sq_hierarchy_index(h, (int[]){1, 3}, 2) ==
              sq_hierarchy_index(h, (int[]){3, 1}, 2));
    sq_hierarchy_free(h);
}

Test(hierarchy, order_above_the_number_of_spins_is_lowered)
{
    sq_rates two = everything;
    two.N = 2;
    sq_hierarchy *h = create(4, &two);
    cr_expect(sq_hierarchy_order(h) == 2);
    sq_hierarchy_free(h);
}

/* Central differences of a cubic with step d are wrong by d² times the cubic part,
 * here 1e-10, plus rounding of the right-hand side over d, 1e-15 · 10^2 / 1e-5. */
Test(hierarchy, jacobian_is_the_derivative)
{
    const double d = 1e-5;
    for (int order = 1; order <= SQ_HIERARCHY_MAX_ORDER; order++) {
        sq_hierarchy *h = create(order, &everything);
        int n = sq_hierarchy_unknowns(h);
        double y[SQ_HIERARCHY_MAX_UNKNOWNS], up[SQ_HIERARCHY_MAX_UNKNOWNS],
            down[SQ_HIERARCHY_MAX_UNKNOWNS];
        static double jacobian[SQ_HIERARCHY_MAX_UNKNOWNS * SQ_HIERARCHY_MAX_UNKNOWNS];
        fill_state(y, n);
        sq_hierarchy_jacobian(h, y, jacobian);
        for (int j = 0; j < n; j++) {
            double kept = y[j];
            y[j] = kept + d, sq_hierarchy_rhs(h, y, up);
            y[j] = kept - d, sq_hierarchy_rhs(h, y, down);
            y[j] = kept;
            for (int i = 0; i < n; i++) {
                double slope = (up[i] - down[i]) / (2 * d);
                cr_expect(fabs(slope - jacobian[i * n + j]) < 1e-6 * (1 + fabs(slope)),
                          "order %d, d f_%d/d y_%d: %g, not %g", order, i, j,
                          jacobian[i * n + j], slope);
            }
        }
        sq_hierarchy_free(h);
    }
}

/* Mean field against the Bloch equations written out: with chi = delta = 0, means m,
 * and no correlations,
 *   dm_z/dt = −(Gamma + gamma_s)(1 + m_z) − (N−1)/2 Gamma (m_x² + m_y²) + Omega m_y. */
Test(hierarchy, mean_field_by_hand)
{
    sq_rates rates = {.N = 37, .Gamma = 1.13, .Omega = 3.7, .gamma_s = 0.41};
    sq_hierarchy *h = create(1, &rates);
    double m[3] = {0.31, -0.47, 0.22}, dm[3];
    sq_hierarchy_rhs(h, m, dm);
    double wanted =
        -(1.13 + 0.41) * (1 + m[2]) - 18 * 1.13 * (m[0] * m[0] + m[1] * m[1]) + 3.7 * m[1];
    cr_expect(fabs(dm[2] - wanted) < 1e-13, "%.16g, not %.16g", dm[2], wanted);
    sq_hierarchy_free(h);
}

/* In scaled connected variables the equations have a limit for large N: at fixed
 * N Gamma, N chi, Omega the right-hand sides of N and 10 N differ by terms of order 1/N,
 * and by rounding. */
Test(hierarchy, limit_of_many_spins_is_smooth)
{
    double y[SQ_HIERARCHY_MAX_UNKNOWNS], previous[SQ_HIERARCHY_MAX_UNKNOWNS],
        f[SQ_HIERARCHY_MAX_UNKNOWNS];
    fill_state(y, SQ_HIERARCHY_MAX_UNKNOWNS);
    for (double N = 1e4; N <= 1e15; N *= 10) {
        sq_rates rates = {
            .N = N, .Gamma = 1 / N, .chi = 0.2385 / N, .Omega = 0.4, .gamma_s = 0.1};
        sq_hierarchy *h = create(4, &rates);
        sq_hierarchy_rhs(h, y, f);
        for (int i = 0; i < SQ_HIERARCHY_MAX_UNKNOWNS && N > 1e4; i++)
            cr_expect(fabs(f[i] - previous[i]) < 1e3 / N + 1e-13,
                      "N = %g, unknown %d: %g, before %g", N, i, f[i], previous[i]);
        memcpy(previous, f, sizeof f);
        sq_hierarchy_free(h);
    }
}
