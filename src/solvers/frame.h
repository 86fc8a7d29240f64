/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving frames: the collective spin seen along directions that follow the state.
 *
 * A frame R has the laboratory directions of x', y', z' as its columns, so that
 * J_a = sum_b R_ab J'_b.  In the Dicke basis along z', |J, k> has J'_z = J − k, and
 * every operator linear in the spin is tridiagonal in k (sq_frame_ladder). */
#ifndef SQ_FRAME_H
#define SQ_FRAME_H

#include <complex.h>

#include "model/squeezing.h"

typedef struct sq_frame {
    double r[3][3];
} sq_frame;

/* z' along the unit vector n; x', y' somewhere normal to it, right-handed. */
void sq_frame_from_axis(sq_frame *frame, const double n[3]);

/* The frame after a rotation with angular velocity omega (laboratory, rad/s) for a
 * time t: exp([omega x] t) R. */
void sq_frame_turn(sq_frame *turned, const sq_frame *frame, const double omega[3], double t);

/* The laboratory's components of a vector given in the frame. */
void sq_frame_apply(double lab[3], const sq_frame *frame, const double inner[3]);

/* First moments and covariances in the laboratory from those in the frame; N is left. */
void sq_frame_moments(sq_moments *moments, const sq_frame *frame, const double mean[3],
                      double cov[3][3]);

/* lower J'_− + raise J'_+ + z J'_z + one */
typedef struct sq_frame_ladder {
    double complex lower, raise, z, one;
} sq_frame_ladder;

/* J_− of the laboratory, and u·J for a real laboratory vector u. */
sq_frame_ladder sq_frame_ladder_lowering(const sq_frame *frame);
sq_frame_ladder sq_frame_ladder_component(const sq_frame *frame, const double u[3]);

sq_frame_ladder sq_frame_ladder_adjoint(sq_frame_ladder a);

/* a + factor b */
sq_frame_ladder sq_frame_ladder_sum(sq_frame_ladder a, double complex factor,
                                    sq_frame_ladder b);

#endif
