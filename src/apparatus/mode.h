/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A damped mode that couples spins, and what is left of it when it is eliminated: the
 * field of a cavity, the motion of an ion crystal, a resonator.
 *
 *   H = −Delta a†a + g (a J_+ + a† J_−),   kappa (nbar+1) D[a] + kappa nbar D[a†]
 *
 * Second order in g (Bonifacio, Schwendimann, Haake, PRA 4, 302 (1971)); with K = kappa/2 −
 * i Delta, Delta = spins − mode:
 *   Gamma = kappa g²/|K|²,   chi = Delta g²/|K|²,
 *   Gamma (nbar+1) D[J_−] + Gamma nbar D[J_+],   H = chi J_+J_− + 2 chi nbar J_z. */
#ifndef SQ_MODE_H
#define SQ_MODE_H

#include "apparatus/colour.h"
#include "base/public.h"
#include "model/rates.h"

SQ_PUBLIC_BEGIN

typedef struct sq_mode {
    double g;     /* coupling of one spin, half the single-excitation Rabi frequency, rad/s */
    double kappa; /* decay rate of the energy, full width at half maximum, rad/s */
    double detuning; /* spins − mode, rad/s; positive makes chi > 0 */
    double nbar;     /* thermal occupation of the mode, 0 for light */
    bool thermal;    /* of a kind that has an occupation, even if that is 0 */
} sq_mode;

/* |K| = sqrt(Delta² + kappa²/4): decay and detuning of the mode together. */
double sq_mode_rate(const sq_mode *mode);

/* Refuses what no rates can be made of: numbers that are not finite, a coupling, decay or
 * emission of 0.  keys: the keys of the lab that the mode comes from, for the message. */
enum sq_status sq_mode_check(const sq_mode *mode, const char *keys,
                             sq_errors *errors) SQ_CHECK_RESULT;

/* Writes chi, Gamma and Gamma_up, and adds the thermal shift to delta. */
void sq_mode_eliminate(const sq_mode *mode, sq_rates *rates);

/* Gamma of the mode alone, without its occupation. */
double sq_mode_emission(const sq_mode *mode);

/* eps = N g²/|K|² = N Gamma/kappa, the parameter of the elimination. */
double sq_mode_epsilon(const sq_mode *mode, double N);

/* xi² of the superradiant steady state of many spins, (2 nbar+1) sqrt(1 − u²) with u =
 * Upsilon/Upsilon_c, and the nbar at which it is 1.  NaN above threshold, where there is none.
 */
double sq_mode_variance(const sq_mode *mode, const sq_rates *rates);
double sq_mode_largest_occupation(const sq_rates *rates);

/* How far the elimination may be trusted, by eps; measured with the mode kept (N = 8 to 16,
 * to within 0.1 dB and 3 % below the first limit). */
#define SQ_MODE_EPSILON_GREEN 0.01
#define SQ_MODE_EPSILON_AMBER 0.1
enum sq_colour sq_mode_colour(double epsilon);

/* Gamma and chi corrected by the first order that the elimination neglects, near the ground
 * state: factors on both; that on chi NaN where chi vanishes. */
typedef struct sq_mode_correction {
    double Gamma, chi;
} sq_mode_correction;
sq_mode_correction sq_mode_first_order(const sq_mode *mode, double N);

/* The same to all orders, near the ground state, where the spins are an oscillator: from the
 * slow root of the two coupled oscillators. */
sq_mode_correction sq_mode_pole(const sq_mode *mode, double N);

/* Does the spectrum split, so that nothing can be eliminated?  At Delta = 0 where
 * g sqrt(N) > kappa/4. */
bool sq_mode_is_split(const sq_mode *mode, double N);

SQ_PUBLIC_END

#endif
