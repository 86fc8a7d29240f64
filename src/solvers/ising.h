/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collective twisting with every one-spin channel, in closed form at any number of spins.
 *
 *   H = chi_z J_z² + delta J_z,  gamma_s, gamma_up, gamma_phi, Gamma_phi,
 *
 * from any coherent state.  The interaction commutes with J_z, so that a spin seen by the
 * others is a classical one that flips now and then, and each of them turns the rest at a rate
 * of its own sign (Foss-Feig et al., PRA 87, 042101 (2013)). */
#ifndef SQ_ISING_H
#define SQ_ISING_H

#include <complex.h>

#include "model/rates.h"
#include "model/moments.h"

/* Above this a whole number of spins is no longer one in double precision. */
#define SQ_ISING_LARGEST_N 1e15

/* Do these rates make such a model?  SQ_ERR_UNSUPPORTED with one fault for each thing in the
 * way, or what sq_rates_check finds. */
enum sq_status sq_ising_applicable(const sq_rates *rates, sq_errors *errors) SQ_CHECK_RESULT;

/* A power series in nu = i times the strength of the twisting. */
enum { SQ_ISING_ORDER = 11 };
typedef struct sq_ising_series {
    double c[SQ_ISING_ORDER + 1];
} sq_ising_series;

/* One spin as the others see it: the parts up and down, weighted with exp(i f integral of
 * chi_z sigma_z dt), as a series in f and at f = 1 and 2. */
typedef struct sq_ising_spectator {
    sq_ising_series series[2];
    double complex once[2], twice[2];
} sq_ising_spectator;

/* The state of all spins. */
typedef struct sq_ising {
    double N;
    double sine;    /* of the polar angle at the start */
    double azimuth; /* that fields give to the mean spin, rad */
    double decay;   /* of one spin's coherence: its logarithm, */
    double common;  /* and by the noise that is common to all */
    double twist;   /* integral of |chi_z| dt */
    sq_ising_spectator spectator;
} sq_ising;

/* All spins along the unit vector `spin`. */
void sq_ising_begin(sq_ising *state, double N, const double spin[3]);

/* The state a time tau later, under these rates; `after` may be `before`. */
void sq_ising_advance(sq_ising *after, const sq_ising *before, const sq_rates *rates,
                      double tau);

/* Means and covariances; those of the squeezed component are right to rounding as long as the
 * mean spin lies near the equator, which it does where twisting squeezes. */
void sq_ising_moments(sq_moments *moments, const sq_ising *state);

#endif
