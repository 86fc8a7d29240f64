/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With X = a + a†, Y = i (a − a†), spin i sees H_i = B·s_i/2, B = h + g (X, Y, 0), h = (Omega,
 * 0, delta), so that ds/dt = B × s + decay, dX/dt = Delta Y − kappa X/2 − g sum s_y,   dY/dt =
 * −Delta X − kappa Y/2 + g sum s_x, and products of spin and field commute.  Means and
 * connected correlations of two are kept, third cumulants dropped.  Unknowns are scaled so that
 * all are of order one, whatever N and g/kappa: with r = g/|K|, Lambda = N g²/|K| (the
 * collective rate) s = <s>,  xi = <(X, Y)>/(r N),  w_Q = <Q s>_c/r,  D = N <s s'>_c, v = (<Q
 * Q'>_c − thermal)/(r² N). The right-hand side is a polynomial of degree 2, whose Jacobian
 * central differences give without error.  The mode's own rates make it stiff: Rodas5P (ode.h).
 */
#include "beyond/mode_kept.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "solvers/ode.h"
#include "base/vector.h"

enum { S = 0, XI = 3, V = 5, W = 8, D = 14, UNKNOWNS = 20 };

/* w[Q][a] at W + 3 Q + a; D[a][b] by this table. */
static const int pair_index[3][3] = {{0, 1, 2}, {1, 3, 4}, {2, 4, 5}};

typedef struct system_constants {
    double N, field[3];             /* h */
    double K, kappa, Delta, Lambda; /* K = |K| */
    double thermal;                 /* 2 nbar + 1 */
    double decay[3], pump;          /* ds_a/dt = −decay_a s_a + pump z_a */
    double common;                  /* collective dephasing */
} system_constants;

static void
add_field(double *f, const system_constants *c, const double *y)
{
    f[XI] = c->Delta * y[XI + 1] - c->kappa / 2 * y[XI] - c->K * y[S + 1];
    f[XI + 1] = -c->Delta * y[XI] - c->kappa / 2 * y[XI + 1] + c->K * y[S];
}

static void
add_spin(double *f, const system_constants *c, const double *y, const double b[3])
{
    const double *wx = &y[W], *wy = &y[W + 3];
    const double pull[3] = {wy[2], -wx[2], wx[1] - wy[0]};
    sq_vector_add_cross(&f[S], b, &y[S]);
    for (int a = 0; a < 3; a++)
        f[S + a] += c->Lambda / c->N * pull[a] - c->decay[a] * y[S + a];
    f[S + 2] += c->pump;
}

static void
add_field_covariance(double *f, const system_constants *c, const double *y)
{
    const double *v = &y[V], *wx = &y[W], *wy = &y[W + 3];
    f[V] = 2 * c->Delta * v[1] - c->kappa * v[0] - 2 * c->K * wx[1];
    f[V + 1] = c->Delta * (v[2] - v[0]) - c->kappa * v[1] + c->K * (wx[0] - wy[1]);
    f[V + 2] = -2 * c->Delta * v[1] - c->kappa * v[2] + 2 * c->K * wy[0];
}

/* w_Q: the field drifts into its other quadrature and is driven by the spin component `axis`
 * (y for X, x for Y); the spins feel the noise of the field. */
static void
add_mixed(double *f, const system_constants *c, const double *y, const double b[3], int Q)
{
    static const int driving[2] = {1, 0};
    const double sign = Q == 0 ? 1 : -1, *w = &y[W + 3 * Q], *other = &y[W + 3 * (1 - Q)];
    const double *s = &y[S], *v = &y[V];
    int axis = driving[Q];
    double *out = &f[W + 3 * Q];
    double noise[3] = {c->Lambda * v[Q], c->Lambda * v[Q + 1], 0};
    noise[Q] += c->K * c->thermal;
    for (int a = 0; a < 3; a++) {
        double spins =
            (1 - 1 / c->N) * y[D + pair_index[axis][a]] + (a == axis) - s[axis] * s[a];
        out[a] =
            sign * (c->Delta * other[a] - c->K * spins) - (c->kappa / 2 + c->decay[a]) * w[a];
    }
    sq_vector_add_cross(out, b, w);
    sq_vector_add_cross(out, noise, s);
}

/* Collective dephasing turns both spins together. */
static void
add_common_dephasing(double *f, const system_constants *c, const double *y)
{
    const double *s = &y[S], *d = &y[D];
    f[D + 0] += c->common * (d[3] + c->N * s[1] * s[1]);
    f[D + 3] += c->common * (d[0] + c->N * s[0] * s[0]);
    f[D + 1] -= c->common * (d[1] + c->N * s[0] * s[1]);
}

static void
add_pairs(double *f, const system_constants *c, const double *y, const double b[3])
{
    double turned[3][3] = {{0}}; /* [column][row] of b × D + Lambda w × s */
    for (int column = 0; column < 3; column++) {
        double pair[3];
        const double w[3] = {c->Lambda * y[W + column], c->Lambda * y[W + 3 + column], 0};
        for (int a = 0; a < 3; a++)
            pair[a] = y[D + pair_index[a][column]];
        sq_vector_add_cross(turned[column], b, pair);
        sq_vector_add_cross(turned[column], w, &y[S]);
    }
    for (int a = 0; a < 3; a++)
        for (int e = a; e < 3; e++)
            f[D + pair_index[a][e]] = turned[e][a] + turned[a][e] -
                                      (c->decay[a] + c->decay[e]) * y[D + pair_index[a][e]];
    add_common_dephasing(f, c, y);
}

static void
rhs(const void *context, const double *y, double *f)
{
    const system_constants *c = context;
    const double b[3] = {c->field[0] + c->Lambda * y[XI], c->field[1] + c->Lambda * y[XI + 1],
                         c->field[2]};
    memset(f, 0, UNKNOWNS * sizeof *f);
    add_field(f, c, y);
    add_spin(f, c, y, b);
    add_field_covariance(f, c, y);
    add_mixed(f, c, y, b, 0);
    add_mixed(f, c, y, b, 1);
    add_pairs(f, c, y, b);
}

/* Steps of one: exact for a polynomial of degree 2, and all unknowns are of order one. */
static void
jacobian(const void *context, const double *y, double *matrix)
{
    double at[UNKNOWNS], up[UNKNOWNS], down[UNKNOWNS];
    memcpy(at, y, sizeof at);
    for (int j = 0; j < UNKNOWNS; j++) {
        at[j] = y[j] + 1;
        rhs(context, at, up);
        at[j] = y[j] - 1;
        rhs(context, at, down);
        at[j] = y[j];
        for (int i = 0; i < UNKNOWNS; i++)
            matrix[i * UNKNOWNS + j] = (up[i] - down[i]) / 2;
    }
}

/* ---- a run ---- */

static system_constants
constants_of(const sq_mode *m, const sq_rates *r)
{
    double K = sq_mode_rate(m), transverse = sq_rates_one_spin(r) / 2 + r->Gamma_phi / 2;
    system_constants c = {.N = r->N,
                          .K = K,
                          .kappa = m->kappa,
                          .Delta = m->detuning,
                          .Lambda = r->N * m->g * (m->g / K),
                          .thermal = 2 * m->nbar + 1,
                          .decay = {transverse, transverse, r->gamma_s + r->gamma_up},
                          .pump = r->gamma_up - r->gamma_s,
                          .common = r->Gamma_phi};
    sq_rates_field(c.field, r);
    c.field[2] -= 2 * r->chi * m->nbar;
    return c;
}

static void
report(sq_mode_kept_moments *m, const double *y, const system_constants *c, const sq_mode *mode)
{
    double r = mode->g / c->K, scale = r * c->N;
    m->spins.N = c->N;
    for (int a = 0; a < 3; a++) {
        m->spins.mean[a] = c->N / 2 * y[S + a];
        for (int b = 0; b < 3; b++)
            m->spins.cov[a][b] = (c->N * ((a == b) - y[S + a] * y[S + b]) +
                                  (c->N - 1) * y[D + pair_index[a][b]]) /
                                 4;
    }
    m->field[0] = scale * y[XI];
    m->field[1] = scale * y[XI + 1];
    double squares = r * r * c->N * (y[V] + y[V + 2]) + m->field[0] * m->field[0] +
                     m->field[1] * m->field[1];
    m->quanta = squares / 4;
}

/* The field's unknowns at rest while the spins are held; they stand in a row, and the equations
 * are linear in all but a product of two of them, so that Newton's method is there at once. */
static enum sq_status
settle(double *y, const system_constants *c, sq_errors *errors)
{
    enum { FIRST = XI, COUNT = D - XI, ITERATIONS = 4 };
    double f[UNKNOWNS], matrix[UNKNOWNS * UNKNOWNS];
    gsl_matrix_view all = gsl_matrix_view_array(matrix, UNKNOWNS, UNKNOWNS);
    gsl_matrix_view field = gsl_matrix_submatrix(&all.matrix, FIRST, FIRST, COUNT, COUNT);
    gsl_vector_view change = gsl_vector_view_array(&f[FIRST], COUNT);
    gsl_permutation *permutation = gsl_permutation_alloc(COUNT);
    if (!permutation)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the mode");
    for (int i = 0; i < ITERATIONS; i++) {
        int sign;
        rhs(c, y, f);
        jacobian(c, y, matrix);
        gsl_linalg_LU_decomp(&field.matrix, permutation, &sign);
        gsl_linalg_LU_svx(&field.matrix, permutation, &change.vector);
        for (int j = FIRST; j < FIRST + COUNT; j++)
            y[j] -= f[j];
    }
    gsl_permutation_free(permutation);
    return SQ_OK;
}

/* About a second. */
#define MOST_STEPS 100000

enum { ORDER = 2 }; /* of the closure */

static void
follow(sq_ode *ode, const system_constants *c, const sq_mode *mode, double *y,
       sq_mode_kept_moments *result, sq_closure_reach *reach, const double *t, size_t n)
{
    const sq_ode_system system = {
        .n = UNKNOWNS, .context = c, .rhs = rhs, .jacobian = jacobian};
    double now = 0;
    for (; reach->n < n; ++reach->n) {
        while (now < t[reach->n] && !reach->why)
            if (!sq_ode_step(ode, &system, y, &now, t[reach->n]))
                reach->why = SQ_BREAKDOWN_RUNS_AWAY;
            else if (sq_ode_work(ode).steps > MOST_STEPS)
                reach->why = SQ_BREAKDOWN_MODE_STEPS;
        if (reach->why)
            return;
        report(&result[reach->n], y, c, mode);
        /* How broad the distribution is is not asked: both runs are closed alike, and
         * mode_pair.c knows how long the lab's closure is trusted. */
        reach->why = sq_closure_violation(&result[reach->n].spins, ORDER);
        if (reach->why)
            return;
    }
}

enum sq_status
sq_mode_kept_run(sq_mode_kept_moments *result, sq_closure_reach *reach, const sq_mode *mode,
                 const sq_rates *rates, const double spin[3], enum sq_mode_kept_start start,
                 double tolerance, const double *t, size_t n, sq_errors *errors)
{
    *reach = (sq_closure_reach){0};
    if (rates->chi_z != 0)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "one-axis twisting has no place beside a mode");
    system_constants c = constants_of(mode, rates);
    double y[UNKNOWNS] = {spin[0], spin[1], spin[2]};
    sq_ode *ode;
    enum sq_status status = start == SQ_MODE_KEPT_SETTLED ? settle(y, &c, errors) : SQ_OK;
    if (!status)
        status = sq_ode_create(&ode, UNKNOWNS, tolerance, 1e-3 / fmax(c.kappa, c.K), errors);
    if (status)
        return status;
    follow(ode, &c, mode, y, result, reach, t, n);
    sq_ode_free(ode);
    return SQ_OK;
}
