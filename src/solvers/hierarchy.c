/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moment hierarchy as a sparse cubic polynomial.
 *
 * Moments of distinct spins m(a1…ak) obey (one[][] and pair[][][][] from pauli.h)
 *   dm/dt = sum_p one[ap][b] m(..b..) + sum_{p<q} pair[ap aq][bc] m(..b..c..)
 *           + (N−k) sum_p pair[ap 0][bc] m(..b.., c).
 * With the generating function M(l) of the moments (s^0 = 1 counts as a constant
 * variable), split N−k = (N−1) − sum_{q≠p} 1 and divide by M: K = log M obeys
 *   dK/dt = sum_a l_a { one[a][b] K_b + (N−1) pair[a0][bc] (K_bc + K_b K_c) }
 *         + sum_{a,a'} l_a l_a'/2 { pair[aa'][bc] (K_bc + K_b K_c)
 *             − 2 pair[a0][bc] (K_a'bc + K_a'b K_c + K_a'c K_b + K_bc K_a' + K_a' K_b K_c) },
 * subscripts being derivatives, K_0 = 1 and K_0b = 0.  Its Taylor coefficients are
 * the cumulants; in terms of C = N^(k−1) kappa every factor of N that is left is
 * N−1 or a power of 1/N, so the limit of large N is smooth.  The hierarchy is
 * closed by dropping the cumulants above the order (at order = N their
 * coefficient vanishes: the hierarchy is then exact). */
#include "solvers/hierarchy.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/pauli.h"
#include "solvers/polynomial.h"

#define N_FACTORS SQ_POLYNOMIAL_FACTORS
#define ONE SQ_POLYNOMIAL_ONE
#define VANISHES (-1)

static_assert(SQ_HIERARCHY_MAX_UNKNOWNS <= SQ_POLYNOMIAL_UNKNOWNS, "the polynomial has room");

/* A multiset of Pauli indices: how often 1, x, y, z occur. */
typedef struct multiset {
    int n[4];
} multiset;

struct sq_hierarchy {
    int order, n;
    int number[SQ_HIERARCHY_MAX_ORDER + 1][SQ_HIERARCHY_MAX_ORDER + 1]
              [SQ_HIERARCHY_MAX_ORDER + 1]; /* variable of x^i y^j z^k */
    sq_polynomial *rhs;
};

static int
multiset_size(const multiset *m)
{
    return m->n[0] + m->n[1] + m->n[2] + m->n[3];
}

/* The variable that stands for a cumulant; VANISHES for a cumulant that contains
 * the constant beside something else, or one above the order. */
static int
cumulant_variable(const sq_hierarchy *h, const multiset *m)
{
    int size = multiset_size(m);
    if (m->n[0])
        return size == 1 ? ONE : VANISHES;
    if (size > h->order)
        return VANISHES;
    return h->number[m->n[1]][m->n[2]][m->n[3]];
}

static int
number_unknowns(sq_hierarchy *h)
{
    int n = 0;
    for (int size = 1; size <= h->order; size++)
        for (int x = size; x >= 0; x--)
            for (int y = size - x; y >= 0; y--)
                h->number[x][y][size - x - y] = ++n;
    return n;
}

/* A product of cumulants under construction: `head` gives each of the n_factors its
 * first indices, `rest` are indices still to be handed out. */
typedef struct product {
    multiset head[N_FACTORS];
    int n_factors;
    int rest[SQ_HIERARCHY_MAX_ORDER];
    int n_rest;
} product;

/* Adds value times the sum over all ways to hand out the rest to the factors. */
static void
add_distributions(sq_hierarchy *h, int row, double value, const product *p)
{
    int ways = 1;
    for (int i = 0; i < p->n_rest; i++)
        ways *= p->n_factors;
    for (int way = 0; way < ways; way++) {
        multiset factor[N_FACTORS];
        memcpy(factor, p->head, sizeof factor);
        for (int i = 0, code = way; i < p->n_rest; i++, code /= p->n_factors)
            factor[code % p->n_factors].n[p->rest[i]]++;
        int variable[N_FACTORS] = {ONE, ONE, ONE};
        bool vanishes = false;
        for (int f = 0; f < p->n_factors; f++) {
            variable[f] = cumulant_variable(h, &factor[f]);
            vanishes = vanishes || variable[f] == VANISHES;
        }
        if (!vanishes)
            sq_polynomial_add(h->rhs, row, value, variable);
    }
}

/* Which factor (0, 1, 2) each of up to three indices heads, for every product that a
 * derivative of exp(K) makes, and the power of 1/N that scaling leaves in front. */
typedef struct pattern {
    int n_factors, factor[3], inverse_n;
} pattern;

static const pattern two_indices[] = {{1, {0, 0}, 1}, {2, {0, 1}, 0}};
static const pattern three_indices[] = {
    {1, {0, 0, 0}, 2}, {2, {0, 0, 1}, 1}, {2, {0, 1, 0}, 1},
    {2, {1, 0, 0}, 1}, {3, {0, 1, 2}, 0},
};

/* Adds value * (derivative of exp(K) by the indices) / exp(K), at the order of rest. */
static void
add_derivative(sq_hierarchy *h, int row, double value, const int *index, int n_index,
               const int *rest, int n_rest, double N)
{
    const pattern *list = n_index == 2 ? two_indices : three_indices;
    size_t n =
        n_index == 2 ? sizeof two_indices / sizeof *list : sizeof three_indices / sizeof *list;
    for (size_t i = 0; i < n; i++) {
        product p = {.n_factors = list[i].n_factors, .n_rest = n_rest};
        memcpy(p.rest, rest, (size_t)n_rest * sizeof *rest);
        for (int j = 0; j < n_index; j++)
            p.head[list[i].factor[j]].n[index[j]]++;
        add_distributions(h, row, value * pow(N, -list[i].inverse_n), &p);
    }
}

/* Terms linear in l: spin p of the string evolves alone or with a spin outside it. */
static void
add_single(sq_hierarchy *h, int row, int a, const int *rest, int n_rest,
           const sq_pauli_generator *g, double N)
{
    for (int b = 0; b < 4; b++)
        if (g->one[a][b] != 0) {
            product p = {.n_factors = 1, .n_rest = n_rest};
            memcpy(p.rest, rest, (size_t)n_rest * sizeof *rest);
            p.head[0].n[b]++;
            add_distributions(h, row, g->one[a][b], &p);
        }
    for (int bc = 0; bc < 16; bc++) {
        int index[2] = {bc / 4, bc % 4};
        double value = (N - 1) * g->pair[a][0][index[0]][index[1]];
        if (value != 0)
            add_derivative(h, row, value, index, 2, rest, n_rest, N);
    }
}

/* Terms quadratic in l: spins p and q of the string evolve together, less what the
 * factor N−1 of add_single counted too much. */
static void
add_couple(sq_hierarchy *h, int row, int a, int a2, const int *rest, int n_rest,
           const sq_pauli_generator *g, double N)
{
    for (int bc = 0; bc < 16; bc++) {
        int b = bc / 4, c = bc % 4;
        double both = N * g->pair[a][a2][b][c];
        double first = -N * g->pair[a][0][b][c], second = -N * g->pair[a2][0][b][c];
        if (both != 0)
            add_derivative(h, row, both, (int[]){b, c}, 2, rest, n_rest, N);
        if (first != 0)
            add_derivative(h, row, first, (int[]){a2, b, c}, 3, rest, n_rest, N);
        if (second != 0)
            add_derivative(h, row, second, (int[]){a, b, c}, 3, rest, n_rest, N);
    }
}

static int
without(int *rest, const int *axis, int k, int p, int q)
{
    int n = 0;
    for (int i = 0; i < k; i++)
        if (i != p && i != q)
            rest[n++] = axis[i];
    return n;
}

static void
add_equation(sq_hierarchy *h, const int *axis, int k, const sq_pauli_generator *g, double N)
{
    int row = sq_hierarchy_index(h, axis, k), rest[SQ_HIERARCHY_MAX_ORDER];
    for (int p = 0; p < k; p++) {
        int n_rest = without(rest, axis, k, p, p);
        add_single(h, row, axis[p], rest, n_rest, g, N);
        for (int q = p + 1; q < k; q++) {
            n_rest = without(rest, axis, k, p, q);
            add_couple(h, row, axis[p], axis[q], rest, n_rest, g, N);
        }
    }
}

static void
add_equations(sq_hierarchy *h, const sq_pauli_generator *g, double N)
{
    for (int size = 1; size <= h->order; size++)
        for (int x = size; x >= 0; x--)
            for (int y = size - x; y >= 0; y--) {
                int axis[SQ_HIERARCHY_MAX_ORDER];
                for (int i = 0; i < size; i++)
                    axis[i] = i < x ? 1 : i < x + y ? 2 : 3;
                add_equation(h, axis, size, g, N);
            }
}

enum sq_status
sq_hierarchy_create(sq_hierarchy **hierarchy, int order, const sq_rates *rates,
                    sq_errors *errors)
{
    *hierarchy = NULL;
    sq_hierarchy *h = calloc(1, sizeof *h);
    if (!h)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the moment hierarchy");
    h->order = order <= rates->N ? order : (int)rates->N;
    h->n = number_unknowns(h);
    h->rhs = sq_polynomial_create(h->n);
    sq_pauli_generator generator;
    sq_pauli_generator_build(&generator, rates);
    if (h->rhs)
        add_equations(h, &generator, rates->N);
    if (!h->rhs || !sq_polynomial_compile(h->rhs)) {
        sq_hierarchy_free(h);
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the moment hierarchy");
    }
    *hierarchy = h;
    return SQ_OK;
}

void
sq_hierarchy_free(sq_hierarchy *h)
{
    if (h)
        sq_polynomial_free(h->rhs);
    free(h);
}

int
sq_hierarchy_order(const sq_hierarchy *h)
{
    return h->order;
}

int
sq_hierarchy_unknowns(const sq_hierarchy *h)
{
    return h->n;
}

int
sq_hierarchy_index(const sq_hierarchy *h, const int *axis, int k)
{
    int n[4] = {0};
    for (int i = 0; i < k; i++)
        n[axis[i]]++;
    return h->number[n[1]][n[2]][n[3]] - 1;
}

/* Unknowns are numbered by order: this many have order k or less, C(k+3, 3) − 1. */
static int
unknowns_up_to(int k)
{
    return (k + 1) * (k + 2) * (k + 3) / 6 - 1;
}

void
sq_hierarchy_scale(const sq_hierarchy *h, const double *y, double *sizes)
{
    for (int i = 0; i < h->n; i++)
        sizes[i] = fmax(1, fabs(y[i]));
    for (int k = 3; k <= h->order; k++) {
        double largest = 1;
        for (int i = unknowns_up_to(k - 1); i < unknowns_up_to(k); i++)
            largest = fmax(largest, sizes[i]);
        for (int i = unknowns_up_to(k - 1); i < unknowns_up_to(k); i++)
            sizes[i] = largest;
    }
}

void
sq_hierarchy_rhs(const sq_hierarchy *h, const double *y, double *dydt)
{
    sq_polynomial_values(h->rhs, y, dydt);
}

void
sq_hierarchy_jacobian(const sq_hierarchy *h, const double *y, double *jacobian)
{
    sq_polynomial_jacobian(h->rhs, y, jacobian);
}
