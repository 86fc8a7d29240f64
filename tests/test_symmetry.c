/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What symmetry tells of a steady state, against the null vector of the master equation. */
#include <criterion/criterion.h>
#include <math.h>

#include "model/symmetry.h"
#include "solvers/relaxation.h"

enum { KINDS = 4 };

/* Without a drive; with one along x, and a Hamiltonian of nothing else; and what has neither
 * symmetry. */
static const sq_rates kinds[KINDS] = {
    {.N = 7, .Gamma = 1, .chi = 0.7, .delta = 2, .chi_z = 0.4, .gamma_s = 1, .gamma_up = 2},
    {.N = 7,
     .Gamma = 1,
     .Omega = 2,
     .gamma_s = 1,
     .gamma_up = 0.3,
     .Gamma_up = 0.2,
     .gamma_phi = 2,
     .Gamma_phi = 0.3},
    {.N = 7, .Gamma = 1, .Omega = 2, .gamma_s = 1, .delta = 0.3},
    {.N = 7, .Gamma = 1, .Omega = 2, .gamma_s = 1, .chi = 0.3},
};

static double
largest_difference(const sq_moments *a, const sq_moments *b)
{
    double largest = 0;
    for (int i = 0; i < 3; i++) {
        largest = fmax(largest, fabs(a->mean[i] - b->mean[i]));
        for (int j = 0; j < 3; j++)
            largest = fmax(largest, fabs(a->cov[i][j] - b->cov[i][j]));
    }
    return largest;
}

Test(symmetry, steady_states_have_it)
{
    for (int k = 0; k < KINDS; k++) {
        sq_relaxation r;
        sq_errors errors = {0};
        cr_assert(sq_relaxation_find(&r, &kinds[k], &errors) == SQ_OK);
        sq_moments m = r.moments;
        sq_symmetry_impose(&m, &kinds[k]);
        cr_expect(largest_difference(&m, &r.moments) < 1e-12, "kind %d: %g", k,
                  largest_difference(&m, &r.moments));
    }
}

/* A state that has not gets it, and keeps <J²> and what lies along z. */
Test(symmetry, is_imposed)
{
    static const double transverse[2][2] = {{3.5, 3.5},
                                            {4, 3}}; /* x, y of the first two kinds */
    for (int k = 0; k < 2; k++) {
        sq_moments m = {.N = 7,
                        .mean = {1, k == 0 ? 1 : 2, -2},
                        .cov = {{3, 0.5, 0.6}, {0.5, k == 0 ? 2 : 3, 0.7}, {0.6, 0.7, 1}}};
        double total = sq_moments_total_spin(&m);
        sq_symmetry_impose(&m, &kinds[k]);
        cr_expect_float_eq(sq_moments_total_spin(&m), total, 1e-14);
        cr_expect(m.mean[0] == 0 && m.cov[0][1] == 0 && m.cov[2][0] == 0 && m.cov[2][2] == 1);
        cr_expect(m.cov[0][0] == transverse[k][0] && m.cov[1][1] == transverse[k][1]);
        cr_expect(m.mean[2] == -2 && (k == 1) == (m.mean[1] == 2 && m.cov[2][1] == 0.7));
    }
}
