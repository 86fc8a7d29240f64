/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who calls: the platforms, lattice.c. */
#include "coupling.h"

#include <gsl/gsl_integration.h>
#include <math.h>

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

/* Nodes of the cloud, for so many classes in all: its factor is smooth, and few are enough. */
static size_t
cloud_nodes(const sq_coupling_spread *spread, size_t most)
{
    enum { MOST_NODES = 4 };
    size_t nodes = spread->cloud > 0 ? spread->lattice ? most / 4 : most : 1;
    return nodes < 1 ? 1 : spread->lattice && nodes > MOST_NODES ? MOST_NODES : nodes;
}

/* Nodes and weights; the weights sum to 1. */
typedef struct rule {
    size_t n;
    double u[SQ_MAX_CLASSES], weight[SQ_MAX_CLASSES];
} rule;

/* exp(−r²/w²) with r²/(2 s²) distributed as exp(−x): Gauss–Laguerre; one node keeps <u²>. */
static bool
cloud_rule(rule *r, double cloud, size_t n)
{
    r->n = n;
    if (n == 1) {
        r->u[0] = sqrt(second_of_cloud(cloud));
        r->weight[0] = 1;
        return true;
    }
    gsl_integration_fixed_workspace *w =
        gsl_integration_fixed_alloc(gsl_integration_fixed_laguerre, n, 0, 1, 0, 0);
    if (!w)
        return false;
    for (size_t i = 0; i < n; i++) {
        r->u[i] = exp(-2 * cloud * gsl_integration_fixed_nodes(w)[i]);
        r->weight[i] = gsl_integration_fixed_weights(w)[i];
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
sq_classes_make(sq_classes *c, const sq_coupling_spread *spread, size_t most)
{
    rule cloud, lattice = {.n = 1, .u = {1}, .weight = {1}};
    most = most < 1 ? 1 : most > SQ_MAX_CLASSES ? SQ_MAX_CLASSES : most;
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
