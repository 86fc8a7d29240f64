/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window that a state will want, and the steps, follow from what the hierarchy of order 2
 * knows along the run.  Measured over 32 models, N = 4 to 400:
 *
 * Blocks.  Jumps of single spins have lowered J by d on the average; the numbers of jumps are
 * somewhat wider than Poisson's, and 4 + d + 10 sqrt(d) blocks hold all that is looked at.
 *
 * Rows.  A state with the antisqueezed variance v N/4 has amplitudes that fall as
 * ((v − 1)/(v + 1))^(k/2), one that is as short by n as a thermal one as (n/(n + 1))^k.  Blocks
 * of other J point elsewhere, those that are j lower by j tan/J where the spin is held at an
 * angle to the axis: they are displaced by k = j² tan²/(2 J).
 *
 * Steps are at the limit of stability.  The radius is 0.85 |Gamma| to 0.9 |chi| times N m, 0.38
 * N times the one-spin rates; where nothing holds the spins against the drive, some steps are
 * made in each radian.
 *
 * Closed so low, the hierarchy may run away: from there on the state is over the sphere. */
#include "solvers/mixed_cost.h"

#include <math.h>

#include "solvers/density.h"
#include "solvers/hierarchy_state.h"
#include "solvers/mixed.h"

/* The scout: error of its steps, how many it may make, and the least number. */
#define SCOUT_TOLERANCE 1e-5
enum { SCOUT_MOST_STEPS = 3000, SCOUT_LEAST_STEPS = 50 };

/* Populations at the edge, relative to the tolerance. */
#define EDGE 1e-3

/* Windows have so many at least. */
#define LEAST_ROWS 12

/* Real stability limit of the scheme, with what its control leaves. */
#define STABLE 3.7

/* Measured, one core: of a step, and of each number in a step, without and with one-spin
 * channels. */
#define STEP_SECONDS 5e-5
#define ELEMENT_SECONDS 6e-8
#define CHANNEL_SECONDS 5e-8

/* No run makes more than a task allows (sq_task_accuracy, and its output times). */
#define MOST_STEPS 30400

/* Those that narrow minima down, and start again at each. */
#define REFINEMENT 1.2

/* Widest so far, since windows shrink late. */
typedef struct forecast {
    const sq_rates *rates;
    double tolerance;
    double stops; /* at points of the axis, in a unit of time */
    double blocks, rows;
    double bytes, steps, seconds;
} forecast;

static double
held_tangent(const sq_rates *r)
{
    double u = fabs(sq_rates_drive_ratio(r));
    return isfinite(u) && u < 1 ? u / sqrt(1 - u * u) : 0;
}

/* Means and widths become a window. */
static void
widen(forecast *f, const sq_moments *m)
{
    double N = f->rates->N, square = 0.25;
    sq_squeezing s;
    sq_squeezing_compute(&s, m);
    for (int a = 0; a < 3; a++)
        square += m->cov[a][a] + m->mean[a] * m->mean[a];
    double spin = sqrt(fmax(square, 0)) - 0.5, lowered = fmin(fmax(N / 2 - spin, 0), N / 2);
    double v = fmax(s.antisqueezed * s.contrast * s.contrast, 1),
           least = fmax(s.xi2 * s.contrast * s.contrast, 1 / N);
    double blocks = sq_rates_one_spin(f->rates) > 0 ? 4 + lowered + 10 * sqrt(lowered) : 1;
    double edge = log(f->rows / (EDGE * f->tolerance * least));
    double mixed = fmax(N / 2 - lowered - sq_moments_length(m), 0);
    double wide = isnan(v) ? N : edge / log((v + 1) / fmax(v - 1, 1e-9));
    wide = fmax(wide, edge / log1p(1 / fmax(mixed, 1e-9)));
    double apart = blocks > 1 ? 0.7 * fmin(blocks, N / 2) * held_tangent(f->rates) : 0;
    double rows = fmax(LEAST_ROWS, 4 + 1.1 * pow(sqrt(wide) + apart / sqrt(N), 2));
    f->blocks = fmin(fmax(f->blocks, blocks), floor(N / 2) + 1);
    f->rows = fmin(fmax(f->rows, rows), N + 1);
}

/* Widths are of use long after a bound is violated, while the spin is no longer than it can be
 * and a variance no larger. */
static bool
are_sane(const sq_moments *m)
{
    double length = sq_moments_length(m), variance = 0;
    for (int a = 0; a < 3; a++)
        variance = fmax(variance, fabs(m->cov[a][a]));
    return length <= 0.55 * m->N && variance <= m->N * m->N / 4;
}

static void
become_broad(forecast *f, double part)
{
    double all = floor(f->rates->N / 2) + 1;
    f->rows = f->rates->N + 1;
    f->blocks = fmin(all, f->blocks / fmax(part, 1e-3));
}

/* Of the generator in the window, 1/rate unit. */
static double
radius(const forecast *f)
{
    const sq_rates *r = f->rates;
    double field[3], held = r->N * sq_rates_upsilon_critical(r) / 2;
    sq_rates_field(field, r);
    double turned = hypot(fmax(fabs(sq_rates_drive(r)) - held, 0), field[2]);
    double damped = 0.85 * (r->Gamma + r->Gamma_up + r->Gamma_phi),
           swinging = 0.9 * (fabs(r->chi) + fabs(r->chi_z));
    double across = r->N * f->rows * (1 - 0.5 * f->rows / (r->N + 1));
    return across * hypot(damped, swinging) + 0.38 * r->N * sq_rates_one_spin(r) + 40 * turned;
}

/* A part of the run with the window as it is. */
static void
spend(forecast *f, double duration)
{
    const sq_rates *r = f->rates;
    sq_density_window w = sq_density_window_of(r->N, 0, (int)f->blocks, (int)ceil(f->rows));
    double elements = 0, channels = (r->gamma_s > 0) + (r->gamma_up > 0) + (r->gamma_phi > 0);
    for (int b = 0; b < w.n; b++) {
        double rows = sq_density_window_rows(&w, b);
        elements += rows * (rows + 8);
    }
    double each = STEP_SECONDS + elements * (ELEMENT_SECONDS + CHANNEL_SECONDS * channels);
    double steps = fmin(duration * (radius(f) / STABLE + f->stops), MOST_STEPS - f->steps);
    f->seconds += each * steps;
    f->steps += steps;
    f->bytes = fmax(f->bytes, sq_mixed_bytes(&w));
}

static enum sq_status
scout(forecast *f, void *state, double duration, sq_errors *errors)
{
    double t = 0;
    enum sq_status status = SQ_OK;
    bool broken = false;
    while (!status && t < duration && !broken &&
           sq_hierarchy_state_steps(state) < SCOUT_MOST_STEPS) {
        sq_moments m;
        double next = fmin(t + fmax(t / 4, duration / SCOUT_LEAST_STEPS), duration);
        status = sq_hierarchy_state_advance(state, next, SQ_SOLVER_ONE_STEP, errors);
        double now = sq_hierarchy_state_time(state);
        sq_hierarchy_state_moments(state, &m);
        broken = !are_sane(&m) || sq_hierarchy_state_breakdown(state) == SQ_BREAKDOWN_RUNS_AWAY;
        if (!broken)
            widen(f, &m);
        spend(f, now - t);
        t = now;
    }
    if (broken)
        become_broad(f, t / duration);
    if (t < duration)
        spend(f, duration - t);
    return status;
}

sq_solver_cost
sq_mixed_cost(const sq_rates *rates, const double spin[3], double tolerance, double duration,
              int points)
{
    const sq_solver_options options = {.order = 2, .tolerance = SCOUT_TOLERANCE};
    sq_errors ignored = {0};
    void *state = NULL;
    forecast f = {.rates = rates,
                  .tolerance = tolerance,
                  .stops = points / fmax(duration, 1e-300),
                  .blocks = 1,
                  .rows = LEAST_ROWS};
    f.rows = fmin(f.rows, rates->N + 1);
    if (sq_hierarchy_state_create(&state, rates, spin, &options, &ignored) ||
        scout(&f, state, duration, &ignored)) {
        become_broad(&f, 0);
        spend(&f, duration);
    }
    sq_hierarchy_state_free(state);
    sq_errors_free(&ignored);
    return (sq_solver_cost){.seconds = REFINEMENT * f.seconds + 5e-3,
                            .bytes = fmin(f.bytes, sq_mixed_most_bytes())};
}
