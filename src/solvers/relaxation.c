/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The null vector of the generator L, and its slowest modes by Arnoldi's method on L^-1 among
 * matrices without a trace.
 *
 * A mode R that decays much slower than all others, and does not swing, is the difference of
 * two states that each look stationary for long: R = A − B, apart from a factor.  Where they
 * are distinct A is its positive part and B its negative part, and the steady state is
 * p A + (1 − p) B (Minganti et al., PRA 98, 042118 (2018)). */
#include "solvers/relaxation.h"

#include <gsl/gsl_complex_math.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/liouvillian.h"

/* Vectors of Arnoldi's method, and the relative residual with which a mode has converged. */
enum { MOST_VECTORS = 24 };
#define CONVERGED 1e-4

/* Another vector adds nothing below this part of what L^-1 made of the last. */
#define EXHAUSTED 1e-12

/* The slowest mode is a switching when the next is so many times faster; relaxation towards one
 * state has modes at once and twice its rate. */
#define ISOLATED 4

typedef struct arnoldi {
    const sq_liouvillian *liouvillian;
    size_t length;
    int n;          /* steps made */
    double *vector; /* [MOST_VECTORS + 1][length] */
    double h[MOST_VECTORS + 1][MOST_VECTORS];
} arnoldi;

/* A mode: the inverse of its eigenvalue, and its combination of vectors. */
typedef struct slow_mode {
    gsl_complex inverse;
    double rate;
    int column;
} slow_mode;

/* ---- Arnoldi ---- */

static double
dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void
scale(double *a, double factor, size_t n)
{
    for (size_t i = 0; i < n; i++)
        a[i] *= factor;
}

static double *
vector_at(const arnoldi *a, int i)
{
    return a->vector + (size_t)i * a->length;
}

/* Of no trace, and of no symmetry that a mode could be orthogonal to. */
static void
fill_start(arnoldi *a)
{
    double *v = vector_at(a, 0);
    for (size_t i = 0; i < a->length; i++)
        v[i] = cos(1 + 0.7 * (double)i * (double)(i % 1009));
    v[0] -= sq_liouvillian_trace(a->liouvillian, v);
    scale(v, 1 / sqrt(dot(v, v, a->length)), a->length);
}

/* What is left of w beside the vectors so far; twice, for the digits. */
static void
orthogonalise(arnoldi *a, double *w, int step)
{
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i <= step; i++) {
            double part = dot(vector_at(a, i), w, a->length);
            a->h[i][step] += part;
            for (size_t k = 0; k < a->length; k++)
                w[k] -= part * vector_at(a, i)[k];
        }
}

/* False: out of memory. */
static bool
make_vectors(arnoldi *a)
{
    /* One dimension is the trace. */
    int most = a->length - 1 < MOST_VECTORS ? (int)a->length - 1 : MOST_VECTORS;
    for (int step = 0; step < most; step++) {
        double *w = vector_at(a, step + 1);
        if (!sq_liouvillian_solve(a->liouvillian, w, vector_at(a, step), 0))
            return false;
        double before = sqrt(dot(w, w, a->length));
        orthogonalise(a, w, step);
        a->n = step + 1;
        double left = a->h[step + 1][step] = sqrt(dot(w, w, a->length));
        if (!(left > EXHAUSTED * before))
            break;
        scale(w, 1 / left, a->length);
    }
    return true;
}

/* ---- modes ---- */

static int
compare_modes(const void *a_, const void *b_)
{
    const slow_mode *a = a_, *b = b_;
    return (a->rate > b->rate) - (a->rate < b->rate);
}

/* Those that have converged, the slowest first; how many. */
static int
list_modes(slow_mode list[MOST_VECTORS], const arnoldi *a, const gsl_vector_complex *value,
           const gsl_matrix_complex *vector)
{
    int n = 0;
    double last = a->h[a->n][a->n - 1];
    for (int i = 0; i < a->n; i++) {
        gsl_complex theta = gsl_vector_complex_get(value, (size_t)i);
        gsl_complex end = gsl_matrix_complex_get(vector, (size_t)a->n - 1, (size_t)i);
        double size = hypot(GSL_REAL(theta), GSL_IMAG(theta));
        if (size > 0 && last * hypot(GSL_REAL(end), GSL_IMAG(end)) < CONVERGED * size)
            list[n++] = (slow_mode){theta, -GSL_REAL(theta) / (size * size), i};
    }
    qsort(list, (size_t)n, sizeof *list, compare_modes);
    return n;
}

/* The rates, and in `slowest` the slowest mode, if it does not swing. */
static bool
read_modes(sq_relaxation *r, double *slowest, const arnoldi *a, const gsl_vector_complex *value,
           const gsl_matrix_complex *vector)
{
    slow_mode list[MOST_VECTORS];
    int n = list_modes(list, a, value, vector);
    if (!n)
        return false;
    gsl_complex theta = list[0].inverse;
    double size = GSL_REAL(theta) * GSL_REAL(theta) + GSL_IMAG(theta) * GSL_IMAG(theta);
    r->rate = list[0].rate;
    r->frequency = fabs(GSL_IMAG(theta)) / size;
    /* Of a swinging mode the other half comes next. */
    int second = r->frequency > 0 ? 2 : 1;
    r->next = n > second ? list[second].rate : NAN;
    memset(slowest, 0, a->length * sizeof *slowest);
    for (int i = 0; i < a->n; i++) {
        gsl_complex c = gsl_matrix_complex_get(vector, (size_t)i, (size_t)list[0].column);
        for (size_t k = 0; k < a->length; k++)
            slowest[k] += GSL_REAL(c) * vector_at(a, i)[k];
    }
    return r->frequency == 0;
}

/* Eigenvectors of what Arnoldi has made of L^-1; false: out of memory. */
static bool
solve_small(gsl_vector_complex *value, gsl_matrix_complex *vector, const arnoldi *a)
{
    size_t n = (size_t)a->n;
    gsl_matrix *h = gsl_matrix_alloc(n, n);
    gsl_eigen_nonsymmv_workspace *work = gsl_eigen_nonsymmv_alloc(n);
    for (size_t i = 0; i < n && h; i++)
        for (size_t j = 0; j < n; j++)
            gsl_matrix_set(h, i, j, a->h[i][j]);
    bool done = h && work && !gsl_eigen_nonsymmv(h, value, vector, work);
    gsl_matrix_free(h);
    gsl_eigen_nonsymmv_free(work);
    return done;
}

/* Fills the rates; *alone: `slowest` is a mode far slower than the others. */
static enum sq_status
find_modes(sq_relaxation *r, double *slowest, bool *alone, const sq_liouvillian *l,
           sq_errors *errors)
{
    arnoldi a = {.liouvillian = l, .length = sq_liouvillian_length(l)};
    r->rate = r->frequency = r->next = NAN;
    *alone = false;
    if (a.length < 2)
        return SQ_OK;
    a.vector = calloc((MOST_VECTORS + 1) * a.length, sizeof *a.vector);
    bool complete = a.vector != NULL;
    if (complete) {
        fill_start(&a);
        complete = make_vectors(&a);
    }
    gsl_vector_complex *value = complete ? gsl_vector_complex_alloc((size_t)a.n) : NULL;
    gsl_matrix_complex *vector =
        complete ? gsl_matrix_complex_alloc((size_t)a.n, (size_t)a.n) : NULL;
    complete = value && vector && solve_small(value, vector, &a);
    if (complete)
        *alone = read_modes(r, slowest, &a, value, vector) && r->next > ISOLATED * r->rate;
    gsl_vector_complex_free(value);
    gsl_matrix_complex_free(vector);
    free(a.vector);
    return complete ? SQ_OK : sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for slow modes");
}

/* ---- branches ---- */

static const sq_frame laboratory = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

/* positive += sum over positive eigenvalues of a block. */
static void
add_positive(sq_band_matrix positive, sq_band_matrix block, int rows)
{
    size_t n = (size_t)rows;
    gsl_matrix_complex *m = gsl_matrix_complex_alloc(n, n), *v = gsl_matrix_complex_alloc(n, n);
    gsl_vector *value = gsl_vector_alloc(n);
    gsl_eigen_hermv_workspace *work = gsl_eigen_hermv_alloc(n);
    size_t stride = (size_t)block.stride;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            gsl_matrix_complex_set(
                m, i, j, gsl_complex_rect(block.re[i * stride + j], block.im[i * stride + j]));
    gsl_eigen_hermv(m, value, v, work);
    for (size_t e = 0; e < n; e++)
        for (size_t i = 0; i < n && gsl_vector_get(value, e) > 0; i++)
            for (size_t j = 0; j < n; j++) {
                gsl_complex a = gsl_matrix_complex_get(v, i, e);
                gsl_complex b = gsl_matrix_complex_get(v, j, e);
                double re = GSL_REAL(a) * GSL_REAL(b) + GSL_IMAG(a) * GSL_IMAG(b);
                double im = GSL_IMAG(a) * GSL_REAL(b) - GSL_REAL(a) * GSL_IMAG(b);
                positive.re[i * stride + j] += gsl_vector_get(value, e) * re;
                positive.im[i * stride + j] += gsl_vector_get(value, e) * im;
            }
    gsl_eigen_hermv_free(work);
    gsl_vector_free(value);
    gsl_matrix_complex_free(v);
    gsl_matrix_complex_free(m);
}

/* a = positive part of the mode, b = the negative one, both of trace 1. */
static void
split_mode(sq_density *a, sq_density *b, const sq_density *mode)
{
    const sq_density_window *w = &mode->window;
    size_t size = sq_density_window_size(w);
    double trace = 0;
    for (int block = 0; block < w->n; block++) {
        add_positive(sq_density_block(a, block), sq_density_block(mode, block),
                     sq_density_window_rows(w, block));
        trace += sq_density_block_trace(a, block);
    }
    for (size_t i = 0; i < size; i++)
        b->data[i] = (a->data[i] - mode->data[i]) / trace;
    scale(a->data, 1 / trace, size);
}

/* The weights with which the branches make up the mean spin, least squares. */
static void
fill_weights(sq_relaxation *r)
{
    const double *a = r->branch[0].moments.mean, *b = r->branch[1].moments.mean;
    double part = 0, whole = 0;
    for (int i = 0; i < 3; i++) {
        part += (r->moments.mean[i] - b[i]) * (a[i] - b[i]);
        whole += (a[i] - b[i]) * (a[i] - b[i]);
    }
    r->branch[0].weight = part / whole;
    r->branch[1].weight = 1 - part / whole;
}

static void
fill_branches(sq_relaxation *r, const sq_density *a, const sq_density *b)
{
    sq_moments m[2];
    sq_density_moments(a, &laboratory, &m[0]);
    sq_density_moments(b, &laboratory, &m[1]);
    int lower = m[0].mean[2] > m[1].mean[2];
    r->branches = 2;
    r->branch[0].moments = m[lower];
    r->branch[1].moments = m[!lower];
    fill_weights(r);
}

static bool
find_branches(sq_relaxation *r, const sq_liouvillian *l, const double *slowest)
{
    sq_density mode = {0}, a = {0}, b = {0};
    bool complete = sq_liouvillian_density(&mode, l, slowest) &&
                    sq_density_init(&a, mode.window) && sq_density_init(&b, mode.window);
    if (complete) {
        split_mode(&a, &b, &mode);
        fill_branches(r, &a, &b);
    }
    sq_density_free(&mode);
    sq_density_free(&a);
    sq_density_free(&b);
    return complete;
}

/* ---- the whole ---- */

enum sq_status
sq_relaxation_cost(double *seconds, double *bytes, const sq_rates *rates, sq_errors *errors)
{
    return sq_liouvillian_cost(seconds, bytes, rates, errors);
}

static enum sq_status
find_all(sq_relaxation *r, const sq_liouvillian *l, double *steady, double *slowest,
         sq_errors *errors)
{
    sq_density density = {0};
    bool alone = false;
    bool complete =
        sq_liouvillian_solve(l, steady, NULL, 1) && sq_liouvillian_density(&density, l, steady);
    enum sq_status status = SQ_OK;
    if (complete) {
        sq_density_moments(&density, &laboratory, &r->moments);
        status = find_modes(r, slowest, &alone, l, errors);
    }
    if (complete && !status && alone)
        complete = find_branches(r, l, slowest);
    sq_density_free(&density);
    return status     ? status
           : complete ? SQ_OK
                      : sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the steady state");
}

enum sq_status
sq_relaxation_find(sq_relaxation *relaxation, const sq_rates *rates, sq_errors *errors)
{
    sq_liouvillian *l;
    *relaxation = (sq_relaxation){0};
    enum sq_status status = sq_rates_check(rates, errors);
    if (!status && rates->N != floor(rates->N))
        status =
            sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                          "the null vector of the master equation is that of a whole number "
                          "of spins, not of %g",
                          rates->N);
    if (!status)
        status = sq_liouvillian_create(&l, rates, errors);
    if (status)
        return status;
    size_t length = sq_liouvillian_length(l);
    double *vector = malloc(2 * length * sizeof *vector);
    status = vector ? find_all(relaxation, l, vector, vector + length, errors)
                    : sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the steady state");
    free(vector);
    sq_liouvillian_free(l);
    return status;
}
