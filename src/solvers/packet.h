/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pure state of one total spin J as a packet of the lowest |J, k>, with room that grows and
 * shrinks with it, and the vectors that its steps and jumps need. */
#ifndef SQ_PACKET_H
#define SQ_PACKET_H

#include "base/error.h"
#include "base/step.h"
#include "solvers/frame.h"
#include "solvers/wave.h"

typedef struct sq_packet {
    double N, J;
    double norm, trial_norm; /* of psi and trial, squared; about one */
    int length, longest;     /* amplitudes in memory, now and at most so far */
    double *memory;          /* owned; what follows points into it */
    double *psi, *trial, *product, *stage[SQ_STEP_MOST_STAGES], *root, *rest, *lower;
} sq_packet;

/* Room for N spins; the state is there after sq_packet_restart. */
enum sq_status sq_packet_init(sq_packet *packet, double N, sq_errors *errors) SQ_CHECK_RESULT;
void sq_packet_free(sq_packet *packet);

/* All spins along z', without new memory. */
void sq_packet_restart(sq_packet *packet);

/* Makes room where the outermost amplitudes carry more than the weight `tail`, and gives up
 * what would not be missed. */
enum sq_status sq_packet_adapt(sq_packet *packet, double tail,
                               sq_errors *errors) SQ_CHECK_RESULT;

/* The state of another packet of as many spins; fails only for want of memory. */
enum sq_status sq_packet_copy(sq_packet *to, const sq_packet *from,
                              sq_errors *errors) SQ_CHECK_RESULT;

sq_wave_elements sq_packet_elements(const sq_packet *packet);

/* J becomes J + change; the amplitudes stay. */
void sq_packet_change_spin(sq_packet *packet, int change);

/* The trial becomes the state, and the other way round. */
void sq_packet_take_trial(sq_packet *packet);
void sq_packet_normalise(sq_packet *packet);

/* Mean spin in the frame of a state psi, which is one of the packet's vectors. */
void sq_packet_mean(double inner[3], const sq_packet *packet, const double *psi);
void sq_packet_moments(sq_moments *moments, const sq_packet *packet, const sq_frame *frame);

#endif
