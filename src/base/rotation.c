/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rotation.h"

#include <math.h>

void
sq_rotation_matrix(double r[3][3], const double axis[3], double angle)
{
    double c = cos(angle), s = sin(angle);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            r[i][j] = (i == j ? c : 0) + (1 - c) * axis[i] * axis[j];
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        r[k][j] += s * axis[i];
        r[j][k] -= s * axis[i];
    }
}
