/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <complex.h>
#include <math.h>
#include <string.h>

#include "solvers/band.h"
#include "solvers/dicke.h"
#include "solvers/frame.h"

/* sum_s |amplitude|² is the expectation of the jump's O†O summed over spins: N/2 + M for
 * s_−, N/2 − M for s_+, N/4 for s_z/2. */
Test(dicke, sum_rule)
{
    for (double N = 1; N <= 38; N += 37)
        for (double J = N / 2; J >= 0; J--)
            for (int k = 0; k <= 2 * J; k++)
                for (int q = -1; q <= 1; q++) {
                    double sum = 0, M = J - k;
                    double wanted = q < 0 ? N / 2 + M : q > 0 ? N / 2 - M : N / 4;
                    for (int s = -1; s <= 1; s++)
                        sum += sq_dicke_jump(N, J, s, q, k) * sq_dicke_jump(N, J, s, q, k);
                    cr_expect(fabs(sum - wanted) < 1e-12 * N, "N %g J %g k %d q %d: %g not %g",
                              N, J, k, q, sum, wanted);
                }
}

Test(dicke, lowering)
{
    /* J(J+1) − M(M−1) with M = J − k */
    cr_expect(fabs(sq_dicke_lower(18.5, 5) - sqrt(18.5 * 19.5 - 13.5 * 12.5)) < 1e-13);
    cr_expect(sq_dicke_lower(18.5, 37) == 0);
}

/* The ladder of J_− in a frame, applied to the coherent state of that frame, has the
 * mean of the direction: <J_−> = J (n_x − i n_y). */
Test(frame, lowering_of_a_coherent_state)
{
    const double n[3] = {-0.48, 0.6, -0.64};
    sq_frame frame;
    sq_frame_from_axis(&frame, n);
    sq_frame_ladder lowering = sq_frame_ladder_lowering(&frame);
    cr_expect(cabs(lowering.z - (n[0] - I * n[1])) < 1e-15);
    /* tr over one spin of J_−† J_−: |lower|² + |raise|² + |z|²/2 = 1 */
    double norm = cabs(lowering.lower) * cabs(lowering.lower) +
                  cabs(lowering.raise) * cabs(lowering.raise) +
                  cabs(lowering.z) * cabs(lowering.z) / 2;
    cr_expect(fabs(norm - 1) < 1e-14, "%g", norm);
}

Test(frame, turning_keeps_it_orthonormal)
{
    const double n[3] = {0.6, 0, 0.8}, omega[3] = {0.3, -1.7, 2.385};
    sq_frame frame, turned;
    sq_frame_from_axis(&frame, n);
    sq_frame_turn(&turned, &frame, omega, 0.37);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            double sum = 0;
            for (int a = 0; a < 3; a++)
                sum += turned.r[a][i] * turned.r[a][j];
            cr_expect(fabs(sum - (i == j)) < 1e-14);
        }
}

/* Turned about z by a quarter, x' = x becomes y. */
Test(frame, turns_right_handed)
{
    const double z[3] = {0, 0, 1}, quarter[3] = {0, 0, 1};
    sq_frame frame, turned;
    sq_frame_from_axis(&frame, z);
    sq_frame_turn(&turned, &frame, quarter, acos(-1) / 2);
    cr_expect(fabs(turned.r[1][0] - frame.r[0][0]) < 1e-15);
    cr_expect(fabs(turned.r[0][0] + frame.r[1][0]) < 1e-15);
}

/* ---- bands against plain loops ---- */

enum { ROWS = 11, SOURCE = 9, STRIDE = 24 };
static double memory[8][STRIDE * 16];

static sq_band_matrix
matrix(int i)
{
    return (sq_band_matrix){
        .re = memory[2 * i] + 16, .im = memory[2 * i + 1] + 16, .stride = STRIDE};
}

static double complex
entry(sq_band_matrix m, int i, int j)
{
    return m.re[i * m.stride + j] + I * m.im[i * m.stride + j];
}

static void
fill(sq_band_matrix m, int rows, int columns)
{
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++) {
            m.re[i * m.stride + j] = sin(1.7 * i + 0.9 * j);
            m.im[i * m.stride + j] = cos(0.3 * i - 2.1 * j);
        }
}

static double complex
band_entry(const sq_band *A, int i, int j)
{
    int b = j - i + A->shift + 1;
    return b < 0 || b > 2 ? 0 : A->re[b][i] + I * A->im[b][i];
}

Test(band, products_against_plain_loops)
{
    static double value[6][ROWS];
    double scratch[6 * ROWS];
    sq_band A = {.re = {value[0], value[1], value[2]}, .im = {value[3], value[4], value[5]}};
    for (int b = 0; b < 6; b++)
        for (int k = 0; k < ROWS; k++)
            value[b][k] = sin(0.7 * b + 1.3 * k);
    for (A.shift = -1; A.shift <= 1; A.shift++) {
        sq_band_matrix in = matrix(0), left = matrix(1), right = matrix(2);
        memset(memory, 0, sizeof memory);
        fill(in, SOURCE, SOURCE);
        sq_band_left(left, &A, in, ROWS, SOURCE, SOURCE, false);
        sq_band_right_adjoint(right, &A, in, SOURCE, ROWS, SOURCE, 0.37, scratch);
        for (int i = 0; i < ROWS; i++)
            for (int j = 0; j < SOURCE; j++) {
                double complex sum = 0;
                for (int k = 0; k < SOURCE; k++)
                    sum += band_entry(&A, i, k) * entry(in, k, j);
                cr_expect(cabs(entry(left, i, j) - sum) < 1e-14);
                sum = 0;
                for (int k = 0; k < SOURCE; k++)
                    sum += 0.37 * entry(in, j, k) * conj(band_entry(&A, i, k));
                cr_expect(cabs(entry(right, j, i) - sum) < 1e-14);
            }
    }
}
