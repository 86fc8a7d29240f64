/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which solver answers, and the cross-check. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "predict/choice.h"
#include "predict/predict.h"

static sq_task
task_of(double N, double gamma_s, double until)
{
    sq_task task;
    sq_task_init(&task);
    const sq_rates rates = {.N = N, .Gamma = 1, .gamma_s = gamma_s, .Omega = 0.9 * N / 2};
    sq_protocol_hold(&task.protocol, &rates, INFINITY);
    task.spin[0] = -1;
    task.until = until;
    task.accuracy.late_seconds = 1000; /* sanitizers are slow, and so are busy machines */
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
    sq_task task = task_of(40, 4, 0.4);
    task.accuracy.answer_db = 1e-3;
    sq_prediction p = predict(&task);
    cr_assert(p.n_answers == 2);
    cr_expect_str_eq(p.answer[0].solver, "cumulant");
    cr_expect_str_eq(p.answer[1].solver, "exact");
    cr_expect_str_eq(p.plan.solver->name, "exact");
    cr_expect_str_eq(sq_prediction_answer(&p)->reason, "exact, since its orders disagree");
    cr_expect(p.judgement.kind == SQ_BEST_MINIMUM && p.judgement.db == p.answer[1].db);
    cr_expect(fabs(p.answer[0].db - p.answer[1].db) <= 2 * p.answer[0].db_error);
    sq_prediction_free(&p);
}

/* Twisting with a drive from the pole: 2.16 dB at 0.049, then less, then more than before. */
static sq_task
swinging(const char *solver, double until)
{
    sq_task task;
    sq_task_init(&task);
    const sq_rates rates = {.N = 97, .chi = 1.03, .Omega = 25.3, .gamma_s = 0.013};
    sq_protocol_hold(&task.protocol, &rates, INFINITY);
    task.spin[2] = -1;
    task.solver = solver;
    task.until = until;
    return task;
}

/* The orders part at 0.098, when squeezing rises for the second time. */
Test(predict, what_rises_where_trust_ends_is_asked_of_an_exact_solver)
{
    sq_task task = swinging("cumulant", 0.12);
    sq_prediction p = predict(&task);
    cr_expect(p.judgement.kind == SQ_BEST_MINIMUM && p.judgement.best.t < 0.06);
    cr_expect(p.judgement.more_ahead && p.judgement.valid_until < 0.11);
    sq_prediction_free(&p);
    task = swinging("exact", 0.12);
    p = predict(&task);
    double db = p.judgement.db;
    cr_expect(p.judgement.best.t > 0.1 && !p.judgement.more_ahead);
    sq_prediction_free(&p);
    task = swinging("auto", 0.12);
    p = predict(&task);
    cr_expect_str_eq(p.plan.solver->name, "exact");
    /* Both are refined to 1e-4 dB. */
    cr_expect(fabs(p.judgement.db - db) < 2e-4, "%.5f, not %.5f", p.judgement.db, db);
    sq_prediction_free(&p);
}

/* At 0.07 it falls, at 0.1 it rises fast, and the best point is the first in both. */
Test(predict, what_rises_at_the_end_is_told)
{
    const struct {
        double until;
        bool rises;
    } runs[] = {{0.07, false}, {0.0975, true}};
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        sq_task task = swinging("exact", runs[i].until);
        sq_prediction p = predict(&task);
        cr_expect(p.judgement.kind == SQ_BEST_MINIMUM && p.judgement.best.t < 0.06);
        cr_expect(p.judgement.more_ahead == runs[i].rises, "until %g", runs[i].until);
        sq_prediction_free(&p);
    }
}

/* Order 4 swings on, at -3.1, -2.2, -4.8 dB and less, far below the 2.56 dB at the beginning,
 * and steeply where the run ends or the closure does: none of that is a rise towards 2.56 dB.
 */
Test(predict, a_dip_of_a_swing_is_nothing_ahead)
{
    static const double until[] = {1.5, 3, 5, 10, 20};
    for (size_t i = 0; i < sizeof until / sizeof until[0]; i++) {
        sq_task task;
        sq_task_init(&task);
        const sq_rates rates = {.N = 1e4,
                                .chi = -3.15391e-4,
                                .Gamma = 1.57696e-4,
                                .Omega = 2.11314,
                                .gamma_s = 0.1};
        const double polar = 121.92 * M_PI / 180, azimuth = 147.7 * M_PI / 180;
        const double spin[3] = {sin(polar) * cos(azimuth), sin(polar) * sin(azimuth),
                                cos(polar)};
        sq_protocol_hold(&task.protocol, &rates, INFINITY);
        memcpy(task.spin, spin, sizeof spin);
        task.until = until[i];
        sq_prediction p = predict(&task);
        cr_expect_str_eq(p.plan.solver->name, "cumulant");
        cr_expect(p.judgement.kind == SQ_BEST_MINIMUM && p.judgement.best.t < 1);
        cr_expect(!p.judgement.more_ahead && !*p.remark, "until %g: %s", until[i], p.remark);
        sq_prediction_free(&p);
    }
}

/* Trajectories, asked for as a second opinion, go on beyond the end of trust and see what is
 * there, so that nothing is left to be asked for. */
Test(predict, what_an_exact_run_has_answered_is_not_left_open)
{
    sq_task task = swinging("auto", 0.12);
    task.accuracy.most_seconds = 1e-3;
    task.trajectories = 8;
    for (int check = 0; check < 2; check++) {
        task.cross_check = check;
        sq_prediction p = predict(&task);
        const sq_answer *second = sq_prediction_seen_beyond(&p);
        cr_expect(p.judgement.more_ahead && p.n_answers == 1);
        cr_expect((*p.remark != 0) == !check, "%s", p.remark);
        cr_expect((second != NULL) == check);
        cr_expect(!second || (second->time > p.judgement.valid_until && second->db > 2.4));
        sq_prediction_free(&p);
    }
}

Test(predict, the_hierarchy_answers_where_it_is_good_enough)
{
    sq_task task = task_of(60, 4, 0.4);
    sq_prediction p = predict(&task);
    cr_expect(p.n_answers == 1 && p.judgement.db_error < 0.1);
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
    sq_task task = task_of(2000, 50, 0.03); /* no early crossings */
    task.accuracy.answer_db = 0.2;
    task.accuracy.orders_part = 1e-3; /* so that the hierarchy is not trusted */
    sq_prediction p = predict(&task);
    cr_assert(p.n_answers == 2);
    cr_expect_str_eq(p.plan.solver->name, "trajectories");
    cr_expect(p.judgement.db_error > 0 && p.judgement.db_error <= 0.2);
    cr_expect(p.run.ensemble && p.run.ensemble->n == p.answer[1].trajectories);
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
    cr_expect_float_eq(sq_rates_upsilon(&f) / sq_rates_upsilon_critical(&f),
                       sq_rates_upsilon(&r) / sq_rates_upsilon_critical(&r), 1e-12);
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
    cr_assert(p.n_cross_checks == 2);
    cr_expect_str_eq(p.cross_check[0].second.solver, "trajectories");
    cr_expect(p.cross_check[0].rates.N == 300 && p.cross_check[1].rates.N == 40);
    cr_expect_str_eq(p.cross_check[1].second.solver, "exact");
    for (size_t i = 0; i < 2; i++) {
        const sq_answer_pair *c = &p.cross_check[i];
        cr_expect(c->difference_db == c->second.db - c->answer.db);
        cr_expect(fabs(c->difference_db) < 5 * c->error_db + 0.05, "%g ± %g", c->difference_db,
                  c->error_db);
    }
    sq_prediction_free(&p);
}

/* ---- a second opinion that is not to be had ---- */

/* The comparison at fewer spins is there all the same. */
Test(predict, cross_check_of_too_many_spins)
{
    sq_task task = task_of(1e9, 4, 4e-8);
    task.cross_check = true;
    sq_prediction p = predict(&task);
    cr_expect(p.judgement.db > 0 && p.n_answers == 1);
    cr_assert(p.n_cross_checks == 1);
    cr_expect(p.cross_check[0].rates.N == 40);
    cr_expect_str_eq(p.remark, "cross-check, N = 1e+09: solver 'trajectories' is for up to 1e8 "
                               "spins, not 1e+09; use solver 'cumulant'");
    sq_prediction_free(&p);
}

/* Both remarks stand. */
Test(predict, several_remarks)
{
    sq_task task = task_of(300, 4, 0.1);
    task.cross_check = true;
    task.accuracy.answer_db = 1e-4;
    task.accuracy.most_seconds = 1e-3;
    task.accuracy.exact_step = 0;
    task.trajectories = 100;
    sq_prediction p = predict(&task);
    cr_assert(p.n_cross_checks == 1);
    const char *first = strstr(p.remark, "ask with --solver "),
               *second =
                   strstr(p.remark, "; cross-check, N = 40: solver 'exact' finds no step");
    cr_expect(first && second && first < second, "%s", p.remark);
    sq_prediction_free(&p);
}

/* No step keeps such a tolerance. */
Test(predict, an_exact_run_that_fails)
{
    sq_task task = task_of(60, 4, 0.4);
    task.accuracy.answer_db = 1e-3;
    task.accuracy.exact_step = 0;
    sq_prediction p = predict(&task);
    cr_expect_str_eq(p.plan.solver->name, "cumulant");
    cr_expect(p.n_answers == 1 && p.judgement.db > 1.7);
    cr_expect(strstr(p.remark, "its orders disagree; there is no exact answer: solver 'exact' "
                               "finds no step") == p.remark,
              "%s", p.remark);
    sq_prediction_free(&p);
}

static volatile sig_atomic_t stop;

/* Stops as soon as the solver that the listener names begins. */
static void
stop_at(void *listener, const sq_task_progress *progress)
{
    stop = stop || strcmp(progress->solver, listener) == 0;
}

static sq_prediction
predict_interrupted(sq_task *task, char *solver)
{
    stop = 0;
    task->interrupt = &stop;
    task->progress = stop_at;
    task->listener = solver;
    return predict(task);
}

/* Before the first trajectory is done there is nothing to be had of them. */
Test(predict, interrupted_second_opinions)
{
    char trajectories[] = "trajectories", exact[] = "exact";
    sq_task task = task_of(300, 4, 0.1);
    task.cross_check = true;
    task.solver = "cumulant";
    sq_prediction p = predict_interrupted(&task, trajectories);
    cr_expect(p.n_cross_checks == 0 && p.judgement.db > 0);
    cr_expect_str_eq(p.remark, "cross-check: interrupted before it was done");
    sq_prediction_free(&p);
    p = predict_interrupted(&task, exact);
    cr_expect(p.n_cross_checks == 1 && !p.run.interrupted);
    cr_expect_str_eq(p.remark, "cross-check: interrupted before it was done");
    sq_prediction_free(&p);
    for (int i = 0; i < 2; i++) {
        task = i ? task_of(2000, 4, 0.12) : task_of(60, 4, 0.4);
        task.accuracy.answer_db = 1e-3;
        task.accuracy.most_seconds = 1e9;
        p = predict_interrupted(&task, i ? trajectories : exact);
        cr_expect_str_eq(p.plan.solver->name, "cumulant");
        cr_expect(p.judgement.db > 1);
        cr_expect_str_eq(p.remark, "its orders disagree; the exact run was interrupted");
        sq_prediction_free(&p);
    }
}

/* Nothing is gained by an approximation that takes longer. */
Test(predict, an_exact_solver_that_is_no_slower_begins)
{
    sq_task task = task_of(10, 4, 0.4);
    sq_prediction p = predict(&task);
    cr_expect_str_eq(p.plan.solver->name, "exact");
    cr_expect_str_eq(sq_prediction_answer(&p)->reason, "no slower than the hierarchy");
    cr_expect(p.n_answers == 1);
    sq_prediction_free(&p);
    const sq_rates twisting = {.N = 1e6, .chi_z = 1, .gamma_s = 10};
    sq_protocol_hold(&task.protocol, &twisting, INFINITY);
    p = predict(&task);
    cr_expect_str_eq(p.plan.solver->name, "ising");
    sq_prediction_free(&p);
}

/* An answer is not exchanged for one with a larger error; both are told. */
Test(predict, a_less_certain_answer_does_not_replace)
{
    sq_task task = task_of(3000, 50, 0.02);
    for (size_t i = 0; i < 2; i++) {
        task.accuracy.answer_db = 5e-4;
        task.trajectories = 8;
        sq_prediction p = predict(&task);
        cr_assert(p.n_answers == 2);
        cr_expect_str_eq(p.answer[0].solver, "trajectories");
        cr_expect_str_eq(sq_prediction_answer(&p)->solver, "cumulant");
        cr_expect(p.answer[0].db_error > p.answer[1].db_error);
        cr_expect(p.judgement.db == p.answer[1].db && p.judgement.kind == SQ_BEST_MINIMUM);
        cr_expect_str_eq(
            p.remark, "its orders disagree; the exact run is less certain than the hierarchy");
        sq_prediction_free(&p);
        task.seed++;
    }
}

/* A run that takes longer than it may is given up: what it has is no best point. */
Test(predict, a_run_that_takes_too_long_ends)
{
    sq_task task = task_of(60, 4, 0.4);
    task.solver = "exact";
    task.most_seconds = 1e-4;
    sq_prediction p = predict(&task);
    cr_expect(p.judgement.breakdown == SQ_BREAKDOWN_SLOW);
    cr_expect(p.judgement.valid_until < 0.4 && p.judgement.kind != SQ_BEST_MINIMUM);
    sq_prediction_free(&p);
}

/* The mean spin of twisted spins goes through zero and turns over, and the frame that follows
 * it made steps ever smaller: "no step that keeps a tolerance" at t = 5.2. */
Test(predict, exact_goes_on_where_the_mean_spin_turns_over)
{
    sq_task task;
    sq_task_init(&task);
    const sq_rates rates = {
        .N = 18, .chi_z = -0.44742235, .gamma_s = 0.0243558950, .gamma_phi = 0.0356072432};
    sq_protocol_hold(&task.protocol, &rates, INFINITY);
    task.spin[0] = -0.83453626;
    task.spin[1] = -0.53793822;
    task.spin[2] = 0.11904498;
    task.solver = "exact";
    task.until = 6;
    sq_prediction p = predict(&task);
    cr_expect(p.judgement.valid_until == 6 && fabs(p.judgement.best.t - 0.2918) < 1e-3);
    sq_prediction_free(&p);
}

/* Order 4 takes all the steps that it may, once it is past its breakdown. */
Test(predict, what_lies_past_validity_is_foreseen)
{
    sq_choice choice;
    sq_errors errors = {0};
    sq_task task = task_of(1e4, 50, 0.5);
    task.solver = "cumulant";
    cr_assert(sq_choice_make(&choice, &task, &errors) == SQ_OK);
    double within = choice.first.cost.seconds;
    task.past_validity = true;
    cr_assert(sq_choice_make(&choice, &task, &errors) == SQ_OK);
    cr_expect(choice.first.cost.seconds > 10 * within, "%g and %g s", within,
              choice.first.cost.seconds);
}

/* Near the ground state there is nothing to twist: until 0.26, 6.3 s were taken of 17500 that
 * were said. */
Test(predict, narrow_trajectories_are_foreseen)
{
    sq_choice choice;
    sq_errors errors = {0};
    sq_task task;
    sq_task_init(&task);
    const sq_rates rates = {
        .N = 6582, .Gamma = 0.351, .chi = 8.94, .gamma_s = 3.83, .Omega = 462};
    sq_protocol_hold(&task.protocol, &rates, INFINITY);
    task.spin[2] = -1;
    task.solver = "trajectories";
    task.trajectories = 20;
    task.until = 0.26;
    cr_assert(sq_choice_make(&choice, &task, &errors) == SQ_OK);
    cr_expect(choice.first.cost.seconds > 2 && choice.first.cost.seconds < 20, "%g s",
              choice.first.cost.seconds);
}

Test(predict, what_may_follow_is_planned)
{
    sq_choice choice;
    sq_errors errors = {0};
    sq_task task = task_of(60, 4, 0.4);
    cr_assert(sq_choice_make(&choice, &task, &errors) == SQ_OK);
    cr_expect_str_eq(choice.first.solver->name, "cumulant");
    cr_expect_str_eq(choice.next.solver->name, "exact");
    cr_expect(choice.next_runs && choice.next.cost.seconds > choice.first.cost.seconds);
    task.accuracy.most_seconds = choice.next.cost.seconds / 2;
    cr_assert(sq_choice_make(&choice, &task, &errors) == SQ_OK);
    cr_expect(choice.next.solver && !choice.next_runs);
    task.order = 3;
    cr_assert(sq_choice_make(&choice, &task, &errors) == SQ_OK);
    cr_expect(!choice.next.solver);
    task.order = 0;
    task.solver = "exact";
    cr_assert(sq_choice_make(&choice, &task, &errors) == SQ_OK);
    cr_expect_str_eq(choice.first.solver->name, "exact");
    cr_expect(!choice.next.solver);
}

/* Order 4 behind its breakdown makes steps of 5e-16 here, two million of them unless it is told
 * to end. */
Test(predict, past_validity_ends)
{
    sq_task task = task_of(1e4, 50, 0.02);
    task.solver = "cumulant";
    task.past_validity = true;
    task.accuracy.most_steps = 600;
    sq_prediction p = predict(&task);
    for (size_t i = 0; i < p.plan.n; i++)
        cr_expect(p.run.curve[i].steps < 5000, "%ld", p.run.curve[i].steps);
    sq_prediction_free(&p);
}

/* Twisting of so many spins ends 10^4 times later than the collective time: 3^(2/3)/2
 * N^(-2/3) at 3^(1/6) N^(-2/3) (Kitagawa & Ueda 1993), and decibels differ from that by the
 * order of N^(-1/3). */
Test(predict, axis_of_the_closed_form_reaches_its_best)
{
    for (double N = 1e10; N < 1e16; N *= 1e5) {
        sq_task task = task_of(N, 0, 0);
        const sq_rates rates = {.N = N, .chi_z = 1};
        sq_protocol_hold(&task.protocol, &rates, INFINITY);
        sq_prediction p = predict(&task);
        cr_expect(p.judgement.kind == SQ_BEST_MINIMUM);
        double right = -10 * log10(pow(3, 2.0 / 3) / 2 * pow(N, -2.0 / 3));
        cr_expect_float_eq(p.judgement.db, right, 0.01, "%g", p.judgement.db);
        sq_prediction_free(&p);
    }
}
