/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The master equation on permutation-symmetric density matrices in a moving frame. */
#ifndef SQ_MASTER_H
#define SQ_MASTER_H

#include "solvers/density.h"
#include "solvers/gauge.h"

/* Matrix elements of one window, and scratch space for every thread. */
typedef struct sq_master sq_master;

/* NULL: out of memory. */
sq_master *sq_master_create(sq_density_window window);
void sq_master_free(sq_master *master);

/* Bytes that a master equation of this window takes. */
size_t sq_master_bytes(const sq_density_window *window);

/* derivative = generator(density), at the time tau after the gauge's start.  Both have
 * the window of `master`; the derivative is exactly Hermitian. */
void sq_master_apply(sq_master *master, const sq_rates *rates, const sq_gauge *gauge,
                     double tau, const sq_density *density, sq_density *derivative);

#endif
