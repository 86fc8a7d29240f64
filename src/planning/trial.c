/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/trial.h"

#include <math.h>
#include <stdlib.h>

#include "beyond/classes_cost.h"
#include "beyond/sketch.h"
#include "predict/axis.h"

/* Of a step: what is left of it, 1e-4 dB, is less than a climb feels. */
#define TOLERANCE 1e-6

/* Times between points, as part of the time: a parabola through three of them finds the top
 * within 0.001 dB. */
#define STRIDE 0.05

/* Where the first point lies, as part of the collective time. */
#define BEGINNING 0.05

static void
add_point(sq_trial *trial, const sq_solver *solver, const void *state)
{
    sq_moments moments;
    sq_squeezing squeezing;
    solver->moments(state, &moments);
    sq_squeezing_compute(&squeezing, &moments);
    trial->t[trial->n] = solver->time(state);
    trial->antisqueezed[trial->n] = squeezing.antisqueezed;
    trial->db[trial->n++] = sq_squeezing_decibel(squeezing.xi2);
}

static enum sq_status
follow(sq_trial *trial, const sq_solver *solver, void *state, double beginning, double until,
       sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    trial->why = solver->breakdown(state);
    while (!status && !trial->why && solver->time(state) < until) {
        double t = solver->time(state), next = fmax(beginning, t + STRIDE * t);
        if (trial->n == SQ_TRIAL_POINTS) {
            trial->why = SQ_BREAKDOWN_STEPS;
            break;
        }
        status = solver->advance(state, fmin(next, until), SQ_SOLVER_ONE_STEP, errors);
        trial->why = solver->breakdown(state);
        if (!status && !trial->why)
            add_point(trial, solver, state);
    }
    return status;
}

enum sq_status
sq_trial_run(sq_trial *trial, const sq_rates *rates, const double spin[3], int order,
             double until, sq_errors *errors)
{
    sq_solver_options options;
    sq_rates taken;
    void *state = NULL;
    const sq_solver *solver = sq_sketch_solver(&taken, rates);
    sq_solver_options_init(&options);
    options.order = solver->largest_order ? order : 0;
    options.tolerance = TOLERANCE;
    trial->n = 0;
    trial->why = SQ_BREAKDOWN_NONE;
    enum sq_status status = solver->create(&state, &taken, spin, &options, errors);
    if (!status)
        status =
            follow(trial, solver, state, BEGINNING / sq_rates_collective(rates), until, errors);
    solver->free(state);
    return status;
}

/* A trial that ends where the order below parts from it. */
static void
distrust(sq_trial *trial, const sq_trial *lower)
{
    size_t n = 0;
    while (n < trial->n) {
        double difference = sq_trial_at(lower, trial->t[n]) - trial->db[n];
        if (!(fabs(difference) <= SQ_SKETCH_ORDERS_PART_DB))
            break;
        n++;
    }
    if (n < trial->n)
        trial->why = SQ_BREAKDOWN_ORDERS_PART;
    trial->n = n;
}

enum sq_status
sq_trial_run_trusted(sq_trial *trial, sq_trial *lower, const sq_rates *rates,
                     const double spin[3], int order, double until, sq_errors *errors)
{
    enum sq_status status = sq_trial_run(trial, rates, spin, order, until, errors);
    if (status || order == 2)
        return status;
    status = sq_trial_run(lower, rates, spin, order - 1, until, errors);
    if (!status)
        distrust(trial, lower);
    return status;
}

/* ---- atoms in classes ---- */

enum { CLASS_POINTS = 151 };

/* As a prediction gives up with the classes that it begins with. */
enum { USUAL_CLASSES = 8 };

static double
work_of(size_t classes)
{
    return SQ_CLASSES_QUICK * pow((double)classes / USUAL_CLASSES, 2);
}

static void
take_classes(sq_trial *trial, const sq_lab *lab, const sq_classes_moments *moments,
             const sq_closure_reach *reach, const double *t)
{
    bool by_mode = lab->platform->readout(lab->record) == SQ_COUPLING_BY_MODE;
    trial->n = 0;
    trial->why = reach->why ? reach->why : trial->why;
    for (size_t i = 1; i < reach->n; i++) { /* the first is the initial state */
        sq_squeezing squeezing;
        sq_squeezing_compute(&squeezing, by_mode ? &moments[i].weighted : &moments[i].plain);
        trial->t[trial->n] = t[i];
        trial->antisqueezed[trial->n] = squeezing.antisqueezed;
        trial->db[trial->n++] = sq_squeezing_decibel(squeezing.xi2);
    }
}

enum sq_status
sq_trial_run_classes(sq_trial *trial, sq_trial *lower, const sq_lab *lab, size_t classes,
                     double until, sq_errors *errors)
{
    double t[CLASS_POINTS];
    sq_closure_reach reach;
    enum sq_status status =
        sq_trial_run_trusted(trial, lower, &lab->rates, lab->spin, 3, until, errors);
    if (status || trial->n == 0)
        return status;
    sq_classes_moments *moments = malloc(CLASS_POINTS * sizeof *moments);
    if (!moments)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the time axis");
    sq_axis_fill(t, CLASS_POINTS, false, &lab->rates, trial->t[trial->n - 1]);
    status = sq_classes_cost_follow(moments, &reach, lab, classes, work_of(classes), t,
                                    CLASS_POINTS, errors);
    if (!status && reach.why != SQ_BREAKDOWN_CLASSES_WORK)
        take_classes(trial, lab, moments, &reach, t);
    free(moments);
    return status;
}

/* ---- what it says ---- */

double
sq_trial_best(const sq_trial *trial, double *time, bool *inside)
{
    double db = sq_sketch_top(time, trial->t, trial->db, trial->n);
    *inside = trial->n > 0 && *time < trial->t[trial->n - 1];
    return db;
}

/* Between two points, straight. */
static double
between(double x, const double x_at[2], const double y_at[2])
{
    return y_at[0] + (x - x_at[0]) / (x_at[1] - x_at[0]) * (y_at[1] - y_at[0]);
}

double
sq_trial_at(const sq_trial *trial, double time)
{
    if (trial->n > 0 && time <= trial->t[0])
        return time / trial->t[0] * trial->db[0]; /* from 0 dB, of a coherent state */
    for (size_t i = 1; i < trial->n; i++)
        if (trial->t[i] >= time)
            return between(time, &trial->t[i - 1], &trial->db[i - 1]);
    return NAN;
}

double
sq_trial_first(const sq_trial *trial, double db)
{
    for (size_t i = 1; i < trial->n; i++)
        if (trial->db[i] >= db)
            return trial->db[i - 1] < db ? between(db, &trial->db[i - 1], &trial->t[i - 1])
                                         : trial->t[i];
    return NAN;
}
