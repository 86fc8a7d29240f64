/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matrix elements in the Dicke basis |J, k>, J_z = J − k, k = 0 … 2J. */
#ifndef SQ_DICKE_H
#define SQ_DICKE_H

/* <J, k+1| J_− |J, k> = sqrt((2J − k)(k + 1)) */
double sq_dicke_lower(double J, int k);

/* Amplitude of a one-spin process of q = −1 (s_−), 0 (s_z/2), +1 (s_+) from (J, k) to
 * (J + s, k + s − q), s = −1, 0, +1, for N spins.  Its square times the rate is the
 * rate of the process; the multiplicity of J is traced out.  0 where there is no such
 * state.  Chase & Geremia, PRA 78, 052101 (2008); Zhang et al., NJP 20, 112001 (2018). */
double sq_dicke_jump(double N, double J, int s, int q, int k);

/* Its factor that depends on N, J and s alone. */
double sq_dicke_reduced(double N, double J, int s);

#endif
