/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inverse, by elimination from the highest coherence D down:
 *     S_D = A_D − U_D S_{D+1}^-1 B_{D+1},   S_0 = A_0 − 2 Re(U_0 S_1^-1 B_1),
 * and back up x_D = S_D^-1 (y'_D − B_D x_{D−1}).  U and B have two elements in a row, so the
 * inverses are all there is to compute: with n_D near (N − D)²/4 elements in an order, sum
 * n_D³, about N^7/448 products. S_0 is real, and its columns add up to nothing, as those of L
 * do: its last row says nothing new and gives way to the trace. */
#include "solvers/liouvillian.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/coherences.h"
#include "solvers/inverse.h"

/* Seconds of one complex product of an inverse, and of one real product of GSL's LU; measured
 * on one core. */
#define COMPLEX_PRODUCT 1.2e-9
#define REAL_PRODUCT 4e-10

/* A pivot of S_0 below this part of its largest element is rounding. */
#define SINGULAR 1e-14

struct sq_liouvillian {
    sq_coherences coherences;
    size_t *start;       /* [orders + 1] of an order in a vector, in doubles */
    sq_inverse *inverse; /* [orders] S_D^-1, of 0 none */
    gsl_matrix *ground;  /* S_0 factored */
    gsl_permutation *permutation;
    double trace; /* what the trace is multiplied by in the last row */
};

/* ---- elimination ---- */

/* All links from below into an order, two for each element; NULL: out of memory. */
static sq_coherences_link *
list_links(const sq_coherences *c, int D)
{
    sq_coherences_link *list = malloc(2 * sq_coherences_size(c, D) * sizeof *list);
    sq_coherences_element e = sq_coherences_begin(c, D);
    if (list)
        do
            sq_coherences_from_below(list + 2 * e.place, c, &e);
        while (sq_coherences_next(&e, c));
    return list;
}

/* row −= u (row u.from of S^-1) B of n elements; where im is NULL twice its real part. */
static void
subtract_link(double *re, double *im, sq_coherences_link u, sq_inverse inverse, size_t n,
              const sq_coherences_link *below)
{
    const double *t_re = inverse.re + u.from * n, *t_im = inverse.im + u.from * n;
    for (size_t j = 0; j < n; j++) {
        double complex t = u.value * (t_re[j] + I * t_im[j]);
        for (int i = 0; i < 2; i++) {
            double complex product = t * below[2 * j + (size_t)i].value;
            size_t column = below[2 * j + (size_t)i].from;
            re[column] -= im ? creal(product) : 2 * creal(product);
            if (im)
                im[column] -= cimag(product);
        }
    }
}

/* A_D becomes S_D; false: out of memory. */
static bool
eliminate_above(const sq_liouvillian *l, int D, double *re, double *im)
{
    const sq_coherences *c = &l->coherences;
    size_t n = sq_coherences_size(c, D), above = sq_coherences_size(c, D + 1);
    sq_coherences_link *below = list_links(c, D + 1);
    if (!below)
        return false;
    sq_coherences_element e = sq_coherences_begin(c, D);
    do {
        sq_coherences_link u[2];
        int links = sq_coherences_from_above(u, c, &e);
        for (int i = 0; i < links; i++)
            subtract_link(re + e.place * n, im ? im + e.place * n : NULL, u[i],
                          l->inverse[D + 1], above, below);
    } while (sq_coherences_next(&e, c));
    free(below);
    return true;
}

static enum sq_status
out_of_memory(sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the generator of the spins");
}

static enum sq_status
not_unique(sq_errors *errors)
{
    return sq_errors_add(
        errors, SQ_ERR_NUMERIC,
        "there is no one steady state, or none that is reached in any time: where the system "
        "ends up depends on where "
        "it starts; follow it with 'squint predict', or give a rate that flips "
        "spins, such as gamma_s");
}

/* S_D^-1 */
static enum sq_status
invert_order(sq_liouvillian *l, int D, sq_errors *errors)
{
    size_t n = sq_coherences_size(&l->coherences, D), *scratch = malloc(n * sizeof *scratch);
    sq_inverse *m = &l->inverse[D];
    enum sq_status status = SQ_OK;
    m->re = calloc(2 * n * n, sizeof *m->re);
    m->im = m->re ? m->re + n * n : NULL;
    bool complete = m->re && scratch;
    if (complete)
        sq_coherences_fill(&l->coherences, D, m->re, m->im);
    if (complete && D + 1 < l->coherences.orders)
        complete = eliminate_above(l, D, m->re, m->im);
    if (!complete)
        status = out_of_memory(errors);
    else if (!sq_inverse_make(*m, n, scratch))
        status = not_unique(errors);
    free(scratch);
    return status;
}

static enum sq_status
factor_ground(sq_liouvillian *l, sq_errors *errors)
{
    size_t n = sq_coherences_size(&l->coherences, 0);
    double low, high;
    int sign;
    l->ground = gsl_matrix_calloc(n, n);
    l->permutation = gsl_permutation_alloc(n);
    bool complete = l->ground && l->permutation;
    if (complete)
        sq_coherences_fill(&l->coherences, 0, l->ground->data, NULL);
    if (complete && l->coherences.orders > 1)
        complete = eliminate_above(l, 0, l->ground->data, NULL);
    if (!complete)
        return out_of_memory(errors);
    gsl_matrix_minmax(l->ground, &low, &high);
    double largest = fmax(fabs(low), fabs(high)), trace = largest > 0 ? largest : 1;
    for (size_t j = 0; j < n; j++)
        gsl_matrix_set(l->ground, n - 1, j, trace);
    gsl_linalg_LU_decomp(l->ground, l->permutation, &sign);
    for (size_t i = 0; i < n; i++)
        if (!(fabs(gsl_matrix_get(l->ground, i, i)) > SINGULAR * trace))
            return not_unique(errors);
    l->trace = trace;
    return SQ_OK;
}

/* ---- making it ---- */

static bool
make_room(sq_liouvillian *l, const sq_rates *rates)
{
    if (!sq_coherences_init(&l->coherences, rates))
        return false;
    int orders = l->coherences.orders;
    l->start = calloc((size_t)orders + 1, sizeof *l->start);
    l->inverse = calloc((size_t)orders, sizeof *l->inverse);
    for (int D = 0; l->start && D < orders; D++) {
        size_t n = sq_coherences_size(&l->coherences, D);
        l->start[D + 1] = l->start[D] + (D ? 2 * n : n);
    }
    return l->start && l->inverse;
}

enum sq_status
sq_liouvillian_create(sq_liouvillian **liouvillian, const sq_rates *rates, sq_errors *errors)
{
    sq_liouvillian *l = *liouvillian = calloc(1, sizeof *l);
    if (!l)
        return out_of_memory(errors);
    enum sq_status status = make_room(l, rates) ? SQ_OK : out_of_memory(errors);
    for (int D = l->coherences.orders - 1; D > 0 && !status; D--)
        status = invert_order(l, D, errors);
    if (!status)
        status = factor_ground(l, errors);
    if (status) {
        sq_liouvillian_free(l);
        *liouvillian = NULL;
    }
    return status;
}

void
sq_liouvillian_free(sq_liouvillian *l)
{
    if (!l)
        return;
    for (int D = 0; l->inverse && D < l->coherences.orders; D++)
        free(l->inverse[D].re);
    if (l->ground)
        gsl_matrix_free(l->ground);
    if (l->permutation)
        gsl_permutation_free(l->permutation);
    free(l->inverse);
    free(l->start);
    sq_coherences_free(&l->coherences);
    free(l);
}

enum sq_status
sq_liouvillian_cost(double *seconds, double *bytes, const sq_rates *rates, sq_errors *errors)
{
    sq_coherences c;
    if (!sq_coherences_init(&c, rates))
        return out_of_memory(errors);
    double n = (double)sq_coherences_size(&c, 0), doubles = n * n;
    *seconds = REAL_PRODUCT * n * n * n / 3;
    for (int D = 1; D < c.orders; D++) {
        n = (double)sq_coherences_size(&c, D);
        *seconds += COMPLEX_PRODUCT * n * n * n;
        doubles += 2 * n * n;
    }
    *bytes = doubles * sizeof(double);
    sq_coherences_free(&c);
    return SQ_OK;
}

/* ---- solutions ---- */

size_t
sq_liouvillian_length(const sq_liouvillian *l)
{
    return l->start[l->coherences.orders];
}

double
sq_liouvillian_trace(const sq_liouvillian *l, const double *x)
{
    double sum = 0;
    for (size_t i = 0; i < sq_coherences_size(&l->coherences, 0); i++)
        sum += x[i];
    return sum;
}

/* to = S_D^-1 from, of real parts and, behind them, imaginary ones. */
static void
multiply_inverse(const sq_liouvillian *l, int D, double *to, const double *from)
{
    size_t n = sq_coherences_size(&l->coherences, D);
    for (size_t i = 0; i < n; i++) {
        const double *re = l->inverse[D].re + i * n, *im = l->inverse[D].im + i * n;
        double sum_re = 0, sum_im = 0;
        for (size_t j = 0; j < n; j++) {
            sum_re += re[j] * from[j] - im[j] * from[n + j];
            sum_im += re[j] * from[n + j] + im[j] * from[j];
        }
        to[i] = sum_re;
        to[n + i] = sum_im;
    }
}

/* y_D −= U_D v, v of order D + 1. */
static void
subtract_above(const sq_coherences *c, int D, double *y, const double *v)
{
    size_t n = sq_coherences_size(c, D), above = sq_coherences_size(c, D + 1);
    sq_coherences_element e = sq_coherences_begin(c, D);
    do {
        sq_coherences_link u[2];
        int links = sq_coherences_from_above(u, c, &e);
        for (int i = 0; i < links; i++) {
            double complex product = u[i].value * (v[u[i].from] + I * v[above + u[i].from]);
            y[e.place] -= D ? creal(product) : 2 * creal(product);
            if (D)
                y[n + e.place] -= cimag(product);
        }
    } while (sq_coherences_next(&e, c));
}

/* y_D −= B_D x, x of order D − 1. */
static void
subtract_below(const sq_coherences *c, int D, double *y, const double *x)
{
    size_t n = sq_coherences_size(c, D), below = sq_coherences_size(c, D - 1);
    sq_coherences_element e = sq_coherences_begin(c, D);
    do {
        sq_coherences_link b[2];
        sq_coherences_from_below(b, c, &e);
        for (int i = 0; i < 2; i++) {
            double imaginary = D > 1 ? x[below + b[i].from] : 0;
            double complex product = b[i].value * (x[b[i].from] + I * imaginary);
            y[e.place] -= creal(product);
            y[n + e.place] -= cimag(product);
        }
    } while (sq_coherences_next(&e, c));
}

static void
solve_ground(const sq_liouvillian *l, double *x, double trace)
{
    size_t n = sq_coherences_size(&l->coherences, 0);
    gsl_vector_view view = gsl_vector_view_array(x, n);
    x[n - 1] = trace * l->trace;
    gsl_linalg_LU_svx(l->ground, l->permutation, &view.vector);
}

bool
sq_liouvillian_solve(const sq_liouvillian *l, double *x, const double *y, double trace)
{
    const sq_coherences *c = &l->coherences;
    size_t length = sq_liouvillian_length(l);
    double *scratch = malloc(length * sizeof *scratch);
    if (!scratch)
        return false;
    if (y)
        memmove(x, y, length * sizeof *x);
    else
        memset(x, 0, length * sizeof *x);
    for (int D = c->orders - 1; D > 0; D--) {
        multiply_inverse(l, D, scratch, x + l->start[D]);
        subtract_above(c, D - 1, x + l->start[D - 1], scratch);
    }
    solve_ground(l, x, trace);
    for (int D = 1; D < c->orders; D++) {
        subtract_below(c, D, x + l->start[D], x + l->start[D - 1]);
        multiply_inverse(l, D, scratch, x + l->start[D]);
        memcpy(x + l->start[D], scratch, 2 * sq_coherences_size(c, D) * sizeof *x);
    }
    free(scratch);
    return true;
}

static void
write_element(sq_band_matrix m, int row, int column, double re, double im)
{
    size_t at = (size_t)row * (size_t)m.stride + (size_t)column;
    m.re[at] = re;
    m.im[at] = im;
}

bool
sq_liouvillian_density(sq_density *density, const sq_liouvillian *l, const double *x)
{
    const sq_coherences *c = &l->coherences;
    if (!sq_density_init(density, sq_density_window_of(c->rates.N, 0, c->blocks, c->N + 1)))
        return false;
    for (int D = 0; D < c->orders; D++) {
        size_t n = sq_coherences_size(c, D);
        sq_coherences_element e = sq_coherences_begin(c, D);
        do {
            sq_band_matrix block = sq_density_block(density, e.b);
            const double *value = x + l->start[D] + e.place;
            double im = D ? value[n] : 0;
            write_element(block, e.k, e.k + D, *value, im);
            write_element(block, e.k + D, e.k, *value, -im);
        } while (sq_coherences_next(&e, c));
    }
    return true;
}
