/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sparse cubic polynomial of several variables with several values, as the right-hand side of
 * a closed hierarchy is one: terms are added as they come and compiled once. */
#ifndef SQ_POLYNOMIAL_H
#define SQ_POLYNOMIAL_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SQ_POLYNOMIAL_FACTORS = 3,  /* degree */
    SQ_POLYNOMIAL_UNKNOWNS = 34 /* most variables, and most values */
};

/* Variable 0 is the constant 1, variable i is y[i − 1]. */
enum { SQ_POLYNOMIAL_ONE = 0 };

typedef struct sq_polynomial sq_polynomial;

/* Of n variables and n values; NULL: out of memory. */
sq_polynomial *sq_polynomial_create(int n);
void sq_polynomial_free(sq_polynomial *polynomial);

/* The value numbered `row` has this coefficient with the product of these variables, beside
 * what it has already.  Want of memory shows when the polynomial is compiled. */
void sq_polynomial_add(sq_polynomial *polynomial, int row, double coefficient,
                       const int variable[SQ_POLYNOMIAL_FACTORS]);

/* To be called once, behind all terms and before the values; false: out of memory. */
bool sq_polynomial_compile(sq_polynomial *polynomial);

/* Number of monomials and of coefficients. */
size_t sq_polynomial_monomials(const sq_polynomial *polynomial);
size_t sq_polynomial_terms(const sq_polynomial *polynomial);

/* The values at y, [n], and d value_i/d y_j, [n][n] row-major. */
void sq_polynomial_values(const sq_polynomial *polynomial, const double *y, double *value);
void sq_polynomial_jacobian(const sq_polynomial *polynomial, const double *y, double *jacobian);

#endif
