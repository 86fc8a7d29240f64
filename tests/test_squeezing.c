/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "model/squeezing.h"

/* A coherent state of 37 spins along the unit vector n: V = (N/4)(1 − n n). */
static sq_moments
coherent(const double *n)
{
    sq_moments m = {.N = 37};
    for (int a = 0; a < 3; a++) {
        m.mean[a] = 37.0 / 2 * n[a];
        for (int b = 0; b < 3; b++)
            m.cov[a][b] = 37.0 / 4 * ((a == b) - n[a] * n[b]);
    }
    return m;
}

static const double tilted[3] = {0.48, -0.6, 0.64};

Test(squeezing, coherent_state)
{
    sq_moments m = coherent(tilted);
    sq_squeezing s;
    sq_squeezing_compute(&s, &m);
    cr_expect(fabs(s.xi2 - 1) < 1e-14);
    cr_expect(fabs(s.antisqueezed - 1) < 1e-14);
    cr_expect(fabs(s.contrast - 1) < 1e-14);
    cr_expect(fabs(s.n_eff - 37) < 1e-12);
    cr_expect(sq_moments_violation(&m, 1e-12) == SQ_BREAKDOWN_NONE);
}

/* Squeezed by r along a known tangent direction: xi² = r, antisqueezed 1/r. */
Test(squeezing, known_ellipse)
{
    const double r = 0.2385, e1[3] = {0.8, 0, -0.6}, e2[3] = {0, 1, 0}, n[3] = {0.6, 0, 0.8};
    const double angle = 0.7;
    sq_moments m = {.N = 1e6};
    for (int a = 0; a < 3; a++) {
        m.mean[a] = 5e5 * n[a];
        for (int b = 0; b < 3; b++) {
            double s = (cos(angle) * e1[a] + sin(angle) * e2[a]) *
                       (cos(angle) * e1[b] + sin(angle) * e2[b]);
            double l = (-sin(angle) * e1[a] + cos(angle) * e2[a]) *
                       (-sin(angle) * e1[b] + cos(angle) * e2[b]);
            m.cov[a][b] = 2.5e5 * (r * s + l / r);
        }
    }
    sq_squeezing s;
    sq_squeezing_compute(&s, &m);
    cr_expect(fabs(s.xi2 - r) < 1e-12);
    cr_expect(fabs(s.antisqueezed - 1 / r) < 1e-11);
    cr_expect(fabs(s.angle - angle) < 1e-12, "%g", s.angle);
    cr_expect(fabs(s.direction[0] - cos(angle) * 0.8) < 1e-12);
    cr_expect(fabs(s.direction[1] - sin(angle)) < 1e-12);
    /* On the edge of the uncertainty relation; <J²> is too long by N/4 (r + 1/r − 2). */
    cr_expect(sq_moments_violation(&m, 3e-6) == SQ_BREAKDOWN_NONE);
    cr_expect(sq_moments_violation(&m, 1e-9) == SQ_BREAKDOWN_TOTAL_SPIN);
}

/* The small eigenvalue must not be lost beside a large one. */
Test(squeezing, strong_squeezing_keeps_its_digits)
{
    sq_moments m = {.N = 1e12, .mean = {0, 0, 5e11}};
    m.cov[0][0] = 2.5e11 * 1e-9;
    m.cov[1][1] = 2.5e11 * 1e9;
    sq_squeezing s;
    sq_squeezing_compute(&s, &m);
    cr_expect(fabs(s.xi2 / 1e-9 - 1) < 1e-12, "%.16g", s.xi2);
}

Test(squeezing, no_mean_spin_no_number)
{
    sq_moments m = {.N = 37, .cov = {{9, 0, 0}, {0, 9, 0}, {0, 0, 9}}};
    sq_squeezing s;
    sq_squeezing_compute(&s, &m);
    cr_expect(isnan(s.xi2) && isnan(s.antisqueezed) && isnan(s.angle) && isnan(s.n[0]));
    cr_expect(s.contrast == 0);
    cr_expect(fabs(s.n_eff - (2 * sqrt(27.25) - 1)) < 1e-14);
}

Test(squeezing, decibels)
{
    cr_expect(fabs(sq_squeezing_decibel(0.1) - 10) < 1e-14);
    cr_expect(fabs(sq_squeezing_decibel(2) + 10 * log10(2)) < 1e-14);
    cr_expect(isnan(sq_squeezing_decibel(0)) && isnan(sq_squeezing_decibel(-1)) &&
              isnan(sq_squeezing_decibel(NAN)));
}

Test(squeezing, impossible_moments_are_named)
{
    sq_moments m = coherent(tilted);
    m.mean[0] *= 1.5;
    cr_expect(sq_moments_violation(&m, 1e-9) == SQ_BREAKDOWN_MEAN_SPIN);
    m = coherent(tilted);
    m.cov[0][0] += 37;
    cr_expect(sq_moments_violation(&m, 1e-9) == SQ_BREAKDOWN_TOTAL_SPIN);
    m = coherent((double[]){0, 0, 1});
    m.cov[0][0] *= 0.9; /* narrower, and not wider across */
    cr_expect(sq_moments_violation(&m, 1e-9) == SQ_BREAKDOWN_UNCERTAINTY);
    m.cov[0][0] = NAN;
    cr_expect(sq_moments_violation(&m, 1e-9) == SQ_BREAKDOWN_NOT_FINITE);
}
