/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pure states of one total spin J, sum_k psi_k |J, k>, 0 <= k < length: the inner loops
 * of the trajectories.
 *
 * Complex vectors are stored as all real and then all imaginary parts, each with a
 * guard of zeros on either side, which the loops read.  The length is a multiple of the
 * SIMD width; amplitudes beyond k = 2J are and stay zero, since sqrt((2J − k)(k + 1))
 * does not lead there. */
#ifndef SQ_WAVE_H
#define SQ_WAVE_H

#include <complex.h>
#include <stddef.h>

/* C11, but missing where the compiler is newer than the library's header thinks. */
#ifndef CMPLX
#define CMPLX(re, im) __builtin_complex((double)(re), (double)(im))
#endif

enum { SQ_WAVE_WIDTH = 8, SQ_WAVE_GUARD = 8 };

/* Doubles of one complex vector, and the place of its imaginary parts: psi_k is at
 * data[SQ_WAVE_GUARD + k] and data[sq_wave_imaginary(length) + k]. */
size_t sq_wave_size(int length);
size_t sq_wave_imaginary(int length);

/* The square roots that all matrix elements are made of, for one J:
 *   root[k] = sqrt(k), rest[k] = sqrt(2J − k), lower[k] = <k+1|J_−|k>, k = −2 … length+1;
 * those that do not exist are 0. */
typedef struct sq_wave_elements {
    double J;
    const double *root, *rest, *lower; /* with SQ_WAVE_GUARD entries before and behind */
} sq_wave_elements;

/* Fills rest and lower for J, root for any; each has length + 2 SQ_WAVE_GUARD doubles. */
void sq_wave_elements_fill_root(double *root, int length);
void sq_wave_elements_fill(double *rest, double *lower, const double *root, double J,
                           int length);

/* An operator linear in the spin, acting on k: lower J'_− + raise J'_+ + one + slope k. */
typedef struct sq_wave_linear {
    double complex lower, raise, one, slope;
} sq_wave_linear;

/* out = A x */
void sq_wave_apply(double *out, const sq_wave_linear *A, const double *x, const double *lower,
                   int length);

/* out += A x */
void sq_wave_add(double *out, const sq_wave_linear *A, const double *x, const double *lower,
                 int length);

/* out = A x + B y */
void sq_wave_apply_two(double *out, const sq_wave_linear *A, const double *x,
                       const sq_wave_linear *B, const double *y, const double *lower,
                       int length);

/* out = base + sum_j weight[j] term[j], n terms of `size` doubles; out may be base. */
void sq_wave_combine(double *out, const double *base, const double *weight, double *const *term,
                     int n, size_t size);

/* The same, and returns |out|²; *error is sum_k (2k + 1) |e_k|² of e = sum_j error_weight[j]
 * term[j]: what it does to a variance of the transverse spin, in units of J/2. */
double sq_wave_conclude(double *out, double *error, const double *base, const double *weight,
                        const double *error_weight, double *const *term, int n, size_t size);

/* x *= factor */
void sq_wave_scale(double *x, double factor, size_t size);

/* x −= z y */
void sq_wave_subtract(double *x, double complex z, const double *y, int length);

/* |x|², and <x|y>. */
double sq_wave_norm(const double *x, int length);
double complex sq_wave_dot(const double *x, const double *y, int length);

/* First moments: |x|², sum k |x_k|², <x|J'_+|x>. */
typedef struct sq_wave_mean {
    double norm, k;
    double complex raise;
} sq_wave_mean;
void sq_wave_mean_of(sq_wave_mean *mean, const double *x, const double *lower, int length);

/* Covariances of J' in a state of that (squared) norm with the mean `inner`. */
void sq_wave_covariance(double cov[3][3], const double *x, double norm, const double inner[3],
                        double J, const double *lower, int length);

/* Weight of k >= from; from is a multiple of SQ_WAVE_WIDTH. */
double sq_wave_tail(const double *x, int from, int length);

/* out = the part of a one-spin process that leads from J to J + s, s = ±1: the sum of
 * weight[q + 1] times the amplitudes of q = −1 (s_−), 0 (s_z/2), +1 (s_+), without the
 * factor that depends on J alone (dicke.h). */
void sq_wave_jump(double *out, int s, const double complex weight[3], const double *x,
                  const sq_wave_elements *e, int length);

#endif
