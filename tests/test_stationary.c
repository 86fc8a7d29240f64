/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

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
    sq_task few = task_of(24, 0, 0.4, 2.4), many = task_of(25, 0, 0.4, 2.5);
    sq_stationary a = find(&few), b = find(&many);
    cr_expect_str_eq(a.method, "exact");
    cr_expect_str_eq(b.method, "cumulant");
    cr_expect(fabs(a.db - b.db) < 0.02, "%g %g", a.db, b.db);
}

Test(stationary, broad_mixtures_are_refused)
{
    sq_task task = task_of(1e4, 0, 0.9, 10);
    sq_stationary s;
    sq_errors errors = {0};
    cr_expect(sq_stationary_find(&s, &task, &errors) == SQ_ERR_NUMERIC);
    cr_expect_str_eq(errors.fault[0].text,
                     "no order of the hierarchy comes to rest: above the critical drive "
                     "(Upsilon_c/sqrt(2) with relaxation) the steady state is a broad mixture; "
                     "lower the drive, or take at most 24 spins, which are solved exactly");
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
