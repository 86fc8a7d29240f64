/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "predict/stationary.h"

static sq_task
task_of(double N, double chi, double ratio, double gamma_s)
{
    sq_task task;
    sq_task_init(&task);
    sq_rates rates = {.N = N, .chi = chi, .Gamma = 1, .gamma_s = gamma_s};
    rates.Omega = ratio * sq_rates_upsilon_critical(&rates) * N / 2;
    sq_protocol_hold(&task.protocol, &rates, INFINITY);
    task.spin[0] = -1;
    return task;
}

static sq_stationary
find(const sq_task *task)
{
    sq_stationary s;
    sq_errors errors = {0};
    cr_assert(sq_stationary_find(&s, task, &errors) == SQ_OK, "%s",
              errors.n ? errors.fault[0].text : "");
    return s;
}

/* Large N below threshold: xi² = sqrt(1 − u²), to order 1/N. */
Test(stationary, closed_form_without_relaxation)
{
    sq_task task = task_of(1e7, 0.2385, 0.9, 0);
    sq_stationary s = find(&task);
    cr_expect_str_eq(s.method, "closed form");
    cr_expect(fabs(s.squeezing.xi2 - sqrt(1 - 0.81)) < 1e-5, "%g", s.squeezing.xi2);
    cr_expect(s.db_error == 0 && isnan(s.time));
}

/* Mean field gives −(1 + sqrt(1 − 2 r²))/2 for gamma_s << N Gamma (doc/physics.md). */
Test(stationary, hierarchy_in_the_superradiant_phase)
{
    sq_task task = task_of(1e4, 0, 0.5, 4);
    sq_stationary s = find(&task);
    cr_expect_str_eq(s.method, "cumulant");
    cr_expect(s.order == 4 && s.db_error < 1e-3);
    cr_expect(fabs(2 * s.moments.mean[2] / 1e4 + (1 + sqrt(0.5)) / 2) < 2e-3, "%g",
              2 * s.moments.mean[2] / 1e4);
}

/* Exact and hierarchy on either side of the switch agree to 1/N. */
Test(stationary, methods_agree_where_they_meet)
{
    sq_task few = task_of(40, 0, 0.4, 4), many = task_of(70, 0, 0.4, 7);
    sq_stationary a = find(&few), b = find(&many);
    cr_expect_str_eq(a.method, "exact");
    cr_expect_str_eq(b.method, "cumulant");
    cr_expect(fabs(a.db - b.db) < 0.02, "%g %g", a.db, b.db);
    cr_expect(a.db_error == 0 && isnan(a.time) && a.settling > 0);
}

/* Between the edges: few spins have weights and a rate, and the parts make up the whole. */
Test(stationary, both_branches_of_few_spins)
{
    sq_task task = task_of(30, 0, 0.65, 0.6);
    sq_stationary s = find(&task);
    cr_assert(s.branches == 2);
    cr_expect_float_eq(s.branch[0].weight + s.branch[1].weight, 1, 1e-12);
    cr_expect_float_eq(s.switching * s.settling, 1, 1e-12);
    cr_expect(s.branch[0].db > 0.5 && s.branch[1].db < -5 && s.db < s.branch[0].db);
}

/* Many spins rest on the polarised branch, which no order of the hierarchy says of so weak a
 * relaxation; 1.15 dB from 200 trajectories of solver 'trajectories' to 30/gamma_s. */
Test(stationary, a_branch_by_trajectories)
{
    sq_task task = task_of(2000, 0, 0.65, 1);
    sq_stationary s = find(&task);
    cr_expect_str_eq(s.method, "trajectories");
    cr_assert(s.branches == 2 && s.taken == 0);
    cr_expect(fabs(s.db - 1.15) < 0.01, "%g", s.db);
    cr_expect(s.db_error < 0.01 && s.db == s.branch[0].db && isnan(s.switching));
    cr_expect(fabs(s.branch[1].moments.mean[2]) < 0.1 * 1000);
}

/* Spins that do not know of each other, any number of them: the optical Bloch equations give
 * z = −(gamma² + 4 delta²)/(gamma² + 4 delta² + 2 Omega²). */
Test(stationary, independent_spins)
{
    sq_task task = task_of(1e9, 0, 0, 0);
    task.protocol.segment[0].rates =
        (sq_rates){.N = 1e9, .Omega = 1.37, .gamma_s = 0.41, .delta = 0.2385};
    sq_stationary s = find(&task);
    double square = 0.41 * 0.41 + 4 * 0.2385 * 0.2385;
    cr_expect_str_eq(s.method, "product state");
    cr_expect_float_eq(2e-9 * s.moments.mean[2], -square / (square + 2 * 1.37 * 1.37), 1e-12);
    cr_expect_float_eq(s.moments.cov[2][2], 1e9 / 4 * (1 - pow(2e-9 * s.moments.mean[2], 2)),
                       1e-3);
}

/* Pumped, there is no mean spin whose spread a closure could be judged by. */
Test(stationary, unpolarised_states)
{
    sq_task task = task_of(30, 0, 0, 0);
    task.protocol.segment[0].rates =
        (sq_rates){.N = 30, .Gamma = 1, .gamma_up = 15, .delta = 1};
    sq_stationary s = find(&task);
    cr_expect_float_eq(s.moments.mean[2], 7.454874, 1e-6);
}

static sq_task
pumped(double N, double Omega)
{
    sq_task task = task_of(N, 0, 0, 0);
    task.protocol.segment[0].rates =
        (sq_rates){.N = N, .Gamma = 1, .gamma_s = 1, .gamma_up = 15, .Omega = Omega};
    return task;
}

/* Without a drive the populations of the states |J, M> obey a rate equation (doc/physics.md),
 * which was followed jump by jump, by a program of its own, for 20000 units of time: −36.098 ±
 * 0.006 dB, <Jz> = 8.488. */
Test(stationary, a_mean_spin_in_much_noise)
{
    sq_task task = pumped(300, 0);
    sq_stationary s = find(&task);
    cr_expect_str_eq(s.method, "trajectories");
    cr_expect(fabs(s.db + 36.098) < 2 * s.db_error && s.db_error < 1, "%g +- %g", s.db,
              s.db_error);
    cr_expect(s.squeezing.n[2] == 1 && !s.unresolved);
    cr_expect(s.squeezing.contrast < 2 * s.moments.mean[2] / 300);
    cr_expect(fabs(s.moments.mean[2] - 8.488) < 2 * s.jz_error && s.jz_error < 1, "%g +- %g",
              s.moments.mean[2], s.jz_error);
}

/* A drive so weak leaves all three components to the noise: no direction is made of it. */
Test(stationary, a_mean_spin_that_is_lost_in_noise)
{
    sq_task task = pumped(300, 0.3);
    sq_stationary s = find(&task);
    cr_expect(s.unresolved && isnan(s.db) && isnan(s.db_error) && isnan(s.squeezing.n[2]));
    cr_expect(fabs(s.moments.mean[2] - 8.5) < 3 * s.jz_error && s.jz_error < 2, "%g +- %g",
              s.moments.mean[2], s.jz_error);
}

/* Collective pumping heats the spin as it would a mode: xi² = (Gamma + Gamma_up)/(Gamma −
 * Gamma_up), to order 1/N. */
Test(stationary, a_heated_spin_of_any_length)
{
    sq_task task = task_of(1e6, 0, 0, 0);
    task.protocol.segment[0].rates =
        (sq_rates){.N = 1e6 + 0.3, .Gamma = 1, .Gamma_up = 0.5, .delta = 3, .Gamma_phi = 1};
    sq_stationary s = find(&task);
    cr_expect_str_eq(s.method, "closed form");
    cr_expect_float_eq(s.squeezing.xi2, 3, 1e-5, "%g", s.squeezing.xi2);
    cr_expect(s.db_error == 0 && s.jz_error == 0);
}

/* Each of the three ways alone, and what is none. */
Test(stationary, by_the_method_that_is_asked_for)
{
    static const char *const by[] = {"exact", "cumulant", "trajectories"};
    sq_task task = task_of(24, 0.3, 0.4, 4);
    for (int i = 0; i < 3; i++) {
        task.solver = by[i];
        sq_stationary s = find(&task);
        cr_expect_str_eq(s.method, by[i]);
        cr_expect((s.jz_error == 0) == (i == 0) && s.jz_error < 0.1, "%g", s.jz_error);
    }
    sq_stationary s;
    sq_errors errors = {0};
    task.solver = "ising";
    cr_expect(sq_stationary_find(&s, &task, &errors) == SQ_ERR_UNSUPPORTED);
    task = task_of(5000, 0, 0.9, 4);
    task.solver = "exact";
    cr_expect(sq_stationary_find(&s, &task, &errors) == SQ_ERR_UNSUPPORTED);
    task.solver = "cumulant"; /* in the striped region there is no narrow state to rest in */
    cr_expect(sq_stationary_find(&s, &task, &errors) == SQ_ERR_NUMERIC);
    cr_expect(strstr(errors.fault[0].text, "solver 'ising' is not asked") != NULL);
    cr_expect(strstr(errors.fault[1].text, "5000 spins takes too long") != NULL);
    cr_expect(strstr(errors.fault[2].text, "comes to rest; ask solver 'trajectories'") != NULL);
    sq_errors_free(&errors);
}

Test(stationary, what_depends_on_the_start_is_refused)
{
    sq_task task = task_of(30, 0, 0, 0);
    sq_stationary s;
    sq_errors errors = {0};
    task.protocol.segment[0].rates = (sq_rates){.N = 30, .chi_z = 1, .Gamma_phi = 0.3};
    cr_expect(sq_stationary_find(&s, &task, &errors) == SQ_ERR_NUMERIC);
    cr_expect(strstr(errors.fault[0].text, "depends on where it starts") != NULL);
    sq_errors_free(&errors);
}

/* Where the rates change there is no one steady state. */
Test(stationary, belongs_to_constant_rates)
{
    sq_task task = task_of(24, 0, 0.4, 2.4);
    sq_stationary s;
    sq_errors errors = {0};
    task.protocol.segment[0].duration = 1;
    sq_protocol_segment next = {.rates = task.protocol.segment[0].rates, .duration = INFINITY};
    cr_assert(sq_protocol_add(&task.protocol, &next, &errors) == SQ_OK);
    cr_expect(sq_stationary_find(&s, &task, &errors) == SQ_ERR_UNSUPPORTED);
    cr_expect_str_eq(errors.fault[0].text,
                     "a steady state belongs to constant rates, and the protocol has 2 "
                     "segments; ask for that of one of them");
    sq_errors_free(&errors);
}

/* Closed form of the mean field (doc/physics.md), whatever the number of spins: N = 10^7 to
 * 10^15 and N Gamma/gamma_s = 53.6. */
Test(stationary, hierarchy_of_any_number_of_spins)
{
    for (double N = 1e7; N <= 1e15; N *= 1e4) {
        sq_task task = task_of(N, 0, 0.3, N / 53.6);
        sq_stationary s = find(&task);
        double z = 2 * s.moments.mean[2] / N, r = 1 / 53.6;
        /* 1/N of it is at most 1e-7, the tolerance of steps 1e-8. */
        cr_expect_float_eq(-2 * (1 + z) * (z - r) * (z - r) / z, 0.09, 1e-5, "%g", z);
        cr_expect(s.db_error < 1e-5, "%g", s.db_error);
    }
}
