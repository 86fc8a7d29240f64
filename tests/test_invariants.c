/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds whatever the numbers: symmetries, scaling, bounds, for every solver. */
#include "cases.h"

/* Measuring time in another unit changes nothing. */
Test(invariants, time_scaling)
{
    sq_rates fast = every_term;
    double *rate[] = {&fast.chi,      &fast.Gamma,     &fast.Omega,    &fast.gamma_s,
                      &fast.gamma_up, &fast.gamma_phi, &fast.Gamma_up, &fast.Gamma_phi,
                      &fast.delta,    &fast.chi_z};
    for (size_t i = 0; i < sizeof rate / sizeof rate[0]; i++)
        *rate[i] *= 2.385e3;
    FOR_EVERY_SOLVER(solver, order)
    {
        sq_moments a = case_run(solver, order, &every_term, some_direction, 0.1);
        sq_moments b = case_run(solver, order, &fast, some_direction, 0.1 / 2.385e3);
        cr_expect(case_distance(&a, &b) < case_near(solver), "%s %d", solver->name, order);
    }
}

/* Complex conjugation of the master equation: chi, chi_z, delta change sign, y is
 * mirrored (the drive along x stays). */
Test(invariants, mirrored_in_y)
{
    sq_rates mirror = every_term;
    mirror.chi *= -1, mirror.chi_z *= -1, mirror.delta *= -1, mirror.Omega *= -1;
    const double spin[3] = {some_direction[0], -some_direction[1], some_direction[2]};
    FOR_EVERY_SOLVER(solver, order)
    {
        sq_moments a = case_run(solver, order, &every_term, some_direction, 0.1);
        sq_moments b = case_run(solver, order, &mirror, spin, 0.1);
        b.mean[1] *= -1;
        for (int i = 0; i < 3; i++)
            if (i != 1)
                b.cov[i][1] *= -1, b.cov[1][i] *= -1;
        cr_expect(case_distance(&a, &b) < case_near(solver), "%s %d: %g", solver->name, order,
                  case_distance(&a, &b));
    }
}

/* Turning by pi about z turns the drive around. */
Test(invariants, turned_about_z)
{
    sq_rates turned = every_term;
    turned.Omega *= -1;
    const double spin[3] = {-some_direction[0], -some_direction[1], some_direction[2]};
    FOR_EVERY_SOLVER(solver, order)
    {
        sq_moments a = case_run(solver, order, &every_term, some_direction, 0.1);
        sq_moments b = case_run(solver, order, &turned, spin, 0.1);
        for (int i = 0; i < 2; i++)
            b.mean[i] *= -1, b.cov[i][2] *= -1, b.cov[2][i] *= -1;
        cr_expect(case_distance(&a, &b) < case_near(solver), "%s %d", solver->name, order);
    }
}

/* rotate() on a state equals the same rotation of what it reports. */
Test(invariants, rotation_of_a_state)
{
    const double axis[3] = {0, 0, 1}, angle = 0.7, c = cos(0.7), s = sin(0.7);
    const double r[3][3] = {{c, -s, 0}, {s, c, 0}, {0, 0, 1}};
    FOR_EVERY_SOLVER(solver, order)
    {
        void *state = case_create(solver, order, &every_term, some_direction);
        sq_moments before, after, wanted;
        case_advance(solver, state, 0.05);
        solver->moments(state, &before);
        solver->rotate(state, axis, angle);
        solver->moments(state, &after);
        wanted = (sq_moments){.N = before.N};
        for (int i = 0; i < 3; i++)
            for (int k = 0; k < 3; k++) {
                wanted.mean[i] += r[i][k] * before.mean[k];
                for (int j = 0; j < 3; j++)
                    for (int l = 0; l < 3; l++)
                        wanted.cov[i][j] += r[i][k] * before.cov[k][l] * r[j][l];
            }
        cr_expect(case_distance(&after, &wanted) < 1e-12, "%s %d", solver->name, order);
        solver->free(state);
    }
}

/* Rotated about z, the dynamics without a drive go on as if nothing had happened: this
 * tests the rotation of the higher correlations too. */
Test(invariants, rotation_commutes_with_undriven_dynamics)
{
    const double z[3] = {0, 0, 1};
    sq_rates undriven = every_term;
    undriven.Omega = 0;
    FOR_EVERY_SOLVER(solver, order)
    {
        void *a = case_create(solver, order, &undriven, some_direction);
        void *b = case_create(solver, order, &undriven, some_direction);
        sq_moments ma, mb;
        case_advance(solver, a, 0.05);
        solver->rotate(a, z, 1.3);
        case_advance(solver, a, 0.11);
        case_advance(solver, b, 0.11);
        solver->rotate(b, z, 1.3);
        case_moments(solver, a, &ma);
        case_moments(solver, b, &mb);
        cr_expect(case_distance(&ma, &mb) < case_near(solver), "%s %d", solver->name, order);
        solver->free(a);
        solver->free(b);
    }
}

/* Collective processes keep J² while nothing acts on single spins. */
Test(invariants, collective_terms_keep_the_total_spin)
{
    sq_rates collective = every_term;
    collective.gamma_s = collective.gamma_up = collective.gamma_phi = 0;
    FOR_EVERY_SOLVER(solver, order)
    {
        if (!solver->correlated)
            continue; /* mean field has no correlations, so no J² of its own */
        sq_moments m = case_run(solver, order, &collective, some_direction, 0.1);
        /* The means of a sampled solver scatter, and so does their part of J². */
        double near = solver->sampled ? 40 * case_near(solver) : NEAR;
        cr_expect(fabs(sq_moments_total_spin(&m) / (18.5 * 19.5) - 1) < near, "%s %d: %.12g",
                  solver->name, order, sq_moments_total_spin(&m));
    }
}

/* Without correlations in the dynamics, spins decay one by one: moments in closed form. */
Test(invariants, independent_spins)
{
    sq_rates lone = {.N = 37, .gamma_s = 0.7, .gamma_phi = 0.3, .delta = 2.1};
    const double t = 0.8, decay = exp(-0.5 * (0.7 + 0.3) * t);
    const double z = -1 + (1 - 0.64) * exp(-0.7 * t);
    const double x = decay * (-0.48 * cos(2.1 * t) - 0.6 * sin(2.1 * t));
    FOR_EVERY_SOLVER(solver, order)
    {
        sq_moments m = case_run(solver, order, &lone, some_direction, t);
        double near = 37 * case_near(solver);
        cr_expect(fabs(m.mean[0] - 18.5 * x) < near, "%s %d", solver->name, order);
        cr_expect(fabs(m.mean[2] - 18.5 * z) < near);
        cr_expect(fabs(m.cov[2][2] - 37.0 / 4 * (1 - z * z)) < near);
        cr_expect(fabs(m.cov[0][2] + 37.0 / 4 * x * z) < near);
    }
}

/* New rates half way equal a run that starts where the first one ended; with the same
 * rates a quench changes nothing at all. */
Test(invariants, quench)
{
    sq_rates second = every_term;
    second.Omega *= -0.5;
    second.chi *= 3;
    sq_errors errors = {0};
    FOR_EVERY_SOLVER(solver, order)
    {
        sq_moments plain = case_run(solver, order, &every_term, some_direction, 0.1), quenched;
        void *state = case_create(solver, order, &second, some_direction);
        cr_assert(solver->quench(state, &every_term, &errors) == SQ_OK);
        case_advance(solver, state, 0.1);
        case_moments(solver, state, &quenched);
        cr_expect(case_distance(&plain, &quenched) < case_near(solver), "%s %d", solver->name,
                  order);
        cr_expect(solver->time(state) == 0.1);
        solver->free(state);
    }
}

Test(invariants, a_copy_is_equal_and_independent)
{
    FOR_EVERY_SOLVER(solver, order)
    {
        void *a = case_create(solver, order, &every_term, some_direction);
        void *b = case_create(solver, order, &every_term, some_direction);
        sq_moments ma, mb;
        case_advance(solver, a, 0.05);
        sq_errors errors = {0};
        cr_assert(solver->copy(b, a, &errors) == SQ_OK);
        case_advance(solver, a, 0.1);
        case_advance(solver, b, 0.1);
        solver->moments(a, &ma);
        solver->moments(b, &mb);
        cr_expect(memcmp(&ma, &mb, sizeof ma) == 0, "%s %d", solver->name, order);
        solver->free(a);
        solver->free(b);
    }
}

/* While a solver says nothing, its moments are those of some state. */
Test(invariants, moments_stay_possible)
{
    FOR_EVERY_SOLVER(solver, order)
    {
        void *state = case_create(solver, order, &every_term, some_direction);
        for (double t = 0; t < 1 && !solver->breakdown(state); t += 0.02) {
            sq_moments m;
            case_advance(solver, state, t);
            solver->moments(state, &m);
            cr_expect(solver->breakdown(state) || !sq_moments_violation(&m, 1e-6), "%s %d t %g",
                      solver->name, order, t);
        }
        solver->free(state);
    }
}
