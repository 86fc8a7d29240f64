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

/* exp(−r²/w²) with r²/(2 s²) distributed as exp(−x): nodes and weights of Gauss–Laguerre. */
static void
cloud_factor(double *factor, double *weight, double cloud, size_t n)
{
    if (n == 1 || cloud == 0) {
        /* One node that keeps <u²>. */
        *factor = sqrt(second_of_cloud(cloud));
        *weight = 1;
        return;
    }
    gsl_integration_fixed_workspace *w =
        gsl_integration_fixed_alloc(gsl_integration_fixed_laguerre, n, 0, 1, 0, 0);
    for (size_t i = 0; w && i < n; i++) {
        factor[i] = exp(-2 * cloud * gsl_integration_fixed_nodes(w)[i]);
        weight[i] = gsl_integration_fixed_weights(w)[i];
    }
    gsl_integration_fixed_free(w);
}

void
sq_classes_make(sq_classes *c, const sq_coupling_spread *spread, size_t most)
{
    double factor[SQ_MAX_CLASSES], weight[SQ_MAX_CLASSES];
    most = most < 1 ? 1 : most > SQ_MAX_CLASSES ? SQ_MAX_CLASSES : most;
    size_t radial = cloud_nodes(spread, most), axial = spread->lattice ? most / radial : 1;
    cloud_factor(factor, weight, spread->cloud, radial);
    c->n = 0;
    for (size_t k = 0; k < axial; k++)
        for (size_t i = 0; i < radial; i++) {
            double phase = M_PI * (2 * (double)k + 1) / (4 * (double)axial);
            c->u[c->n] = factor[i] * (spread->lattice ? cos(phase) : 1);
            c->part[c->n++] = weight[i] / (double)axial;
        }
}
