/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Integrator for small autonomous systems, stiff or not: dy/dt = f(y).
 *
 * Rodas5P (Steinebach, BIT Numer. Math. 63, 27 (2023)): linearly implicit, order
 * 5, A-stable and stiffly accurate, with an embedded error estimate and the exact
 * Jacobian.  One method for both regimes, so that nobody has to choose. */
#ifndef SQ_ODE_H
#define SQ_ODE_H

#include "base/error.h"

/* The system; `context` is handed through to both functions. */
typedef struct sq_ode_system {
    int n; /* number of unknowns */
    const void *context;
    void (*rhs)(const void *context, const double *y, double *dydt); /* [n] */
    void (*jacobian)(const void *context, const double *y,
                     double *matrix); /* [n][n] row-major */
    /* Sizes that errors are measured by, [n]; NULL: each component's own, at least 1. */
    void (*scale)(const void *context, const double *y, double *sizes);
} sq_ode_system;

typedef struct sq_ode sq_ode;

/* `tolerance` bounds the error of one step in units of the sizes, see scale above; `step` is
 * the first step to try. */
enum sq_status sq_ode_create(sq_ode **ode, int n, double tolerance, double step,
                             sq_errors *errors) SQ_CHECK_RESULT;
void sq_ode_free(sq_ode *ode);

/* Makes `to` continue exactly as `from` would; both have the same n. */
void sq_ode_copy(sq_ode *to, const sq_ode *from);

/* One accepted step from *t, not beyond t_end; updates y and *t (which becomes
 * t_end exactly when it gets there).  False when no step however small meets the
 * tolerance: the solution runs away. */
bool sq_ode_step(sq_ode *ode, const sq_ode_system *system, double *y, double *t,
                 double t_end) SQ_CHECK_RESULT;

/* Work so far, for reports and benchmarks. */
typedef struct sq_ode_count {
    long steps, rejections;
} sq_ode_count;

sq_ode_count sq_ode_work(const sq_ode *ode);

#endif
