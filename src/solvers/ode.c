/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rodas5P with step control; linear algebra by GSL.
 *
 * For stages k_1 … k_8 with W = 1/(gamma h) − J(y):
 *   W k_i = f(y + sum_j a_ij k_j) + sum_j (c_ij / h) k_j,
 *   y_new = y + sum_j a_8j k_j + k_8,   error estimate k_8.
 *
 * Why not a library's integrator: measured on this hierarchy (N = 10^4 … 10^9,
 * tolerance 1e-9), GSL's bsimp is as fast but strides over whole oscillations, so
 * that minima between its steps go unseen; GSL's msbdf took 71 s where this takes
 * 2 ms (N = 10^9, chi = Gamma: weakly damped fast oscillations); explicit methods
 * win where N Gamma t is small and cannot finish where it is 10^8. */
#include "solvers/ode.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/step.h"

#define N_STAGES 8

/* Coefficients of Steinebach 2023 in the form above; rows 7 and 8 of a[][] repeat
 * row 6 with the earlier increments added. */
static const double gamma_w = 0.21193756319429014;

static const double a[N_STAGES][N_STAGES] = {
    {0},
    {3.0},
    {2.849394379747939, 0.45842242204463923},
    {-6.954028509809101, 2.489845061869568, -10.358996098473584},
    {2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641},
    {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256,
     0.030198172008377946},
    {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256,
     0.030198172008377946, 1},
    {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256,
     0.030198172008377946, 1, 1},
};

static const double c[N_STAGES][N_STAGES] = {
    {0},
    {-14.155112264123755},
    {-17.97296035885952, -2.859693295451294},
    {147.12150275711716, -1.41221402718213, 71.68940251302358},
    {165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306},
    {24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125,
     -0.6610691825249471},
    {30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783,
     -19.097331116725623, -28.087943162872662},
    {37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047,
     -40.06618937091002, -54.66780262877968, -9.48861652309627},
};

static const sq_step_control control = {
    .order = 5, .safety = 0.9, .least = 0.2, .largest = 6, .rejected = 0.9};

struct sq_ode {
    int n;
    double tolerance;
    sq_step step;
    double *stage; /* [N_STAGES][n] */
    double *trial; /* [n] argument of f, then the new state */
    double *size;  /* [n] what errors are measured by */
    gsl_matrix *jacobian, *w;
    gsl_permutation *permutation;
};

enum sq_status
sq_ode_create(sq_ode **ode, int n, double tolerance, double step, sq_errors *errors)
{
    size_t size = (size_t)n;
    sq_ode *o = *ode = calloc(1, sizeof *o);
    if (o) {
        o->n = n;
        o->tolerance = tolerance;
        o->step.size = step;
        o->stage = calloc(N_STAGES * size, sizeof *o->stage);
        o->trial = calloc(size, sizeof *o->trial);
        o->size = calloc(size, sizeof *o->size);
        o->jacobian = gsl_matrix_alloc(size, size);
        o->w = gsl_matrix_alloc(size, size);
        o->permutation = gsl_permutation_alloc(size);
        if (o->stage && o->trial && o->size && o->jacobian && o->w && o->permutation)
            return SQ_OK;
    }
    sq_ode_free(o);
    *ode = NULL;
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the integrator");
}

void
sq_ode_free(sq_ode *o)
{
    if (!o)
        return;
    free(o->stage);
    free(o->trial);
    free(o->size);
    gsl_matrix_free(o->jacobian);
    gsl_matrix_free(o->w);
    gsl_permutation_free(o->permutation);
    free(o);
}

void
sq_ode_copy(sq_ode *to, const sq_ode *from)
{
    /* Everything else is scratch space that each step fills anew. */
    to->tolerance = from->tolerance;
    to->step = from->step;
}

sq_ode_count
sq_ode_work(const sq_ode *o)
{
    return (sq_ode_count){.steps = o->step.steps, .rejections = o->step.rejections};
}

/* W = 1/(gamma h) − J, factorised in place; false when it is singular. */
static bool
factorise(sq_ode *o, double h)
{
    int sign;
    gsl_matrix_memcpy(o->w, o->jacobian);
    gsl_matrix_scale(o->w, -1);
    gsl_vector_view diagonal = gsl_matrix_diagonal(o->w);
    gsl_vector_add_constant(&diagonal.vector, 1 / (gamma_w * h));
    if (gsl_linalg_LU_decomp(o->w, o->permutation, &sign) != GSL_SUCCESS)
        return false;
    for (size_t i = 0; i < (size_t)o->n; i++)
        if (gsl_matrix_get(o->w, i, i) == 0)
            return false;
    return true;
}

/* sum += factor * x */
static void
add_scaled(double *sum, double factor, const double *x, int n)
{
    for (int i = 0; i < n; i++)
        sum[i] += factor * x[i];
}

static void
compute_stage(sq_ode *o, const sq_ode_system *system, const double *y, int s, double h)
{
    double *k = o->stage + s * o->n;
    memcpy(o->trial, y, (size_t)o->n * sizeof *y);
    for (int j = 0; j < s; j++)
        add_scaled(o->trial, a[s][j], o->stage + j * o->n, o->n);
    system->rhs(system->context, o->trial, k);
    for (int j = 0; j < s; j++)
        add_scaled(k, c[s][j] / h, o->stage + j * o->n, o->n);
    gsl_vector_view view = gsl_vector_view_array(k, (size_t)o->n);
    gsl_linalg_LU_svx(o->w, o->permutation, &view.vector);
}

static void
find_sizes(sq_ode *o, const sq_ode_system *system, const double *y)
{
    if (system->scale)
        system->scale(system->context, y, o->size);
    else
        for (int i = 0; i < o->n; i++)
            o->size[i] = fmax(1, fabs(y[i]));
}

/* Root mean square of the error estimate in units of the tolerance. */
static double
error_norm(const sq_ode *o)
{
    const double *error = o->stage + (N_STAGES - 1) * o->n;
    double sum = 0;
    for (int i = 0; i < o->n; i++) {
        double scale = o->tolerance * o->size[i];
        sum += error[i] / scale * (error[i] / scale);
    }
    return sqrt(sum / o->n);
}

/* Of a step of size h; the new state is left in o->trial. */
static double
error_of_step(sq_ode *o, const sq_ode_system *system, const double *y, double h)
{
    if (!factorise(o, h))
        return INFINITY;
    for (int s = 0; s < N_STAGES; s++)
        compute_stage(o, system, y, s, h);
    /* The last stage's argument is y + sum a_8j k_j: the new state lacks k_8. */
    add_scaled(o->trial, 1, o->stage + (N_STAGES - 1) * o->n, o->n);
    double error = error_norm(o);
    return isfinite(error) ? error : INFINITY;
}

/* What an attempt needs to know. */
typedef struct attempt {
    sq_ode *ode;
    const sq_ode_system *system;
    const double *y;
} attempt;

static double
try_step(void *method, double h)
{
    const attempt *here = method;
    return error_of_step(here->ode, here->system, here->y, h);
}

bool
sq_ode_step(sq_ode *o, const sq_ode_system *system, double *y, double *t, double t_end)
{
    attempt from_here = {.ode = o, .system = system, .y = y};
    system->jacobian(system->context, y, o->jacobian->data);
    find_sizes(o, system, y);
    o->step.t = *t;
    if (!sq_step_make(&o->step, &control, t_end, try_step, &from_here))
        return false;
    memcpy(y, o->trial, (size_t)o->n * sizeof *y);
    *t = o->step.t;
    return true;
}
