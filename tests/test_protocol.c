/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Protocols: every solver through quenches and pulses against the master equation with all
 * 2^N states, and against each other. */
#include <stdio.h>
#include <stdlib.h>

#include "base/philox.h"
#include "cases.h"
#include "dense.h"
#include "predict/traveller.h"

static const sq_protocol_pulse no_pulse = {.angle = 0};
static const sq_protocol_pulse tilted = {.axis = {0.48, -0.6, 0.64}, .angle = 1.234};

static void
add(sq_protocol *p, sq_protocol_pulse before, const sq_rates *rates, double duration)
{
    sq_errors errors = {0};
    const sq_protocol_segment segment = {
        .before = before, .rates = *rates, .duration = duration};
    cr_assert(sq_protocol_add(p, &segment, &errors) == SQ_OK);
}

/* ---- any protocol ---- */

static double
uniform(sq_philox_stream *s, double low, double high)
{
    return low + (high - low) * sq_philox_uniform(s);
}

/* Every rate is there with a chance of two in three. */
static sq_rates
some_rates(sq_philox_stream *s, double N)
{
    sq_rates rates = {.N = N};
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++) {
        double value = uniform(s, row->may_be_negative ? -1.5 : 0.1, 1.5);
        if (uniform(s, 0, 1) < 0.67)
            *sq_rates_member(&rates, row) = row->role == SQ_RATES_DRIVE ? 3 * value : value;
    }
    return rates;
}

static void
some_axis(sq_philox_stream *s, double axis[3])
{
    double z = uniform(s, -1, 1), azimuth = uniform(s, -M_PI, M_PI);
    axis[0] = sqrt(1 - z * z) * cos(azimuth);
    axis[1] = sqrt(1 - z * z) * sin(azimuth);
    axis[2] = z;
}

/* Two to six segments; one in four lasts for no time, one in three begins without a pulse. */
static void
some_protocol(sq_protocol *p, double N, uint64_t seed)
{
    sq_philox_stream s = {.seed = seed};
    size_t n = 2 + (size_t)uniform(&s, 0, 5);
    *p = (sq_protocol){0};
    for (size_t i = 0; i < n; i++) {
        sq_protocol_pulse pulse = {.angle = uniform(&s, -4, 4)};
        some_axis(&s, pulse.axis);
        double duration = uniform(&s, 0, 1) < 0.25 ? 0 : uniform(&s, 0.02, 0.25);
        sq_rates rates = some_rates(&s, N);
        add(p, uniform(&s, 0, 1) < 0.33 ? no_pulse : pulse, &rates, duration);
    }
}

/* ---- the comparison ---- */

/* Follows both and compares at each boundary, before and after the pulse, and half way. */
static void
compare_with_dense(const sq_solver *solver, int order, const sq_protocol *p, const char *what)
{
    static dense d;
    sq_solver_options options;
    sq_traveller t;
    sq_errors errors = {0};
    sq_moments mine, wanted;
    sq_solver_options_init(&options);
    options.order = order;
    options.tolerance = 1e-10;
    options.trajectories = 400;
    cr_assert(sq_traveller_create(&t, solver, p, some_direction, &options, &errors) == SQ_OK);
    dense_start(&d, (int)sq_protocol_spins(p), some_direction);
    for (size_t i = 0; i < p->n; i++) {
        dense_enter(&d, &p->segment[i]);
        if (i > 0)
            cr_assert(sq_traveller_enter(&t, &errors) == SQ_OK);
        for (int half = 0; half < 3; half++) {
            double part = half == 0 ? 0 : p->segment[i].duration / 2;
            dense_advance(&d, part);
            cr_assert(sq_traveller_advance(
                          &t, half < 2 ? sq_protocol_start(p, i) + part : sq_traveller_end(&t),
                          &errors) == SQ_OK);
            case_moments(solver, t.state, &mine);
            dense_moments(&d, &wanted);
            double near = solver->sampled ? 5 * case_error + 3.0 / 400 : 2e-7;
            case_error = 0;
            cr_expect(case_distance(&mine, &wanted) < near,
                      "%s, %s %d, segment %zu of %zu, %d: %g", what, solver->name, order, i + 1,
                      p->n, half, case_distance(&mine, &wanted));
        }
    }
    sq_traveller_free(&t);
}

/* Is the solver exact for N spins? */
static bool
is_exact(const sq_solver *solver, int order, double N)
{
    return solver->exact || (solver->largest_order && order >= N);
}

static void
compare_all_with_dense(const sq_protocol *p, const char *what)
{
    FOR_EVERY_SOLVER(solver, order)
    {
        if (is_exact(solver, order, sq_protocol_spins(p)))
            compare_with_dense(solver, order, p, what);
    }
}

/* Advance, quench, advance, rotate about a general axis, advance: every term of the model. */
Test(protocol, quench_and_rotate)
{
    for (double N = 4; N <= 5; N++) {
        sq_rates first = every_term, second = every_term;
        sq_protocol p;
        first.N = second.N = N;
        first.Omega = 2.7;
        second.Omega = -1.3, second.chi = -0.83, second.gamma_s = 1.9, second.delta = 2.1;
        sq_protocol_hold(&p, &first, 0.17);
        add(&p, no_pulse, &second, 0.23);
        add(&p, tilted, &second, 0.29);
        compare_all_with_dense(&p, "quench and rotate");
    }
}

Test(protocol, some_protocols)
{
    int n = getenv("SQUINT_LONG") ? 60 : 9;
    for (uint64_t seed = 0; seed < (uint64_t)n; seed++) {
        sq_protocol p;
        char what[32];
        some_protocol(&p, seed % 3 == 0 ? 5 : seed % 3 == 1 ? 4 : 3, seed);
        snprintf(what, sizeof what, "seed %d", (int)seed);
        compare_all_with_dense(&p, what);
    }
}

/* ---- what protocols have in common ---- */

static sq_traveller
traveller_of(const sq_solver *solver, int order, const sq_protocol *p)
{
    sq_solver_options options;
    sq_traveller t;
    sq_errors errors = {0};
    sq_solver_options_init(&options);
    options.order = order;
    options.tolerance = 1e-10;
    cr_assert(sq_traveller_create(&t, solver, p, some_direction, &options, &errors) == SQ_OK);
    return t;
}

static sq_moments
moments_at(sq_traveller *t, double time)
{
    sq_moments m;
    sq_errors errors = {0};
    cr_assert(sq_traveller_advance(t, time, &errors) == SQ_OK);
    cr_expect(sq_traveller_time(t) == time);
    case_moments(t->solver, t->state, &m);
    return m;
}

static sq_moments
moments_after(const sq_solver *solver, int order, const sq_protocol *p, double time)
{
    sq_traveller t = traveller_of(solver, order, p);
    sq_moments m = moments_at(&t, time);
    sq_traveller_free(&t);
    return m;
}

/* Cut into pieces, some of which last for no time, a hold is what it was. */
Test(protocol, pieces_of_a_hold)
{
    sq_protocol whole, pieces;
    sq_protocol_hold(&whole, &every_term, 0.125);
    sq_protocol_hold(&pieces, &every_term, 0);
    add(&pieces, no_pulse, &every_term, 0.0625);
    add(&pieces, no_pulse, &every_term, 0);
    add(&pieces, no_pulse, &every_term, 0.0625);
    FOR_EVERY_SOLVER(solver, order)
    {
        sq_moments a = moments_after(solver, order, &whole, 0.125);
        sq_moments b = moments_after(solver, order, &pieces, 0.125);
        cr_expect(case_distance(&a, &b) < case_near(solver), "%s %d", solver->name, order);
    }
}

/* Two pulses in a row about one axis are one by the sum of their angles; so are pulses before
 * anything else. */
Test(protocol, pulses_in_a_row)
{
    sq_protocol two, one;
    sq_protocol_pulse half = tilted;
    half.angle /= 2;
    for (int first = 0; first < 2; first++) {
        two = one = (sq_protocol){0};
        if (!first) {
            add(&two, no_pulse, &every_term, 0.0625);
            add(&one, no_pulse, &every_term, 0.0625);
        }
        add(&two, half, &every_term, 0);
        add(&two, half, &every_term, 0.0625);
        add(&one, tilted, &every_term, 0.0625);
        double end = sq_protocol_start(&one, one.n);
        FOR_EVERY_SOLVER(solver, order)
        {
            sq_moments a = moments_after(solver, order, &two, end);
            sq_moments b = moments_after(solver, order, &one, end);
            cr_expect(case_distance(&a, &b) < case_near(solver), "%s %d: %g", solver->name,
                      order, case_distance(&a, &b));
        }
    }
}

/* Both happen at one time, so that their order is of no account. */
Test(protocol, quench_and_rotation_commute)
{
    sq_errors errors = {0};
    sq_rates second = every_term;
    second.Omega *= -0.5, second.chi *= 3, second.gamma_s = 0, second.gamma_phi = 2.9;
    FOR_EVERY_SOLVER(solver, order)
    {
        sq_moments m[2];
        for (int i = 0; i < 2; i++) {
            void *state = case_create(solver, order, &every_term, some_direction);
            case_advance(solver, state, 0.05);
            if (i == 0)
                solver->rotate(state, tilted.axis, tilted.angle);
            cr_assert(solver->quench(state, &second, &errors) == SQ_OK);
            if (i == 1)
                solver->rotate(state, tilted.axis, tilted.angle);
            case_advance(solver, state, 0.11);
            case_moments(solver, state, &m[i]);
            solver->free(state);
        }
        cr_expect(case_distance(&m[0], &m[1]) < case_near(solver), "%s %d", solver->name,
                  order);
    }
}

/* A copy goes on under the rates that its original has by then, to the last bit. */
Test(protocol, copy_after_a_quench)
{
    sq_errors errors = {0};
    sq_rates second = every_term;
    second.Omega *= -0.5, second.chi *= 3;
    FOR_EVERY_SOLVER(solver, order)
    {
        void *a = case_create(solver, order, &every_term, some_direction);
        void *b = case_create(solver, order, &every_term, some_direction);
        sq_moments ma, mb;
        case_advance(solver, b, 0.013);
        case_advance(solver, a, 0.05);
        cr_assert(solver->quench(a, &second, &errors) == SQ_OK);
        solver->rotate(a, tilted.axis, tilted.angle);
        cr_assert(solver->copy(b, a, &errors) == SQ_OK);
        case_advance(solver, a, 0.1);
        case_advance(solver, b, 0.1);
        solver->moments(a, &ma);
        solver->moments(b, &mb);
        cr_expect(memcmp(&ma, &mb, sizeof ma) == 0, "%s %d: %g", solver->name, order,
                  case_distance(&ma, &mb));
        solver->free(a);
        solver->free(b);
    }
}

/* Where nothing happens steps grow long, and have to be short again for what comes then. */
Test(protocol, at_rest_and_then_not)
{
    const sq_rates still = {.N = 37, .gamma_s = 0.03};
    const sq_rates fast = {.N = 37, .Gamma = 10, .chi = 3, .Omega = 60, .gamma_s = 4};
    sq_protocol p, alone;
    sq_protocol_pulse up = {.axis = {1, 0, 0}, .angle = 1.1};
    sq_errors errors = {0};
    for (int quench = 0; quench < 2; quench++) {
        const sq_rates *before = quench ? &still : &fast;
        const double down[3] = {0, 0, -1};
        sq_protocol_hold(&p, before, 2);
        if (!quench)
            p.segment[0].rates.Omega = p.segment[0].rates.chi = 0;
        add(&p, up, quench ? &fast : &p.segment[0].rates, 0.05);
        alone = (sq_protocol){0};
        add(&alone, up, &p.segment[1].rates, 0.05);
        FOR_EVERY_SOLVER(solver, order)
        {
            sq_traveller t[2];
            sq_moments m[2];
            sq_solver_options options;
            sq_solver_options_init(&options);
            options.order = order;
            for (int i = 0; i < 2; i++) {
                cr_assert(sq_traveller_create(&t[i], solver, i ? &alone : &p, down, &options,
                                              &errors) == SQ_OK);
                m[i] = moments_at(&t[i], sq_protocol_start(t[i].protocol, t[i].protocol->n));
                sq_traveller_free(&t[i]);
            }
            double near = solver->sampled ? case_near(solver) : 1e-5;
            cr_expect(case_distance(&m[0], &m[1]) < near, "%s %d, quench %d: %g", solver->name,
                      order, quench, case_distance(&m[0], &m[1]));
        }
    }
}

/* ---- many spins ---- */

/* Of the ensemble less the master equation, in standard errors and the integrator's own error.
 */
static double
deviation(const sq_moments *m, const sq_moments *error, const sq_moments *exact)
{
    double worst = 0;
    for (int a = 0; a < 3; a++) {
        worst =
            fmax(worst, fabs(m->mean[a] - exact->mean[a]) / (error->mean[a] + 2.5e-5 * m->N));
        for (int b = 0; b < 3; b++)
            worst = fmax(worst, fabs(m->cov[a][b] - exact->cov[a][b]) /
                                    (error->cov[a][b] + 2.5e-5 * m->N));
    }
    return worst;
}

/* Sixty spins: squeezed, turned, driven otherwise, turned back; displaced and direct.  Single
 * spins decay in the middle alone. */
Test(protocol, trajectories_and_exact)
{
    const sq_rates first = {.N = 60, .Gamma = 1, .Omega = 27};
    const sq_rates second = {
        .N = 60, .chi = 1.1, .Gamma = 0.3, .gamma_s = 2, .gamma_phi = 1.7, .delta = 9};
    sq_protocol p;
    sq_protocol_pulse back = tilted;
    sq_solver_options options;
    sq_errors errors = {0};
    back.angle *= -1;
    sq_protocol_hold(&p, &first, 0.1);
    add(&p, tilted, &second, 0.02);
    add(&p, back, &first, 0.07);
    sq_traveller exact = traveller_of(sq_solver_find("exact"), 0, &p);
    sq_solver_options_init(&options);
    options.trajectories = getenv("SQUINT_LONG") ? 10000 : 800;
    sq_traveller sampled[2];
    for (int direct = 0; direct < 2; direct++) {
        options.direct = direct;
        cr_assert(sq_traveller_create(&sampled[direct], sq_solver_find("trajectories"), &p,
                                      some_direction, &options, &errors) == SQ_OK);
    }
    static const double times[] = {0.05, 0.1, 0.11, 0.12, 0.15, 0.19};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        sq_moments wanted = moments_at(&exact, times[i]);
        for (int direct = 0; direct < 2; direct++) {
            sq_traveller *t = &sampled[direct];
            sq_moments m = moments_at(t, times[i]), error;
            t->solver->moment_errors(t->state, &error);
            double worst = deviation(&m, &error, &wanted);
            cr_expect(worst < 4, "t %g, direct %d: %g", times[i], direct, worst);
        }
    }
    for (int direct = 0; direct < 2; direct++)
        sq_traveller_free(&sampled[direct]);
    sq_traveller_free(&exact);
}
