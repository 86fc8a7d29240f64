/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/transient.h"

#include <math.h>

/* Of its relaxation time.  A swing that turns makes dips of xi² until it is too small: e^-12 is
 * 3e-5 dB, less than a minimum has to stand out by.  One that does not turn makes none after
 * the first: e^-5 is settled. */
#define TURNING 12
#define STRAIGHT 5

/* Of the collective time scale: the first swing.  Seen at up to 6 of it (chi/Gamma 0 to 3). */
#define FIRST_SWING 8

/* Of N: what rounding makes of N_eff. */
#define ROUNDING 1e-9

/* N_eff less the N_c of the point's segment. */
static double
above_critical(const sq_curve_point *point, const sq_protocol *protocol)
{
    const sq_rates *rates = &protocol->segment[point->segment].rates;
    return point->squeezing.n_eff - sq_rates_critical_number(rates) + ROUNDING * rates->N;
}

/* By linear interpolation; new rates may lift N_eff above N_c at once. */
double
sq_transient_critical_time(const sq_curve *curve, const sq_protocol *protocol, size_t segment)
{
    for (size_t i = 1; i < curve->n; i++) {
        const sq_curve_point *a = &curve->point[i - 1], *b = &curve->point[i];
        double before = above_critical(a, protocol), after = above_critical(b, protocol);
        if (a->segment >= segment && before >= 0 && after < 0)
            return a->t + (b->t - a->t) * before / (before - after);
    }
    return NAN;
}

/* The threshold of N spins is as wide as this: critical slowing down stops there. */
static double
threshold_width(const sq_rates *rates)
{
    return pow(rates->N, -2.0 / 3);
}

/* 1 − (Upsilon/Upsilon_c)² */
static double
below_critical(const sq_rates *rates)
{
    double ratio = sq_rates_drive_ratio(rates);
    return 1 - ratio * ratio;
}

/* How long the swing into the collective steady state can be seen. */
static double
settling(const sq_rates *rates)
{
    double emission = fabs(rates->Gamma - rates->Gamma_up);
    double slowing = sqrt(fmax(below_critical(rates), threshold_width(rates)));
    bool turns =
        TURNING * 2 * fabs(rates->chi) > M_PI * emission; /* half way round, at least */
    return (turns ? TURNING : STRAIGHT) / (rates->N * emission * slowing / 2);
}

double
sq_transient_end(const sq_curve *curve, const sq_protocol *protocol, size_t segment)
{
    const sq_rates *rates = &protocol->segment[segment].rates;
    bool settles = below_critical(rates) > -threshold_width(rates);
    if (!settles || sq_rates_one_spin(rates) == 0)
        return INFINITY;
    double start = sq_protocol_start(protocol, segment);
    double critical = sq_transient_critical_time(curve, protocol, segment);
    double end = start + fmin(settling(rates), 1 / sq_rates_one_spin(rates));
    double swing = start + FIRST_SWING / sq_rates_collective(rates);
    return fmax(swing, critical < end ? critical : end);
}
