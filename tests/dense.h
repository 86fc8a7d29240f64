/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The master equation with all 2^N states and nothing used up: for tests, slow, and written
 * without a look at the solvers.  Bit i of a state is spin i, 1 is up. */
#ifndef TESTS_DENSE_H
#define TESTS_DENSE_H

#include <complex.h>
#include <math.h>
#include <string.h>

#include "model/protocol.h"
#include "model/squeezing.h"

enum { DENSE_SPINS = 5, DENSE = 1 << DENSE_SPINS };

typedef double complex dense_matrix[DENSE][DENSE];

typedef struct dense {
    int n, size;
    sq_rates rates;
    dense_matrix rho;
} dense;

/* Adds factor s_i^a to m: a = 0 s^−, 1 s^+, 2 s^z/2. */
static inline void
dense_add_spin(dense_matrix m, const dense *d, int i, int a, double complex factor)
{
    for (int k = 0; k < d->size; k++) {
        bool up = k >> i & 1;
        if (a == 2)
            m[k][k] += factor * (up ? 0.5 : -0.5);
        else if (up == (a == 0))
            m[k ^ (1 << i)][k] += factor;
    }
}

/* sum = A B, added */
static inline void
dense_multiply(dense_matrix sum, const dense *d, dense_matrix a, bool daggered_b,
               dense_matrix b, double complex factor)
{
    for (int i = 0; i < d->size; i++)
        for (int k = 0; k < d->size; k++) {
            if (a[i][k] == 0)
                continue;
            double complex f = factor * a[i][k];
            for (int j = 0; j < d->size; j++)
                sum[i][j] += f * (daggered_b ? conj(b[j][k]) : b[k][j]);
        }
}

/* J_−, J_+ or J_z. */
static inline void
dense_collective(dense_matrix m, const dense *d, int a)
{
    memset(m, 0, sizeof(dense_matrix));
    for (int i = 0; i < d->n; i++)
        dense_add_spin(m, d, i, a, 1);
}

/* J_x, J_y or J_z. */
static inline void
dense_component(dense_matrix m, const dense *d, int axis)
{
    memset(m, 0, sizeof(dense_matrix));
    for (int i = 0; i < d->n; i++) {
        dense_add_spin(m, d, i, 0, axis == 0 ? 0.5 : axis == 1 ? 0.5 * I : 0);
        dense_add_spin(m, d, i, 1, axis == 0 ? 0.5 : axis == 1 ? -0.5 * I : 0);
        dense_add_spin(m, d, i, 2, axis == 2 ? 1 : 0);
    }
}

/* All spins along a unit vector. */
static inline void
dense_start(dense *d, int n, const double spin[3])
{
    double complex psi[DENSE];
    double half = acos(spin[2]) / 2, azimuth = atan2(spin[1], spin[0]);
    d->n = n;
    d->size = 1 << n;
    for (int k = 0; k < d->size; k++) {
        psi[k] = 1;
        for (int i = 0; i < n; i++)
            psi[k] *= k >> i & 1 ? cos(half) : sin(half) * cexp(I * azimuth);
    }
    memset(d->rho, 0, sizeof d->rho);
    for (int k = 0; k < d->size; k++)
        for (int l = 0; l < d->size; l++)
            d->rho[k][l] = psi[k] * conj(psi[l]);
}

/* −i H − sum O†O rate/2 */
static inline void
dense_generator(dense_matrix g, const dense *d)
{
    static dense_matrix minus, plus, z, x;
    const sq_rates *r = &d->rates;
    dense_collective(minus, d, 0);
    dense_collective(plus, d, 1);
    dense_collective(z, d, 2);
    dense_component(x, d, 0);
    memset(g, 0, sizeof(dense_matrix));
    dense_multiply(g, d, plus, false, minus, -I * r->chi - r->Gamma / 2);
    dense_multiply(g, d, minus, false, plus, -r->Gamma_up / 2);
    dense_multiply(g, d, z, false, z, -I * r->chi_z - r->Gamma_phi / 2);
    for (int k = 0; k < d->size; k++) {
        for (int l = 0; l < d->size; l++)
            g[k][l] += -I * (r->Omega * x[k][l] + r->delta * z[k][l]);
        for (int i = 0; i < d->n; i++)
            g[k][k] -= (k >> i & 1 ? r->gamma_s : r->gamma_up) / 2 + r->gamma_phi / 8;
    }
}

/* out += rate O rho O† */
static inline void
dense_jump(dense_matrix out, const dense *d, double rate, dense_matrix o, dense_matrix rho)
{
    static dense_matrix once;
    if (rate == 0)
        return;
    memset(once, 0, sizeof once);
    dense_multiply(once, d, o, false, rho, rate);
    /* rho' O†, O sparse: from the left, daggered twice */
    for (int k = 0; k < d->size; k++)
        for (int l = 0; l < d->size; l++)
            for (int j = 0; o[l][k] != 0 && j < d->size; j++)
                out[j][l] += once[j][k] * conj(o[l][k]);
}

static inline void
dense_derivative(dense_matrix out, const dense *d, dense_matrix g, dense_matrix rho)
{
    static dense_matrix o;
    const sq_rates *r = &d->rates;
    const double collective[3] = {r->Gamma, r->Gamma_up, r->Gamma_phi};
    const double single[3] = {r->gamma_s, r->gamma_up, r->gamma_phi};
    memset(out, 0, sizeof(dense_matrix));
    dense_multiply(out, d, g, false, rho, 1);
    dense_multiply(out, d, rho, true, g, 1);
    for (int a = 0; a < 3; a++) {
        dense_collective(o, d, a);
        dense_jump(out, d, collective[a], o, rho);
        for (int i = 0; i < d->n && single[a] != 0; i++) {
            memset(o, 0, sizeof o);
            dense_add_spin(o, d, i, a, 1);
            dense_jump(out, d, single[a], o, rho);
        }
    }
}

/* By the series of the exponential, in pieces in which 30 terms exhaust a double. */
static inline void
dense_advance(dense *d, double t)
{
    static dense_matrix g, term, next;
    double scale = 0;
    dense_generator(g, d);
    for (int k = 0; k < d->size; k++)
        scale = fmax(scale, 4 * cabs(g[k][k]) + fabs(d->rates.Omega) * d->n);
    int pieces = (int)ceil(t * scale / 2) + 1;
    for (int piece = 0; piece < pieces && t > 0; piece++) {
        memcpy(term, d->rho, sizeof term);
        for (int order = 1; order <= 30; order++) {
            dense_derivative(next, d, g, term);
            for (int k = 0; k < d->size; k++)
                for (int l = 0; l < d->size; l++) {
                    term[k][l] = next[k][l] * t / pieces / order;
                    d->rho[k][l] += term[k][l];
                }
        }
    }
}

/* Each spin by exp(−i angle axis·s/2). */
static inline void
dense_rotate(dense *d, const double axis[3], double angle)
{
    static dense_matrix u, once;
    double c = cos(angle / 2), s = sin(angle / 2);
    /* of down and up, [to][from] */
    const double complex one[2][2] = {{c + I * s * axis[2], -I * s * (axis[0] + I * axis[1])},
                                      {-I * s * (axis[0] - I * axis[1]), c - I * s * axis[2]}};
    for (int k = 0; k < d->size; k++)
        for (int l = 0; l < d->size; l++) {
            u[k][l] = 1;
            for (int i = 0; i < d->n; i++)
                u[k][l] *= one[k >> i & 1][l >> i & 1];
        }
    memset(once, 0, sizeof once);
    dense_multiply(once, d, u, false, d->rho, 1);
    memset(d->rho, 0, sizeof d->rho);
    dense_multiply(d->rho, d, once, true, u, 1);
}

static inline void
dense_moments(const dense *d, sq_moments *m)
{
    static dense_matrix j[3], product, rho;
    memcpy(rho, d->rho, sizeof rho);
    m->N = d->n;
    for (int a = 0; a < 3; a++) {
        dense_component(j[a], d, a);
        memset(product, 0, sizeof product);
        dense_multiply(product, d, j[a], false, rho, 1);
        m->mean[a] = 0;
        for (int k = 0; k < d->size; k++)
            m->mean[a] += creal(product[k][k]);
    }
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            static dense_matrix jj;
            double second = 0;
            memset(jj, 0, sizeof jj);
            dense_multiply(jj, d, j[a], false, j[b], 1);
            for (int k = 0; k < d->size; k++)
                for (int l = 0; l < d->size; l++)
                    second += creal(jj[k][l] * rho[l][k]);
            m->cov[a][b] = second - m->mean[a] * m->mean[b];
        }
}

/* The whole protocol up to the end of segment i, without what comes after. */
static inline void
dense_enter(dense *d, const sq_protocol_segment *segment)
{
    if (segment->before.angle != 0)
        dense_rotate(d, segment->before.axis, segment->before.angle);
    d->rates = segment->rates;
}

#endif
