/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written with vector types of eight doubles, which every compiler we build with turns
 * into whatever the instruction set has; sums are then formed in the same order on all. */
#include "solvers/wave.h"

#include <math.h>
#include <string.h>

#include "base/multiversion.h"

typedef double vec __attribute__((vector_size(64)));
/* The same at any address of a double. */
typedef double vec_anywhere __attribute__((vector_size(64), aligned(8), may_alias));

#define AT(p) (*(const vec_anywhere *)(p))
#define TO(p) (*(vec_anywhere *)(p))

static const vec counting = {0, 1, 2, 3, 4, 5, 6, 7};

size_t
sq_wave_size(int length)
{
    return 2 * ((size_t)length + 2 * SQ_WAVE_GUARD);
}

size_t
sq_wave_imaginary(int length)
{
    return (size_t)length + 3 * SQ_WAVE_GUARD;
}

/* By address: how vectors are passed by value depends on the instruction set. */
static inline double
sum_of(const vec *v)
{
    const vec s = *v;
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

void
sq_wave_elements_fill_root(double *root, int length)
{
    for (int k = -SQ_WAVE_GUARD; k < length + SQ_WAVE_GUARD; k++)
        root[SQ_WAVE_GUARD + k] = k > 0 ? sqrt(k) : 0;
}

SQ_MULTIVERSION_EXTERN void
sq_wave_elements_fill(double *restrict rest, double *restrict lower,
                      const double *restrict root, double J, int length)
{
    int n = length + 2 * SQ_WAVE_GUARD;
    for (int i = 0; i < n; i++) {
        double square = 2 * J - (i - SQ_WAVE_GUARD);
        rest[i] = sqrt(square > 0 ? square : 0);
    }
    for (int i = 0; i + 1 < n; i++)
        lower[i] = rest[i] * root[i + 1];
    /* Nothing leads from or to k < 0. */
    for (int i = 0; i < SQ_WAVE_GUARD; i++)
        lower[i] = 0;
    lower[n - 1] = 0;
}

/* The neighbours below and above of eight entries, from those and the next eight. */
#define FROM_BELOW(before, here)                                                               \
    __builtin_shufflevector(before, here, 7, 8, 9, 10, 11, 12, 13, 14)
#define FROM_ABOVE(here, after) __builtin_shufflevector(here, after, 1, 2, 3, 4, 5, 6, 7, 8)

/* What a sweep over a vector x carries from eight entries to the next, so that each is
 * loaded once: x here, and lower x of the eight before. */
typedef struct sweep {
    const double *re, *im;
    vec here_re, here_im, before_re, before_im;
} sweep;

#define BEGIN_SWEEP(x, length)                                                                 \
    {                                                                                          \
        .re = (x) + SQ_WAVE_GUARD, .im = (x) + sq_wave_imaginary(length),                      \
        .here_re = AT((x) + SQ_WAVE_GUARD), .here_im = AT((x) + sq_wave_imaginary(length))     \
    }

/* re, im += A x at k … k + 7; `up` holds lower there. */
#define ADD_APPLIED(re_, im_, A, s, up, k)                                                     \
    do {                                                                                       \
        const vec after_re = AT((s).re + (k) + SQ_WAVE_WIDTH);                                 \
        const vec after_im = AT((s).im + (k) + SQ_WAVE_WIDTH);                                 \
        const vec raised_re = (up) * (s).here_re, raised_im = (up) * (s).here_im;              \
        const vec br = FROM_BELOW((s).before_re, raised_re);                                   \
        const vec bi = FROM_BELOW((s).before_im, raised_im);                                   \
        const vec ar = (up)*FROM_ABOVE((s).here_re, after_re);                                 \
        const vec ai = (up)*FROM_ABOVE((s).here_im, after_im);                                 \
        const vec dr = creal((A)->one) + creal((A)->slope) * (counting + (double)(k));         \
        const vec di = cimag((A)->one) + cimag((A)->slope) * (counting + (double)(k));         \
        re_ += creal((A)->lower) * br - cimag((A)->lower) * bi + creal((A)->raise) * ar -      \
               cimag((A)->raise) * ai + dr * (s).here_re - di * (s).here_im;                   \
        im_ += creal((A)->lower) * bi + cimag((A)->lower) * br + creal((A)->raise) * ai +      \
               cimag((A)->raise) * ar + dr * (s).here_im + di * (s).here_re;                   \
        (s).before_re = raised_re;                                                             \
        (s).before_im = raised_im;                                                             \
        (s).here_re = after_re;                                                                \
        (s).here_im = after_im;                                                                \
    } while (0)

SQ_MULTIVERSION_EXTERN void
sq_wave_apply(double *restrict out, const sq_wave_linear *restrict A, const double *restrict x,
              const double *restrict lower, int length)
{
    double *yr = out + SQ_WAVE_GUARD, *yi = out + sq_wave_imaginary(length);
    sweep s = BEGIN_SWEEP(x, length);
    for (int k = 0; k < length; k += SQ_WAVE_WIDTH) {
        vec re = {0}, im = {0}, up = AT(lower + SQ_WAVE_GUARD + k);
        ADD_APPLIED(re, im, A, s, up, k);
        TO(yr + k) = re;
        TO(yi + k) = im;
    }
}

SQ_MULTIVERSION_EXTERN void
sq_wave_add(double *restrict out, const sq_wave_linear *restrict A, const double *restrict x,
            const double *restrict lower, int length)
{
    double *yr = out + SQ_WAVE_GUARD, *yi = out + sq_wave_imaginary(length);
    sweep s = BEGIN_SWEEP(x, length);
    for (int k = 0; k < length; k += SQ_WAVE_WIDTH) {
        vec re = AT(yr + k), im = AT(yi + k), up = AT(lower + SQ_WAVE_GUARD + k);
        ADD_APPLIED(re, im, A, s, up, k);
        TO(yr + k) = re;
        TO(yi + k) = im;
    }
}

/* The product of a number with a vector of complex numbers. */
#define RE_PRODUCT(z, re, im) (creal(z) * (re)-cimag(z) * (im))
#define IM_PRODUCT(z, re, im) (creal(z) * (im) + cimag(z) * (re))

/* What comes from below and from above is summed over x and y before it is shifted. */
SQ_MULTIVERSION_EXTERN void
sq_wave_apply_two(double *restrict out, const sq_wave_linear *restrict A,
                  const double *restrict x, const sq_wave_linear *restrict B,
                  const double *restrict y, const double *restrict lower, int length)
{
    const double *xr = x + SQ_WAVE_GUARD, *xi = x + sq_wave_imaginary(length);
    const double *yr = y + SQ_WAVE_GUARD, *yi = y + sq_wave_imaginary(length);
    double *zr = out + SQ_WAVE_GUARD, *zi = out + sq_wave_imaginary(length);
    vec x_re = AT(xr), x_im = AT(xi), y_re = AT(yr), y_im = AT(yi);
    vec down_re = {0}, down_im = {0}; /* lower (A_lower x + B_lower y), the eight before */
    vec up_re = RE_PRODUCT(A->raise, x_re, x_im) + RE_PRODUCT(B->raise, y_re, y_im);
    vec up_im = IM_PRODUCT(A->raise, x_re, x_im) + IM_PRODUCT(B->raise, y_re, y_im);
    vec a_re = creal(A->one) + creal(A->slope) * counting;
    vec a_im = cimag(A->one) + cimag(A->slope) * counting;
    vec b_re = creal(B->one) + creal(B->slope) * counting;
    vec b_im = cimag(B->one) + cimag(B->slope) * counting;
    for (int k = 0; k < length; k += SQ_WAVE_WIDTH) {
        const vec step = AT(lower + SQ_WAVE_GUARD + k);
        const vec low_re =
            step * (RE_PRODUCT(A->lower, x_re, x_im) + RE_PRODUCT(B->lower, y_re, y_im));
        const vec low_im =
            step * (IM_PRODUCT(A->lower, x_re, x_im) + IM_PRODUCT(B->lower, y_re, y_im));
        vec re = a_re * x_re - a_im * x_im + b_re * y_re - b_im * y_im;
        vec im = a_re * x_im + a_im * x_re + b_re * y_im + b_im * y_re;
        x_re = AT(xr + k + SQ_WAVE_WIDTH), x_im = AT(xi + k + SQ_WAVE_WIDTH);
        y_re = AT(yr + k + SQ_WAVE_WIDTH), y_im = AT(yi + k + SQ_WAVE_WIDTH);
        const vec high_re = RE_PRODUCT(A->raise, x_re, x_im) + RE_PRODUCT(B->raise, y_re, y_im);
        const vec high_im = IM_PRODUCT(A->raise, x_re, x_im) + IM_PRODUCT(B->raise, y_re, y_im);
        TO(zr + k) = re + FROM_BELOW(down_re, low_re) + step * FROM_ABOVE(up_re, high_re);
        TO(zi + k) = im + FROM_BELOW(down_im, low_im) + step * FROM_ABOVE(up_im, high_im);
        down_re = low_re, down_im = low_im, up_re = high_re, up_im = high_im;
        a_re += SQ_WAVE_WIDTH * creal(A->slope), a_im += SQ_WAVE_WIDTH * cimag(A->slope);
        b_re += SQ_WAVE_WIDTH * creal(B->slope), b_im += SQ_WAVE_WIDTH * cimag(B->slope);
    }
}

SQ_MULTIVERSION_EXTERN void
sq_wave_combine(double *out, const double *base, const double *weight, double *const *term,
                int n, size_t size)
{
    for (size_t i = 0; i < size; i += SQ_WAVE_WIDTH) {
        vec sum = AT(base + i);
        for (int j = 0; j < n; j++)
            sum += weight[j] * AT(term[j] + i);
        TO(out + i) = sum;
    }
}

SQ_MULTIVERSION_EXTERN double
sq_wave_conclude(double *out, double *error, const double *base, const double *weight,
                 const double *error_weight, double *const *term, int n, size_t size)
{
    vec norm = {0}, error_norm = {0};
    for (size_t part = 0; part < size; part += size / 2) /* real, imaginary */
        for (size_t k = 0; k < size / 2; k += SQ_WAVE_WIDTH) {
            vec sum = AT(base + part + k), difference = {0};
            for (int j = 0; j < n; j++) {
                vec here = AT(term[j] + part + k);
                sum += weight[j] * here;
                difference += error_weight[j] * here;
            }
            TO(out + part + k) = sum;
            norm += sum * sum;
            const vec level = counting + ((double)k - SQ_WAVE_GUARD);
            error_norm += (2 * level + 1) * (difference * difference);
        }
    *error = sum_of(&error_norm);
    return sum_of(&norm);
}

SQ_MULTIVERSION_EXTERN void
sq_wave_scale(double *x, double factor, size_t size)
{
    for (size_t i = 0; i < size; i += SQ_WAVE_WIDTH)
        TO(x + i) = factor * AT(x + i);
}

SQ_MULTIVERSION_EXTERN void
sq_wave_subtract(double *x, double complex z, const double *y, int length)
{
    double *xr = x + SQ_WAVE_GUARD, *xi = x + sq_wave_imaginary(length);
    const double *yr = y + SQ_WAVE_GUARD, *yi = y + sq_wave_imaginary(length);
    for (int k = 0; k < length; k += SQ_WAVE_WIDTH) {
        vec re = AT(yr + k), im = AT(yi + k);
        TO(xr + k) = AT(xr + k) - (creal(z) * re - cimag(z) * im);
        TO(xi + k) = AT(xi + k) - (creal(z) * im + cimag(z) * re);
    }
}

SQ_MULTIVERSION_EXTERN double
sq_wave_norm(const double *x, int length)
{
    vec square = {0};
    for (size_t i = 0; i < sq_wave_size(length); i += SQ_WAVE_WIDTH)
        square += AT(x + i) * AT(x + i);
    return sum_of(&square);
}

SQ_MULTIVERSION_EXTERN double complex
sq_wave_dot(const double *x, const double *y, int length)
{
    const double *xr = x + SQ_WAVE_GUARD, *xi = x + sq_wave_imaginary(length);
    const double *yr = y + SQ_WAVE_GUARD, *yi = y + sq_wave_imaginary(length);
    vec re = {0}, im = {0};
    for (int k = 0; k < length; k += SQ_WAVE_WIDTH) {
        re += AT(xr + k) * AT(yr + k) + AT(xi + k) * AT(yi + k);
        im += AT(xr + k) * AT(yi + k) - AT(xi + k) * AT(yr + k);
    }
    return sum_of(&re) + I * sum_of(&im);
}

SQ_MULTIVERSION_EXTERN void
sq_wave_mean_of(sq_wave_mean *mean, const double *x, const double *lower, int length)
{
    const double *xr = x + SQ_WAVE_GUARD, *xi = x + sq_wave_imaginary(length);
    vec norm = {0}, weighted = {0}, re = {0}, im = {0};
    lower += SQ_WAVE_GUARD;
    for (int k = 0; k < length; k += SQ_WAVE_WIDTH) {
        vec cr = AT(xr + k), ci = AT(xi + k), square = cr * cr + ci * ci;
        vec step = AT(lower + k), ar = step * AT(xr + k + 1), ai = step * AT(xi + k + 1);
        norm += square;
        weighted += (counting + (double)k) * square;
        re += cr * ar + ci * ai; /* conj(x_k) lower_k x_{k+1} */
        im += cr * ai - ci * ar;
    }
    *mean = (sq_wave_mean){
        .norm = sum_of(&norm), .k = sum_of(&weighted), .raise = sum_of(&re) + I * sum_of(&im)};
}

/* z is centred before it is squared; x and y have small means in the frame of the state. */
void
sq_wave_covariance(double cov[3][3], const double *x, double norm, const double inner[3],
                   double J, const double *lower, int length)
{
    const double *xr = x + SQ_WAVE_GUARD, *xi = x + sq_wave_imaginary(length);
    double transverse = 0, zz = 0;
    double complex twice = 0, mixed = 0; /* <J'_+²>, <{J'_+, J'_z − mean}>/2 */
    lower += SQ_WAVE_GUARD;
    for (int k = 0; k < length; k++) {
        double p = (xr[k] * xr[k] + xi[k] * xi[k]) / norm, z = J - k - inner[2];
        double complex here = (xr[k] - I * xi[k]) / norm;
        transverse += p * (J + k * (2 * J - k)); /* J(J+1) − (J − k)² */
        zz += p * z * z;
        mixed += here * (xr[k + 1] + I * xi[k + 1]) * lower[k] * (z - 0.5);
        twice += here * (xr[k + 2] + I * xi[k + 2]) * lower[k] * lower[k + 1];
    }
    cov[0][0] = (transverse + creal(twice)) / 2 - inner[0] * inner[0];
    cov[1][1] = (transverse - creal(twice)) / 2 - inner[1] * inner[1];
    cov[0][1] = cov[1][0] = cimag(twice) / 2 - inner[0] * inner[1];
    cov[0][2] = cov[2][0] = creal(mixed);
    cov[1][2] = cov[2][1] = cimag(mixed);
    cov[2][2] = zz;
}

SQ_MULTIVERSION_EXTERN double
sq_wave_tail(const double *x, int from, int length)
{
    const double *xr = x + SQ_WAVE_GUARD, *xi = x + sq_wave_imaginary(length);
    vec square = {0};
    for (int k = from < 0 ? 0 : from; k < length; k += SQ_WAVE_WIDTH)
        square += AT(xr + k) * AT(xr + k) + AT(xi + k) * AT(xi + k);
    return sum_of(&square);
}

/* re, im += z a x at k + shift. */
#define ADD_TERM(re, im, z, a, xr, xi, k, shift)                                               \
    do {                                                                                       \
        const vec tr = (a)*AT(xr + (k) + (shift)), ti = (a)*AT(xi + (k) + (shift));            \
        re += creal(z) * tr - cimag(z) * ti;                                                   \
        im += creal(z) * ti + cimag(z) * tr;                                                   \
    } while (0)

/* From k, k + 1, k + 2 to k. */
SQ_MULTIVERSION static void
sq_wave_jump_down(double *out, const double complex weight[3], const double *x,
                  const sq_wave_elements *e, int length)
{
    const double *xr = x + SQ_WAVE_GUARD, *xi = x + sq_wave_imaginary(length);
    const double *root = e->root + SQ_WAVE_GUARD, *rest = e->rest + SQ_WAVE_GUARD;
    double *yr = out + SQ_WAVE_GUARD, *yi = out + sq_wave_imaginary(length);
    for (int k = 0; k < length; k += SQ_WAVE_WIDTH) {
        vec re = {0}, im = {0};
        ADD_TERM(re, im, -weight[0], AT(rest + k) * AT(rest + k + 1), xr, xi, k, 0);
        ADD_TERM(re, im, weight[1], AT(root + k + 1) * AT(rest + k + 1), xr, xi, k, 1);
        ADD_TERM(re, im, weight[2], AT(root + k + 2) * AT(root + k + 1), xr, xi, k, 2);
        TO(yr + k) = re;
        TO(yi + k) = im;
    }
}

/* From k, k − 1, k − 2 to k. */
SQ_MULTIVERSION static void
sq_wave_jump_up(double *out, const double complex weight[3], const double *x,
                const sq_wave_elements *e, int length)
{
    const double *xr = x + SQ_WAVE_GUARD, *xi = x + sq_wave_imaginary(length);
    const double *root = e->root + SQ_WAVE_GUARD, *rest = e->rest + SQ_WAVE_GUARD;
    double *yr = out + SQ_WAVE_GUARD, *yi = out + sq_wave_imaginary(length);
    for (int k = 0; k < length; k += SQ_WAVE_WIDTH) {
        vec re = {0}, im = {0};
        ADD_TERM(re, im, weight[0], AT(root + k) * AT(root + k - 1), xr, xi, k, -2);
        ADD_TERM(re, im, weight[1], AT(root + k) * AT(rest + k - 2), xr, xi, k, -1);
        ADD_TERM(re, im, -weight[2], AT(rest + k - 1) * AT(rest + k - 2), xr, xi, k, 0);
        TO(yr + k) = re;
        TO(yi + k) = im;
    }
}

void
sq_wave_jump(double *out, int s, const double complex weight[3], const double *x,
             const sq_wave_elements *e, int length)
{
    if (s < 0)
        sq_wave_jump_down(out, weight, x, e, length);
    else
        sq_wave_jump_up(out, weight, x, e, length);
}
