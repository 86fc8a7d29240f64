/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SQ_VECTOR_H
#define SQ_VECTOR_H

/* out += a × b; out is neither of them. */
static inline void
sq_vector_add_cross(double out[3], const double a[3], const double b[3])
{
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        out[i] += a[j] * b[k] - a[k] * b[j];
    }
}

#endif
