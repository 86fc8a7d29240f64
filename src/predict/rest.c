/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/rest.h"

#include <math.h>

/* What comes to rest takes hundreds of steps, some thousands with many swings on the way; so
 * many take seconds, and then it is still swinging. */
#define MOST_STEPS 30000
#define MOST_SECONDS 4

/* Resting: xi² has changed by less than this (dB) over the second half. */
#define REST 1e-3

enum sq_status
sq_rest_follow(sq_curve_point *last, enum sq_rest *rest, const sq_solver *solver,
               const sq_solver_options *options, const sq_task *task, const double spin[3],
               double duration, sq_errors *errors)
{
    double t[3] = {0, duration / 2, duration};
    unsigned segment[3] = {0};
    const sq_axis axis = {.n = 3, .t = t, .segment = segment};
    sq_protocol hold;
    sq_protocol_hold(&hold, &task->protocol.segment[0].rates, duration);
    sq_curve_request request = {.protocol = &hold,
                                .spin = spin,
                                .axis = &axis,
                                .most_steps = MOST_STEPS,
                                .most_seconds = MOST_SECONDS,
                                .minimum_accuracy = INFINITY, /* none is asked for */
                                .interrupt = task->interrupt};
    sq_curve curve;
    enum sq_status status = sq_curve_run(&curve, solver, options, &request, errors);
    if (status)
        return status;
    bool swings = curve.breakdown == SQ_BREAKDOWN_STEPS || curve.breakdown == SQ_BREAKDOWN_SLOW;
    *rest = swings ? SQ_REST_SWINGS : SQ_REST_MOVES;
    if (curve.n == 3) {
        double half = sq_squeezing_decibel(curve.point[1].squeezing.xi2);
        *last = curve.point[2];
        double end = sq_squeezing_decibel(last->squeezing.xi2);
        bool still = isnan(end) || fabs(end - half) < REST; /* NaN: no mean spin is left */
        *rest = still ? SQ_REST_RESTS : SQ_REST_MOVES;
    }
    sq_curve_free(&curve);
    return SQ_OK;
}
