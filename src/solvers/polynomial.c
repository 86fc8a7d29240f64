/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coefficients stand in columns, one for each monomial, so that a product of variables is
 * formed once for all values that contain it. */
#include "solvers/polynomial.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define N_FACTORS SQ_POLYNOMIAL_FACTORS
#define ONE SQ_POLYNOMIAL_ONE

/* One coefficient: value[row] += coefficient * v[0] v[1] v[2]. */
typedef struct term {
    int variable[N_FACTORS]; /* ascending; ONE stands for "no factor" */
    int row;
    double coefficient;
} term;

/* A monomial of the compiled form and where its coefficients begin. */
typedef struct monomial {
    int variable[N_FACTORS];
    size_t begin;
} monomial;

struct sq_polynomial {
    int n;

    /* Under construction: terms as they come, one row and one product each. */
    term *list;
    size_t n_list, capacity;
    bool out_of_memory;

    /* Compiled: monomials, each with its column of coefficients.  The last
     * monomial is a sentinel that ends the column before it. */
    monomial *monomial;
    size_t n_monomials, n_terms;
    int *row;
    double *coefficient;
};

sq_polynomial *
sq_polynomial_create(int n)
{
    assert(n <= SQ_POLYNOMIAL_UNKNOWNS);
    sq_polynomial *p = calloc(1, sizeof *p);
    if (p)
        p->n = n;
    return p;
}

void
sq_polynomial_free(sq_polynomial *p)
{
    if (!p)
        return;
    free(p->list);
    free(p->monomial);
    free(p->row);
    free(p->coefficient);
    free(p);
}

/* ---- made ---- */

static void
sort_three(int *v)
{
    for (int i = 1; i < N_FACTORS; i++)
        for (int j = i; j > 0 && v[j] < v[j - 1]; j--) {
            int swap = v[j];
            v[j] = v[j - 1], v[j - 1] = swap;
        }
}

void
sq_polynomial_add(sq_polynomial *p, int row, double coefficient,
                  const int variable[SQ_POLYNOMIAL_FACTORS])
{
    if (p->n_list == p->capacity) {
        size_t capacity = p->capacity ? 2 * p->capacity : 1024;
        term *list = realloc(p->list, capacity * sizeof *list);
        if (!list) {
            p->out_of_memory = true;
            return;
        }
        p->list = list;
        p->capacity = capacity;
    }
    term *t = &p->list[p->n_list++];
    *t = (term){.row = row, .coefficient = coefficient};
    memcpy(t->variable, variable, sizeof t->variable);
    sort_three(t->variable);
}

static bool
same_monomial(const term *a, const term *b)
{
    return memcmp(a->variable, b->variable, sizeof a->variable) == 0;
}

/* The row, then the variables, last one first. */
static int
digit(const term *t, int place)
{
    return place == 0 ? t->row : t->variable[N_FACTORS - place];
}

/* Stably by one digit. */
static void
sort_by_digit(term *to, const term *from, size_t n, int place)
{
    size_t begin[SQ_POLYNOMIAL_UNKNOWNS + 2] = {0};
    for (size_t i = 0; i < n; i++)
        begin[digit(&from[i], place) + 1]++;
    for (int k = 0; k <= SQ_POLYNOMIAL_UNKNOWNS; k++)
        begin[k + 1] += begin[k];
    for (size_t i = 0; i < n; i++)
        to[begin[digit(&from[i], place)]++] = from[i];
}

/* By monomial and row.  Digit by digit: there are thousands of terms, and most of the time that
 * it takes to make a hierarchy would go into comparing them. */
static void
sort_terms(sq_polynomial *p)
{
    enum { PLACES = N_FACTORS + 1 }; /* an even number: back where they were */
    static_assert(PLACES % 2 == 0, "the list ends where it began");
    term *other = malloc(p->n_list * sizeof *other);
    p->out_of_memory = p->out_of_memory || !other;
    for (int place = 0; other && place < PLACES; place += 2) {
        sort_by_digit(other, p->list, p->n_list, place);
        sort_by_digit(p->list, other, p->n_list, place + 1);
    }
    free(other);
}

/* Sorts the terms by monomial and row and adds up those that are alike. */
static void
merge_terms(sq_polynomial *p)
{
    size_t n = 0;
    if (p->n_list) /* there is no list when nothing moves */
        sort_terms(p);
    for (size_t i = 0; i < p->n_list; i++) {
        term *last = n ? &p->list[n - 1] : NULL;
        if (last && last->row == p->list[i].row && same_monomial(last, &p->list[i]))
            last->coefficient += p->list[i].coefficient;
        else
            p->list[n++] = p->list[i];
    }
    p->n_list = n;
}

bool
sq_polynomial_compile(sq_polynomial *p)
{
    merge_terms(p);
    size_t n = p->n_list;
    p->monomial = malloc((n + 1) * sizeof *p->monomial);
    p->row = malloc((n + 1) * sizeof *p->row);
    p->coefficient = malloc((n + 1) * sizeof *p->coefficient);
    if (p->out_of_memory || !p->monomial || !p->row || !p->coefficient)
        return false;
    for (size_t i = 0; i < n; i++) {
        const term *t = &p->list[i];
        if (i == 0 || !same_monomial(t, t - 1)) {
            monomial *m = &p->monomial[p->n_monomials++];
            memcpy(m->variable, t->variable, sizeof m->variable);
            m->begin = i;
        }
        p->row[i] = t->row;
        p->coefficient[i] = t->coefficient;
    }
    p->n_terms = n;
    p->monomial[p->n_monomials] = (monomial){.begin = n};
    free(p->list);
    p->list = NULL;
    return true;
}

size_t
sq_polynomial_monomials(const sq_polynomial *p)
{
    return p->n_monomials;
}

size_t
sq_polynomial_terms(const sq_polynomial *p)
{
    return p->n_terms;
}

/* ---- used ---- */

/* The values of the variables: the constant 1, then y. */
static void
load_variables(const sq_polynomial *p, const double *y, double *v)
{
    v[ONE] = 1;
    memcpy(v + 1, y, (size_t)p->n * sizeof *y);
}

void
sq_polynomial_values(const sq_polynomial *p, const double *y, double *value)
{
    double v[SQ_POLYNOMIAL_UNKNOWNS + 1];
    load_variables(p, y, v);
    memset(value, 0, (size_t)p->n * sizeof *value);
    for (size_t i = 0; i < p->n_monomials; i++) {
        const monomial *m = &p->monomial[i];
        double product = v[m->variable[0]] * v[m->variable[1]] * v[m->variable[2]];
        for (size_t j = m->begin; j < m[1].begin; j++)
            value[p->row[j]] += p->coefficient[j] * product;
    }
}

void
sq_polynomial_jacobian(const sq_polynomial *p, const double *y, double *jacobian)
{
    double v[SQ_POLYNOMIAL_UNKNOWNS + 1];
    load_variables(p, y, v);
    memset(jacobian, 0, (size_t)(p->n * p->n) * sizeof *jacobian);
    for (size_t i = 0; i < p->n_monomials; i++) {
        const monomial *m = &p->monomial[i];
        for (int f = 0; f < N_FACTORS; f++) {
            if (m->variable[f] == ONE)
                continue;
            int g = (f + 1) % N_FACTORS, k = (f + 2) % N_FACTORS;
            double others = v[m->variable[g]] * v[m->variable[k]];
            double *column = jacobian + m->variable[f] - 1;
            for (size_t j = m->begin; j < m[1].begin; j++)
                column[p->row[j] * p->n] += p->coefficient[j] * others;
        }
    }
}
