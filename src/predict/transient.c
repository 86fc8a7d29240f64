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

/* Of the collective rates: critical slowing down. */
static double
slowing(const sq_rates *rates)
{
    return sqrt(fmax(below_critical(rates), threshold_width(rates)));
}

static double
emission(const sq_rates *rates)
{
    return fabs(rates->Gamma - rates->Gamma_up);
}

/* Does the swing turn half way round, at least, while it is seen? */
static bool
turns(const sq_rates *rates)
{
    return TURNING * 2 * fabs(rates->chi) > M_PI * emission(rates);
}

/* How long the swing into the collective steady state can be seen. */
static double
settling(const sq_rates *rates)
{
    return (turns(rates) ? TURNING : STRAIGHT) /
           (rates->N * emission(rates) * slowing(rates) / 2);
}

/* ---- a swing that goes on ---- */

/* A swing that has made two minima makes the next within a turn, and may be slower where N_eff
 * has become less (seen: by 1.2); its minima are not much farther apart than they were (seen:
 * 1.6 times).  Of one that has made a single minimum only wide swings are known from what the
 * decay makes, which come back sooner (seen: after a fifth of a turn, where the decay's come
 * after 0.5 to 0.9). */
#define ONE_TURN (1.25 * 2 * M_PI)
#define FARTHER 1.75
#define SOON (0.4 * 2 * M_PI)

/* A swing that decays is as deep as before, or less: of xi², rounding and beats. */
#define AS_DEEP 0.99

/* The minima of a swing, as far as it was followed. */
typedef struct swing {
    const sq_curve_point *last, *earlier; /* NULL: none */
    double longest;                       /* time between two */
} swing;

static void
follow(swing *s, const sq_curve_point *m)
{
    if (s->last)
        s->longest = fmax(s->longest, m->t - s->last->t);
    s->earlier = s->last;
    s->last = m;
}

/* Does this minimum belong to the swing?  It does where it follows soon and is no deeper; what
 * the decay of single spins makes is deeper, or comes later. */
static bool
goes_on(const swing *s, const sq_curve_point *m, const sq_rates *rates)
{
    if (!s->last)
        return false;
    double turning = rates->N * fabs(rates->chi) * slowing(rates);
    double soon = SOON / turning, deepest = s->last->squeezing.xi2;
    if (s->earlier) {
        soon = fmin(ONE_TURN / turning, FARTHER * s->longest);
        deepest = fmin(deepest, s->earlier->squeezing.xi2);
    }
    return m->t - s->last->t < soon && m->squeezing.xi2 > AS_DEEP * deepest;
}

/* When the swing is over that still goes on at `end`: past its last minimum. */
static double
last_swing(const sq_curve *curve, const sq_rates *rates, size_t segment, double end)
{
    swing s = {0};
    for (size_t i = 0; i < curve->n_minima + curve->n_past; i++) {
        const sq_curve_point *m =
            i < curve->n_minima ? &curve->minimum[i] : &curve->past[i - curve->n_minima];
        if (m->segment != segment)
            continue;
        if (m->t >= end && !goes_on(&s, m, rates))
            break;
        end = fmax(end, nextafter(m->t, INFINITY));
        follow(&s, m);
    }
    return end;
}

/* ---- its end ---- */

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
    double first = start + FIRST_SWING / sq_rates_collective(rates);
    end = fmax(first, critical < end ? critical : end);
    return turns(rates) ? last_swing(curve, rates, segment, end) : end;
}
