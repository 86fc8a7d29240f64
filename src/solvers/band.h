/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dense complex matrices times three-band operators: the inner loops of the exact
 * solver.
 *
 * A matrix is stored as separate real and imaginary parts, row-major with a common
 * stride; each row has at least SQ_BAND_GUARD zeros behind its last column, and so has
 * the memory before the first row: the loops read there, multiplied by 0. */
#ifndef SQ_BAND_H
#define SQ_BAND_H

#include <complex.h>
#include <stdbool.h>

enum { SQ_BAND_GUARD = 8 };

typedef struct sq_band_matrix {
    double *re, *im; /* [rows][stride] */
    int stride;
} sq_band_matrix;

/* out[k] = sum_b band[b][k] in[k − shift − 1 + b], b = 0, 1, 2. */
typedef struct sq_band {
    int shift;
    double *re[3], *im[3]; /* [3][rows of the result] */
} sq_band;

/* out = A in (or += when add), with `rows` rows and `columns` columns of out and
 * `in_rows` rows of in. */
void sq_band_left(sq_band_matrix out, const sq_band *A, sq_band_matrix in, int rows,
                  int in_rows, int columns, bool add);

/* out += factor in A†, with `rows` rows, `columns` columns of out, `in_columns` of in. */
void sq_band_right_adjoint(sq_band_matrix out, const sq_band *A, sq_band_matrix in, int rows,
                           int columns, int in_columns, double factor, double *scratch);

/* Doubles of scratch that sq_band_right_adjoint wants for so many columns. */
int sq_band_scratch(int columns);

/* m := m + m† for a square matrix of n rows. */
void sq_band_add_adjoint(sq_band_matrix m, int n);

#endif
