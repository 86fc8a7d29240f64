/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The master equation on permutation-symmetric density matrices in a moving frame. */
#ifndef SQ_MASTER_H
#define SQ_MASTER_H

#include "density.h"
#include "rates.h"

/* What may be chosen freely without changing the dynamics, constant during a step. */
typedef struct sq_gauge {
    sq_frame frame;          /* at the start of the step */
    double omega[3];         /* angular velocity of the frame, laboratory, rad/s */
    double complex lowering; /* displacement of J_−, near <J_−> */
    double z;                /* displacement of J_z */
} sq_gauge;

/* The gauge that follows the state: displacements are its means, the frame turns with
 * the mean spin and onto it, at most by the tilt divided by `settling` per time. */
void sq_gauge_follow(sq_gauge *gauge, const sq_density *density, const sq_frame *frame,
                     const sq_rates *rates, double settling);

/* Matrix elements of one window, and scratch space for every thread. */
typedef struct sq_master sq_master;

/* NULL: out of memory. */
sq_master *sq_master_create(sq_window window);
void sq_master_free(sq_master *master);

/* Bytes that a master equation of this window takes. */
size_t sq_master_bytes(const sq_window *window);

/* derivative = generator(density), at the time tau after the gauge's start.  Both have
 * the window of `master`; the derivative is exactly Hermitian. */
void sq_master_apply(sq_master *master, const sq_rates *rates, const sq_gauge *gauge,
                     double tau, const sq_density *density, sq_density *derivative);

#endif
