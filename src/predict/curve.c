/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives a solver along a protocol and finds the minima of xi² on the way.
 *
 * Minima are looked for between the solver's own steps, which resolve whatever the
 * solution does, and not only on the output axis.  A minimum counts once xi² has
 * come down to it and gone up again by more than the accuracy; it is then refined
 * by Brent's method on the solver itself, restarted from the step before.
 *
 * A pulse turns all spins and leaves xi² as it is, and new rates bend its course, so that
 * a bracket may reach over a boundary; a run through it does what the protocol says
 * there. */
#include "predict/curve.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "predict/traveller.h"

/* Brent's method gains most of a digit per step; more are needed only when
 * the bracket is flat to rounding, and then the result is as good. */
#define MAX_REFINEMENTS 40

/* Four states: the run, that of the step before, the one before the lowest point so far,
 * scratch. */
typedef struct runner {
    const sq_solver *solver;
    const sq_curve_request *request;
    sq_curve *curve;
    sq_traveller now, previous, before_lowest, scratch;
    double start;             /* by the clock of the thread's work */
    double highest, lowest;   /* xi²: since the last minimum; since then */
    double t_lowest, t_after; /* lowest point and the step after it */
    double dip;               /* factor by which a minimum must stand out */
    long steps_valid;         /* until the breakdown */
    bool started;
} runner;

static void
observe(const runner *r, const sq_traveller *traveller, sq_curve_point *point)
{
    *point = (sq_curve_point){.t = sq_traveller_time(traveller), .segment = traveller->segment};
    r->solver->moments(traveller->state, &point->moments);
    sq_squeezing_compute(&point->squeezing, &point->moments);
    if (!r->solver->correlated)
        sq_squeezing_undefine(&point->squeezing);
}

static enum sq_status
keep(sq_curve *curve, const sq_curve_point *point, sq_errors *errors)
{
    if (curve->n == curve->capacity) {
        size_t capacity = curve->capacity ? 2 * curve->capacity : 512;
        sq_curve_point *larger = realloc(curve->point, capacity * sizeof *larger);
        if (!larger)
            return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu points", capacity);
        curve->point = larger;
        curve->capacity = capacity;
    }
    curve->point[curve->n++] = *point;
    return SQ_OK;
}

/* ---- refinement ---- */

typedef struct probe {
    runner *r;
    double origin; /* of its times, which may be short beside all that was before */
    enum sq_status status;
    sq_errors *errors;
} probe;

static double
xi2_at(double time, void *context)
{
    probe *p = context;
    runner *r = p->r;
    sq_curve_point point;
    enum sq_status status = sq_traveller_copy(&r->scratch, &r->before_lowest, p->errors);
    if (!status)
        status = sq_traveller_advance(&r->scratch, p->origin + time, p->errors);
    if (status) {
        p->status = status;
        return DBL_MAX;
    }
    observe(r, &r->scratch, &point);
    /* Finite, since GSL treats anything else as a fault of the function; past validity it may
     * also be negative. */
    return point.squeezing.xi2 > 0 ? point.squeezing.xi2 : DBL_MAX;
}

/* Narrows the bracket until xi² at its ends and middle agree to the accuracy. */
static void
narrow_bracket(gsl_min_fminimizer *minimizer, double relative)
{
    for (int i = 0; i < MAX_REFINEMENTS; i++) {
        double middle = gsl_min_fminimizer_f_minimum(minimizer);
        double ends =
            fmax(gsl_min_fminimizer_f_lower(minimizer), gsl_min_fminimizer_f_upper(minimizer));
        if (ends - middle <= relative * middle)
            return;
        if (gsl_min_fminimizer_iterate(minimizer) != GSL_SUCCESS)
            return;
    }
}

/* Where the list is full the shallowest gives way, if it is shallower. */
static void
keep_minimum(sq_curve_point *list, size_t *n, const sq_curve_point *minimum)
{
    if (*n == SQ_CURVE_MOST_MINIMA) {
        size_t shallowest = 0;
        for (size_t i = 1; i < SQ_CURVE_MOST_MINIMA; i++)
            if (list[i].squeezing.xi2 > list[shallowest].squeezing.xi2)
                shallowest = i;
        if (!(minimum->squeezing.xi2 < list[shallowest].squeezing.xi2))
            return;
        --*n;
        memmove(&list[shallowest], &list[shallowest + 1], (*n - shallowest) * sizeof *list);
    }
    list[(*n)++] = *minimum;
}

static enum sq_status
refine_minimum(runner *r, sq_errors *errors)
{
    double origin = sq_protocol_start(r->request->protocol, r->before_lowest.segment);
    probe p = {.r = r, .origin = origin, .errors = errors};
    gsl_function function = {.function = xi2_at, .params = &p};
    double t = r->t_lowest - origin, left = sq_traveller_time(&r->before_lowest) - origin,
           right = r->t_after - origin;
    double f_left = xi2_at(left, &p), f_middle = xi2_at(t, &p), f_right = xi2_at(right, &p);
    /* A bracket whose middle is not the lowest is flat to rounding: take it as it is. */
    if (f_middle < f_left && f_middle < f_right) {
        gsl_min_fminimizer *minimizer = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent);
        if (!minimizer)
            return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory to refine a minimum");
        if (gsl_min_fminimizer_set_with_values(minimizer, &function, t, f_middle, left, f_left,
                                               right, f_right) == GSL_SUCCESS) {
            /* A tenth of the accuracy wanted, since the bracket's ends bound it. */
            narrow_bracket(minimizer, 0.1 * (r->dip - 1));
            t = gsl_min_fminimizer_x_minimum(minimizer);
        }
        gsl_min_fminimizer_free(minimizer);
    }
    xi2_at(t, &p);
    if (!p.status) {
        sq_curve_point minimum;
        observe(r, &r->scratch, &minimum);
        if (r->curve->breakdown)
            keep_minimum(r->curve->past, &r->curve->n_past, &minimum);
        else
            keep_minimum(r->curve->minimum, &r->curve->n_minima, &minimum);
    }
    return p.status;
}

/* ---- following the curve ---- */

/* The lowest point so far is at t; a refinement would start from the state `before`. */
static enum sq_status
note_lowest(runner *r, double t, double xi2, const sq_traveller *before, sq_errors *errors)
{
    r->lowest = xi2;
    r->t_lowest = r->t_after = t;
    return sq_traveller_copy(&r->before_lowest, before, errors);
}

/* The search for the next minimum begins here. */
static enum sq_status
begin_descent(runner *r, double t, double xi2, sq_errors *errors)
{
    r->started = true;
    r->highest = xi2;
    return note_lowest(r, t, xi2, &r->now, errors);
}

/* xi² is not below the lowest: on the way up from a minimum, or towards a maximum. */
static enum sq_status
follow_rise(runner *r, double t, double xi2, sq_errors *errors)
{
    if (r->t_after <= r->t_lowest)
        r->t_after = t;
    bool came_down = r->highest > r->lowest * r->dip;
    if (came_down && xi2 > r->lowest * r->dip) {
        enum sq_status status = refine_minimum(r, errors);
        return status ? status : begin_descent(r, t, xi2, errors);
    }
    return !came_down && xi2 > r->highest ? begin_descent(r, t, xi2, errors) : SQ_OK;
}

/* Takes in xi² after one more step and refines a minimum once it is certain. */
static enum sq_status
follow(runner *r, double t, double xi2, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    if (isnan(xi2))
        r->started = false;
    else if (!r->started)
        status = begin_descent(r, t, xi2, errors);
    else if (xi2 < r->lowest)
        status = note_lowest(r, t, xi2, &r->previous, errors);
    else
        status = follow_rise(r, t, xi2, errors);
    return status ? status : sq_traveller_copy(&r->previous, &r->now, errors);
}

static bool
is_interrupted(const runner *r)
{
    return r->request->interrupt && *r->request->interrupt;
}

/* Of the time allowed, before a forecast is made; and by how much that has to exceed it: the
 * first steps are often the smallest. */
#define FORECAST_AFTER 0.1
#define FORECAST_EXCESS 3

/* Has it taken longer than it may, or will it by the part of the axis that is behind? */
static bool
is_too_slow(const runner *r, double t)
{
    double most = r->request->most_seconds, elapsed = most > 0 ? sq_clock_work() - r->start : 0;
    if (elapsed <= FORECAST_AFTER * most)
        return false;
    const sq_axis *axis = r->request->axis;
    return elapsed > most || elapsed * axis->t[axis->n - 1] > FORECAST_EXCESS * most * t;
}

/* Why the run should end here though the solver could go on. */
static enum sq_breakdown
patience(const runner *r, double t)
{
    if (r->solver->steps(r->now.state) > r->request->most_steps)
        return SQ_BREAKDOWN_STEPS;
    if (is_interrupted(r))
        return SQ_BREAKDOWN_INTERRUPTED;
    return is_too_slow(r, t) ? SQ_BREAKDOWN_SLOW : SQ_BREAKDOWN_NONE;
}

/* While trusted minima are looked for, and past that until there is no room for more. */
static bool
is_followed(const runner *r)
{
    const sq_curve *curve = r->curve;
    return !curve->breakdown ||
           (r->request->past_validity && curve->n_past < SQ_CURVE_MOST_MINIMA);
}

/* After each step: is the state still trusted, and did it pass a minimum? */
static enum sq_status
inspect(runner *r, const sq_curve_point *point, sq_errors *errors)
{
    sq_curve *curve = r->curve;
    double xi2 = point->squeezing.xi2;
    if (!curve->breakdown)
        curve->breakdown = r->solver->breakdown(r->now.state);
    if (!curve->breakdown)
        curve->breakdown = patience(r, point->t);
    if (!curve->breakdown) {
        curve->valid_until = point->t;
        r->steps_valid = r->solver->steps(r->now.state);
    }
    return is_followed(r) ? follow(r, point->t, xi2 > 0 ? xi2 : NAN, errors) : SQ_OK;
}

static bool
is_far_past(const runner *r)
{
    long most = r->request->past_steps;
    return most > 0 && r->solver->steps(r->now.state) > r->steps_valid + most;
}

/* Does the run end here? */
static bool
is_over(const runner *r)
{
    const sq_curve *curve = r->curve;
    if (!curve->breakdown)
        return false;
    return !r->request->past_validity || is_far_past(r) || is_interrupted(r) ||
           curve->breakdown == SQ_BREAKDOWN_SLOW ||
           r->solver->steps(r->now.state) > r->request->most_steps_past;
}

/* One step towards t.  *moved tells whether the solver could still go on. */
static enum sq_status
step_towards(runner *r, double t, bool *moved, sq_errors *errors)
{
    sq_curve_point point;
    double before = sq_traveller_time(&r->now);
    enum sq_status status = r->solver->advance(r->now.state, t, SQ_SOLVER_ONE_STEP, errors);
    if (status)
        return status;
    observe(r, &r->now, &point);
    *moved = point.t > before;
    status = inspect(r, &point, errors);
    if (r->request->progress)
        r->request->progress(r->request->listener, point.t);
    bool wanted = point.t < t && !r->curve->breakdown &&
                  r->solver->steps(r->now.state) <= r->request->kept_steps;
    return status || !wanted ? status : keep(r->curve, &point, errors);
}

/* Steps to point i of the axis, or until the run is over or the solver does not move. */
static enum sq_status
step_to_point(runner *r, size_t i, bool *moved, sq_errors *errors)
{
    const sq_axis *axis = r->request->axis;
    enum sq_status status = SQ_OK;
    while (!status && *moved && !is_over(r)) {
        bool within = r->now.segment == axis->segment[i];
        double end = within ? axis->t[i] : sq_traveller_end(&r->now);
        if (sq_traveller_time(&r->now) < end)
            status = step_towards(r, end, moved, errors);
        else if (!within)
            status = sq_traveller_enter(&r->now, errors);
        else
            break;
    }
    return status;
}

static enum sq_status
run_along_axis(runner *r, sq_errors *errors)
{
    sq_curve_point point;
    observe(r, &r->now, &point);
    enum sq_status status = inspect(r, &point, errors);
    bool moved = true;
    for (size_t i = 0; i < r->request->axis->n && !status; i++) {
        status = step_to_point(r, i, &moved, errors);
        if (status || !moved || is_over(r))
            break;
        observe(r, &r->now, &point);
        point.on_axis = true;
        status = keep(r->curve, &point, errors);
    }
    return status;
}

static enum sq_status
create_states(runner *r, sq_errors *errors)
{
    sq_traveller *const all[] = {&r->now, &r->previous, &r->before_lowest, &r->scratch};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        enum sq_status status =
            sq_traveller_create(all[i], r->solver, r->request->protocol, r->request->spin,
                                &r->curve->options, errors);
        if (status)
            return status;
    }
    return SQ_OK;
}

static void
free_states(runner *r)
{
    sq_traveller_free(&r->now);
    sq_traveller_free(&r->previous);
    sq_traveller_free(&r->before_lowest);
    sq_traveller_free(&r->scratch);
}

enum sq_status
sq_curve_applicable(const sq_solver *solver, const sq_solver_options *options,
                    const sq_protocol *p, sq_errors *errors)
{
    if (solver->stationary && p->n > 1)
        return sq_errors_add(
            errors, SQ_ERR_UNSUPPORTED,
            "solver '%s' knows where constant rates lead and nothing of the "
            "way, so that a protocol of %zu segments is beyond it; use another "
            "solver",
            solver->name, p->n);
    for (size_t i = 0; i < p->n; i++) {
        sq_errors found = {0};
        enum sq_status status = solver->applicable(&p->segment[i].rates, options, &found);
        if (status)
            return sq_protocol_report(p, i, status, &found, errors);
    }
    return SQ_OK;
}

enum sq_status
sq_curve_run(sq_curve *curve, const sq_solver *solver, const sq_solver_options *options,
             const sq_curve_request *request, sq_errors *errors)
{
    double start = sq_clock();
    *curve = (sq_curve){.solver = solver, .options = *options};
    runner r = {.solver = solver,
                .start = sq_clock_work(),
                .request = request,
                .curve = curve,
                .dip = pow(10, request->minimum_accuracy / 10)};
    enum sq_status status = sq_curve_applicable(solver, options, request->protocol, errors);
    if (status)
        return status;
    status = create_states(&r, errors);
    if (!status)
        status = run_along_axis(&r, errors);
    if (!status)
        curve->steps = solver->steps(r.now.state);
    free_states(&r);
    curve->seconds = sq_clock() - start;
    if (status)
        sq_curve_free(curve);
    return status;
}

void
sq_curve_free(sq_curve *curve)
{
    free(curve->point);
    *curve = (sq_curve){0};
}

bool
sq_curve_is_unfinished(const sq_curve *curve)
{
    return curve->breakdown == SQ_BREAKDOWN_STEPS || curve->breakdown == SQ_BREAKDOWN_SLOW ||
           curve->breakdown == SQ_BREAKDOWN_INTERRUPTED;
}

const sq_curve_point *
sq_curve_at(const sq_curve *curve, double t)
{
    const sq_curve_point *found = NULL;
    for (size_t i = 0; i < curve->n && curve->point[i].t <= t; i++)
        found = &curve->point[i];
    return found;
}
