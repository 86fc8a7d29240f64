/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation-symmetric density matrices: one Hermitian block per total spin J.
 *
 * rho = sum_J sum_{k,k'} r_J(k,k') |J,k><J,k'| with the multiplicity of J traced out.
 * Only a window is kept: the blocks J = N/2 − first … N/2 − (first + n − 1), and in each
 * the rows and columns k < m.  Whoever uses it sees to it that nothing of weight lies
 * outside. */
#ifndef SQ_DENSITY_H
#define SQ_DENSITY_H

#include <stddef.h>

#include "solvers/band.h"
#include "solvers/frame.h"
#include "model/squeezing.h"

typedef struct sq_density_window {
    double N;
    int first, n; /* blocks */
    int m;        /* rows and columns kept of each */
    int stride;   /* of the rows in memory */
} sq_density_window;

/* The window with its stride filled in. */
sq_density_window sq_density_window_of(double N, int first, int n, int m);

/* Number of blocks that N spins have. */
int sq_density_window_blocks(double N);

/* J of the block at place `block` (0 … n−1), and its number of rows within the window. */
double sq_density_window_spin(const sq_density_window *w, int block);
int sq_density_window_rows(const sq_density_window *w, int block);

/* Doubles that a density of this window takes, guards included. */
size_t sq_density_window_size(const sq_density_window *w);

typedef struct sq_density {
    sq_density_window window;
    double *
        data; /* owned, sq_density_window_size(window) doubles; zero outside the blocks' rows */
} sq_density;

/* Zero density; false: out of memory. */
bool sq_density_init(sq_density *d, sq_density_window window);
void sq_density_free(sq_density *d);

/* Gives it another window, keeping what lies in both; false: out of memory, unchanged. */
bool sq_density_resize(sq_density *d, sq_density_window window);

sq_band_matrix sq_density_block(const sq_density *d, int block);

/* Weights: trace of one block, populations of the rows k >= from. */
double sq_density_block_trace(const sq_density *d, int block);
double sq_density_tail(const sq_density *d, int from);

/* Moments of the laboratory's spin for a density given in a frame. */
void sq_density_moments(const sq_density *d, const sq_frame *frame, sq_moments *moments);

/* <J'> in the frame itself. */
void sq_density_mean(const sq_density *d, double mean[3]);

/* The least variance of a component across z' of the frame. */
double sq_density_least_variance(const sq_density *d);

#endif
