/* SPDX-License-Identifier: GPL-3.0-or-later */
/* These loops take nearly all of the exact solver's time; they are compiled for several
 * instruction sets. */
#include "solvers/band.h"

#include <string.h>

#include "base/multiversion.h"

/* One row of out += A in: three rows of in with a complex coefficient each, c holding
 * the real parts and then the imaginary ones. */
SQ_MULTIVERSION static void
sq_band_add_rows(double *restrict yr, double *restrict yi, const double *restrict const xr[3],
                 const double *restrict const xi[3], const double *restrict c, int n)
{
    const double *restrict r0 = xr[0], *restrict r1 = xr[1], *restrict r2 = xr[2];
    const double *restrict i0 = xi[0], *restrict i1 = xi[1], *restrict i2 = xi[2];
    double a0 = c[0], a1 = c[1], a2 = c[2], b0 = c[3], b1 = c[4], b2 = c[5];
    for (int k = 0; k < n; k++) {
        yr[k] += a0 * r0[k] - b0 * i0[k] + a1 * r1[k] - b1 * i1[k] + a2 * r2[k] - b2 * i2[k];
        yi[k] += a0 * i0[k] + b0 * r0[k] + a1 * i1[k] + b1 * r1[k] + a2 * i2[k] + b2 * r2[k];
    }
}

void
sq_band_left(sq_band_matrix out, const sq_band *A, sq_band_matrix in, int rows, int in_rows,
             int columns, bool add)
{
    for (int k = 0; k < rows; k++) {
        double *re = out.re + (long)k * out.stride, *im = out.im + (long)k * out.stride, c[6];
        const double *xr[3], *xi[3];
        for (int b = 0; b < 3; b++) {
            int source = k - A->shift - 1 + b;
            bool exists = source >= 0 && source < in_rows;
            c[b] = exists ? A->re[b][k] : 0;
            c[3 + b] = exists ? A->im[b][k] : 0;
            /* A row that does not exist is any other one, times 0. */
            xr[b] = in.re + (exists ? (long)source * in.stride : 0);
            xi[b] = in.im + (exists ? (long)source * in.stride : 0);
        }
        if (!add) {
            memset(re, 0, (size_t)out.stride * sizeof *re);
            memset(im, 0, (size_t)out.stride * sizeof *im);
        }
        sq_band_add_rows(re, im, xr, xi, c, columns);
    }
}

int
sq_band_scratch(int columns)
{
    return 6 * columns;
}

/* One row of out += in A†: three shifted products, coefficients along the row. */
SQ_MULTIVERSION static void
sq_band_add_right(double *restrict yr, double *restrict yi, const double *restrict xr,
                  const double *restrict xi, const double *restrict c, int n)
{
    const double *restrict r0 = c, *restrict r1 = c + n, *restrict r2 = c + 2 * n;
    const double *restrict i0 = c + 3 * n, *restrict i1 = c + 4 * n, *restrict i2 = c + 5 * n;
    for (int k = 0; k < n; k++) {
        yr[k] += r0[k] * xr[k] - i0[k] * xi[k] + r1[k] * xr[k + 1] - i1[k] * xi[k + 1] +
                 r2[k] * xr[k + 2] - i2[k] * xi[k + 2];
        yi[k] += r0[k] * xi[k] + i0[k] * xr[k] + r1[k] * xi[k + 1] + i1[k] * xr[k + 1] +
                 r2[k] * xi[k + 2] + i2[k] * xr[k + 2];
    }
}

void
sq_band_right_adjoint(sq_band_matrix out, const sq_band *A, sq_band_matrix in, int rows,
                      int columns, int in_columns, double factor, double *scratch)
{
    for (int b = 0; b < 3; b++)
        for (int k = 0; k < columns; k++) {
            int source = k - A->shift - 1 + b;
            double here = source >= 0 && source < in_columns ? factor : 0;
            scratch[b * columns + k] = here * A->re[b][k];
            scratch[(3 + b) * columns + k] = -here * A->im[b][k];
        }
    for (int row = 0; row < rows; row++) {
        long from = (long)row * in.stride - A->shift - 1, to = (long)row * out.stride;
        sq_band_add_right(out.re + to, out.im + to, in.re + from, in.im + from, scratch,
                          columns);
    }
}

void
sq_band_add_adjoint(sq_band_matrix m, int n)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            long p = (long)i * m.stride + j, q = (long)j * m.stride + i;
            double re = m.re[p] + m.re[q], im = m.im[p] - m.im[q];
            m.re[p] = m.re[q] = re;
            m.im[p] = im;
            m.im[q] = -im;
        }
}
