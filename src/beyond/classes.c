/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time stepping: Prince–Dormand 8(7) of GSL.  Implicit methods would need a matrix of (4.5 n²)²
 * for n classes, and the fastest scale is the collective one, which has to be followed anyway.
 */
#include "beyond/classes.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "beyond/classes_equations.h"

/* One run along a time axis. */
typedef struct run {
    const sq_coupling_classes *classes;
    double N, most_work;
    int order;
    sq_classes_equations *equations;
    gsl_odeiv2_system system;
    gsl_odeiv2_driver *driver;
    double *y;
} run;

/* ---- moments ---- */

/* Moments of sum_j w_j J_j, w by class. */
static void
collect_weighted(sq_moments *moments, const run *r, const double *w)
{
    size_t n = r->classes->n;
    const double *y = r->y;
    for (size_t m = 0; m < n; m++) {
        double atoms = r->N * r->classes->part[m], square = w[m] * w[m];
        for (int a = 0; a < 3; a++) {
            moments->mean[a] += w[m] * atoms / 2 * y[3 * m + (size_t)a];
            moments->cov[a][a] += square * atoms / 4;
            for (int b = 0; b < 3; b++)
                moments->cov[a][b] -=
                    square * atoms / 4 * y[3 * m + (size_t)a] * y[3 * m + (size_t)b];
        }
        for (size_t k = 0; k < n && r->order > 1; k++) {
            double d[3][3], pairs = w[m] * w[k] * r->classes->part[m] *
                                    (r->N * r->classes->part[k] - (m == k ? 1 : 0)) / 4;
            sq_classes_equations_pair(d, r->equations, y, m, k);
            for (int i = 0; i < 9; i++)
                moments->cov[i / 3][i % 3] += pairs * d[i / 3][i % 3];
        }
    }
}

/* The plain spin, and that weighted with u: w = u <u>/<u²> and N = N <u>²/<u²> make a
 * coherent state have the length N/2 and the variance N/4. */
static void
collect_moments(sq_classes_moments *moments, const run *r)
{
    double plain[SQ_COUPLING_MOST_CLASSES], weighted[SQ_COUPLING_MOST_CLASSES], first = 0,
                                                                                second = 0;
    for (size_t m = 0; m < r->classes->n; m++) {
        double u = r->classes->u[m];
        first += r->classes->part[m] * u;
        second += r->classes->part[m] * u * u;
    }
    for (size_t m = 0; m < r->classes->n; m++) {
        plain[m] = 1;
        weighted[m] = r->classes->u[m] * first / second;
    }
    moments->plain = (sq_moments){.N = r->N};
    moments->weighted = (sq_moments){.N = r->N * first * first / second};
    collect_weighted(&moments->plain, r, plain);
    collect_weighted(&moments->weighted, r, weighted);
}

/* ---- a run ---- */

static int
rhs(double t, const double *y, double *dydt, void *context)
{
    (void)t;
    sq_classes_equations_rhs(context, y, dydt);
    return GSL_SUCCESS;
}

/* To the time t, or as far as it goes: then why not further. */
static enum sq_breakdown
advance(run *r, double *now, double t)
{
    gsl_odeiv2_driver *d = r->driver;
    while (*now < t) {
        if (gsl_odeiv2_evolve_apply(d->e, d->c, d->s, d->sys, now, t, &d->h, r->y) !=
            GSL_SUCCESS)
            return SQ_BREAKDOWN_RUNS_AWAY;
        if (sq_classes_equations_work(r->equations) > r->most_work)
            return SQ_BREAKDOWN_CLASSES_WORK;
    }
    return SQ_BREAKDOWN_NONE;
}

static void
follow(run *r, sq_classes_moments *moments, sq_closure_reach *reach, const double *t, size_t n)
{
    double now = 0;
    for (; reach->n < n; ++reach->n) {
        reach->why = advance(r, &now, t[reach->n]);
        if (reach->why)
            return;
        collect_moments(&moments[reach->n], r);
        if (r->order > 1)
            reach->why = sq_closure_breakdown(&moments[reach->n].plain, r->order);
        if (reach->why)
            return;
    }
}

/* False: no memory, but legal to close. */
static bool
open_run(run *r, const sq_rates *rates, double tolerance, const double (*spin)[3])
{
    r->equations = sq_classes_equations_create(r->classes, rates, r->order);
    if (!r->equations)
        return false;
    size_t unknowns = sq_classes_equations_unknowns(r->equations);
    double first_step = 1e-3 / fmax(sq_rates_collective(rates), 1e-300);
    r->system =
        (gsl_odeiv2_system){.function = rhs, .dimension = unknowns, .params = r->equations};
    r->driver = gsl_odeiv2_driver_alloc_y_new(&r->system, gsl_odeiv2_step_rk8pd, first_step,
                                              tolerance, tolerance);
    r->y = calloc(unknowns, sizeof *r->y);
    if (r->y)
        memcpy(r->y, spin, 3 * r->classes->n * sizeof *r->y);
    return r->driver && r->y;
}

static void
close_run(run *r)
{
    if (r->driver)
        gsl_odeiv2_driver_free(r->driver);
    sq_classes_equations_free(r->equations);
    free(r->y);
}

enum sq_status
sq_classes_run(sq_classes_moments *moments, sq_closure_reach *reach,
               const sq_coupling_classes *classes, const sq_rates *rates, int order,
               double tolerance, double most_work, const double (*spin)[3], const double *t,
               size_t n, sq_errors *errors)
{
    run r = {.classes = classes, .N = rates->N, .most_work = most_work, .order = order};
    *reach = (sq_closure_reach){0};
    enum sq_status status = sq_rates_check(rates, errors);
    if (status)
        return status;
    if (open_run(&r, rates, tolerance, spin))
        follow(&r, moments, reach, t, n);
    else
        status = sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu classes", classes->n);
    close_run(&r);
    return status;
}

/* ---- rest ---- */

/* sum part u sin(u theta): what the mode sees of spins turned by theta. */
static double
seen(const sq_coupling_classes *c, double theta)
{
    double sum = 0;
    for (size_t m = 0; m < c->n; m++)
        sum += c->part[m] * c->u[m] * sin(c->u[m] * theta);
    return sum;
}

bool
sq_classes_rest(double (*spin)[3], const sq_coupling_classes *classes, double ratio,
                double azimuth)
{
    enum { STEPS = 1000, HALVINGS = 60 };
    double low = 0, high = 0;
    for (int i = 1; i <= STEPS && seen(classes, high) < ratio; i++) {
        low = high;
        high = M_PI * i / STEPS; /* beyond pi every spin is past its largest part */
    }
    if (seen(classes, high) < ratio)
        return false;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        *(seen(classes, middle) < ratio ? &low : &high) = middle;
    }
    for (size_t m = 0; m < classes->n; m++) {
        double turned = classes->u[m] * high;
        spin[m][0] = sin(turned) * cos(azimuth);
        spin[m][1] = sin(turned) * sin(azimuth);
        spin[m][2] = -cos(turned);
    }
    return true;
}
