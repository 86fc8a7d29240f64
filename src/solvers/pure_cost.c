/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How wide a pure state is along z follows from where it begins and how it is turned and
 * sheared: one that lies along z is one number, and an equatorial one sqrt(N).  A ring of
 * classical spins, where the coherent state's populations fall below what is kept, goes with
 *
 *   ds/dt = (h + twist N s_z z) × s,
 *
 * and the window spans its values of J_z.  Spins turn about h and about z in turns (Strang's
 * splitting), so that they stay on the sphere. */
#include "solvers/pure_cost.h"

#include <math.h>

#include "base/rotation.h"
#include "solvers/chebyshev.h"
#include "solvers/frame.h"
#include "solvers/pure.h"

/* Measured: a state by itself, an amplitude of it moved on by phases and asked for its moments,
 * and one of a product. */
#define SECONDS_A_STATE 5e-6
#define SECONDS_SEEN 5e-8
#define SECONDS_A_PRODUCT 1.8e-9

/* Of the ring, and the steps: in time of its fastest turning, and how many at most. */
enum { RING = 16, MOST_STEPS = 2000 };
#define STEP 0.2

typedef struct flow {
    const sq_rates *rates;
    double twist, field[3];
    double spin[RING][3];
    double low, high; /* J_z of the ring */
} flow;

/* Populations of a coherent state fall as exp(−N angle²/2). */
static void
begin_ring(flow *f, const double spin[3])
{
    sq_frame frame;
    double angle = fmin(sqrt(-2 * log(SQ_PURE_LEAST_POPULATION) / f->rates->N), M_PI / 2);
    sq_frame_from_axis(&frame, spin);
    for (int i = 0; i < RING; i++)
        for (int a = 0; a < 3; a++)
            f->spin[i][a] = cos(angle) * frame.r[a][2] +
                            sin(angle) * (cos(2 * M_PI * i / RING) * frame.r[a][0] +
                                          sin(2 * M_PI * i / RING) * frame.r[a][1]);
}

static void
see_ring(flow *f)
{
    f->low = INFINITY;
    f->high = -INFINITY;
    for (int i = 0; i < RING; i++) {
        f->low = fmin(f->low, f->rates->N / 2 * f->spin[i][2]);
        f->high = fmax(f->high, f->rates->N / 2 * f->spin[i][2]);
    }
}

static void
turn_about_z(double s[3], double angle)
{
    double x = s[0];
    s[0] = cos(angle) * x - sin(angle) * s[1];
    s[1] = cos(angle) * s[1] + sin(angle) * x;
}

static void
step_ring(flow *f, double dt)
{
    double h = hypot(hypot(f->field[0], f->field[1]), f->field[2]), r[3][3];
    const double axis[3] = {f->field[0] / h, f->field[1] / h, f->field[2] / h};
    sq_rotation_matrix(r, axis, h * dt);
    for (int i = 0; i < RING; i++) {
        double *s = f->spin[i], old[3];
        turn_about_z(s, f->twist * f->rates->N * s[2] * dt / 2);
        for (int a = 0; a < 3; a++)
            old[a] = s[a];
        for (int a = 0; a < 3; a++)
            s[a] = r[a][0] * old[0] + r[a][1] * old[1] + r[a][2] * old[2];
        turn_about_z(s, f->twist * f->rates->N * s[2] * dt / 2);
    }
    see_ring(f);
}

static double
width(const flow *f)
{
    return fmin(f->high - f->low + 2, f->rates->N + 1);
}

/* Half of what the diagonal spans between the ends, with its extremum where that is within. */
static double
diagonal_radius(const flow *f)
{
    double at_low = f->low * (f->twist * f->low + f->field[2]),
           at_high = f->high * (f->twist * f->high + f->field[2]);
    double least = fmin(at_low, at_high), most = fmax(at_low, at_high);
    double turn = -f->field[2] / (2 * f->twist);
    if (turn > f->low && turn < f->high) {
        least = fmin(least, turn * f->field[2] / 2);
        most = fmax(most, turn * f->field[2] / 2);
    }
    return (most - least) / 2;
}

/* Of the Hamiltonian in the window. */
static double
radius(const flow *f)
{
    double J = f->rates->N / 2;
    double nearest = f->low * f->high < 0 ? 0 : fmin(fabs(f->low), fabs(f->high)) / J;
    double across = J * sqrt(fmax(1 - nearest * nearest, 0));
    return diagonal_radius(f) + hypot(f->field[0], f->field[1]) * across;
}

/* A part of the run with the ring as it is. */
static void
spend(sq_solver_cost *cost, const flow *f, double duration, double states)
{
    double n = width(f), phase = radius(f) * duration, longest = sq_pure_longest_phase(n);
    double each = states > 0 ? fmin(phase / states, longest) : longest;
    double sums = fmax(phase / longest, states), degree = sq_chebyshev_degree(fmax(each, 1e-9));
    double widened = fmin(n + 2 * sq_chebyshev_degree(longest), f->rates->N + 1);
    cost->seconds += states * (SECONDS_A_STATE + n * SECONDS_SEEN) +
                     sums * degree * widened * SECONDS_A_PRODUCT;
    cost->bytes = fmax(cost->bytes, 1.5 * SQ_PURE_N_VECTORS * widened * sizeof(double));
}

/* The phases of a diagonal Hamiltonian are known at any time. */
static sq_solver_cost
cost_of_phases(const flow *f, double states)
{
    double n = width(f);
    return (sq_solver_cost){.seconds = states * (SECONDS_A_STATE + n * SECONDS_SEEN),
                            .bytes = 1.5 * SQ_PURE_N_VECTORS * n * sizeof(double)};
}

sq_solver_cost
sq_pure_cost(const sq_rates *rates, const double spin[3], double duration, double states)
{
    sq_solver_cost cost = {0};
    flow f = {.rates = rates, .twist = rates->chi_z - rates->chi};
    sq_rates_field(f.field, rates);
    f.field[2] += rates->chi;
    begin_ring(&f, spin);
    see_ring(&f);
    if (sq_pure_is_diagonal(rates))
        return cost_of_phases(&f, states);
    double fastest =
        fabs(f.twist) * rates->N + fabs(f.field[0]) + fabs(f.field[1]) + fabs(f.field[2]);
    double n = ceil(fmin(fmax(duration * fastest / STEP, 1), MOST_STEPS)),
           dt = fmin(duration / n, STEP / fastest);
    for (int i = 0; i < n; i++) {
        step_ring(&f, dt);
        spend(&cost, &f, duration / n, states / n);
    }
    return cost;
}
