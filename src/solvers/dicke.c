/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solvers/dicke.h"

#include <math.h>

double
sq_dicke_lower(double J, int k)
{
    return sqrt((2 * J - k) * (k + 1));
}

double
sq_dicke_reduced(double N, double J, int s)
{
    if (s > 0)
        return sqrt((N - 2 * J) / (4 * (J + 1) * (2 * J + 1)));
    if (J <= 0)
        return 0;
    return s == 0 ? sqrt((N + 2) / (4 * J * (J + 1)))
                  : sqrt((N + 2 * J + 2) / (4 * J * (2 * J + 1)));
}

/* The part that depends on M = J − k (Clebsch–Gordan coefficients of spin 1). */
static double
orientation(double J, double M, int s, int q)
{
    static const double sign[3][3] = {{-1, 1, 1}, {1, 1, 1}, {1, 1, -1}}; /* [s+1][q+1] */
    double square;
    if (s == 0)
        return q == 0 ? M : sqrt((J - q * M) * (J + q * M + 1));
    if (s < 0)
        square = q == 0 ? (J - M) * (J + M) : (J - q * M) * (J - q * M - 1);
    else
        square = q == 0 ? (J - M + 1) * (J + M + 1) : (J + q * M + 1) * (J + q * M + 2);
    return sign[s + 1][q + 1] * sqrt(square);
}

double
sq_dicke_jump(double N, double J, int s, int q, int k)
{
    int target = k + s - q;
    if (k < 0 || k > 2 * J || J + s < 0 || target < 0 || target > 2 * (J + s))
        return 0;
    return sq_dicke_reduced(N, J, s) * orientation(J, J - k, s, q);
}
