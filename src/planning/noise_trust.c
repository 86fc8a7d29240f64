/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes along one axis are far apart, and have up to a third of the shots each: between them
 * the end of trust is interpolated.  Several axes have nodes enough. */
#include "planning/noise_trust.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

typedef struct trust {
    const sq_noise_shots *shots;
    int order;
} trust;

static size_t
trusted(const trust *t, size_t k)
{
    return t->shots->run[k].trusted[t->order - SQ_NOISE_SHOTS_LEAST];
}

static bool
is_lost(const trust *t, size_t k, size_t i)
{
    return trusted(t, k) <= i;
}

/* When the trust of a point ends. */
static double
end_of(const trust *t, size_t k)
{
    size_t n = trusted(t, k);
    return n ? t->shots->t[n - 1] : 0;
}

static double
between(double z, double other)
{
    return fabs(gsl_cdf_ugaussian_P(other) - gsl_cdf_ugaussian_P(z));
}

/* What lies between node k and the next. */
static double
lost_between(const trust *t, size_t k, size_t i)
{
    const double *z = t->shots->rule.z;
    bool here = is_lost(t, k, i), there = is_lost(t, k + 1, i);
    if (here == there)
        return here ? between(z[k], z[k + 1]) : 0;
    size_t lost = here ? k : k + 1, kept = here ? k + 1 : k;
    double from = end_of(t, lost), to = end_of(t, kept);
    double way = to > from ? fmin((t->shots->t[i] - from) / (to - from), 1) : 1;
    return between(z[lost], z[lost] + way * (z[kept] - z[lost]));
}

static double
lost_along(const trust *t, size_t i)
{
    const sq_noise_shots *s = t->shots;
    size_t first = s->first_close, last = first + s->n_close - 1;
    double lost = is_lost(t, first, i) ? gsl_cdf_ugaussian_P(s->rule.z[first]) : 0;
    lost += is_lost(t, last, i) ? gsl_cdf_ugaussian_Q(s->rule.z[last]) : 0;
    for (size_t k = first; k < last; k++)
        lost += lost_between(t, k, i);
    return lost;
}

static double
lost_of_points(const trust *t, size_t i)
{
    double all = 0, kept = 0;
    const sq_noise_shots *s = t->shots;
    for (size_t k = s->first_close; k < s->first_close + s->n_close; k++) {
        all += s->run[k].possible ? s->close[k] : 0;
        kept += is_lost(t, k, i) ? 0 : s->close[k];
    }
    return all > 0 ? fmax(0, 1 - kept / all) : 1;
}

double
sq_noise_trust_lost(const sq_noise_shots *s, int order, size_t i)
{
    const trust t = {s, order};
    return s->rule.nodes && s->rule.axes == 1 ? lost_along(&t, i) : lost_of_points(&t, i);
}
