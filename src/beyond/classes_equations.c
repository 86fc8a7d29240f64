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
 * number of classes.  Kept as D = N k, which is of order one. */
#include "beyond/classes_equations.h"

#include <stdlib.h>
#include <string.h>

#include "model/pauli.h"

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

struct sq_classes_equations {
    const sq_coupling_classes *classes;
    double N;
    int order;
    double (*one)[4][4]; /* [n], by class */
    part coupled, plain; /* with u_i u_j, and without */
    double *field;       /* scratch: G of both kinds, [2][n][3][3] */
    double work; /* evaluations so far, times the number of classes, or of pairs of them */
};

static void
collect(part *p, const sq_pauli_generator *g)
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
split_generator(sq_classes_equations *q, const sq_rates *r)
{
    static const double parts[3][SQ_RATES_ROLES] = {
        {[SQ_RATES_EXCHANGE] = 1},
        {[SQ_RATES_DRIVE] = 1},
        {[SQ_RATES_DETUNING] = 1, [SQ_RATES_AXIAL] = 1, [SQ_RATES_ONE_SPIN] = 1},
    };
    sq_pauli_generator g[3];
    for (int i = 0; i < 3; i++) {
        sq_rates some;
        sq_rates_scale(&some, r, parts[i]);
        sq_pauli_generator_build(&g[i], &some);
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

sq_classes_equations *
sq_classes_equations_create(const sq_coupling_classes *classes, const sq_rates *rates,
                            int order)
{
    sq_classes_equations *q = calloc(1, sizeof *q);
    if (!q)
        return NULL;
    *q = (sq_classes_equations){.classes = classes, .N = rates->N, .order = order};
    q->one = calloc(classes->n, sizeof *q->one);
    q->field = calloc(18 * classes->n, sizeof *q->field);
    if (!q->one || !q->field) {
        sq_classes_equations_free(q);
        return NULL;
    }
    split_generator(q, rates);
    return q;
}

void
sq_classes_equations_free(sq_classes_equations *q)
{
    if (!q)
        return;
    free(q->one);
    free(q->field);
    free(q);
}

double
sq_classes_equations_work(const sq_classes_equations *q)
{
    return q->work;
}

/* ---- unknowns ---- */

/* y: means [n][3], then D [n][n][3][3] of which only m <= k is integrated. */
size_t
sq_classes_equations_unknowns(const sq_classes_equations *q)
{
    size_t n = q->classes->n;
    return q->order == 1 ? 3 * n : 3 * n + 9 * n * (n + 1) / 2;
}

static size_t
pair_offset(size_t n, size_t m, size_t k)
{
    return 3 * n + 9 * (m * n - m * (m + 1) / 2 + k); /* m <= k */
}

void
sq_classes_equations_pair(double d[3][3], const sq_classes_equations *q, const double *y,
                          size_t m, size_t k)
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
moment_of(const sq_classes_equations *q, const double *y, double d[3][3], size_t m, size_t k,
          int b, int c)
{
    double product = mean_of(y, m, b) * mean_of(y, k, c);
    return b && c && d ? product + d[b - 1][c - 1] / q->N : product;
}

/* ---- the equations ---- */

/* Sums over all atoms: F^c = sum N_m s_m^c, weighted with u and not. */
typedef struct fields {
    double coupled[4], plain[4];
} fields;

static fields
sum_fields(const sq_classes_equations *q, const double *y)
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
sum_correlations(const sq_classes_equations *q, const double *y)
{
    size_t n = q->classes->n;
    memset(q->field, 0, 18 * n * sizeof *q->field);
    for (size_t k = 0; k < n; k++)
        for (size_t m = 0; m < n; m++) {
            double d[3][3], *coupled = &q->field[9 * k], *plain = &q->field[9 * (n + k)];
            sq_classes_equations_pair(d, q, y, k, m);
            for (int i = 0; i < 9; i++) {
                double term = q->classes->part[m] * d[i / 3][i % 3];
                plain[i] += term;
                coupled[i] += q->classes->u[m] * term;
            }
        }
}

static void
add_means(const sq_classes_equations *q, const double *y, const fields *f, double *out)
{
    size_t n = q->classes->n;
    for (size_t m = 0; m < n; m++) {
        double u = q->classes->u[m], own[3][3] = {{0}}, *ds = &out[3 * m];
        for (int a = 1; a < 4; a++)
            for (int b = 0; b < 4; b++)
                ds[a - 1] += q->one[m][a][b] * mean_of(y, m, b);
        if (q->order > 1)
            sq_classes_equations_pair(own, q, y, m, m);
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
add_side(const sq_classes_equations *q, const double *y, const fields *f, size_t m, size_t k,
         double d[3][3], double out[3][3])
{
    size_t n = q->classes->n;
    double um = q->classes->u[m], uk = q->classes->u[k], self[3][3], same[3][3];
    sq_classes_equations_pair(self, q, y, k, k);
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
add_pair_source(const sq_classes_equations *q, const double *y, size_t m, size_t k,
                double d[3][3], double out[3][3])
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
add_pairs(const sq_classes_equations *q, const double *y, const fields *f, double *out)
{
    size_t n = q->classes->n;
    for (size_t m = 0; m < n; m++)
        for (size_t k = m; k < n; k++) {
            double d[3][3], turned[3][3], sum[3][3] = {{0}}, other[3][3] = {{0}};
            sq_classes_equations_pair(d, q, y, m, k);
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

void
sq_classes_equations_rhs(sq_classes_equations *q, const double *y, double *out)
{
    q->work += (double)(q->order > 1 ? q->classes->n * q->classes->n : q->classes->n);
    memset(out, 0, sq_classes_equations_unknowns(q) * sizeof *out);
    fields f = sum_fields(q, y);
    if (q->order > 1)
        sum_correlations(q, y);
    add_means(q, y, &f, out);
    if (q->order > 1)
        add_pairs(q, y, &f, out);
}
