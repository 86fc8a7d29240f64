/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/moments.h"

#include <complex.h>
#include <math.h>
#include <stdbool.h>

static double
mean_square(const sq_moments *m)
{
    return m->mean[0] * m->mean[0] + m->mean[1] * m->mean[1] + m->mean[2] * m->mean[2];
}

double
sq_moments_length(const sq_moments *m)
{
    return sqrt(mean_square(m));
}

double
sq_moments_second(const sq_moments *m, int a, int b)
{
    return m->cov[a][b] + m->mean[a] * m->mean[b];
}

double
sq_moments_total_spin(const sq_moments *m)
{
    return m->cov[0][0] + m->cov[1][1] + m->cov[2][2] + mean_square(m);
}

/* Is the Hermitian matrix positive semidefinite once `slack` is added to its
 * diagonal?  By Cholesky, which stops at the first negative pivot. */
static bool
is_positive(double complex w[3][3], double slack)
{
    for (int k = 0; k < 3; k++) {
        double pivot = creal(w[k][k]) + slack;
        if (!(pivot > 0))
            return false;
        for (int i = k + 1; i < 3; i++)
            for (int j = k + 1; j < 3; j++)
                w[i][j] -= w[i][k] * w[k][j] / pivot;
    }
    return true;
}

/* (4/N) (V + (i/2) eps_abc <J_c>) */
static void
uncertainty_matrix(double complex w[3][3], const sq_moments *m)
{
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
            w[a][b] = 4 / m->N * m->cov[a][b];
    for (int a = 0; a < 3; a++) {
        int b = (a + 1) % 3, c = (a + 2) % 3;
        w[a][b] += 2 * I / m->N * m->mean[c];
        w[b][a] -= 2 * I / m->N * m->mean[c];
    }
}

enum sq_breakdown
sq_moments_violation(const sq_moments *m, double slack)
{
    double half = m->N / 2, length = sq_moments_length(m), total = sq_moments_total_spin(m);
    if (!isfinite(length) || !isfinite(total))
        return SQ_BREAKDOWN_NOT_FINITE;
    if (length > half * (1 + slack))
        return SQ_BREAKDOWN_MEAN_SPIN;
    if (total > half * (half + 1) + slack * half * half)
        return SQ_BREAKDOWN_TOTAL_SPIN;
    double complex w[3][3];
    uncertainty_matrix(w, m);
    return is_positive(w, slack) ? SQ_BREAKDOWN_NONE : SQ_BREAKDOWN_UNCERTAINTY;
}
