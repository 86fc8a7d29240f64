/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which solver answers, and the cross-check. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "predict/prediction.h"

static sq_task
task_of(double N, double gamma_s, double until)
{
    sq_task task;
    sq_task_init(&task);
    task.rates = (sq_rates){.N = N, .Gamma = 1, .gamma_s = gamma_s, .Omega = 0.9 * N / 2};
    task.spin[0] = -1;
    task.until = until;
    return task;
}

static sq_prediction
predict(const sq_task *task)
{
    sq_prediction p;
    sq_errors errors = {0};
    cr_assert(sq_predict(&p, task, &errors) == SQ_OK, "%s",
              errors.n ? errors.fault[0].text : "");
    return p;
}

/* The orders differ by 0.02 dB at the optimum of N = 60, so 0.001 dB wants the exact solver;
 * its optimum, 1.7451 dB, was found by the Liouvillian in permutation-symmetric form too. */
Test(predict, an_exact_solver_is_asked_where_the_orders_disagree)
{
    sq_task task = task_of(60, 4, 0.4);
    task.accuracy.answer_db = 1e-3;
    sq_prediction p = predict(&task);
    cr_assert(p.n_answers == 2);
    cr_expect_str_eq(p.answer[0].solver, "cumulant");
    cr_expect_str_eq(p.answer[1].solver, "exact");
    cr_expect_str_eq(p.plan.solver->name, "exact");
    cr_expect_str_eq(p.plan.reason, "exact, since its orders disagree");
    cr_expect(p.kind == SQ_BEST_MINIMUM && p.db == p.answer[1].db);
    cr_expect(fabs(p.answer[0].db - p.answer[1].db) <= 2 * p.answer[0].db_error);
    sq_prediction_free(&p);
}

Test(predict, the_hierarchy_answers_where_it_is_good_enough)
{
    sq_task task = task_of(60, 4, 0.4);
    sq_prediction p = predict(&task);
    cr_expect(p.n_answers == 1 && p.db_error < 0.1);
    cr_expect_str_eq(p.plan.solver->name, "cumulant");
    sq_prediction_free(&p);
}

/* A solver or an order that was asked for is what runs. */
Test(predict, what_was_asked_for_runs_alone)
{
    sq_task task = task_of(60, 4, 0.4);
    task.accuracy.answer_db = 1e-6;
    task.order = 2;
    sq_prediction p = predict(&task);
    cr_expect(p.n_answers == 1);
    sq_prediction_free(&p);
    task.order = 0;
    task.solver = "cumulant";
    p = predict(&task);
    cr_expect(p.n_answers == 1);
    sq_prediction_free(&p);
}

Test(predict, a_run_that_would_take_too_long_is_only_offered)
{
    sq_task task = task_of(2000, 4, 0.2);
    task.accuracy.answer_db = 1e-4;
    task.accuracy.most_seconds = 1e-3;
    sq_prediction p = predict(&task);
    cr_expect(p.n_answers == 1);
    cr_expect(strstr(p.remark, "ask with --solver trajectories") != NULL, "%s", p.remark);
    sq_prediction_free(&p);
}

/* Many spins: trajectories, until the error is as wanted. */
Test(predict, trajectories_answer_for_many_spins)
{
    sq_task task = task_of(2000, 4, 0.12);
    task.accuracy.answer_db = 0.2;
    task.accuracy.orders_part = 1e-3; /* so that the hierarchy is not trusted */
    sq_prediction p = predict(&task);
    cr_assert(p.n_answers == 2);
    cr_expect_str_eq(p.plan.solver->name, "trajectories");
    cr_expect(p.db_error > 0 && p.db_error <= 0.2);
    cr_expect(p.ensemble && p.ensemble->n == p.answer[1].trajectories);
    sq_prediction_free(&p);
}

Test(predict, ratios_are_kept_at_fewer_spins)
{
    const sq_rates r = {.N = 1e4,
                        .chi = 0.7,
                        .Gamma = 1.3,
                        .Omega = 5e3,
                        .gamma_s = 186,
                        .gamma_up = 3,
                        .gamma_phi = 7,
                        .Gamma_up = 0.1,
                        .Gamma_phi = 11,
                        .delta = -23,
                        .chi_z = 0.2};
    sq_rates f;
    sq_rates_at_fewer_spins(&f, &r, 40);
    cr_expect(f.N == 40 && f.chi == r.chi && f.Gamma == r.Gamma && f.chi_z == r.chi_z);
    cr_expect(f.Gamma_up == r.Gamma_up);
    cr_expect_float_eq(sq_upsilon(&f) / sq_upsilon_critical(&f),
                       sq_upsilon(&r) / sq_upsilon_critical(&r), 1e-12);
    cr_expect_float_eq(40 * f.Gamma / f.gamma_s, 1e4 * r.Gamma / r.gamma_s, 1e-9);
    cr_expect_float_eq(f.gamma_up / f.gamma_s, r.gamma_up / r.gamma_s, 1e-12);
    cr_expect_float_eq(f.gamma_phi / f.gamma_s, r.gamma_phi / r.gamma_s, 1e-12);
    cr_expect_float_eq(f.delta / f.gamma_s, r.delta / r.gamma_s, 1e-12);
    cr_expect_float_eq(f.Gamma_phi / f.gamma_s, r.Gamma_phi / r.gamma_s, 1e-12);
}

/* Order 4 is right to 0.05 dB at these optima (10^4 trajectories); 5 standard errors. */
Test(predict, cross_check_agrees)
{
    sq_task task = task_of(300, 4, 0.3);
    task.cross_check = true;
    task.accuracy.answer_db = 0.1;
    task.solver = "cumulant";
    sq_prediction p = predict(&task);
    cr_assert(p.n_checks == 2);
    cr_expect_str_eq(p.check[0].second.solver, "trajectories");
    cr_expect(p.check[0].rates.N == 300 && p.check[1].rates.N == 40);
    cr_expect_str_eq(p.check[1].second.solver, "exact");
    for (size_t i = 0; i < 2; i++) {
        const sq_check *c = &p.check[i];
        cr_expect(c->difference_db == c->second.db - c->answer.db);
        cr_expect(fabs(c->difference_db) < 5 * c->error_db + 0.05, "%g ± %g", c->difference_db,
                  c->error_db);
    }
    sq_prediction_free(&p);
}
