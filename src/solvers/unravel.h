/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The unraveling of the master equation at one moment: the generator of the evolution
 * without jumps, and the jumps. */
#ifndef SQ_UNRAVEL_H
#define SQ_UNRAVEL_H

#include <stdbool.h>

#include "solvers/gauge.h"
#include "model/rates.h"
#include "solvers/packet.h"

enum { SQ_UNRAVEL_CHANNELS = SQ_GAUGE_OFFSETS };

/* One collective kind of jump, J_−, J_+ or J_z, that occurs. */
typedef struct sq_unravel_channel {
    sq_wave_linear jump, adjoint; /* L, and (−rate/2 − i chi) L† */
    double complex offset;        /* c: the jumps are L + c and L − c, */
    double rate;                  /* of the two together; where c is 0, of L */
} sq_unravel_channel;

/* G psi = sum_c adjoint_c jump_c psi + linear psi + loss psi */
typedef struct sq_unravel {
    sq_unravel_channel channel[SQ_UNRAVEL_CHANNELS];
    int n_channels;
    sq_wave_linear linear;
    double loss; /* real */
} sq_unravel;

/* In a frame that turns with omega (laboratory), for total spin J whose mean in the frame
 * is `inner`.  Displaced: every jump operator less its mean, and the collective ones with
 * these offsets; offset NULL: plain quantum jumps. */
void sq_unravel_at(sq_unravel *u, const sq_rates *rates, const sq_frame *frame,
                   const double omega[3], const double inner[3], double J,
                   const double complex *offset);

/* out = G psi but for the loss, both of them the packet's. */
void sq_unravel_apply(double *out, const sq_unravel *u, const double *psi, sq_packet *packet);

/* Total rate of all jumps of the packet's state, which is normalised. */
double sq_unravel_rate(const sq_unravel *u, sq_packet *packet);

/* What a jump was. */
typedef struct sq_unravel_outcome {
    bool collective;
    int change; /* of J */
} sq_unravel_outcome;

/* Makes the jump that the number `choice`, uniform in (0, total rate), falls on: the packet's
 * trial is the state after it, not normalised. */
sq_unravel_outcome sq_unravel_jump(sq_packet *packet, const sq_unravel *u,
                                   const sq_rates *rates, const sq_frame *frame,
                                   const double inner[3], bool displaced, double choice);

#endif
