/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Squeezing from moments.
 *
 * With e1, e2 normal to n = <J>/|<J>|, A = e1·V·e1, B = e2·V·e2, C = e1·V·e2:
 *   xi² = N (A + B ∓ sqrt((A−B)² + 4C²)) / (2 |<J>|²),
 * the variance along cos(f) e1 + sin(f) e2 being least where
 * tan(2f) = 2C/(A−B) on the branch that points away from the maximum. */
#include "model/squeezing.h"

#include <math.h>

double
sq_squeezing_decibel(double xi2)
{
    return xi2 > 0 ? 0.0 - 10 * log10(xi2) : NAN; /* 0 dB without a sign */
}

double
sq_squeezing_decibel_error(double xi2, double xi2_error)
{
    return 10 / M_LN10 * xi2_error / xi2;
}

/* e1 along increasing polar angle, e2 along increasing azimuth; at the poles the
 * azimuth is taken as 0. */
static void
tangent_frame(const double n[3], double e1[3], double e2[3])
{
    double sine = hypot(n[0], n[1]);
    double cos_phi = sine > 0 ? n[0] / sine : 1, sin_phi = sine > 0 ? n[1] / sine : 0;
    e1[0] = n[2] * cos_phi, e1[1] = n[2] * sin_phi, e1[2] = -sine;
    e2[0] = -sin_phi, e2[1] = cos_phi, e2[2] = 0;
}

/* a·V·b */
static double
component(const sq_moments *m, const double *a, const double *b)
{
    double sum = 0;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            sum += a[i] * m->cov[i][j] * b[j];
    return sum;
}

void
sq_squeezing_undefine(sq_squeezing *s)
{
    s->xi2 = s->antisqueezed = s->angle = NAN;
    for (int i = 0; i < 3; i++)
        s->direction[i] = NAN;
}

/* Nor has the mean spin a direction. */
static void
undefine_all(sq_squeezing *s)
{
    sq_squeezing_undefine(s);
    s->n[0] = s->n[1] = s->n[2] = NAN;
}

void
sq_squeezing_compute(sq_squeezing *s, const sq_moments *m)
{
    double length = sq_moments_length(m), e1[3], e2[3];
    s->contrast = 2 * length / m->N;
    s->n_eff = 2 * sqrt(0.25 + sq_moments_total_spin(m)) - 1;
    if (!(s->contrast > SQ_SQUEEZING_LEAST_CONTRAST)) {
        undefine_all(s);
        return;
    }
    for (int i = 0; i < 3; i++)
        s->n[i] = m->mean[i] / length;
    tangent_frame(s->n, e1, e2);
    double A = component(m, e1, e1), B = component(m, e2, e2), C = component(m, e1, e2);
    double root = hypot(A - B, 2 * C), scale = m->N / (2 * length * length);
    s->antisqueezed = scale * (A + B + root);
    /* The smaller eigenvalue as determinant over the larger one: for strong
     * squeezing A + B − root would cancel. */
    s->xi2 = A + B + root > 0 ? scale * 4 * (A * B - C * C) / (A + B + root) : NAN;
    double angle = 0.5 * atan2(2 * C, A - B) + M_PI_2; /* the maximum lies at the first term */
    s->angle = angle >= M_PI ? angle - M_PI : angle;
    for (int i = 0; i < 3; i++)
        s->direction[i] = cos(s->angle) * e1[i] + sin(s->angle) * e2[i];
}

void
sq_squeezing_compute_noisy(sq_squeezing *s, const sq_moments *m, double noise, double resolved)
{
    double square = pow(sq_moments_length(m), 2), left = fmax(square - noise, 0);
    sq_squeezing_compute(s, m);
    s->contrast = 2 * sqrt(left) / m->N;
    s->n_eff = 2 * sqrt(0.25 + sq_moments_total_spin(m) - noise) - 1;
    if (noise > 0 && !(square > noise * resolved * resolved)) {
        undefine_all(s);
        return;
    }
    s->xi2 *= square / left;
    s->antisqueezed *= square / left;
}
