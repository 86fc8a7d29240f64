/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/horizon.h"

#include <math.h>

#include "predict/curve.h"

/* Beyond the last best point, which other solvers may find a little later. */
#define BEYOND 1.5

/* What rises by less over the last part of the way has come to rest. */
#define REST_DB 0.01
#define LAST_PART 0.8

/* And the state where nothing of it moves by more than this part of N over half of the way. */
#define REST_PART 1e-3

/* By which the scout may be wrong about which of two times is the better. */
#define DOUBT_DB 1

/* An early transient may be 10^6 times shorter than the run; half of the points are spaced
 * geometrically, and the solver's own steps are kept beside them. */
enum { POINTS = 64, MOST_STEPS = 6000 };

/* What follows the system: it costs next to nothing, wherever it applies. */
typedef struct scout {
    const char *solver;
    int order;
    double first, factor;  /* times the usual time; and then again, so often: */
    int most_lengthenings; /* a closed form takes the same for any */
    bool waits_for_rest;   /* else until squeezing no longer rises */
    bool is_right;         /* nothing is to be seen after what it sees, be it ever so early */
} scout;

static const scout scouts[] = {
    {"ising", 0, 1, 2, 60, false, true},
    {"cumulant", 2, 16, 4, 4, true, false},
};

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
                                      .kept_steps = MOST_STEPS,
                                      .most_steps = MOST_STEPS,
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

/* ---- where the scout stands ---- */

/* Does squeezing rise where the curve ends? */
static bool
is_rising(const sq_curve *curve)
{
    const sq_curve_point *last = sq_curve_at(curve, curve->valid_until),
                         *earlier = sq_curve_at(curve, LAST_PART * curve->valid_until);
    return last && earlier && db_of(last) > db_of(earlier) + REST_DB;
}

/* How far apart two states are: in units of N and of REST_DB, whatever is farthest. */
static double
apart(const sq_curve_point *a, const sq_curve_point *b)
{
    double N = a->moments.N, most = fabs(a->squeezing.n_eff - b->squeezing.n_eff) / N;
    for (int i = 0; i < 3; i++)
        most = fmax(most, 2 * fabs(a->moments.mean[i] - b->moments.mean[i]) / N);
    return fmax(most / REST_PART, fabs(db_of(a) - db_of(b)) / REST_DB);
}

/* Has the state come to rest, and not squeezing alone?  It has where nothing of it has moved
 * over half of the way: what is slower than all of the way would have been seen to creep. */
static bool
is_at_rest(const sq_curve *curve, double start)
{
    double half = start + (curve->valid_until - start) / 2;
    const sq_curve_point *last = sq_curve_at(curve, curve->valid_until);
    for (size_t i = curve->n; i-- > 0 && curve->point[i].t >= half;)
        if (apart(&curve->point[i], last) > 1)
            return false;
    return last;
}

/* ---- what is to be seen ---- */

/* The best point of the curve from one time to another; NAN: none. */
static double
best_between(const sq_curve *curve, double from, double to)
{
    double best = NAN;
    for (size_t i = 0; i < curve->n; i++)
        if (curve->point[i].t > from && curve->point[i].t <= to)
            best = fmax(best, db_of(&curve->point[i]));
    return best;
}

/* When the curve first comes as near to that as makes no difference, later than `from`. */
static double
arrival(const sq_curve *curve, double from, double db)
{
    size_t i = 0;
    while (i < curve->n && !(curve->point[i].t > from && db_of(&curve->point[i]) > db))
        i++;
    return i < curve->n ? curve->point[i].t : from;
}

/* The last minimum that is not later. */
static double
last_minimum(const sq_curve *curve, double until)
{
    size_t n = curve->n_minima;
    while (n > 0 && curve->minimum[n - 1].t > until)
        n--;
    return n > 0 ? curve->minimum[n - 1].t : 0;
}

/* The last time at which there is something to see: within the usual time every minimum; later
 * where squeezing comes again to what may be the best, or rises towards the end beyond which
 * the scout cannot be believed. */
static double
last_sight(const sq_curve *curve, double usual)
{
    const sq_curve_point *there = sq_curve_at(curve, usual);
    double end = curve->valid_until, late = best_between(curve, usual, end);
    bool rises = there && late > db_of(there) + REST_DB &&
                 late > best_between(curve, 0, usual) - DOUBT_DB;
    if (rises)
        return arrival(curve, usual, late - REST_DB);
    return end <= usual && is_rising(curve) ? end : last_minimum(curve, usual);
}

static enum sq_status
lengthen(double *until, const scout *s, const sq_task *task, sq_errors *errors)
{
    const sq_protocol *p = &task->protocol;
    double start = sq_protocol_start(p, p->n - 1), usual = *until, length = usual - start;
    bool goes_on = true;
    length *= s->first;
    for (int i = 0; i <= s->most_lengthenings && goes_on; i++, length *= s->factor) {
        sq_curve curve;
        enum sq_status status = follow(&curve, s, task, start + length, errors);
        if (status)
            return status;
        double behind = start + BEYOND * (last_sight(&curve, usual) - start);
        *until = s->is_right && behind > start ? behind : fmax(usual, behind);
        goes_on = !curve.breakdown &&
                  (s->waits_for_rest ? !is_at_rest(&curve, start) : is_rising(&curve));
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
