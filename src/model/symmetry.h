/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rates tell of moments in the steady state before anything is solved. */
#ifndef SQ_SYMMETRY_H
#define SQ_SYMMETRY_H

#include "model/moments.h"
#include "model/rates.h"

/* Averages the moments over what leaves the rates alone, and with them a steady state that is
 * unique: all turns about z where nothing drives the spins; the mirror image in the plane of y
 * and z where the drive is along x and the Hamiltonian has no other part.  That image is
 * antiunitary (J_x to −J_x, i to −i), so that J_x and J_− pass into minus themselves, and J_z
 * stays. */
void sq_symmetry_impose(sq_moments *moments, const sq_rates *rates);

#endif
