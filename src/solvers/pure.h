/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pure states of the largest total spin, J = N/2: what coherent dynamics makes of a coherent
 * state. */
#ifndef SQ_PURE_H
#define SQ_PURE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/rates.h"
#include "solvers/frame.h"

/* Populations of less than this are not kept: 1e-26 N²/4 is nothing beside the N^(1/3)/4 of the
 * best twisting, up to N = 10^7. */
#define SQ_PURE_LEAST_POPULATION 1e-26

/* Vectors of the memory: amplitudes, two polynomials and their sum, complex; diagonal and
 * ladder elements, real. */
enum { SQ_PURE_N_VECTORS = 8 };

/* sum_i (re_i + i im_i) |J, first + i> along z' of the frame, i = 0 … n − 1; nothing of weight
 * lies outside. */
typedef struct sq_pure {
    double N;
    sq_frame frame;
    long first, n;
    double *re, *im; /* within the memory */
    double *memory;  /* owned: amplitudes and work space */
    size_t room;     /* amplitudes that it has place for */
} sq_pure;

/* Do these rates leave a pure state pure? */
bool sq_pure_applicable(const sq_rates *rates);

/* Is their Hamiltonian diagonal along z, so that nothing oscillates but phases? */
bool sq_pure_is_diagonal(const sq_rates *rates);

/* All spins along the unit vector; false: out of memory. */
bool sq_pure_init(sq_pure *p, double N, const double spin[3]);
void sq_pure_free(sq_pure *p);

/* Makes `to`, which has been initialised, an equal of `from`; false: out of memory. */
bool sq_pure_copy(sq_pure *to, const sq_pure *from);

/* Turns the spins: the frame turns, and the amplitudes stay. */
void sq_pure_rotate(sq_pure *p, const double axis[3], double angle);

/* The same state in another frame; false: out of memory. */
bool sq_pure_see_from(sq_pure *p, const sq_frame *frame);

/* Moves on by the time dt under the Hamiltonian of the rates, to rounding; false: out of
 * memory. */
bool sq_pure_advance(sq_pure *p, const sq_rates *rates, double dt);

/* Moments of the laboratory's spin. */
void sq_pure_moments(const sq_pure *p, sq_moments *moments);

/* Phase, radius times time, of the longest sum of polynomials for a state of so many
 * amplitudes. */
double sq_pure_longest_phase(double n);

#endif
