/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exponential of a real symmetric tridiagonal matrix on a complex vector, to rounding. */
#ifndef SQ_CHEBYSHEV_H
#define SQ_CHEBYSHEV_H

/* The matrix less the centre of its spectrum and in units of its radius, and work space. */
typedef struct sq_chebyshev {
    long n;
    double radius;    /* for whoever uses it */
    double *diagonal; /* [n] */
    double *ladder;   /* [n], between i and i + 1 */
    double *work[4];  /* [n] each */
} sq_chebyshev;

#define SQ_CHEBYSHEV_MOST_PHASE 2048

/* Products that a phase x takes: the vector reaches as many places beyond its ends. */
int sq_chebyshev_degree(double x);

/* exp(−i x matrix) of re + i im, in place; 1e-17 <= x <= SQ_CHEBYSHEV_MOST_PHASE. */
void sq_chebyshev_apply(const sq_chebyshev *b, double *re, double *im, double x);

#endif
