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

#include <stdbool.h>
#include <stddef.h>

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

/* What a rate acts on. */
enum sq_rates_role {
    SQ_RATES_DRIVE,    /* each spin: a field across z, which comes through the mode */
    SQ_RATES_DETUNING, /* each spin: a field along z */
    SQ_RATES_EXCHANGE, /* J_− and J_+, through the mode */
    SQ_RATES_AXIAL,    /* the collective J_z */
    SQ_RATES_ONE_SPIN, /* each spin by itself, irreversibly */
    SQ_RATES_ROLES     /* how many there are */
};

/* One rate of the model.  Whatever goes through all rates goes through the table of these. */
typedef struct sq_rates_row {
    const char *name;    /* of the member; NULL ends the table */
    const char *meaning; /* in words */
    size_t member;       /* offset in sq_rates */
    enum sq_rates_role role;
    bool may_be_negative;
    bool of_pairs; /* acts with N times its value; else with its value, however many spins */
    bool
        of_paper; /* of the model of the paper, where others are of interest only if they act */
} sq_rates_row;

/* All members of sq_rates but N, in their order. */
extern const sq_rates_row sq_rates_rows[];

/* The member of a row. */
double sq_rates_value(const sq_rates *rates, const sq_rates_row *row);
double *sq_rates_member(sq_rates *rates, const sq_rates_row *row);

bool sq_rates_are_equal(const sq_rates *a, const sq_rates *b);

/* The same number of spins, and all rates of a role times its factor. */
void sq_rates_scale(sq_rates *scaled, const sq_rates *rates,
                    const double factor[SQ_RATES_ROLES]);

/* Refuses what no solver can use: N below 1, non-finite numbers, negative decay rates. */
enum sq_status sq_rates_check(const sq_rates *rates, sq_errors *errors) SQ_CHECK_RESULT;

/* The vector h of H = h·J + chi J_+J_− + chi_z J_z²: what the Hamiltonian does to each spin. */
void sq_rates_field(double field[3], const sq_rates *rates);

/* Its part across z, with the sign of its x component: Omega, of either sign, in the model as
 * it is above.  Whatever rests on it holds for a drive along any direction across z. */
double sq_rates_drive(const sq_rates *rates);

/* Upsilon = 2 Omega/N. */
double sq_rates_upsilon(const sq_rates *rates);

/* Upsilon_c = sqrt(Gamma² + 4 chi²), paper Eq. 3; with collective pumping, which inverts what
 * emission does, Gamma − Gamma_up stands for Gamma. */
double sq_rates_upsilon_critical(const sq_rates *rates);

/* Upsilon/Upsilon_c; NaN or infinite when there is no collective coupling. */
double sq_rates_drive_ratio(const sq_rates *rates);

/* The Omega that makes this ratio by itself. */
double sq_rates_rabi_of_ratio(const sq_rates *rates, double ratio);

/* N_c = 2 Omega/Upsilon_c: below this effective number the ensemble leaves the
 * superradiant phase.  NaN when there is no collective coupling. */
double sq_rates_critical_number(const sq_rates *rates);

/* Rates of N spins that behave alike: N Gamma/gamma_s, Upsilon/Upsilon_c and all other ratios
 * to N Gamma are kept; times become longer by rates->N/N. */
void sq_rates_at_fewer_spins(sq_rates *fewer, const sq_rates *rates, double N);

/* Rates of the nearest whole number of spins: N chi, N Gamma, Upsilon/Upsilon_c and the rates
 * of single spins are kept, and so are times. */
void sq_rates_at_whole_number(sq_rates *whole, const sq_rates *rates);

/* The slowest scale that matters: the sum of the one-spin rates. */
double sq_rates_one_spin(const sq_rates *rates);

/* The collective scale: N sqrt((Gamma + Gamma_up)² + 4 chi²) (at Delta_c = 0: N Gamma) or
 * N |chi_z|, whichever is larger; where nothing acts on pairs, the largest other rate of the
 * model.  Never 0 for rates that move anything. */
double sq_rates_collective(const sq_rates *rates);

/* Long enough to see the late minimum: 1/(one-spin rates), or, without them, the
 * collective relaxation. */
double sq_rates_default_duration(const sq_rates *rates);

SQ_PUBLIC_END

#endif
