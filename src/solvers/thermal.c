/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With x = |log(Gamma/Gamma_up)| the excitations n = 0 … N above the likelier end of the ladder
 * have weights e^(−n x), and so
 *     <n>    = 1/(e^x − 1) − (N+1)/(e^((N+1) x) − 1),
 *     4 V_nn = 1/sinh²(x/2) − (N+1)²/sinh²((N+1) x/2).
 * For small (N+1) x their parts cancel; there the series of L(z) = coth(z) − 1/z and of its
 * derivative are summed:
 *     <n>    = N/2 − (N+1)/2 L((N+1) x/2) + L(x/2)/2,
 *     4 V_nn = (N+1)² L'((N+1) x/2) − L'(x/2). */
#include "solvers/thermal.h"

#include <math.h>

/* (N+1) x from which on nothing cancels but 2 digits; below, the series' next terms are 1e-16
 * of the first. */
#define SMALL 0.25

/* Mean and variance of n. */
typedef struct excitations {
    double mean, variance;
} excitations;

static double
langevin(double z)
{
    double s = z * z;
    return z * (1.0 / 3 - s * (1.0 / 45 - s * (2.0 / 945 - s * (1.0 / 4725 - s * 2 / 93555))));
}

static double
langevin_slope(double z)
{
    double s = z * z;
    return 1.0 / 3 - s * (1.0 / 15 - s * (2.0 / 189 - s * (1.0 / 675 - s * 2 / 10395)));
}

static excitations
excite(double N, double x)
{
    double n = N + 1, all = n * x / 2;
    if (2 * all < SMALL)
        return (excitations){.mean = N / 2 - n / 2 * langevin(all) + langevin(x / 2) / 2,
                             .variance =
                                 (n * n * langevin_slope(all) - langevin_slope(x / 2)) / 4};
    return (excitations){.mean = 1 / expm1(x) - n / expm1(2 * all),
                         .variance = (pow(sinh(x / 2), -2) - pow(n / sinh(all), 2)) / 4};
}

static bool
applies(const sq_rates *rates)
{
    double field[3];
    sq_rates_field(field, rates);
    return field[0] == 0 && field[1] == 0 && sq_rates_one_spin(rates) == 0 &&
           rates->Gamma + rates->Gamma_up > 0;
}

bool
sq_thermal_state(sq_moments *m, const sq_rates *rates)
{
    if (!applies(rates))
        return false;
    double most = fmax(rates->Gamma, rates->Gamma_up);
    double least = fmin(rates->Gamma, rates->Gamma_up), N = rates->N;
    excitations e = excite(N, log1p((most - least) / least));
    double end = rates->Gamma < rates->Gamma_up ? 1 : -1;
    *m = (sq_moments){.N = N};
    m->mean[2] = end * (N / 2 - e.mean);
    m->cov[2][2] = e.variance;
    /* (J(J+1) − <J_z²>)/2 with J_z = ±(J − n) */
    m->cov[0][0] = m->cov[1][1] = (N / 2 + N * e.mean - e.variance - e.mean * e.mean) / 2;
    return true;
}
