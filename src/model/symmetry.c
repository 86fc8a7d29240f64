/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/symmetry.h"

/* The mean along an axis becomes 0, and what it was a part of the variance; nothing is left
 * that goes with the axis. */
static void
forget_axis(sq_moments *m, int a)
{
    m->cov[a][a] += m->mean[a] * m->mean[a];
    m->mean[a] = 0;
    for (int b = 0; b < 3; b++)
        if (b != a)
            m->cov[a][b] = m->cov[b][a] = 0;
}

void
sq_symmetry_impose(sq_moments *m, const sq_rates *rates)
{
    double field[3];
    sq_rates_field(field, rates);
    if (field[0] == 0 && field[1] == 0) {
        forget_axis(m, 0);
        forget_axis(m, 1);
        m->cov[0][0] = m->cov[1][1] = (m->cov[0][0] + m->cov[1][1]) / 2;
    } else if (field[1] == 0 && field[2] == 0 && rates->chi == 0 && rates->chi_z == 0)
        forget_axis(m, 0);
}
