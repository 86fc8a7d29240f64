/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "model/pauli.h"

/* Sums of a few products of numbers of order one. */
#define ROUNDING 1e-14

static sq_pauli_generator
generator_of(sq_rates rates)
{
    sq_pauli_generator generator;
    sq_pauli_generator_build(&generator, &rates);
    return generator;
}

static void
expect_one(const sq_pauli_generator *g, int a, const double *row)
{
    for (int b = 0; b < 4; b++)
        cr_expect(fabs(g->one[a][b] - row[b]) < ROUNDING, "one[%d][%d] = %g, not %g", a, b,
                  g->one[a][b], row[b]);
}

/* Bloch equations of one spin: decay at gamma pulls z to −1 and halves for x, y;
 * dephasing gamma_phi takes x, y at gamma_phi/2 (QuTiP's PIQS has the same rule). */
Test(pauli, one_spin_decay_and_dephasing)
{
    sq_pauli_generator g = generator_of((sq_rates){.N = 37, .gamma_s = 0.7, .gamma_phi = 0.3});
    expect_one(&g, 0, (double[]){0, 0, 0, 0});
    expect_one(&g, 1, (double[]){0, -0.35 - 0.15, 0, 0});
    expect_one(&g, 2, (double[]){0, 0, -0.35 - 0.15, 0});
    expect_one(&g, 3, (double[]){-0.7, 0, 0, -0.7});
}

Test(pauli, pumping_is_decay_upside_down)
{
    sq_pauli_generator g = generator_of((sq_rates){.N = 37, .gamma_up = 0.45});
    expect_one(&g, 3, (double[]){0.45, 0, 0, -0.45});
}

/* H = Omega s_x/2 turns z into y: dy/dt = −Omega z, dz/dt = Omega y. */
Test(pauli, drive_turns_about_x)
{
    sq_pauli_generator g = generator_of((sq_rates){.N = 37, .Omega = 2.385});
    expect_one(&g, 2, (double[]){0, 0, 0, -2.385});
    expect_one(&g, 3, (double[]){0, 0, 2.385, 0});
}

Test(pauli, detuning_turns_about_z)
{
    sq_pauli_generator g = generator_of((sq_rates){.N = 37, .delta = 1.7});
    expect_one(&g, 1, (double[]){0, 0, -1.7, 0});
    expect_one(&g, 2, (double[]){0, 1.7, 0, 0});
}

static const sq_rates everything = {
    .N = 37,
    .chi = 0.2385,
    .Gamma = 1.13,
    .Omega = 3.7,
    .gamma_s = 0.41,
    .gamma_up = 0.17,
    .gamma_phi = 0.29,
    .Gamma_up = 0.23,
    .Gamma_phi = 0.31,
    .delta = -0.83,
    .chi_z = 0.57,
};

/* The identity does not move: the trace of rho is kept. */
Test(pauli, trace_is_kept)
{
    sq_pauli_generator g = generator_of(everything);
    for (int b = 0; b < 16; b++)
        cr_expect(fabs(g.pair[0][0][b / 4][b % 4]) < ROUNDING);
    expect_one(&g, 0, (double[]){0, 0, 0, 0});
}

Test(pauli, pair_part_knows_no_order_of_spins)
{
    sq_pauli_generator g = generator_of(everything);
    for (int i = 0; i < 256; i++) {
        int a = i / 64, b = i / 16 % 4, c = i / 4 % 4, d = i % 4;
        cr_expect(fabs(g.pair[a][b][c][d] - g.pair[b][a][d][c]) < ROUNDING);
    }
}

/* Without collective terms there is no pair part. */
Test(pauli, single_spins_do_not_couple)
{
    sq_pauli_generator g = generator_of((sq_rates){.N = 37,
                                                   .Omega = 1.9,
                                                   .gamma_s = 0.41,
                                                   .gamma_up = 0.17,
                                                   .gamma_phi = 0.29,
                                                   .delta = 3});
    for (int i = 0; i < 256; i++)
        cr_expect(fabs(g.pair[i / 64][i / 16 % 4][i / 4 % 4][i % 4]) < ROUNDING);
}

/* Two spins on resonance exchange excitation at chi: d<s_1^z>/dt has 2 chi times
 * the exchange current (x1 y2 − y1 x2)/2. */
Test(pauli, exchange_current)
{
    sq_pauli_generator g = generator_of((sq_rates){.N = 2, .chi = 0.2385});
    cr_expect(fabs(fabs(g.pair[3][0][1][2]) - 0.2385) < ROUNDING);
    cr_expect(fabs(g.pair[3][0][1][2] + g.pair[3][0][2][1]) < ROUNDING);
}
