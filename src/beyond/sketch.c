/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "beyond/sketch.h"

#include <math.h>

#include "predict/axis.h"

/* Of one run; a prediction has as many for each order. */
#define MOST_STEPS 30000

/* Of a step: best points of 0.3 to 31 dB stay where they are within 0.001 dB. */
#define TOLERANCE 1e-5

/* To the time t, or as far as it goes: then why not further. */
static enum sq_status
advance(enum sq_breakdown *why, const sq_solver *solver, void *state, double t,
        sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    *why = solver->breakdown(state);
    while (!status && !*why && solver->time(state) < t) {
        status = solver->advance(state, t, SQ_SOLVER_ONE_STEP, errors);
        *why = solver->breakdown(state);
        if (!*why && solver->steps(state) > MOST_STEPS)
            *why = SQ_BREAKDOWN_STEPS;
    }
    return status;
}

/* One solver along the times, on which what is found is noted; it goes no further where that
 * says so. */
static enum sq_status
follow(sq_closure_reach *reach, const sq_solver *solver, int order, const sq_rates *rates,
       const double spin[3], const double *t, size_t n,
       bool (*note)(sq_moments *noted, const sq_moments *found), sq_moments *noted,
       sq_errors *errors)
{
    sq_solver_options options;
    void *state = NULL;
    sq_solver_options_init(&options);
    options.order = order;
    options.tolerance = TOLERANCE;
    *reach = (sq_closure_reach){0};
    enum sq_status status = solver->create(&state, rates, spin, &options, errors);
    while (!status && !reach->why && reach->n < n) {
        sq_moments found;
        status = advance(&reach->why, solver, state, t[reach->n], errors);
        if (status || reach->why)
            break;
        solver->moments(state, &found);
        if (note(&noted[reach->n], &found))
            reach->n++;
        else
            reach->why = SQ_BREAKDOWN_ORDERS_PART;
    }
    solver->free(state);
    return status;
}

static bool
keep(sq_moments *noted, const sq_moments *found)
{
    *noted = *found;
    return true;
}

static bool
agrees(sq_moments *noted, const sq_moments *found)
{
    return !(fabs(sq_sketch_decibel(noted) - sq_sketch_decibel(found)) >
             SQ_SKETCH_ORDERS_PART_DB);
}

const sq_solver *
sq_sketch_solver(sq_rates *taken, const sq_rates *rates)
{
    const sq_solver *closed = sq_solver_find("ising");
    sq_errors ignored = {0};
    sq_solver_options options;
    sq_solver_options_init(&options);
    sq_rates_at_whole_number(taken, rates);
    bool applies = closed->applicable(taken, &options, &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    if (!applies)
        *taken = *rates;
    return applies ? closed : sq_solver_find("cumulant");
}

/* Of the nearest whole number of spins, from which moments for each spin differ little. */
static enum sq_status
follow_closed_form(sq_moments *moments, sq_closure_reach *reach, const sq_solver *closed,
                   const sq_rates *whole, double N, const double spin[3], const double *t,
                   size_t n, sq_errors *errors)
{
    double factor = N / whole->N;
    enum sq_status status = follow(reach, closed, 0, whole, spin, t, n, keep, moments, errors);
    for (size_t i = 0; i < reach->n; i++) {
        moments[i].N = N;
        for (int j = 0; j < 3; j++)
            moments[i].mean[j] *= factor;
        for (int j = 0; j < 9; j++)
            moments[i].cov[j / 3][j % 3] *= factor;
    }
    return status;
}

/* The closed form, or the hierarchy at that order. */
static enum sq_status
run(sq_moments *moments, sq_closure_reach *followed, const sq_solver *solver,
    const sq_rates *taken, int order, double N, const double spin[3], const double *t, size_t n,
    sq_errors *errors)
{
    return solver->largest_order
               ? follow(followed, solver, order, taken, spin, t, n, keep, moments, errors)
               : follow_closed_form(moments, followed, solver, taken, N, spin, t, n, errors);
}

enum sq_status
sq_sketch_run(sq_moments *moments, sq_closure_reach *followed, sq_closure_reach *trusted,
              const sq_rates *rates, const double spin[3], const double *t, size_t n,
              sq_errors *errors)
{
    sq_rates taken;
    const sq_solver *solver = sq_sketch_solver(&taken, rates);
    enum sq_status status =
        run(moments, followed, solver, &taken, 2, rates->N, spin, t, n, errors);
    *trusted = *followed;
    if (status || !solver->largest_order)
        return status;
    status = follow(trusted, solver, 3, rates, spin, t, followed->n, agrees, moments, errors);
    if (!status && trusted->n == followed->n)
        trusted->why = followed->why;
    return status;
}

enum sq_status
sq_sketch_run_order(sq_moments *moments, sq_closure_reach *followed, const sq_rates *rates,
                    const double spin[3], int order, const double *t, size_t n,
                    sq_errors *errors)
{
    sq_rates taken;
    const sq_solver *solver = sq_sketch_solver(&taken, rates);
    return run(moments, followed, solver, &taken, order, rates->N, spin, t, n, errors);
}

bool
sq_sketch_is_closed(const sq_rates *rates)
{
    sq_rates taken;
    return sq_sketch_solver(&taken, rates)->largest_order == 0;
}

double
sq_sketch_decibel(const sq_moments *moments)
{
    sq_squeezing squeezing;
    sq_squeezing_compute(&squeezing, moments);
    return sq_squeezing_decibel(squeezing.xi2);
}

double
sq_sketch_top(double *time, const double *t, const double *db, size_t n)
{
    size_t top = n;
    for (size_t i = 0; i < n; i++)
        if (isfinite(db[i]) && (top == n || db[i] > db[top]))
            top = i;
    *time = NAN;
    return top < n ? sq_axis_peak(time, t, db, n, top) : NAN;
}
