/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds the adjoint generator from small matrices.
 *
 * One spin:  G1(A) = i[h, A] + sum_c rate_c (L† A L − {L† L, A}/2),
 * pair 1, 2: G2(A) = i[H12, A] + sum_c rate_c (L1† A L2 + L2† A L1 − {L1† L2 + L2† L1, A}/2),
 * with every collective channel c contributing to both.  The projection on a
 * Pauli string P is tr(P G(A)) / dim. */
#include "model/pauli.h"

#include <complex.h>
#include <string.h>

#define MAX_DIM 4

/* Square matrix of dimension 2 or 4, row-major in the upper left corner. */
typedef struct matrix {
    int dim;
    double complex m[MAX_DIM][MAX_DIM];
} matrix;

static const matrix pauli[4] = {
    {2, {{1, 0}, {0, 1}}},
    {2, {{0, 1}, {1, 0}}},
    {2, {{0, -I}, {I, 0}}},
    {2, {{1, 0}, {0, -1}}},
};
static const matrix raising = {2, {{0, 1}, {0, 0}}};  /* s+ = (sx + i sy)/2 */
static const matrix lowering = {2, {{0, 0}, {1, 0}}}; /* s− */
static const matrix half_z = {2, {{0.5, 0}, {0, -0.5}}};

static matrix
multiply(const matrix *a, const matrix *b)
{
    matrix c = {.dim = a->dim};
    for (int i = 0; i < a->dim; i++)
        for (int j = 0; j < a->dim; j++)
            for (int k = 0; k < a->dim; k++)
                c.m[i][j] += a->m[i][k] * b->m[k][j];
    return c;
}

static matrix
kronecker(const matrix *a, const matrix *b)
{
    matrix c = {.dim = a->dim * b->dim};
    for (int i = 0; i < c.dim; i++)
        for (int j = 0; j < c.dim; j++)
            c.m[i][j] = a->m[i / b->dim][j / b->dim] * b->m[i % b->dim][j % b->dim];
    return c;
}

static matrix
adjoint(const matrix *a)
{
    matrix c = {.dim = a->dim};
    for (int i = 0; i < a->dim; i++)
        for (int j = 0; j < a->dim; j++)
            c.m[i][j] = conj(a->m[j][i]);
    return c;
}

/* sum += factor * term */
static void
accumulate(matrix *sum, double complex factor, const matrix *term)
{
    sum->dim = term->dim;
    for (int i = 0; i < term->dim; i++)
        for (int j = 0; j < term->dim; j++)
            sum->m[i][j] += factor * term->m[i][j];
}

/* sum += factor (X A − A X) for sign −1, factor (X A + A X) for sign +1 */
static void
accumulate_bracket(matrix *sum, double complex factor, const matrix *x, double sign,
                   const matrix *a)
{
    matrix left = multiply(x, a), right = multiply(a, x);
    accumulate(sum, factor, &left);
    accumulate(sum, sign * factor, &right);
}

/* sum += rate (L† A R − {L† R, A}/2) */
static void
accumulate_jump(matrix *sum, double rate, const matrix *l, const matrix *r, const matrix *a)
{
    matrix dagger = adjoint(l), left = multiply(&dagger, a), sandwich = multiply(&left, r);
    matrix weight = multiply(&dagger, r);
    accumulate(sum, rate, &sandwich);
    accumulate_bracket(sum, -rate / 2, &weight, 1, a);
}

/* Real part of tr(P X)/dim; the imaginary part vanishes since G keeps A Hermitian. */
static double
projection(const matrix *p, const matrix *x)
{
    double complex trace = 0;
    for (int i = 0; i < x->dim; i++)
        for (int j = 0; j < x->dim; j++)
            trace += p->m[i][j] * x->m[j][i];
    return creal(trace) / x->dim;
}

static matrix
one_spin_hamiltonian(const sq_rates *rates)
{
    matrix h = {.dim = 2}, excited = multiply(&raising, &lowering);
    double field[3];
    sq_rates_field(field, rates);
    accumulate(&h, rates->chi, &excited);
    for (int a = 0; a < 3; a++)
        accumulate(&h, field[a] / 2, &pauli[a + 1]);
    return h; /* (s_z/2)² is a constant: chi_z has no one-spin part */
}

static matrix
pair_hamiltonian(const sq_rates *rates)
{
    matrix h = {.dim = 4};
    matrix up_down = kronecker(&raising, &lowering), down_up = kronecker(&lowering, &raising);
    matrix zz = kronecker(&half_z, &half_z);
    accumulate(&h, rates->chi, &up_down);
    accumulate(&h, rates->chi, &down_up);
    accumulate(&h, 2 * rates->chi_z, &zz);
    return h;
}

/* The three kinds of jump, each with its collective and its one-spin rate. */
typedef struct channel {
    const matrix *jump;
    double collective, single;
} channel;

#define N_CHANNELS 3

static void
list_channels(channel list[N_CHANNELS], const sq_rates *rates)
{
    list[0] = (channel){&lowering, rates->Gamma, rates->gamma_s};
    list[1] = (channel){&raising, rates->Gamma_up, rates->gamma_up};
    list[2] = (channel){&half_z, rates->Gamma_phi, rates->gamma_phi};
}

static void
build_one(sq_pauli_generator *generator, const sq_rates *rates, const channel *list)
{
    matrix h = one_spin_hamiltonian(rates);
    for (int a = 0; a < 4; a++) {
        matrix image = {.dim = 2};
        accumulate_bracket(&image, I, &h, -1, &pauli[a]);
        for (int c = 0; c < N_CHANNELS; c++)
            accumulate_jump(&image, list[c].collective + list[c].single, list[c].jump,
                            list[c].jump, &pauli[a]);
        for (int b = 0; b < 4; b++)
            generator->one[a][b] = projection(&pauli[b], &image);
    }
}

static matrix
pair_image(const matrix *a, const matrix *h, const channel *list)
{
    matrix image = {.dim = 4};
    accumulate_bracket(&image, I, h, -1, a);
    for (int c = 0; c < N_CHANNELS; c++) {
        matrix first = kronecker(list[c].jump, &pauli[0]);
        matrix second = kronecker(&pauli[0], list[c].jump);
        accumulate_jump(&image, list[c].collective, &first, &second, a);
        accumulate_jump(&image, list[c].collective, &second, &first, a);
    }
    return image;
}

static void
build_pair(sq_pauli_generator *generator, const sq_rates *rates, const channel *list)
{
    matrix h = pair_hamiltonian(rates);
    for (int ab = 0; ab < 16; ab++) {
        matrix string = kronecker(&pauli[ab / 4], &pauli[ab % 4]);
        matrix image = pair_image(&string, &h, list);
        for (int cd = 0; cd < 16; cd++) {
            matrix probe = kronecker(&pauli[cd / 4], &pauli[cd % 4]);
            generator->pair[ab / 4][ab % 4][cd / 4][cd % 4] = projection(&probe, &image);
        }
    }
}

void
sq_pauli_generator_build(sq_pauli_generator *generator, const sq_rates *rates)
{
    channel list[N_CHANNELS];
    list_channels(list, rates);
    build_one(generator, rates, list);
    build_pair(generator, rates, list);
}
