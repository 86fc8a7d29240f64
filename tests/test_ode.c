/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "solvers/ode.h"

static sq_ode *
create(int n, double tolerance)
{
    sq_ode *ode;
    sq_errors errors = {0};
    cr_assert(sq_ode_create(&ode, n, tolerance, 1e-6, &errors) == SQ_OK);
    return ode;
}

static bool
integrate(sq_ode *ode, const sq_ode_system *system, double *y, double t_end)
{
    double t = 0;
    bool alive = true;
    while (alive && t < t_end)
        alive = sq_ode_step(ode, system, y, &t, t_end);
    return alive;
}

/* Harmonic oscillator at frequency 2.385. */
static void
oscillator(const void *context, const double *y, double *f)
{
    (void)context;
    f[0] = 2.385 * y[1];
    f[1] = -2.385 * y[0];
}

static void
oscillator_jacobian(const void *context, const double *y, double *j)
{
    (void)context, (void)y;
    j[0] = j[3] = 0;
    j[1] = 2.385;
    j[2] = -2.385;
}

static const sq_ode_system oscillation = {2, NULL, oscillator, oscillator_jacobian, NULL};

/* Errors of the steps add up: some hundred steps of 1e-9 each. */
Test(ode, oscillation_keeps_its_phase)
{
    sq_ode *ode = create(2, 1e-9);
    double y[2] = {1, 0};
    cr_assert(integrate(ode, &oscillation, y, 37));
    cr_expect(fabs(y[0] - cos(2.385 * 37)) < 1e-6);
    cr_expect(fabs(y[1] + sin(2.385 * 37)) < 1e-6);
    sq_ode_free(ode);
}

/* Order 5: the error falls with the tolerance, the steps grow as its fifth root. */
Test(ode, error_follows_the_tolerance)
{
    double last = 1;
    long steps = 0;
    for (double tolerance = 1e-5; tolerance > 1e-11; tolerance *= 1e-2) {
        sq_ode *ode = create(2, tolerance);
        double y[2] = {1, 0};
        cr_assert(integrate(ode, &oscillation, y, 10));
        double error = fabs(y[0] - cos(23.85));
        cr_expect(error < last / 5, "tolerance %g: error %g, before %g", tolerance, error,
                  last);
        last = error;
        if (steps)
            cr_expect((double)sq_ode_work(ode).steps < 3.5 * (double)steps);
        steps = sq_ode_work(ode).steps;
        sq_ode_free(ode);
    }
}

/* Prothero–Robinson: fast decay at 1e9 onto the slow curve y = cos(z), dz/dt = 1. */
static void
stiff(const void *context, const double *y, double *f)
{
    (void)context;
    f[0] = -1e9 * (y[0] - cos(y[1])) - sin(y[1]);
    f[1] = 1;
}

static void
stiff_jacobian(const void *context, const double *y, double *j)
{
    (void)context;
    j[0] = -1e9;
    j[1] = -1e9 * sin(y[1]) - cos(y[1]);
    j[2] = j[3] = 0;
}

Test(ode, stiff_decay_costs_few_steps)
{
    sq_ode_system system = {2, NULL, stiff, stiff_jacobian, NULL};
    sq_ode *ode = create(2, 1e-9);
    double y[2] = {2, 0}; /* off the slow curve: a transient first */
    cr_assert(integrate(ode, &system, y, 3.7));
    cr_expect(fabs(y[0] - cos(3.7)) < 1e-7, "%g", y[0] - cos(3.7));
    cr_expect(sq_ode_work(ode).steps < 1000, "%ld steps", sq_ode_work(ode).steps);
    sq_ode_free(ode);
}

/* dy/dt = y² runs away at t = 1. */
static void
runaway(const void *context, const double *y, double *f)
{
    (void)context;
    f[0] = y[0] * y[0];
}

static void
runaway_jacobian(const void *context, const double *y, double *j)
{
    (void)context;
    j[0] = 2 * y[0];
}

Test(ode, runaway_is_noticed)
{
    sq_ode_system system = {1, NULL, runaway, runaway_jacobian, NULL};
    sq_ode *ode = create(1, 1e-8);
    double y[1] = {1};
    cr_expect_not(integrate(ode, &system, y, 2));
    cr_expect(y[0] > 1e5, "%g", y[0]);
    sq_ode_free(ode);
}

Test(ode, steps_end_exactly_where_asked)
{
    sq_ode *ode = create(2, 1e-8);
    double y[2] = {1, 0}, t = 0;
    while (t < 0.37)
        cr_assert(sq_ode_step(ode, &oscillation, y, &t, 0.37));
    cr_expect(t == 0.37);
    sq_ode_free(ode);
}

Test(ode, a_copy_continues_alike)
{
    sq_ode *ode = create(2, 1e-8), *twin = create(2, 1e-3);
    double y[2] = {1, 0}, z[2], t = 0, u;
    for (int i = 0; i < 20; i++)
        cr_assert(sq_ode_step(ode, &oscillation, y, &t, 10));
    sq_ode_copy(twin, ode);
    z[0] = y[0], z[1] = y[1], u = t;
    for (int i = 0; i < 5; i++) {
        cr_assert(sq_ode_step(ode, &oscillation, y, &t, 10));
        cr_assert(sq_ode_step(twin, &oscillation, z, &u, 10));
    }
    cr_expect(t == u && y[0] == z[0] && y[1] == z[1]);
    sq_ode_free(ode);
    sq_ode_free(twin);
}
