/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/quadrature.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum sq_status
no_memory(sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for shots");
}

static enum sq_status
allocate(sq_quadrature *q, size_t axes, size_t n, sq_errors *errors)
{
    *q = (sq_quadrature){.axes = axes, .n = n};
    q->z = calloc(n * axes + 1, sizeof *q->z);
    q->part = calloc(n, sizeof *q->part);
    q->check = calloc(n, sizeof *q->check);
    return q->z && q->part && q->check ? SQ_OK : no_memory(errors);
}

void
sq_quadrature_free(sq_quadrature *q)
{
    free(q->z);
    free(q->part);
    free(q->check);
    *q = (sq_quadrature){0};
}

/* ---- products ---- */

static size_t
power(size_t nodes, size_t axes)
{
    size_t n = 1;
    for (size_t i = 0; i < axes; i++)
        n *= nodes;
    return n;
}

/* All combinations of nodes, from point `first` on. */
static enum sq_status
fill_product(sq_quadrature *q, double *part, size_t first, size_t nodes, sq_errors *errors)
{
    gsl_integration_fixed_workspace *rule =
        gsl_integration_fixed_alloc(gsl_integration_fixed_hermite, nodes, 0, 0.5, 0, 0);
    if (!rule)
        return no_memory(errors);
    const double *node = gsl_integration_fixed_nodes(rule),
                 *weight = gsl_integration_fixed_weights(rule);
    for (size_t i = 0, n = power(nodes, q->axes); i < n; i++) {
        part[first + i] = 1;
        for (size_t a = 0, rest = i; a < q->axes; a++, rest /= nodes) {
            size_t k = rest % nodes;
            q->z[(first + i) * q->axes + a] = 2 * k + 1 == nodes ? 0 : node[k];
            part[first + i] *= weight[k] / sqrt(2 * M_PI);
        }
    }
    gsl_integration_fixed_free(rule);
    return SQ_OK;
}

enum sq_status
sq_quadrature_product(sq_quadrature *q, size_t axes, size_t nodes, size_t fewer,
                      sq_errors *errors)
{
    size_t n = power(nodes, axes), n_check = fewer ? power(fewer, axes) : 0;
    enum sq_status status = allocate(q, axes, n + n_check, errors);
    if (!status)
        status = fill_product(q, q->part, 0, nodes, errors);
    if (!status && fewer)
        status = fill_product(q, q->check, n, fewer, errors);
    q->centre = n / 2;
    q->nodes = true;
    return status;
}

/* ---- quasi-random points ---- */

enum sq_status
sq_quadrature_sobol(sq_quadrature *q, size_t axes, size_t n, sq_errors *errors)
{
    double uniform[SQ_QUADRATURE_AXES];
    enum sq_status status = allocate(q, axes, n + 1, errors);
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)axes);
    if (!sequence)
        status = status ? status : no_memory(errors);
    for (size_t i = 0; i < n && !status; i++) {
        gsl_qrng_get(sequence, uniform);
        for (size_t a = 0; a < axes; a++)
            q->z[i * axes + a] = gsl_cdf_ugaussian_Pinv(uniform[a]);
        q->part[i] = 1 / (double)n;
        q->check[i] = i < n / 2 ? 2 / (double)n : 0;
    }
    gsl_qrng_free(sequence);
    q->centre = n;
    return status;
}

/* ---- a star ---- */

enum sq_status
sq_quadrature_check_by_star(sq_quadrature *q, sq_errors *errors)
{
    sq_quadrature star;
    size_t n = q->n, axes = q->axes;
    enum sq_status status = allocate(&star, axes, n + 2 * axes, errors);
    if (status) {
        sq_quadrature_free(&star);
        return status;
    }
    memcpy(star.z, q->z, n * axes * sizeof *q->z);
    memcpy(star.part, q->part, n * sizeof *q->part);
    for (size_t i = 0; i < 2 * axes; i++) {
        star.z[(n + i) * axes + i / 2] = (i % 2 ? -1 : 1) * sqrt((double)axes);
        star.check[n + i] = 1 / (2 * (double)axes);
    }
    star.nodes = q->nodes;
    star.centre = q->centre;
    sq_quadrature_free(q);
    *q = star;
    return SQ_OK;
}
