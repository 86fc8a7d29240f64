/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes along one axis are far apart, and have up to a third of the shots each: between them
 * the end of trust is interpolated.  Several axes have nodes enough. */
#include "planning/noise_trust.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static bool
is_lost(const sq_noise_shots *s, size_t k, size_t i)
{
    return s->run[k].trusted.n <= i;
}

/* When the trust of a point ends. */
static double
end_of(const sq_noise_shots *s, size_t k)
{
    size_t n = s->run[k].trusted.n;
    return n ? s->t[n - 1] : 0;
}

static double
between(double z, double other)
{
    return fabs(gsl_cdf_ugaussian_P(other) - gsl_cdf_ugaussian_P(z));
}

/* What lies between node k and the next. */
static double
lost_between(const sq_noise_shots *s, size_t k, size_t i)
{
    const double *z = s->rule.z;
    bool here = is_lost(s, k, i), there = is_lost(s, k + 1, i);
    if (here == there)
        return here ? between(z[k], z[k + 1]) : 0;
    size_t lost = here ? k : k + 1, kept = here ? k + 1 : k;
    double from = end_of(s, lost), to = end_of(s, kept);
    double way = to > from ? fmin((s->t[i] - from) / (to - from), 1) : 1;
    return between(z[lost], z[lost] + way * (z[kept] - z[lost]));
}

/* The rule of a check has its nodes after those of the other. */
static double
lost_along(const sq_noise_shots *s, const double *part, size_t i)
{
    size_t first = 0, last = s->rule.n - 1;
    while (first < last && !(part[first] > 0))
        first++;
    while (last > first && !(part[last] > 0))
        last--;
    double lost = is_lost(s, first, i) ? gsl_cdf_ugaussian_P(s->rule.z[first]) : 0;
    lost += is_lost(s, last, i) ? gsl_cdf_ugaussian_Q(s->rule.z[last]) : 0;
    for (size_t k = first; k < last; k++)
        lost += lost_between(s, k, i);
    return lost;
}

static double
lost_of_points(const sq_noise_shots *s, const double *part, size_t i)
{
    double all = 0, trusted = 0;
    for (size_t k = 0; k < s->rule.n; k++) {
        all += s->run[k].possible ? part[k] : 0;
        trusted += is_lost(s, k, i) ? 0 : part[k];
    }
    return all > 0 ? fmax(0, 1 - trusted / all) : 1;
}

double
sq_noise_trust_lost(const sq_noise_shots *s, const double *part, size_t i)
{
    return s->rule.nodes && s->rule.axes == 1 ? lost_along(s, part, i)
                                              : lost_of_points(s, part, i);
}
