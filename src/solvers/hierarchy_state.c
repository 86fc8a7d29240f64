/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moment hierarchy as a state in time.
 *
 * State vector: C(a1…ak) of hierarchy.h.  Moments of the collective spin follow
 * without subtraction: with m_a = C(a) and c_ab = (N−1)/N C(ab),
 *   <J_a> = (N/2) m_a,   V_ab = (N/4) (delta_ab − m_a m_b + c_ab).
 *
 * When may it be believed?  While the moments could belong to a state of N spins
 * (sq_moments_violation), and while the spin distribution is narrow: a closure that
 * drops high cumulants describes a cloud on the Bloch sphere, and once the cloud
 * reaches around the sphere (a mixture of very different trajectories) low orders
 * go on smoothly to nonsense without violating any bound.  With order >= N nothing
 * is dropped and both tests are void. */
#include "solvers/hierarchy_state.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/closure.h"
#include "solvers/hierarchy.h"
#include "solvers/ode.h"
#include "base/rotation.h"

typedef struct hierarchy_state {
    sq_rates rates;
    sq_hierarchy *equations; /* of those rates */
    sq_ode *ode;
    double N, t;
    double y[SQ_HIERARCHY_MAX_UNKNOWNS];
    bool stalled; /* the integrator found no step: the solution runs away */
} hierarchy_state;

static void
evaluate_rhs(const void *context, const double *y, double *dydt)
{
    sq_hierarchy_rhs(context, y, dydt);
}

static void
evaluate_jacobian(const void *context, const double *y, double *matrix)
{
    sq_hierarchy_jacobian(context, y, matrix);
}

static void
evaluate_scale(const void *context, const double *y, double *sizes)
{
    sq_hierarchy_scale(context, y, sizes);
}

enum sq_status
sq_hierarchy_state_create(void **state, const sq_rates *rates, const double spin[3],
                          const sq_solver_options *options, sq_errors *errors)
{
    hierarchy_state *s = *state = calloc(1, sizeof *s);
    if (!s)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the moment hierarchy");
    enum sq_status status = sq_hierarchy_create(&s->equations, options->order, rates, errors);
    /* First step: a small part of the fastest scale; the control finds its own. */
    if (!status)
        status = sq_ode_create(&s->ode, sq_hierarchy_unknowns(s->equations), options->tolerance,
                               1e-3 / fmax(sq_rates_collective(rates), 1e-300), errors);
    if (status) {
        sq_hierarchy_state_free(s);
        *state = NULL;
        return status;
    }
    s->rates = *rates;
    s->N = rates->N;
    for (int axis = 1; axis <= 3; axis++)
        s->y[sq_hierarchy_index(s->equations, &axis, 1)] = spin[axis - 1];
    return SQ_OK;
}

void
sq_hierarchy_state_free(void *state)
{
    hierarchy_state *s = state;
    if (!s)
        return;
    sq_hierarchy_free(s->equations);
    sq_ode_free(s->ode);
    free(s);
}

enum sq_status
sq_hierarchy_state_quench(void *state, const sq_rates *rates, sq_errors *errors)
{
    hierarchy_state *s = state;
    assert(rates->N == s->N);
    sq_hierarchy *equations;
    enum sq_status status =
        sq_hierarchy_create(&equations, sq_hierarchy_order(s->equations), rates, errors);
    if (status)
        return status;
    sq_hierarchy_free(s->equations);
    s->equations = equations;
    s->rates = *rates;
    return SQ_OK;
}

/* The cumulants of order k are a symmetric tensor: every index turns alike. */
static double
rotated_component(const hierarchy_state *s, const double *y, double r[3][3], const int *axis,
                  int k)
{
    int combinations = 1, source[SQ_HIERARCHY_MAX_ORDER];
    for (int i = 0; i < k; i++)
        combinations *= 3;
    double sum = 0;
    for (int code = 0; code < combinations; code++) {
        double weight = 1;
        for (int i = 0, rest = code; i < k; i++, rest /= 3) {
            source[i] = rest % 3 + 1;
            weight *= r[axis[i] - 1][rest % 3];
        }
        sum += weight * y[sq_hierarchy_index(s->equations, source, k)];
    }
    return sum;
}

void
sq_hierarchy_state_rotate(void *state, const double axis[3], double angle)
{
    hierarchy_state *s = state;
    double r[3][3], y[SQ_HIERARCHY_MAX_UNKNOWNS];
    sq_rotation_matrix(r, axis, angle);
    memcpy(y, s->y, sizeof y);
    for (int k = 1; k <= sq_hierarchy_order(s->equations); k++)
        for (int nx = k; nx >= 0; nx--)
            for (int ny = k - nx; ny >= 0; ny--) {
                int index[SQ_HIERARCHY_MAX_ORDER];
                for (int i = 0; i < k; i++)
                    index[i] = i < nx ? 1 : i < nx + ny ? 2 : 3;
                s->y[sq_hierarchy_index(s->equations, index, k)] =
                    rotated_component(s, y, r, index, k);
            }
}

enum sq_status
sq_hierarchy_state_advance(void *state, double until, enum sq_solver_stride stride,
                           sq_errors *errors)
{
    (void)errors;
    hierarchy_state *s = state;
    sq_ode_system system = {.n = sq_hierarchy_unknowns(s->equations),
                            .context = s->equations,
                            .rhs = evaluate_rhs,
                            .jacobian = evaluate_jacobian,
                            .scale = evaluate_scale};
    while (!s->stalled && s->t < until) {
        s->stalled = !sq_ode_step(s->ode, &system, s->y, &s->t, until);
        if (stride == SQ_SOLVER_ONE_STEP)
            break;
    }
    return SQ_OK;
}

double
sq_hierarchy_state_time(const void *state)
{
    return ((const hierarchy_state *)state)->t;
}

void
sq_hierarchy_state_moments(const void *state, sq_moments *moments)
{
    const hierarchy_state *s = state;
    double m[3];
    for (int axis = 1; axis <= 3; axis++)
        m[axis - 1] = s->y[sq_hierarchy_index(s->equations, &axis, 1)];
    bool correlated = sq_hierarchy_order(s->equations) >= 2;
    moments->N = s->N;
    for (int a = 0; a < 3; a++) {
        moments->mean[a] = s->N / 2 * m[a];
        for (int b = 0; b < 3; b++) {
            int pair[2] = {a + 1, b + 1};
            double C = correlated ? s->y[sq_hierarchy_index(s->equations, pair, 2)] : 0;
            moments->cov[a][b] = s->N / 4 * ((a == b) - m[a] * m[b] + (s->N - 1) / s->N * C);
        }
    }
}

enum sq_breakdown
sq_hierarchy_state_breakdown(const void *state)
{
    const hierarchy_state *s = state;
    if (s->stalled)
        return SQ_BREAKDOWN_RUNS_AWAY;
    if (sq_hierarchy_order(s->equations) >= s->N)
        return SQ_BREAKDOWN_NONE;
    sq_moments moments;
    sq_hierarchy_state_moments(s, &moments);
    return sq_closure_breakdown(&moments, sq_hierarchy_order(s->equations));
}

enum sq_status
sq_hierarchy_state_copy(void *to, const void *from, sq_errors *errors)
{
    hierarchy_state *target = to;
    const hierarchy_state *source = from;
    enum sq_status status = SQ_OK;
    if (!sq_rates_are_equal(&target->rates, &source->rates))
        status = sq_hierarchy_state_quench(target, &source->rates, errors);
    sq_ode_copy(target->ode, source->ode);
    memcpy(target->y, source->y, sizeof target->y);
    target->t = source->t;
    target->stalled = source->stalled;
    return status;
}

long
sq_hierarchy_state_steps(const void *state)
{
    return sq_ode_work(((const hierarchy_state *)state)->ode).steps;
}

/* ---- cost ---- */

/* A scout of order 2 at the most, unless it goes on where orders break down, each in its own
 * way: error of its steps, and how many it may make. */
#define SCOUT_TOLERANCE 1e-5
enum { SCOUT_MOST_STEPS = 1000 };

/* Where the scout is at its end, how far along the duration, and in how many steps. */
typedef struct scouted {
    double part, steps;
} scouted;

static scouted
scout(const sq_rates *rates, const double spin[3], const sq_solver_options *options,
      double duration)
{
    sq_solver_options scout = *options;
    sq_errors ignored = {0};
    void *state = NULL;
    bool broken = false;
    if (!options->past_breakdown)
        scout.order = options->order < 2 ? 1 : 2;
    scout.tolerance = SCOUT_TOLERANCE;
    enum sq_status status = sq_hierarchy_state_create(&state, rates, spin, &scout, &ignored);
    while (!status && !broken && sq_hierarchy_state_time(state) < duration &&
           sq_hierarchy_state_steps(state) < SCOUT_MOST_STEPS) {
        status = sq_hierarchy_state_advance(state, duration, SQ_SOLVER_ONE_STEP, &ignored);
        enum sq_breakdown why = sq_hierarchy_state_breakdown(state);
        broken = why == SQ_BREAKDOWN_RUNS_AWAY || (why && !options->past_breakdown);
    }
    scouted s = {.part = 1, .steps = SCOUT_MOST_STEPS};
    if (!status) {
        s.steps = (double)sq_hierarchy_state_steps(state);
        s.part = duration > 0 ? sq_hierarchy_state_time(state) / duration : 1;
        if (!broken && s.part < 1)
            s = (scouted){.part = 1, .steps = s.steps / fmax(s.part, 1e-9)};
    }
    sq_hierarchy_state_free(state);
    sq_errors_free(&ignored);
    return s;
}

/* Measured on a 2-core virtual machine: microseconds per step, rejected ones and what is done
 * with the result included; and steps of the scout's tolerance and of the full one.  No run
 * makes more steps than a task allows, many more of mean field. */
sq_solver_cost
sq_hierarchy_state_cost(const sq_rates *rates, const double spin[3],
                        const sq_solver_options *options, double duration, int points)
{
    double most = options->order > 1 ? 30000 : 2000000;
    static const double microseconds[SQ_HIERARCHY_MAX_ORDER + 1] = {0, 6, 10, 25, 75};
    scouted s = scout(rates, spin, options, duration);
    double refined = pow(SCOUT_TOLERANCE / options->tolerance, 1.0 / 5);
    double steps = fmin(refined * s.steps, most) + points * s.part + 50;
    return (sq_solver_cost){.seconds = 1e-6 * microseconds[options->order] * steps,
                            .bytes = 4e6 + 300 * steps /* mostly the program itself */};
}
