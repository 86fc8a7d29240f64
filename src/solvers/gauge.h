/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the basis follows the state, and the displacement of the jumps: what may be chosen
 * freely without changing the dynamics. */
#ifndef SQ_GAUGE_H
#define SQ_GAUGE_H

#include <complex.h>

#include "solvers/frame.h"
#include "model/rates.h"
#include "model/squeezing.h"

/* Constant during a step. */
typedef struct sq_gauge {
    sq_frame frame;       /* at the start of the step */
    double omega[3];      /* angular velocity of the frame, laboratory, rad/s */
    double mean[3];       /* <J> at the start, laboratory */
    double rate;          /* |omega|, and its unit vector's cross product with the frame, */
    sq_frame once, twice; /* taken once and twice */
} sq_gauge;

/* The gauge for a state with the mean spin `inner` in `frame`: the frame turns with the
 * mean spin and onto it, at most by the tilt divided by `settling` per time. */
void sq_gauge_follow(sq_gauge *gauge, const double inner[3], const sq_frame *frame,
                     const sq_rates *rates, double settling);

/* The frame at the time tau after the start. */
void sq_gauge_frame(sq_frame *frame, const sq_gauge *gauge, double tau);

/* A gauge that is held for a while, whose length must not depend on when the next jump will
 * come, which is known beforehand: displacements may depend on the past alone. */
typedef struct sq_gauge_hold {
    sq_gauge gauge;
    double inner[3];     /* mean spin in the frame, when it began, */
    double drift[3];     /* and its velocity */
    double begin, until; /* times */
} sq_gauge_hold;

/* The frame at the time t, and the mean spin in it as the beginning foretells it. */
void sq_gauge_hold_at(sq_frame *frame, double inner[3], const sq_gauge_hold *hold, double t);

/* Offsets c of the collective jumps J_−, J_+, J_z, which come as L + c and L − c (unravel.h):
 * large beside the fluctuations of L, with the phase at which the mean of the squeezed
 * component of a state with these moments (laboratory) does not diffuse. */
enum { SQ_GAUGE_OFFSETS = 3 };
void sq_gauge_offsets(double complex offset[SQ_GAUGE_OFFSETS], const sq_moments *moments);

/* Precession vector of the mean spin, d<J>/dt = field × <J> + losses, in mean field. */
void sq_gauge_mean_field(double field[3], const double mean[3], const sq_rates *rates);

#endif
