/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gauss and Jordan.  Parts apart, the innermost loop is four products of vectors; GSL's complex
 * LU, which keeps them together, takes several times as long. */
#include "solvers/inverse.h"

#include <complex.h>
#include <math.h>

static void
swap_columns(double *m, size_t n, size_t a, size_t b)
{
    for (size_t i = 0; i < n; i++) {
        double x = m[i * n + a];
        m[i * n + a] = m[i * n + b];
        m[i * n + b] = x;
    }
}

static void
swap_rows(double *m, size_t n, size_t a, size_t b)
{
    for (size_t j = 0; j < n; j++) {
        double x = m[a * n + j];
        m[a * n + j] = m[b * n + j];
        m[b * n + j] = x;
    }
}

static size_t
find_pivot(sq_inverse m, size_t n, size_t p)
{
    size_t best = p;
    double largest = -1;
    for (size_t i = p; i < n; i++) {
        double size = fabs(m.re[i * n + p]) + fabs(m.im[i * n + p]);
        if (size > largest)
            largest = size, best = i;
    }
    return best;
}

/* row −= (row's element p) times row p, whose element p holds 1/pivot. */
static void
eliminate_row(sq_inverse m, size_t n, size_t i, size_t p)
{
    double *restrict re = m.re + i * n, *restrict im = m.im + i * n;
    const double *restrict from_re = m.re + p * n, *restrict from_im = m.im + p * n;
    double f_re = re[p], f_im = im[p];
    if (f_re == 0 && f_im == 0)
        return;
    re[p] = im[p] = 0;
    for (size_t j = 0; j < n; j++) {
        re[j] -= f_re * from_re[j] - f_im * from_im[j];
        im[j] -= f_re * from_im[j] + f_im * from_re[j];
    }
}

static void
scale_pivot_row(sq_inverse m, size_t n, size_t p)
{
    double complex factor = 1 / (m.re[p * n + p] + I * m.im[p * n + p]);
    double f_re = creal(factor), f_im = cimag(factor);
    double *re = m.re + p * n, *im = m.im + p * n;
    re[p] = 1, im[p] = 0;
    for (size_t j = 0; j < n; j++) {
        double x = re[j];
        re[j] = f_re * x - f_im * im[j];
        im[j] = f_re * im[j] + f_im * x;
    }
}

bool
sq_inverse_make(sq_inverse m, size_t n, size_t *swapped)
{
    for (size_t p = 0; p < n; p++) {
        size_t pivot = swapped[p] = find_pivot(m, n, p);
        if (m.re[pivot * n + p] == 0 && m.im[pivot * n + p] == 0)
            return false;
        if (pivot != p) {
            swap_rows(m.re, n, p, pivot);
            swap_rows(m.im, n, p, pivot);
        }
        scale_pivot_row(m, n, p);
        for (size_t i = 0; i < n; i++)
            if (i != p)
                eliminate_row(m, n, i, p);
    }
    for (size_t p = n; p-- > 0;)
        if (swapped[p] != p) {
            swap_columns(m.re, n, p, swapped[p]);
            swap_columns(m.im, n, p, swapped[p]);
        }
    return true;
}
