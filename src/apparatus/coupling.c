/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apparatus/coupling.h"

#include <gsl/gsl_integration.h>
#include <math.h>

const char *const sq_coupling_readouts[] = {"mode", "atoms", NULL};

/* ---- averages ---- */

/* r²/(2 s²) is distributed as exp(−x), so that <exp(−m r²/w²)> = 1/(1 + 2 m s²/w²). */
static double
second_of_cloud(double cloud)
{
    return 1 / (1 + 4 * cloud);
}

static double
fourth_of_cloud(double cloud)
{
    return 1 / (1 + 8 * cloud);
}

double
sq_coupling_second(const sq_coupling_spread *s)
{
    return (s->lattice ? 1.0 / 2 : 1) * second_of_cloud(s->cloud);
}

double
sq_coupling_fourth(const sq_coupling_spread *s)
{
    return (s->lattice ? 3.0 / 8 : 1) * fourth_of_cloud(s->cloud);
}

double
sq_coupling_effective(const sq_coupling_spread *s)
{
    return sqrt(sq_coupling_fourth(s) / sq_coupling_second(s));
}

double
sq_coupling_effective_part(const sq_coupling_spread *s)
{
    double second = sq_coupling_second(s);
    return second * second / sq_coupling_fourth(s);
}

/* ---- classes ---- */

/* Nodes of the cloud, for so many classes in all.  The lattice needs some more than the cloud;
 * twice as many classes are more nodes of both, so that a comparison tells of both. */
static size_t
cloud_nodes(const sq_coupling_spread *spread, size_t most)
{
    if (!(spread->cloud > 0))
        return 1;
    return spread->lattice ? (size_t)(0.75 * sqrt((double)most) + 0.5) : most;
}

/* Nodes and weights; the weights sum to 1. */
typedef struct rule {
    size_t n;
    double u[SQ_COUPLING_MOST_CLASSES], weight[SQ_COUPLING_MOST_CLASSES];
} rule;

/* A wide cloud: v = exp(−r²/w²) is distributed as v^b between 0 and 1, b = w²/(2 s²) − 1
 * (Gauss–Jacobi, exact for polynomials of v).  A narrow one, whose b is large: Gauss–Laguerre
 * in r²/(2 s²), of which v is then a slow function. */
#define NARROW_CLOUD 0.05

static gsl_integration_fixed_workspace *
radial_nodes(double cloud, size_t n)
{
    return cloud < NARROW_CLOUD
               ? gsl_integration_fixed_alloc(gsl_integration_fixed_laguerre, n, 0, 1, 0, 0)
               : gsl_integration_fixed_alloc(gsl_integration_fixed_jacobi, n, 0, 1, 0,
                                             1 / (2 * cloud) - 1);
}

/* One node keeps <u²>. */
static bool
cloud_rule(rule *r, double cloud, size_t n)
{
    r->n = n;
    if (n == 1) {
        r->u[0] = sqrt(second_of_cloud(cloud));
        r->weight[0] = 1;
        return true;
    }
    gsl_integration_fixed_workspace *w = radial_nodes(cloud, n);
    if (!w)
        return false;
    bool narrow = cloud < NARROW_CLOUD;
    for (size_t i = 0; i < n; i++) {
        double node = gsl_integration_fixed_nodes(w)[i];
        r->u[i] = narrow ? exp(-2 * cloud * node) : node;
        r->weight[i] = gsl_integration_fixed_weights(w)[i] * (narrow ? 1 : 1 / (2 * cloud));
    }
    gsl_integration_fixed_free(w);
    return true;
}

/* |cos(phi)|: Gauss–Legendre in phi from 0 to pi/2.  What a spin does is smooth in |cos(phi)|,
 * which has a kink at the node, so that equal steps in phi (Gauss–Chebyshev in cos(phi)) get no
 * nearer than 1/n². */
static bool
lattice_rule(rule *r, size_t n)
{
    gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc(n);
    if (!table)
        return false;
    r->n = n;
    for (size_t i = 0; i < n; i++) {
        double phase;
        gsl_integration_glfixed_point(0, M_PI / 2, i, &phase, &r->weight[i], table);
        r->u[i] = cos(phase);
        r->weight[i] *= 2 / M_PI;
    }
    gsl_integration_glfixed_table_free(table);
    return true;
}

bool
sq_coupling_classes_make(sq_coupling_classes *c, const sq_coupling_spread *spread, size_t most)
{
    rule cloud, lattice = {.n = 1, .u = {1}, .weight = {1}};
    most = most < 1 ? 1 : most > SQ_COUPLING_MOST_CLASSES ? SQ_COUPLING_MOST_CLASSES : most;
    size_t radial = cloud_nodes(spread, most);
    if (!cloud_rule(&cloud, spread->cloud, radial))
        return false;
    if (spread->lattice && !lattice_rule(&lattice, most / radial))
        return false;
    c->n = 0;
    for (size_t k = 0; k < lattice.n; k++)
        for (size_t i = 0; i < cloud.n; i++) {
            c->u[c->n] = cloud.u[i] * lattice.u[k];
            c->part[c->n++] = cloud.weight[i] * lattice.weight[k];
        }
    return true;
}
