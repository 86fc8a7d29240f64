/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apparatus/doppler.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <math.h>

#include "base/constants.h"

/* R(x). */
static double
scattering(const sq_doppler *b, double x)
{
    double relative = 2 * x / b->linewidth;
    return b->linewidth / 2 * b->saturation / (1 + b->saturation + relative * relative);
}

/* A− (side +1) or A+ (side −1). */
static double
sideband(const sq_doppler *b, double omega, double side)
{
    double lamb_dicke = SQ_HBAR * b->wave_number * b->wave_number / (2 * b->mass * omega);
    double along = cos(b->angle);
    return lamb_dicke * (along * along * scattering(b, b->detuning + side * omega) +
                         b->emission * scattering(b, b->detuning));
}

double
sq_doppler_damping(const sq_doppler *beam, double omega)
{
    return sideband(beam, omega, 1) - sideband(beam, omega, -1);
}

double
sq_doppler_occupation(const sq_doppler *beam, double omega)
{
    return sideband(beam, omega, -1) / sq_doppler_damping(beam, omega);
}

/* ---- the best detuning ---- */

typedef struct search {
    sq_doppler beam;
    double omega;
} search;

static double
occupation_at(double log_detuning, void *context)
{
    search *s = context;
    s->beam.detuning = -exp(log_detuning);
    return sq_doppler_occupation(&s->beam, s->omega);
}

/* The best detuning lies between half a linewidth (broad line) and the sideband (narrow one),
 * and is the only minimum from far below them to far above. */
double
sq_doppler_least_occupation(const sq_doppler *beam, double omega)
{
    enum { STEPS = 64, ROUNDS = 60 };
    search s = {.beam = *beam, .omega = omega};
    if (!(beam->linewidth > 0) || !(cos(beam->angle) > 1e-6))
        return NAN;
    s.beam.saturation = 1e-12;
    double low = log(1e-3 * beam->linewidth), high = log(10 * (beam->linewidth + omega));
    double step = (high - low) / STEPS, best = low + step;
    for (int i = 2; i < STEPS; i++)
        if (occupation_at(low + i * step, &s) < occupation_at(best, &s))
            best = low + i * step;
    gsl_function f = {.function = occupation_at, .params = &s};
    gsl_min_fminimizer *m = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent);
    double least = occupation_at(best, &s);
    if (m && gsl_min_fminimizer_set(m, &f, best, best - step, best + step) == GSL_SUCCESS) {
        for (int i = 0; i < ROUNDS && gsl_min_fminimizer_iterate(m) == GSL_SUCCESS; i++)
            ;
        least = fmin(least, gsl_min_fminimizer_f_minimum(m));
    }
    if (m)
        gsl_min_fminimizer_free(m);
    return least;
}
