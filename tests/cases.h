/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of any solver, for tests. */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "solvers/solver.h"

/* Every term of the model at once, no number twice. */
static const sq_rates every_term = {
    .N = 37,
    .chi = 0.2385,
    .Gamma = 1.13,
    .Omega = 13.7,
    .gamma_s = 0.41,
    .gamma_up = 0.17,
    .gamma_phi = 0.29,
    .Gamma_up = 0.023,
    .Gamma_phi = 0.31,
    .delta = -0.83,
    .chi_z = 0.057,
};
static const double some_direction[3] = {-0.48, 0.6, -0.64};

/* Two runs at step tolerance 1e-10 differ by the steps they chose. */
#define NEAR 1e-7

/* Largest standard error of the moments seen since the last case_near, in units of N. */
static double case_error;

/* How near two results of a solver have to be: sampled ones within five standard errors of
 * their difference, and the effect that a jump may have that none of so few trajectories has
 * made. */
static inline double
case_near(const sq_solver *solver)
{
    sq_solver_options options;
    sq_solver_options_init(&options);
    double error = case_error;
    case_error = 0;
    return solver->sampled ? 5 * sqrt(2) * error + 3.0 / (double)options.trajectories : NEAR;
}

static inline void
case_moments(const sq_solver *solver, const void *state, sq_moments *m)
{
    sq_moments e;
    solver->moments(state, m);
    if (!solver->sampled)
        return;
    solver->moment_errors(state, &e);
    for (int i = 0; i < 3; i++) {
        case_error = fmax(case_error, e.mean[i] / m->N);
        for (int j = 0; j < 3; j++)
            case_error = fmax(case_error, e.cov[i][j] / m->N);
    }
}

static inline void *
case_create(const sq_solver *solver, int order, const sq_rates *rates, const double *spin)
{
    sq_solver_options options;
    sq_errors errors = {0};
    void *state;
    sq_solver_options_init(&options);
    options.order = order;
    options.tolerance = 1e-10;
    cr_assert(solver->create(&state, rates, spin, &options, &errors) == SQ_OK);
    return state;
}

static inline void
case_advance(const sq_solver *solver, void *state, double t)
{
    sq_errors errors = {0};
    cr_assert(solver->advance(state, t, SQ_SOLVER_TO_THE_END, &errors) == SQ_OK);
}

static inline sq_moments
case_run(const sq_solver *solver, int order, const sq_rates *rates, const double *spin,
         double t)
{
    void *state = case_create(solver, order, rates, spin);
    sq_moments m;
    case_advance(solver, state, t);
    case_moments(solver, state, &m);
    solver->free(state);
    return m;
}

/* Largest difference of any mean or covariance, in units of N. */
static inline double
case_distance(const sq_moments *a, const sq_moments *b)
{
    double largest = 0;
    for (int i = 0; i < 3; i++) {
        largest = fmax(largest, fabs(a->mean[i] - b->mean[i]));
        for (int j = 0; j < 3; j++)
            largest = fmax(largest, fabs(a->cov[i][j] - b->cov[i][j]));
    }
    return largest / a->N;
}

/* Does the solver follow these rates?  A steady state has no dynamics. */
static inline bool
case_applies(const sq_solver *solver, const sq_rates *rates)
{
    sq_solver_options options;
    sq_errors errors = {0};
    sq_solver_options_init(&options);
    options.order = solver->least_order;
    bool applies = !solver->stationary && solver->applicable(rates, &options, &errors) == SQ_OK;
    sq_errors_free(&errors);
    return applies;
}

/* Every solver that follows these rates, at each of its orders. */
#define FOR_EVERY_SOLVER_OF(solver, order, rates)                                              \
    for (size_t s_ = 0; sq_solvers[s_]; s_++)                                                  \
        for (const sq_solver *solver = sq_solvers[s_]; solver && case_applies(solver, rates);  \
             solver = NULL)                                                                    \
            for (int order = solver->least_order; order <= solver->largest_order; order++)

/* Every solver that follows the whole model. */
#define FOR_EVERY_SOLVER(solver, order) FOR_EVERY_SOLVER_OF(solver, order, &every_term)

#endif
