/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/horizon.h"

#include <math.h>

#include "predict/curve.h"

/* Beyond the last best point, which other solvers may find a little later. */
#define BEYOND 1.5

/* What rises by less over the last part of the way has come to rest. */
#define REST_DB 0.01
#define LAST_PART 0.8

/* An early transient may be 10^6 times shorter than the run; half of the points are spaced
 * geometrically, and the solver's own steps are kept beside them. */
enum { POINTS = 64 };

/* What follows the system: it costs next to nothing, wherever it applies. */
typedef struct scout {
    const char *solver;
    int order;
    int most_doublings; /* of the time; a closed form takes the same for any */
} scout;

static const scout scouts[] = {{"ising", 0, 60}, {"cumulant", 2, 6}};

static enum sq_status
follow(sq_curve *curve, const scout *s, const sq_task *task, double until, sq_errors *errors)
{
    sq_axis axis;
    sq_solver_options options;
    enum sq_status status = sq_axis_make(&axis, &task->protocol, until, POINTS, false, errors);
    if (status)
        return status;
    sq_solver_options_init(&options);
    options.tolerance = task->accuracy.step;
    options.order = s->order;
    const sq_curve_request request = {.protocol = &task->protocol,
                                      .spin = task->spin,
                                      .axis = &axis,
                                      .kept_steps = task->accuracy.most_steps,
                                      .most_steps = task->accuracy.most_steps,
                                      .minimum_accuracy = REST_DB,
                                      .interrupt = task->interrupt};
    status = sq_curve_run(curve, sq_solver_find(s->solver), &options, &request, errors);
    sq_axis_free(&axis);
    return status;
}

static double
db_of(const sq_curve_point *point)
{
    return sq_squeezing_decibel(point->squeezing.xi2);
}

/* Does squeezing rise where the curve ends? */
static bool
is_rising(const sq_curve *curve)
{
    const sq_curve_point *last = sq_curve_at(curve, curve->valid_until),
                         *earlier = sq_curve_at(curve, LAST_PART * curve->valid_until);
    return last && earlier && db_of(last) > db_of(earlier) + REST_DB;
}

/* The last time at which there is something to see: a minimum of xi², or the end of a rise
 * beyond which the scout cannot be believed. */
static double
last_sight(const sq_curve *curve, bool rising)
{
    double minimum = curve->n_minima ? curve->minimum[curve->n_minima - 1].t : 0;
    return rising ? curve->valid_until : minimum;
}

static enum sq_status
lengthen(double *until, const scout *s, const sq_task *task, sq_errors *errors)
{
    const sq_protocol *p = &task->protocol;
    double start = sq_protocol_start(p, p->n - 1), least = *until, length = least - start;
    bool goes_on = true;
    for (int i = 0; i <= s->most_doublings && goes_on; i++, length *= 2) {
        sq_curve curve;
        enum sq_status status = follow(&curve, s, task, start + length, errors);
        if (status)
            return status;
        bool rising = is_rising(&curve);
        double behind = start + BEYOND * (last_sight(&curve, rising) - start);
        *until = fmax(least, behind);
        goes_on = rising && !curve.breakdown;
        sq_curve_free(&curve);
    }
    return SQ_OK;
}

enum sq_status
sq_horizon_find(double *until, const sq_task *task, sq_errors *errors)
{
    *until = sq_task_end(task);
    for (size_t i = 0; !sq_task_has_end(task) && i < sizeof scouts / sizeof scouts[0]; i++) {
        sq_errors ignored = {0};
        sq_solver_options options;
        sq_solver_options_init(&options);
        options.order = scouts[i].order;
        bool applies = sq_curve_applicable(sq_solver_find(scouts[i].solver), &options,
                                           &task->protocol, &ignored) == SQ_OK;
        sq_errors_free(&ignored);
        if (applies)
            return lengthen(until, &scouts[i], task, errors);
    }
    return SQ_OK;
}
