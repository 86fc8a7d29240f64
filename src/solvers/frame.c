/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With v_b = R_xb − i R_yb the lowering operator is
 *   J_− = (v_x + i v_y)/2 J'_− + (v_x − i v_y)/2 J'_+ + v_z J'_z. */
#include "solvers/frame.h"

#include <math.h>

#include "base/rotation.h"

void
sq_frame_from_axis(sq_frame *frame, const double n[3])
{
    double x[3], length = 0;
    int least = fabs(n[0]) < 0.6 ? 0 : 1; /* an axis that n is not along */
    for (int i = 0; i < 3; i++) {
        x[i] = (i == least) - n[least] * n[i];
        length += x[i] * x[i];
    }
    for (int i = 0; i < 3; i++) {
        frame->r[i][0] = x[i] / sqrt(length);
        frame->r[i][2] = n[i];
    }
    for (int i = 0; i < 3; i++) { /* y' = z' × x' */
        int j = (i + 1) % 3, k = (i + 2) % 3;
        frame->r[i][1] = n[j] * frame->r[k][0] - n[k] * frame->r[j][0];
    }
}

void
sq_frame_turn(sq_frame *turned, const sq_frame *frame, const double omega[3], double t)
{
    double rate = sqrt(omega[0] * omega[0] + omega[1] * omega[1] + omega[2] * omega[2]);
    double axis[3] = {0, 0, 1}, rotation[3][3];
    for (int i = 0; i < 3 && rate > 0; i++)
        axis[i] = omega[i] / rate;
    sq_rotation_matrix(rotation, axis, rate * t);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            turned->r[i][j] = 0;
            for (int k = 0; k < 3; k++)
                turned->r[i][j] += rotation[i][k] * frame->r[k][j];
        }
}

void
sq_frame_apply(double lab[3], const sq_frame *frame, const double inner[3])
{
    for (int a = 0; a < 3; a++)
        lab[a] =
            frame->r[a][0] * inner[0] + frame->r[a][1] * inner[1] + frame->r[a][2] * inner[2];
}

void
sq_frame_moments(sq_moments *moments, const sq_frame *frame, const double mean[3],
                 double cov[3][3])
{
    sq_frame_apply(moments->mean, frame, mean);
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            moments->cov[a][b] = 0;
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++)
                    moments->cov[a][b] += frame->r[a][i] * cov[i][j] * frame->r[b][j];
        }
}

/* v·J' for a complex vector in the frame */
static sq_frame_ladder
from_vector(const double complex v[3])
{
    return (sq_frame_ladder){
        .lower = (v[0] + I * v[1]) / 2, .raise = (v[0] - I * v[1]) / 2, .z = v[2]};
}

sq_frame_ladder
sq_frame_ladder_lowering(const sq_frame *frame)
{
    double complex v[3];
    for (int b = 0; b < 3; b++)
        v[b] = frame->r[0][b] - I * frame->r[1][b];
    return from_vector(v);
}

sq_frame_ladder
sq_frame_ladder_component(const sq_frame *frame, const double u[3])
{
    double complex v[3] = {0};
    for (int b = 0; b < 3; b++)
        for (int a = 0; a < 3; a++)
            v[b] += u[a] * frame->r[a][b];
    return from_vector(v);
}

sq_frame_ladder
sq_frame_ladder_adjoint(sq_frame_ladder a)
{
    return (sq_frame_ladder){
        .lower = conj(a.raise), .raise = conj(a.lower), .z = conj(a.z), .one = conj(a.one)};
}

sq_frame_ladder
sq_frame_ladder_sum(sq_frame_ladder a, double complex factor, sq_frame_ladder b)
{
    return (sq_frame_ladder){.lower = a.lower + factor * b.lower,
                             .raise = a.raise + factor * b.raise,
                             .z = a.z + factor * b.z,
                             .one = a.one + factor * b.one};
}
