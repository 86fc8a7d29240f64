/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mixed states: a density matrix along the moving mean spin, and how it goes on in time. */
#ifndef SQ_MIXED_H
#define SQ_MIXED_H

#include "base/error.h"
#include "base/step.h"
#include "solvers/density.h"
#include "solvers/master.h"
#include "solvers/pure.h"

enum { SQ_MIXED_STAGES = 6 };

typedef struct sq_mixed {
    sq_rates rates;
    sq_frame frame;
    sq_density rho;
    double tolerance;
    sq_step step;
    double least_variance; /* across the mean spin, in units of N/4, at the start of the step */
    bool too_broad;        /* more memory than there may be would be needed to go on */
    /* Made by the first step, remade when the window changes. */
    sq_master *master;
    sq_density stage[SQ_MIXED_STAGES], trial;
} sq_mixed;

/* A state, whose frame may be turned by it, as it is at the time t. */
enum sq_status sq_mixed_init(sq_mixed *s, const sq_rates *rates, sq_pure *state, double t,
                             double tolerance, sq_errors *errors) SQ_CHECK_RESULT;
void sq_mixed_free(sq_mixed *s);

/* New rates from now on. */
enum sq_status sq_mixed_quench(sq_mixed *s, const sq_rates *rates,
                               sq_errors *errors) SQ_CHECK_RESULT;

/* One step, not beyond t_end. */
enum sq_status sq_mixed_advance(sq_mixed *s, double t_end, sq_errors *errors) SQ_CHECK_RESULT;

/* Makes `to` an equal of `from`; `to` may be all zero. */
enum sq_status sq_mixed_copy(sq_mixed *to, const sq_mixed *from,
                             sq_errors *errors) SQ_CHECK_RESULT;

/* Bytes for a state of this window, and the most that are used. */
double sq_mixed_bytes(const sq_density_window *w);
double sq_mixed_most_bytes(void);

#endif
