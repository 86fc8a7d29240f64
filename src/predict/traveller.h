/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a solver on its way along a protocol. */
#ifndef SQ_TRAVELLER_H
#define SQ_TRAVELLER_H

#include "model/protocol.h"
#include "solvers/solver.h"

typedef struct sq_traveller {
    const sq_solver *solver;
    const sq_protocol *protocol; /* borrowed */
    void *state;                 /* owned */
    unsigned segment;            /* in which it is; at a boundary it may be in either */
} sq_traveller;

/* At time 0, after the pulse that the protocol may begin with. */
enum sq_status sq_traveller_create(sq_traveller *traveller, const sq_solver *solver,
                                   const sq_protocol *protocol, const double spin[3],
                                   const sq_solver_options *options,
                                   sq_errors *errors) SQ_CHECK_RESULT;
void sq_traveller_free(sq_traveller *traveller);

double sq_traveller_time(const sq_traveller *traveller);

/* When its segment ends. */
double sq_traveller_end(const sq_traveller *traveller);

/* At the end of its segment: into the next, whose pulse comes first. */
enum sq_status sq_traveller_enter(sq_traveller *traveller, sq_errors *errors) SQ_CHECK_RESULT;

/* As far as time t, through the segments on the way; at a boundary it stays in the one that
 * ends there.  A closure that runs away stops before. */
enum sq_status sq_traveller_advance(sq_traveller *traveller, double t,
                                    sq_errors *errors) SQ_CHECK_RESULT;

/* Makes `to` an equal of `from`; both are of one solver and protocol. */
enum sq_status sq_traveller_copy(sq_traveller *to, const sq_traveller *from,
                                 sq_errors *errors) SQ_CHECK_RESULT;

#endif
