/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/traveller.h"

#include <assert.h>
#include <math.h>

static void
apply_pulse(sq_traveller *t)
{
    const sq_protocol_pulse *pulse = &t->protocol->segment[t->segment].before;
    if (pulse->angle != 0)
        t->solver->rotate(t->state, pulse->axis, pulse->angle);
}

enum sq_status
sq_traveller_create(sq_traveller *t, const sq_solver *solver, const sq_protocol *protocol,
                    const double spin[3], const sq_solver_options *options, sq_errors *errors)
{
    *t = (sq_traveller){.solver = solver, .protocol = protocol};
    enum sq_status status =
        solver->create(&t->state, &protocol->segment[0].rates, spin, options, errors);
    if (!status)
        apply_pulse(t);
    return status;
}

void
sq_traveller_free(sq_traveller *t)
{
    if (t->solver)
        t->solver->free(t->state);
    *t = (sq_traveller){0};
}

double
sq_traveller_time(const sq_traveller *t)
{
    return t->solver->time(t->state);
}

double
sq_traveller_end(const sq_traveller *t)
{
    return sq_protocol_start(t->protocol, t->segment + 1);
}

enum sq_status
sq_traveller_enter(sq_traveller *t, sq_errors *errors)
{
    const sq_rates *before = &t->protocol->segment[t->segment].rates;
    t->segment++;
    assert(t->segment < t->protocol->n);
    const sq_rates *here = &t->protocol->segment[t->segment].rates;
    apply_pulse(t);
    bool same = sq_rates_are_equal(before, here);
    return same ? SQ_OK : t->solver->quench(t->state, here, errors);
}

enum sq_status
sq_traveller_advance(sq_traveller *t, double until, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (bool there = false; !status && !there;) {
        double end = fmin(until, sq_traveller_end(t));
        status = t->solver->advance(t->state, end, SQ_SOLVER_TO_THE_END, errors);
        there = end == until || sq_traveller_time(t) < end;
        if (!status && !there)
            status = sq_traveller_enter(t, errors);
    }
    return status;
}

enum sq_status
sq_traveller_copy(sq_traveller *to, const sq_traveller *from, sq_errors *errors)
{
    to->segment = from->segment;
    return to->solver->copy(to->state, from->state, errors);
}
