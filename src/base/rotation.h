/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SQ_ROTATION_H
#define SQ_ROTATION_H

/* Matrix of the right-handed rotation by `angle` (rad) about the unit vector `axis`
 * (Rodrigues' formula). */
void sq_rotation_matrix(double r[3][3], const double axis[3], double angle);

#endif
