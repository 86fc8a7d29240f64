/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/stationary.h"

#include <math.h>

#include "base/clock.h"
#include "predict/curve.h"
#include "solvers/steady.h"

/* The system is followed for this many of its slowest decay times, 2/(one-spin rates) at
 * the most, and compared with half way: what is left of a transient is e^-20. */
#define DECAY_TIMES 40

/* Resting: xi² has changed by less than this (dB) over the second half. */
#define REST 1e-3

/* The run is made longer until this has passed. */
#define MOST_SECONDS 10

/* Up to here the master equation takes seconds even when the state fills the sphere. */
#define MOST_EXACT_SPINS 24

static void
fill(sq_stationary *s, const char *method, int order, const sq_moments *moments)
{
    s->method = method;
    s->order = order;
    s->moments = *moments;
    sq_squeezing_compute(&s->squeezing, moments);
    s->db = sq_squeezing_decibel(s->squeezing.xi2);
    s->db_error = NAN;
    s->time = NAN;
}

/* Follows one solver; *rests is false when it breaks down or still moves. */
static enum sq_status
follow(sq_curve_point *last, bool *rests, const sq_solver *solver,
       const sq_solver_options *options, const sq_task *task, double duration,
       sq_errors *errors)
{
    double t[3] = {0, duration / 2, duration};
    unsigned segment[3] = {0};
    const sq_axis axis = {.n = 3, .t = t, .segment = segment};
    sq_protocol hold;
    sq_protocol_hold(&hold, &task->protocol.segment[0].rates, duration);
    sq_curve_request request = {.protocol = &hold,
                                .spin = task->spin,
                                .axis = &axis,
                                .most_steps = task->accuracy.most_steps_past,
                                .minimum_accuracy = task->accuracy.minimum_db};
    sq_curve curve;
    enum sq_status status = sq_curve_run(&curve, solver, options, &request, errors);
    if (status)
        return status;
    *rests = curve.n == 3;
    if (*rests) {
        double half = sq_squeezing_decibel(curve.point[1].squeezing.xi2);
        *last = curve.point[2];
        double end = sq_squeezing_decibel(last->squeezing.xi2);
        *rests = isnan(end) || fabs(end - half) < REST; /* NaN: no mean spin is left */
    }
    sq_curve_free(&curve);
    return SQ_OK;
}

static enum sq_status
find_exact(sq_stationary *s, const sq_task *task, double duration, sq_errors *errors)
{
    sq_solver_options options;
    sq_curve_point last;
    bool rests;
    sq_solver_options_init(&options);
    /* Where two states nearly coexist it takes many decay times to settle between them. */
    double start = sq_clock(), times = DECAY_TIMES;
    for (rests = false; !rests; duration *= 2, times *= 2) {
        enum sq_status status =
            follow(&last, &rests, sq_solver_find("exact"), &options, task, duration, errors);
        if (status)
            return status;
        if (!rests && sq_clock() - start > MOST_SECONDS)
            return sq_errors_add(errors, SQ_ERR_NUMERIC,
                                 "the state has not come to rest within %.0f decay times; it "
                                 "may take very long, or there may be no steady state of its "
                                 "own: follow it with 'squint predict --solver exact'",
                                 times);
    }
    duration /= 2;
    fill(s, "exact", 0, &last.moments);
    s->db_error = REST;
    s->time = duration;
    return SQ_OK;
}

/* The highest order that comes to rest; its error from the next lower one that does. */
static enum sq_status
find_by_hierarchy(sq_stationary *s, const sq_task *task, double duration, sq_errors *errors)
{
    const sq_solver *solver = sq_solver_find("cumulant");
    bool found = false;
    for (int order = solver->least_order; order <= solver->largest_order; order++) {
        sq_solver_options options;
        sq_curve_point last;
        bool rests;
        sq_solver_options_init(&options);
        options.order = order;
        enum sq_status status = follow(&last, &rests, solver, &options, task, duration, errors);
        if (status)
            return status;
        if (!rests)
            continue;
        double before = found ? s->db : NAN;
        fill(s, solver->name, order, &last.moments);
        s->db_error = fabs(s->db - before);
        s->time = duration;
        found = true;
    }
    if (found)
        return SQ_OK;
    return sq_errors_add(
        errors, SQ_ERR_NUMERIC,
        "no order of the hierarchy comes to rest: above the critical drive "
        "(Upsilon_c/sqrt(2) with relaxation) the steady state is a broad mixture; "
        "lower the drive, or take at most %d spins, which are solved exactly",
        MOST_EXACT_SPINS);
}

enum sq_status
sq_stationary_find(sq_stationary *stationary, const sq_task *task, sq_errors *errors)
{
    sq_errors why_not = {0};
    sq_moments moments;
    const sq_protocol *p = &task->protocol;
    const sq_rates *rates = &p->segment[0].rates;
    enum sq_status status = sq_protocol_check(p, errors);
    if (!status && p->n > 1)
        status = sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                               "a steady state belongs to constant rates, and the protocol has "
                               "%zu segments; ask for that of one of them",
                               p->n);
    if (status)
        return status;
    if (!sq_steady_collective(&moments, rates, &why_not)) {
        fill(stationary, "closed form", 0, &moments);
        stationary->db_error = 0;
        return SQ_OK;
    }
    double slowest = sq_rates_one_spin(rates);
    if (slowest == 0) {
        for (size_t i = 0; i < why_not.n; i++)
            status = sq_errors_add(errors, why_not.fault[i].status, "%s",
                                   sq_errors_text(&why_not, i));
        sq_errors_free(&why_not);
        return status;
    }
    sq_errors_free(&why_not);
    double duration = DECAY_TIMES * fmax(1 / slowest, 1 / sq_rates_collective(rates));
    bool few = rates->N <= MOST_EXACT_SPINS && rates->N == floor(rates->N);
    return (few ? find_exact : find_by_hierarchy)(stationary, task, duration, errors);
}
