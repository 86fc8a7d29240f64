/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With Phi(f) and Psi(f) the sum and the difference of a spectator's parts up and down, and u =
 * (sin theta/2) exp(−(gamma_s + gamma_up + gamma_phi) t/2),
 *
 *   <s+>    = u e^{i(phi + delta t)} e^{−Gamma_phi t/2} Phi(1)^(N−1)
 *   <s+ s+> = u² e^{2i(phi + delta t)} e^{−2 Gamma_phi t} Phi(2)^(N−2)
 *   <s+ s−> = u²
 *   <s+ sz> = u e^{i(phi + delta t)} e^{−Gamma_phi t/2} Psi(1) Phi(1)^(N−2)
 *   <sz>    = Psi(0),   <sz sz> = Psi(0)²,
 *
 * sz of one spin with the values ±1.  What squeezes are the correlations, of order 1/N beside
 * moments of order 1, in a variance that is again small beside the antisqueezed one.  So where
 * the twisting angle is small, as it is for many spins, they are formed without subtraction,
 * from the power series of the spectator in nu: with F = log Phi, <s+ s+> − <s+>² = <s+>²
 * expm1((N−2) (F(2) − 2 F(1)) − 2 F(1) − Gamma_phi t), and F(2) − 2 F(1) = sum_n f_n (2^n − 2)
 * nu^n begins with the second power. */
#include "solvers/ising.h"

#include <math.h>
#include <string.h>

/* The series are used up to this twisting angle, rad: what they leave out is 1e-17 of what they
 * hold, and what the subtraction of powers loses beyond is 1e-14. */
#define SMALL_ANGLE 0.02

static enum sq_status
refuse(bool wrong, const char *what, sq_errors *errors)
{
    return wrong ? sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                                 "solver 'ising' is for twisting alone, and %s; use solver "
                                 "'cumulant', 'exact' or 'trajectories'",
                                 what)
                 : SQ_OK;
}

enum sq_status
sq_ising_applicable(const sq_rates *r, sq_errors *errors)
{
    enum sq_status status = sq_rates_check(r, errors);
    if (status)
        return status;
    size_t before = errors->n;
    if (r->N != floor(r->N) || r->N > SQ_ISING_LARGEST_N)
        status =
            sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                          "solver 'ising' wants a whole number of spins up to %g, not %.17g",
                          SQ_ISING_LARGEST_N, r->N);
    status = refuse(sq_rates_drive(r) != 0, "there is a drive", errors);
    status = refuse(r->chi != 0, "there is an exchange chi J+J-", errors);
    status = refuse(r->Gamma != 0, "there is collective emission", errors);
    status = refuse(r->Gamma_up != 0, "there is collective pumping", errors);
    return errors->n > before ? SQ_ERR_UNSUPPORTED : status;
}

/* ---- power series ---- */

static sq_ising_series
series_product(const sq_ising_series *a, const sq_ising_series *b)
{
    sq_ising_series p = {{0}};
    for (int i = 0; i <= SQ_ISING_ORDER; i++)
        for (int j = 0; i + j <= SQ_ISING_ORDER; j++)
            p.c[i + j] += a->c[i] * b->c[j];
    return p;
}

static sq_ising_series
series_sum(const sq_ising_series *a, double factor, const sq_ising_series *b)
{
    sq_ising_series s;
    for (int n = 0; n <= SQ_ISING_ORDER; n++)
        s.c[n] = a->c[n] + factor * b->c[n];
    return s;
}

/* a/b, for b that begins with 1. */
static sq_ising_series
series_quotient(const sq_ising_series *a, const sq_ising_series *b)
{
    sq_ising_series q = *a;
    for (int n = 0; n <= SQ_ISING_ORDER; n++)
        for (int k = 1; k <= n; k++)
            q.c[n] -= b->c[k] * q.c[n - k];
    return q;
}

/* log a, for a that begins with 1: from a (log a)' = a'. */
static sq_ising_series
series_log(const sq_ising_series *a)
{
    sq_ising_series l = {{0}};
    for (int n = 1; n <= SQ_ISING_ORDER; n++) {
        double sum = n * a->c[n];
        for (int k = 1; k < n; k++)
            sum -= k * l.c[k] * a->c[n - k];
        l.c[n] = sum / n;
    }
    return l;
}

/* Its value at nu = i f. */
static double complex
series_at(const sq_ising_series *a, double f)
{
    double complex sum = 0;
    for (int n = SQ_ISING_ORDER; n >= 0; n--)
        sum = sum * (I * f) + a->c[n];
    return sum;
}

/* ---- one spectator, its power series ---- */

/* exp(M tau), M = flips + nu chi_z sigma_z, is even + odd M' with M' = M tau + z, z = (gamma_s
 * + gamma_up) tau/2, and even and odd e^-z times cosh w and sinh w/w of w² = z² + delta, where
 * delta = −2 d tau x nu + x² nu², x = chi_z tau, d = (gamma_s − gamma_up)/2, is a small
 * polynomial: Taylor's series in it.  All derivatives to w² are positive, and so nothing
 * cancels within a coefficient. */

/* e^-z times the derivatives of sinh w/w to w² at w = z, number k times (2 q)^k, q = max(1, z):
 * modified spherical Bessel functions, D_(k−1) = 2 (2k+1) D_k + 4 z² D_(k+1).  Downwards that
 * is stable; upwards it loses a digit where z is large beside k², and takes no steps to begin.
 */
static void
bessel(double D[SQ_ISING_ORDER + 1], double z, double q)
{
    enum { UPWARD = 100, BEFORE = 30 };
    double scale = 2 * q, ratio = 0;
    D[0] = z > 0 ? -expm1(-2 * z) / (2 * z) : 1;
    if (z > UPWARD) {
        D[1] = (1 - 2 * D[0]) / scale;
        for (int k = 1; k < SQ_ISING_ORDER; k++)
            D[k + 1] = D[k - 1] - 2 * (2 * k + 1) * D[k] / scale;
        return;
    }
    for (int k = SQ_ISING_ORDER + BEFORE + (int)z; k > 0; k--) {
        ratio = 1 / (2 * (2 * k + 1) + 4 * z * z * ratio);
        if (k <= SQ_ISING_ORDER)
            D[k] = scale * ratio;
    }
    for (int k = 1; k <= SQ_ISING_ORDER; k++)
        D[k] *= D[k - 1];
}

/* sum_k a_k (e[0] nu + e[1] nu²)^k/k! */
static sq_ising_series
series_of(const double a[SQ_ISING_ORDER + 1], const double e[2])
{
    sq_ising_series sum = {{0}};
    for (int k = SQ_ISING_ORDER; k >= 0; k--) {
        for (int n = SQ_ISING_ORDER - k; n > 0; n--)
            sum.c[n] = (e[0] * sum.c[n - 1] + (n > 1 ? e[1] * sum.c[n - 2] : 0)) / (k + 1);
        sum.c[0] = a[k];
    }
    return sum;
}

/* odd times (nu x − turn) */
static sq_ising_series
series_turned(const sq_ising_series *odd, double x, double turn)
{
    sq_ising_series t;
    for (int n = 0; n <= SQ_ISING_ORDER; n++)
        t.c[n] = (n > 0 ? x * odd->c[n - 1] : 0) - turn * odd->c[n];
    return t;
}

/* exp(M tau) v. */
static void
propagate_series(sq_ising_series v[2], const sq_rates *r, double tau)
{
    double x = r->chi_z * tau, down = r->gamma_s * tau, up = r->gamma_up * tau;
    double z = (down + up) / 2, d = (down - up) / 2, q = fmax(z, 1);
    double D[SQ_ISING_ORDER + 1], of_even[SQ_ISING_ORDER + 1];
    const double e[2] = {-d / q * x, x / (2 * q) * x};
    bessel(D, z, q);
    of_even[0] = (1 + exp(-2 * z)) / 2;
    for (int k = 1; k <= SQ_ISING_ORDER; k++)
        of_even[k] = q * D[k - 1];
    const sq_ising_series even = series_of(of_even, e), odd = series_of(D, e);
    const sq_ising_series turned = series_turned(&odd, x, d);
    sq_ising_series stays[2] = {series_sum(&even, 1, &turned), series_sum(&even, -1, &turned)};
    double flips[2] = {up, down};
    sq_ising_series old[2] = {v[0], v[1]};
    for (int i = 0; i < 2; i++) {
        sq_ising_series own = series_product(&stays[i], &old[i]),
                        others = series_product(&odd, &old[1 - i]);
        v[i] = series_sum(&own, flips[i], &others);
    }
}

/* ---- one spectator ---- */

/* exp(M tau) v at nu = i f. */
static void
propagate_at(double complex v[2], const sq_rates *r, double f, double tau)
{
    double g = (r->gamma_s + r->gamma_up) / 2, d = (r->gamma_s - r->gamma_up) / 2;
    double complex turn = I * f * r->chi_z - d;
    double complex root = csqrt(turn * turn + r->gamma_s * r->gamma_up);
    /* root − g, of which nothing is left where spins flip much faster than they turn. */
    double complex both = root + g,
                   less = both == 0 ? 0 : -f * r->chi_z * (f * r->chi_z + 2 * I * d) / both;
    double complex slow = cexp(less * tau), fast = cexp(-both * tau);
    double complex even = (slow + fast) / 2, odd = exp(-g * tau) * tau;
    if (cabs(root) * tau > 1e-3)
        odd = (slow - fast) / (2 * root);
    else
        odd *= 1 + root * root * tau * tau / 6;
    double complex up = v[0], down = v[1];
    v[0] = even * up + odd * (turn * up + r->gamma_up * down);
    v[1] = even * down + odd * (r->gamma_s * up - turn * down);
}

/* ---- all spins ---- */

void
sq_ising_begin(sq_ising *s, double N, const double spin[3])
{
    double up = (1 + spin[2]) / 2, down = (1 - spin[2]) / 2;
    *s =
        (sq_ising){.N = N, .sine = hypot(spin[0], spin[1]), .azimuth = atan2(spin[1], spin[0])};
    sq_ising_spectator *p = &s->spectator;
    p->series[0].c[0] = up, p->series[1].c[0] = down;
    p->once[0] = p->twice[0] = up, p->once[1] = p->twice[1] = down;
}

void
sq_ising_advance(sq_ising *after, const sq_ising *before, const sq_rates *r, double tau)
{
    *after = *before;
    after->azimuth += r->delta * tau;
    after->decay += (r->gamma_s + r->gamma_up + r->gamma_phi) / 2 * tau;
    after->common += r->Gamma_phi * tau;
    after->twist += fabs(r->chi_z) * tau;
    propagate_series(after->spectator.series, r, tau);
    propagate_at(after->spectator.once, r, 1, tau);
    propagate_at(after->spectator.twice, r, 2, tau);
}

/* Of one spin, and correlations of two: in axes along, across and up that turn with the mean
 * spin, Pauli matrices. */
typedef struct pair {
    double azimuth;            /* of the mean spin */
    double along, z;           /* means */
    double aa, cc, ac, az, cz; /* correlations; z with z has none */
} pair;

/* From <s+>, and the correlations of s+ with s+, s− and sz, turned back by the azimuth. */
static pair
pair_of(double azimuth, double transverse, double z, double complex plus_plus,
        double plus_minus, double complex plus_z)
{
    return (pair){.azimuth = azimuth,
                  .along = 2 * transverse,
                  .z = z,
                  .aa = 2 * (plus_minus + creal(plus_plus)),
                  .cc = 2 * (plus_minus - creal(plus_plus)),
                  .ac = 2 * cimag(plus_plus),
                  .az = 2 * creal(plus_z),
                  .cz = 2 * cimag(plus_z)};
}

/* By the series in the twisting angle. */
static pair
pair_at_small_angle(const sq_ising *s)
{
    const sq_ising_series *v = s->spectator.series;
    sq_ising_series sum = series_sum(&v[0], 1, &v[1]),
                    difference = series_sum(&v[0], -1, &v[1]);
    sum.c[0] = 1; /* no spin is lost */
    sq_ising_series log = series_log(&sum), ratio = series_quotient(&difference, &sum);
    double z = difference.c[0], N = s->N;
    ratio.c[0] = 0;
    sq_ising_series second = log;
    for (int n = 0; n <= SQ_ISING_ORDER; n++)
        second.c[n] *= ldexp(1, n) - 2;
    double complex once = series_at(&log, 1);
    double complex twice = (N - 2) * series_at(&second, 1) - 2 * once - s->common;
    double shrunk = exp(-s->decay - s->common / 2 + (N - 1) * creal(once));
    double transverse = s->sine / 2 * shrunk, square = transverse * transverse;
    double lost = s->common - 2 * (N - 1) * creal(once);
    /* exp(x + iy) − 1 without the loss of small ones. */
    double half = sin(cimag(twice) / 2), grown = expm1(creal(twice));
    double complex grew =
        CMPLX(grown - 2 * half * half * (1 + grown), (1 + grown) * sin(cimag(twice)));
    return pair_of(s->azimuth + (N - 1) * cimag(once), transverse, z, square * grew,
                   square * expm1(lost), transverse * series_at(&ratio, 1));
}

/* factor^n e^{−less} for a whole n. */
static double complex
power(double complex factor, double n, double less)
{
    double complex log = clog(factor);
    return n > 0 ? exp(n * creal(log) - less) * cexp(I * n * cimag(log)) : exp(-less);
}

static pair
pair_at_any_angle(const sq_ising *s)
{
    const sq_ising_spectator *v = &s->spectator;
    double complex sum = v->once[0] + v->once[1], twice = v->twice[0] + v->twice[1];
    double z = v->series[0].c[0] - v->series[1].c[0], N = s->N, half = s->common / 2;
    double u = s->sine / 2 * exp(-s->decay);
    double complex plus = u * power(sum, N - 1, half);
    double complex back = cexp(-I * carg(plus));
    double complex others = u * power(sum, N - 2, half);
    double complex plus_plus = u * u * power(twice, N - 2, 2 * s->common) - plus * plus;
    double complex plus_z = others * (v->once[0] - v->once[1]) - plus * z;
    double size = cabs(plus);
    return pair_of(s->azimuth + carg(plus), size, z, plus_plus * back * back,
                   u * u - size * size, plus_z * back);
}

void
sq_ising_moments(sq_moments *m, const sq_ising *s)
{
    const pair p = s->twist <= SMALL_ANGLE ? pair_at_small_angle(s) : pair_at_any_angle(s);
    double N = s->N, c = cos(p.azimuth), i = sin(p.azimuth), each = N / 4, pairs = N - 1;
    double aa = each * (1 - p.along * p.along + pairs * p.aa), cc = each * (1 + pairs * p.cc);
    double ac = each * pairs * p.ac;
    double az = each * (pairs * p.az - p.along * p.z), cz = each * pairs * p.cz;
    m->N = N;
    m->mean[0] = N / 2 * p.along * c;
    m->mean[1] = N / 2 * p.along * i;
    m->mean[2] = N / 2 * p.z;
    m->cov[0][0] = c * c * aa - 2 * c * i * ac + i * i * cc;
    m->cov[1][1] = i * i * aa + 2 * c * i * ac + c * c * cc;
    m->cov[2][2] = each * (1 - p.z * p.z);
    m->cov[0][1] = m->cov[1][0] = c * i * (aa - cc) + (c * c - i * i) * ac;
    m->cov[0][2] = m->cov[2][0] = c * az - i * cz;
    m->cov[1][2] = m->cov[2][1] = i * az + c * cz;
}
