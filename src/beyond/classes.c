/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With one[] and pair[] of the adjoint generator (pauli.h), split into what goes with u_i u_j
 * (the exchange through the mode), with u_i (the drive) and with neither, the means of a spin i
 * and the cumulants of two, third ones dropped, obey
 *
 *   ds_i^a/dt = one_i[a][b] s_i^b + sum_{j≠i} pair_ij[a0][bc] (k_ij^bc + s_i^b s_j^c)
 *   dk_ij^aa'/dt = one_i[a][b] k_ij^ba' + pair_ij[aa'][bc] (k_ij^bc + s_i^b s_j^c)/2
 *       − pair_ij[a0][bc] (k_ij^bc + s_i^b s_j^c) s_j^a'
 *       + sum_{k≠i,j} pair_ik[a0][bc] (k_ij^ba' s_k^c + k_jk^a'c s_i^b)   + (i, a <-> j, a').
 *
 * Sums over spins are sums over classes, less the spins that are left out: fields F = sum N_m
 * s_m and G_n = sum N_m k_nm are formed once, so that the cost grows as the square of the
 * number of classes.  Kept as D = N k, which is of order one.
 *
 * Time stepping: Prince–Dormand 8(7) of GSL.  Implicit methods would need a matrix of (4.5
 * n²)², and the fastest scale is the collective one, which has to be followed anyway.
 *
 * Longer than 400 lines: a run and the way to rest share the equations. */
#include "beyond/classes.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/pauli.h"

/* ---- the equations ---- */

/* A coefficient of the adjoint generator: out[a][e] += value in[b][c]. */
typedef struct entry {
    int a, e, b, c;
    double value;
} entry;

enum { MOST_ENTRIES = 144 };

/* Coefficients of one kind: pairs as a whole, and those with e = 0 (one spin's own field). */
typedef struct part {
    entry pair[MOST_ENTRIES], single[MOST_ENTRIES];
    int n_pair, n_single;
} part;

typedef struct equations {
    const sq_coupling_classes *classes;
    double N;
    int order;
    double (*one)[4][4]; /* [n], by class */
    part coupled, plain; /* with u_i u_j, and without */
    double *field;       /* scratch: G of both kinds, [2][n][3][3] */
    double work; /* evaluations so far, times the number of classes, or of pairs of them */
} equations;

static void
collect(part *p, const sq_generator *g)
{
    for (int a = 1; a < 4; a++)
        for (int e = 0; e < 4; e++)
            for (int b = 0; b < 4; b++)
                for (int c = 0; c < 4; c++) {
                    double value = g->pair[a][e][b][c];
                    entry *list = e == 0 ? p->single : p->pair;
                    int *n = e == 0 ? &p->n_single : &p->n_pair;
                    if (value != 0)
                        list[(*n)++] = (entry){a, e, b, c, value};
                }
}

static void
split_generator(equations *q, const sq_rates *r)
{
    static const double parts[3][SQ_RATES_ROLES] = {
        {[SQ_RATES_EXCHANGE] = 1},
        {[SQ_RATES_DRIVE] = 1},
        {[SQ_RATES_DETUNING] = 1, [SQ_RATES_AXIAL] = 1, [SQ_RATES_ONE_SPIN] = 1},
    };
    sq_generator g[3];
    for (int i = 0; i < 3; i++) {
        sq_rates some;
        sq_rates_scale(&some, r, parts[i]);
        sq_generator_build(&g[i], &some);
    }
    q->coupled.n_pair = q->coupled.n_single = q->plain.n_pair = q->plain.n_single = 0;
    collect(&q->coupled, &g[0]);
    collect(&q->plain, &g[2]);
    for (size_t m = 0; m < q->classes->n; m++)
        for (int a = 0; a < 4; a++)
            for (int b = 0; b < 4; b++) {
                double u = q->classes->u[m];
                q->one[m][a][b] = u * u * g[0].one[a][b] + u * g[1].one[a][b] + g[2].one[a][b];
            }
}

/* y: means [n][3], then D [n][n][3][3] of which only m <= k is integrated. */
static size_t
unknowns(const equations *q)
{
    size_t n = q->classes->n;
    return q->order == 1 ? 3 * n : 3 * n + 9 * n * (n + 1) / 2;
}

static size_t
pair_offset(size_t n, size_t m, size_t k)
{
    return 3 * n + 9 * (m * n - m * (m + 1) / 2 + k); /* m <= k */
}

/* D of classes m and k as [component of m][component of k]. */
static void
load_pair(double d[3][3], const equations *q, const double *y, size_t m, size_t k)
{
    size_t n = q->classes->n;
    bool turned = m > k;
    const double *from = &y[turned ? pair_offset(n, k, m) : pair_offset(n, m, k)];
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
            d[a][b] = from[turned ? 3 * b + a : 3 * a + b];
}

/* s^b with s^0 = 1. */
static double
mean_of(const double *y, size_t m, int b)
{
    return b == 0 ? 1 : y[3 * m + (size_t)b - 1];
}

/* D^bc/N + s^b s^c with s^0 = 1; D^0c = 0. */
static double
moment_of(const equations *q, const double *y, double d[3][3], size_t m, size_t k, int b, int c)
{
    double product = mean_of(y, m, b) * mean_of(y, k, c);
    return b && c && d ? product + d[b - 1][c - 1] / q->N : product;
}

/* Sums over all atoms: F^c = sum N_m s_m^c, weighted with u and not. */
typedef struct fields {
    double coupled[4], plain[4];
} fields;

static fields
sum_fields(const equations *q, const double *y)
{
    fields f = {{0}, {0}};
    for (size_t m = 0; m < q->classes->n; m++)
        for (int c = 0; c < 4; c++) {
            double term = q->N * q->classes->part[m] * mean_of(y, m, c);
            f.plain[c] += term;
            f.coupled[c] += q->classes->u[m] * term;
        }
    return f;
}

/* G_k[a'][c] = sum_m part_m D_km^a'c, weighted with u (first) and not. */
static void
sum_correlations(const equations *q, const double *y)
{
    size_t n = q->classes->n;
    memset(q->field, 0, 18 * n * sizeof *q->field);
    for (size_t k = 0; k < n; k++)
        for (size_t m = 0; m < n; m++) {
            double d[3][3], *coupled = &q->field[9 * k], *plain = &q->field[9 * (n + k)];
            load_pair(d, q, y, k, m);
            for (int i = 0; i < 9; i++) {
                double term = q->classes->part[m] * d[i / 3][i % 3];
                plain[i] += term;
                coupled[i] += q->classes->u[m] * term;
            }
        }
}

static void
add_means(const equations *q, const double *y, const fields *f, double *out)
{
    size_t n = q->classes->n;
    for (size_t m = 0; m < n; m++) {
        double u = q->classes->u[m], own[3][3] = {{0}}, *ds = &out[3 * m];
        for (int a = 1; a < 4; a++)
            for (int b = 0; b < 4; b++)
                ds[a - 1] += q->one[m][a][b] * mean_of(y, m, b);
        if (q->order > 1)
            load_pair(own, q, y, m, m);
        for (int kind = 0; kind < 2; kind++) {
            const part *p = kind == 0 ? &q->coupled : &q->plain;
            const double *F = kind == 0 ? f->coupled : f->plain, scale = kind == 0 ? u : 1;
            const double *G = &q->field[9 * ((size_t)kind * n + m)];
            for (int i = 0; i < p->n_single; i++) {
                const entry *e = &p->single[i];
                double all = mean_of(y, m, e->b) * F[e->c];
                if (q->order > 1 && e->b && e->c)
                    all += G[3 * (e->b - 1) + e->c - 1];
                all -= scale * moment_of(q, y, own, m, m, e->b, e->c);
                ds[e->a - 1] += scale * e->value * all;
            }
        }
    }
}

/* The part of dD_mk/dt that i (of class m) and its field make; to be added for both. */
static void
add_side(const equations *q, const double *y, const fields *f, size_t m, size_t k,
         double d[3][3], double out[3][3])
{
    size_t n = q->classes->n;
    double um = q->classes->u[m], uk = q->classes->u[k], self[3][3], same[3][3];
    load_pair(self, q, y, k, k);
    memcpy(same, d, sizeof same);
    for (int a = 1; a < 4; a++)
        for (int b = 1; b < 4; b++)
            for (int e = 0; e < 3; e++)
                out[a - 1][e] += q->one[m][a][b] * d[b - 1][e];
    for (int kind = 0; kind < 2; kind++) {
        const part *p = kind == 0 ? &q->coupled : &q->plain;
        const double *F = kind == 0 ? f->coupled : f->plain;
        double scale_m = kind == 0 ? um : 1, scale_k = kind == 0 ? uk : 1;
        const double *G = &q->field[9 * ((size_t)kind * n + k)];
        for (int i = 0; i < p->n_single; i++) {
            const entry *e = &p->single[i];
            double s_b = mean_of(y, m, e->b), value = scale_m * e->value;
            /* F and G without the spins i and j themselves. */
            double others =
                F[e->c] - scale_m * mean_of(y, m, e->c) - scale_k * mean_of(y, k, e->c);
            double both = q->N * scale_k * moment_of(q, y, d, m, k, e->b, e->c);
            for (int a = 0; a < 3; a++) {
                double *to = &out[e->a - 1][a];
                if (e->b)
                    *to += value * d[e->b - 1][a] * others;
                if (e->c) {
                    double rest = q->N * G[3 * a + e->c - 1] - scale_m * same[e->c - 1][a] -
                                  scale_k * self[a][e->c - 1];
                    *to += value * rest * s_b;
                }
                *to -= value * both * mean_of(y, k, a + 1);
            }
        }
    }
}

static void
add_pair_source(const equations *q, const double *y, size_t m, size_t k, double d[3][3],
                double out[3][3])
{
    for (int kind = 0; kind < 2; kind++) {
        const part *p = kind == 0 ? &q->coupled : &q->plain;
        double scale = kind == 0 ? q->classes->u[m] * q->classes->u[k] : 1;
        for (int i = 0; i < p->n_pair; i++) {
            const entry *e = &p->pair[i];
            out[e->a - 1][e->e - 1] +=
                scale * e->value * q->N * moment_of(q, y, d, m, k, e->b, e->c);
        }
    }
}

static void
add_pairs(const equations *q, const double *y, const fields *f, double *out)
{
    size_t n = q->classes->n;
    for (size_t m = 0; m < n; m++)
        for (size_t k = m; k < n; k++) {
            double d[3][3], turned[3][3], sum[3][3] = {{0}}, other[3][3] = {{0}};
            load_pair(d, q, y, m, k);
            for (int a = 0; a < 3; a++)
                for (int b = 0; b < 3; b++)
                    turned[a][b] = d[b][a];
            add_side(q, y, f, m, k, d, sum);
            add_side(q, y, f, k, m, turned, other);
            add_pair_source(q, y, m, k, d, sum);
            double *to = &out[pair_offset(n, m, k)];
            for (int i = 0; i < 9; i++)
                to[i] = sum[i / 3][i % 3] + other[i % 3][i / 3];
        }
}

static int
rhs(double t, const double *y, double *out, void *context)
{
    equations *q = context;
    (void)t;
    q->work += (double)(q->order > 1 ? q->classes->n * q->classes->n : q->classes->n);
    memset(out, 0, unknowns(q) * sizeof *out);
    fields f = sum_fields(q, y);
    if (q->order > 1)
        sum_correlations(q, y);
    add_means(q, y, &f, out);
    if (q->order > 1)
        add_pairs(q, y, &f, out);
    return GSL_SUCCESS;
}

/* ---- a run ---- */

/* Moments of sum_j w_j J_j, w by class. */
static void
collect_weighted(sq_moments *moments, const equations *q, const double *y, const double *w)
{
    size_t n = q->classes->n;
    for (size_t m = 0; m < n; m++) {
        double atoms = q->N * q->classes->part[m], square = w[m] * w[m];
        for (int a = 0; a < 3; a++) {
            moments->mean[a] += w[m] * atoms / 2 * y[3 * m + (size_t)a];
            moments->cov[a][a] += square * atoms / 4;
            for (int b = 0; b < 3; b++)
                moments->cov[a][b] -=
                    square * atoms / 4 * y[3 * m + (size_t)a] * y[3 * m + (size_t)b];
        }
        for (size_t k = 0; k < n && q->order > 1; k++) {
            double d[3][3], pairs = w[m] * w[k] * q->classes->part[m] *
                                    (q->N * q->classes->part[k] - (m == k ? 1 : 0)) / 4;
            load_pair(d, q, y, m, k);
            for (int i = 0; i < 9; i++)
                moments->cov[i / 3][i % 3] += pairs * d[i / 3][i % 3];
        }
    }
}

/* The plain spin, and that weighted with u: w = u <u>/<u²> and N = N <u>²/<u²> make a
 * coherent state have the length N/2 and the variance N/4. */
static void
collect_moments(sq_classes_moments *moments, const equations *q, const double *y)
{
    double plain[SQ_COUPLING_MOST_CLASSES], weighted[SQ_COUPLING_MOST_CLASSES], first = 0,
                                                                                second = 0;
    for (size_t m = 0; m < q->classes->n; m++) {
        double u = q->classes->u[m];
        first += q->classes->part[m] * u;
        second += q->classes->part[m] * u * u;
    }
    for (size_t m = 0; m < q->classes->n; m++) {
        plain[m] = 1;
        weighted[m] = q->classes->u[m] * first / second;
    }
    moments->plain = (sq_moments){.N = q->N};
    moments->weighted = (sq_moments){.N = q->N * first * first / second};
    collect_weighted(&moments->plain, q, y, plain);
    collect_weighted(&moments->weighted, q, y, weighted);
}

const char sq_classes_too_long[] =
    "so many classes, or so fast a collective motion, take too long to be followed further";

/* Some seconds. */
#define MOST_WORK 1e7

static void
follow(const equations *q, gsl_odeiv2_driver *driver, double *y, sq_classes_moments *moments,
       sq_reach *reach, const double *t, size_t n)
{
    double now = 0;
    for (; reach->n < n; ++reach->n) {
        while (now < t[reach->n] && !reach->why)
            if (gsl_odeiv2_evolve_apply(driver->e, driver->c, driver->s, driver->sys, &now,
                                        t[reach->n], &driver->h, y) != GSL_SUCCESS)
                reach->why = "the closed equations run away";
            else if (q->work > MOST_WORK)
                reach->why = sq_classes_too_long;
        if (reach->why)
            return;
        collect_moments(&moments[reach->n], q, y);
        if (q->order > 1)
            reach->why = sq_closure_breakdown(&moments[reach->n].plain);
        if (reach->why)
            return;
    }
}

/* Equations with room to work in, and their driver; false: no memory, but legal to close. */
static bool
open_run(equations *q, gsl_odeiv2_system *system, gsl_odeiv2_driver **driver,
         const sq_rates *rates, double tolerance)
{
    size_t n = q->classes->n;
    q->one = calloc(n, sizeof *q->one);
    q->field = calloc(18 * n, sizeof *q->field);
    *system = (gsl_odeiv2_system){.function = rhs, .dimension = unknowns(q), .params = q};
    *driver = gsl_odeiv2_driver_alloc_y_new(system, gsl_odeiv2_step_rk8pd,
                                            1e-3 / fmax(sq_collective_rate(rates), 1e-300),
                                            tolerance, tolerance);
    if (!q->one || !q->field || !*driver)
        return false;
    split_generator(q, rates);
    return true;
}

static void
close_run(equations *q, gsl_odeiv2_driver *driver)
{
    if (driver)
        gsl_odeiv2_driver_free(driver);
    free(q->one);
    free(q->field);
}

enum sq_status
sq_classes_run(sq_classes_moments *moments, sq_reach *reach, const sq_coupling_classes *classes,
               const sq_rates *rates, int order, double tolerance, const double (*spin)[3],
               const double *t, size_t n, sq_errors *errors)
{
    equations q = {.classes = classes, .N = rates->N, .order = order};
    gsl_odeiv2_system system;
    gsl_odeiv2_driver *driver = NULL;
    enum sq_status status = sq_rates_check(rates, errors);
    *reach = (sq_reach){0};
    if (status)
        return status;
    double *y = calloc(unknowns(&q), sizeof *y);
    if (y && open_run(&q, &system, &driver, rates, tolerance)) {
        memcpy(y, spin, 3 * classes->n * sizeof *y);
        follow(&q, driver, y, moments, reach, t, n);
    } else {
        status = sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu classes", classes->n);
    }
    close_run(&q, driver);
    free(y);
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
