/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With z = 2<J_z>/N, r = gamma_s/(N Gamma), A = 1 + 4 chi²/Gamma² and u = Upsilon/Upsilon_c the
 * mean-field equations for large N are stationary where
 *     u² = f(z) = −2 (1 + z) [(z − r)² + (A − 1) z²] / (A z),   −1 < z < 0.
 * f rises from 0 at z = −1, and to infinity at z = 0.  Its extrema solve
 *     g(z) = 2 A z³ + (A − 2r) z² − r² = 0,
 * and as g(−1) < 0 and g(0) < 0 there are two of them in between, or none: the maximum is the
 * upper edge (Upsilon'_c of Tucker et al.; u = 1/sqrt 2 for r -> 0), the minimum the lower
 * edge. Between them three states are stationary, and the middle one is unstable. For chi = 0
 * the edges are at z = (−1 ∓ sqrt(1 − 8r))/4, so there are some for N Gamma > 8 gamma_s.  The
 * amplitude a = 2<J_−>/N follows from z. */
#include "model/phases.h"

#include <complex.h>
#include <math.h>
#include <stddef.h>

typedef struct diagram {
    double r, A;
    bool edges;
    double z_lower, z_upper; /* of the edges; without them neither is there */
} diagram;

/* f and g */
static double
drive_squared(const diagram *d, double z)
{
    double bracket = (z - d->r) * (z - d->r) + (d->A - 1) * z * z;
    return -2 * (1 + z) * bracket / (d->A * z);
}

static double
slope(const diagram *d, double z)
{
    return (2 * d->A * z + d->A - 2 * d->r) * z * z - d->r * d->r;
}

/* f is infinite at 0, and from below it has the right sign. */
#define NEARLY_ZERO (-1e-200)

typedef double function(const diagram *d, double z);

/* Where f or g passes `value` between a and b; 100 halvings exhaust a double near 0 too. */
static double
bisect(const diagram *d, function *f, double value, double a, double b)
{
    bool rises = f(d, b) > value;
    for (int i = 0; i < 100; i++) {
        double middle = (a + b) / 2;
        *((f(d, middle) > value) == rises ? &b : &a) = middle;
    }
    return (a + b) / 2;
}

/* Nothing acts but chi, Gamma, the drive and gamma_s, and both decays are there. */
static bool
applies(const sq_rates *rates)
{
    const sq_rates known = {.N = rates->N,
                            .chi = rates->chi,
                            .Gamma = rates->Gamma,
                            .Omega = rates->Omega,
                            .gamma_s = rates->gamma_s};
    return sq_rates_are_equal(rates, &known) && rates->Gamma > 0 && rates->gamma_s > 0;
}

static diagram
diagram_of(const sq_rates *rates)
{
    double x = rates->chi / rates->Gamma;
    diagram d = {.r = rates->gamma_s / (rates->N * rates->Gamma), .A = 1 + 4 * x * x};
    double top = -(d.A - 2 * d.r) / (3 * d.A); /* maximum of g */
    d.edges = top < 0 && slope(&d, top) > 0;
    if (d.edges) {
        d.z_upper = bisect(&d, slope, 0, -1, top);
        d.z_lower = bisect(&d, slope, 0, top, 0);
    }
    return d;
}

static double
edge(const sq_rates *rates, bool upper)
{
    if (!applies(rates))
        return NAN;
    diagram d = diagram_of(rates);
    return d.edges ? sq_rates_upsilon_critical(rates) *
                         sqrt(drive_squared(&d, upper ? d.z_upper : d.z_lower))
                   : NAN;
}

double
sq_phases_lower(const sq_rates *rates)
{
    return edge(rates, false);
}

double
sq_phases_upper(const sq_rates *rates)
{
    return edge(rates, true);
}

enum sq_phases_region
sq_phases_region(const sq_rates *rates)
{
    double upsilon = fabs(sq_rates_upsilon(rates));
    if (!applies(rates))
        return SQ_PHASES_UNKNOWN;
    if (upsilon >= sq_rates_upsilon_critical(rates))
        return SQ_PHASES_NORMAL;
    double lower = edge(rates, false);
    if (isnan(lower))
        return SQ_PHASES_SMOOTH;
    if (upsilon < lower)
        return SQ_PHASES_POLARISED;
    return upsilon < edge(rates, true) ? SQ_PHASES_BISTABLE : SQ_PHASES_STRIPED;
}

const char *
sq_phases_words(enum sq_phases_region region)
{
    static const char *const words[] = {
        [SQ_PHASES_SMOOTH] = "gamma_s too large for a transition: the steady state changes "
                             "smoothly with the drive",
        [SQ_PHASES_POLARISED] = "below both edges: one steady state, polarised",
        [SQ_PHASES_BISTABLE] =
            "between the edges: bistable, a polarised and a mixed state coexist",
        [SQ_PHASES_STRIPED] =
            "in the striped region: transient squeezing beyond the steady state",
        [SQ_PHASES_NORMAL] = "above Upsilon_c: no squeezed state to settle in; squeezing is "
                             "transient",
    };
    return words[region];
}

static void
fill_state(double m[3], const sq_rates *r, double z)
{
    double field[3];
    sq_rates_field(field, r);
    double complex coupling = r->N / 2 * (r->Gamma + 2 * I * r->chi) * z - r->gamma_s / 2;
    double complex a = -I * (field[0] - I * field[1]) * z / coupling;
    m[0] = creal(a);
    m[1] = -cimag(a);
    m[2] = z;
}

int
sq_phases_states(double m[2][3], const sq_rates *rates)
{
    int n = 0;
    if (!applies(rates))
        return 0;
    diagram d = diagram_of(rates);
    double u = sq_rates_drive_ratio(rates), square = u * u;
    bool below = !d.edges || square <= drive_squared(&d, d.z_upper);
    bool above = d.edges && square >= drive_squared(&d, d.z_lower);
    if (below)
        fill_state(m[n++], rates,
                   bisect(&d, drive_squared, square, -1, d.edges ? d.z_upper : NEARLY_ZERO));
    if (above)
        fill_state(m[n++], rates, bisect(&d, drive_squared, square, d.z_lower, NEARLY_ZERO));
    return n;
}
