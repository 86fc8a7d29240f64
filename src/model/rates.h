/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rates of the spin model: the waist of the program.
 *
 * A platform writes them, a solver reads them, and neither sees the other.
 * The model, with L(O)rho = O rho O† − {O†O, rho}/2 (Tucker et al., PRA 102,
 * 051701 (2020), Eqs. 1–2, and its neighbours):
 *
 *   drho/dt = −i[H, rho] + Gamma L(J−) + Gamma_up L(J+) + Gamma_phi L(J_z)
 *             + sum_i gamma_s L(s_i^−) + gamma_up L(s_i^+) + gamma_phi L(s_i^z/2)
 *   H       = chi J+J− + Omega J_x + delta J_z + chi_z J_z²
 */
#ifndef SQ_RATES_H
#define SQ_RATES_H

#include "base/public.h"
#include "base/error.h"

SQ_PUBLIC_BEGIN

/* All rates in rad/s (1/s), or in the user's own unit for platform `model`. */
typedef struct sq_rates {
    double N;         /* number of spins, at least 1 */
    double chi;       /* collective exchange */
    double Gamma;     /* collective emission */
    double Omega;     /* drive, Rabi frequency along x */
    double gamma_s;   /* one-spin relaxation */
    double gamma_up;  /* one-spin pumping */
    double gamma_phi; /* one-spin dephasing; the coherence decays at gamma_phi/2 */
    double Gamma_up;  /* collective pumping */
    double Gamma_phi; /* collective dephasing */
    double delta;     /* drive detuning */
    double chi_z;     /* one-axis twisting */
} sq_rates;

/* Refuses what no solver can use: N below 1, non-finite numbers, negative decay rates. */
enum sq_status sq_rates_check(const sq_rates *rates, sq_errors *errors) SQ_CHECK_RESULT;

/* Upsilon = 2 Omega/N. */
double sq_upsilon(const sq_rates *rates);

/* Upsilon_c = sqrt(Gamma² + 4 chi²), paper Eq. 3; with collective pumping, which inverts what
 * emission does, Gamma − Gamma_up stands for Gamma. */
double sq_upsilon_critical(const sq_rates *rates);

/* Upsilon/Upsilon_c; NaN or infinite when there is no collective coupling. */
double sq_drive_ratio(const sq_rates *rates);

/* The Omega that makes this ratio. */
double sq_rabi_of_ratio(const sq_rates *rates, double ratio);

/* N_c = 2 Omega/Upsilon_c: below this effective number the ensemble leaves the
 * superradiant phase.  NaN when there is no collective coupling. */
double sq_critical_number(const sq_rates *rates);

/* Rates of N spins that behave alike: N Gamma/gamma_s, Upsilon/Upsilon_c and all other ratios
 * to N Gamma are kept; times become longer by rates->N/N. */
void sq_rates_at_fewer_spins(sq_rates *fewer, const sq_rates *rates, double N);

/* The slowest scale that matters: the sum of the one-spin rates. */
double sq_one_spin_rate(const sq_rates *rates);

/* The collective scale N sqrt((Gamma + Gamma_up)² + 4 chi²) (at Delta_c = 0: N Gamma), or,
 * where chi and Gamma vanish, the largest other rate of the model.  Never 0 for rates that move
 * anything. */
double sq_collective_rate(const sq_rates *rates);

/* Long enough to see the late minimum: 1/(one-spin rates), or, without them, the
 * collective relaxation. */
double sq_default_duration(const sq_rates *rates);

SQ_PUBLIC_END

#endif
