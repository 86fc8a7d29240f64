/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near the ground state J_− is sqrt(N) times a boson; with Kc = kappa/2 − i Delta the slow
 * root of the two coupled oscillators is
 *   lambda = (Kc/2) (1 − sqrt(1 − 4 e)),  e = N g²/Kc²,
 * whose real part is N Gamma/2 and whose imaginary part N chi, to all orders:
 *   lambda = (N g²/Kc) (1 + e + 2 e² + …). */
#include "apparatus/mode.h"

#include <complex.h>
#include <math.h>

#include "base/constants.h"

double
sq_mode_rate(const sq_mode *m)
{
    return hypot(m->detuning, m->kappa / 2);
}

/* (g/|K|)², formed so that it neither overflows nor underflows early. */
static double
admixture(const sq_mode *m)
{
    double part = m->g / sq_mode_rate(m);
    return part * part;
}

double
sq_mode_emission(const sq_mode *m)
{
    return admixture(m) * m->kappa;
}

enum sq_status
sq_mode_check(const sq_mode *m, const char *keys, sq_errors *errors)
{
    double emission = sq_mode_emission(m);
    if (m->kappa > 0 && m->nbar >= 0 && isfinite(m->kappa) && isfinite(m->nbar) &&
        emission > 0 && isfinite(emission))
        return SQ_OK;
    return sq_errors_add(
        errors, SQ_ERR_INPUT,
        "a coupling of 2 pi x %.4g Hz to a mode of linewidth 2 pi x %.4g Hz, "
        "detuning 2 pi x %.4g Hz and occupation %.4g makes no collective rate "
        "that can be computed with; check the values they come from, and their "
        "units: %s",
        m->g / (2 * SQ_PI), m->kappa / (2 * SQ_PI), m->detuning / (2 * SQ_PI), m->nbar, keys);
}

void
sq_mode_eliminate(const sq_mode *m, sq_rates *rates)
{
    double emission = sq_mode_emission(m);
    rates->chi = admixture(m) * m->detuning;
    rates->Gamma = emission * (m->nbar + 1);
    rates->Gamma_up = emission * m->nbar;
    rates->delta += 2 * rates->chi * m->nbar;
}

double
sq_mode_epsilon(const sq_mode *m, double N)
{
    return N * admixture(m);
}

double
sq_mode_variance(const sq_mode *m, const sq_rates *rates)
{
    double u = sq_rates_drive_ratio(rates);
    return (2 * m->nbar + 1) * sqrt(1 - u * u);
}

double
sq_mode_largest_occupation(const sq_rates *rates)
{
    double u = fabs(sq_rates_drive_ratio(rates));
    return u > 0 && u < 1 ? (1 / sqrt(1 - u * u) - 1) / 2 : NAN;
}

enum sq_colour
sq_mode_colour(double epsilon)
{
    return epsilon <= SQ_MODE_EPSILON_GREEN   ? SQ_COLOUR_GREEN
           : epsilon <= SQ_MODE_EPSILON_AMBER ? SQ_COLOUR_AMBER
                                              : SQ_COLOUR_RED;
}

sq_mode_correction
sq_mode_first_order(const sq_mode *m, double N)
{
    double half = m->kappa / 2, square = half * half + m->detuning * m->detuning;
    double eps = sq_mode_epsilon(m, N);
    return (sq_mode_correction){
        .Gamma = 1 + eps * (half * half - 3 * m->detuning * m->detuning) / square,
        .chi = m->detuning != 0
                   ? 1 + eps * (3 * half * half - m->detuning * m->detuning) / square
                   : NAN};
}

sq_mode_correction
sq_mode_pole(const sq_mode *m, double N)
{
    double complex K = m->kappa / 2 - I * m->detuning;
    double complex coupling = N * m->g * m->g / K, e = coupling / K;
    /* 1 − sqrt(1 − 4 e) without its cancellation */
    double complex ratio = 2 / (1 + csqrt(1 - 4 * e)); /* lambda/(N g²/K) */
    double complex slow = coupling * ratio;
    return (sq_mode_correction){.Gamma = creal(slow) / creal(coupling),
                                .chi = m->detuning != 0 ? cimag(slow) / cimag(coupling) : NAN};
}

bool
sq_mode_is_split(const sq_mode *m, double N)
{
    return m->detuning == 0 && sq_mode_epsilon(m, N) > 0.25;
}
