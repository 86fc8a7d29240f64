/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of time that squint chooses: no best may come after it without a word. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "predict/horizon.h"
#include "predict/predict.h"

static sq_task
task_of(const sq_rates *rates, const double spin[3], const char *solver)
{
    sq_task task;
    sq_task_init(&task);
    sq_protocol_hold(&task.protocol, rates, INFINITY);
    memcpy(task.spin, spin, sizeof task.spin);
    task.solver = solver;
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

/* The model of the paper, from -x. */
static sq_task
driven(double N, double gamma_s, double ratio)
{
    static const double minus_x[3] = {-1, 0, 0};
    const sq_rates rates = {.N = N, .Gamma = 1, .gamma_s = gamma_s, .Omega = ratio * N / 2};
    return task_of(&rates, minus_x, "cumulant");
}

/* A twisted state comes back to what it was, again and again: a rise at the end of the axis
 * leads to nothing better.  The closed form knows that the best is at 0.2005. */
Test(horizon, a_revival_is_nothing_ahead)
{
    static const double x[3] = {1, 0, 0};
    const sq_rates rates = {.N = 10, .chi_z = 1};
    sq_task task = task_of(&rates, x, "exact");
    sq_prediction p = predict(&task);
    cr_expect(p.until_chosen && !p.judgement.more_ahead);
    cr_expect_float_eq(p.judgement.db, 5.0884, 1e-3, "%g", p.judgement.db);
    sq_prediction_free(&p);
}

/* Few sampled times would be near to a best that comes so early: 20.16 dB at 0.0049
 * of 1/gamma_s. */
Test(horizon, an_axis_ends_soon_after_what_a_closed_form_sees)
{
    static const double x[3] = {1, 0, 0};
    const sq_rates rates = {.N = 3000, .chi_z = 1, .gamma_s = 1};
    sq_task task = task_of(&rates, x, "trajectories");
    double until;
    sq_errors errors = {0};
    cr_assert(sq_horizon_find(&until, &task, &errors) == SQ_OK);
    cr_expect(until > 0.004 && until < 0.02, "%g", until);
}

/* Squeezing creeps: by 0.35 dB while the time grows ten times, and less than 0.01 dB over the
 * last fifth of 1/gamma_s.  The best times of an axis that was asked for are 0.0517, 0.377,
 * 0.0233; orders that end a little elsewhere move them by less than the last part of the way.
 */
Test(horizon, slow_late_minima_are_waited_for)
{
    const struct {
        double gamma_s, ratio, db, time;
    } cases[] = {
        {200, 0.75, 1.935, 0.0517}, {100, 0.72, 1.645, 0.377}, {300, 0.78, 2.007, 0.0233}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sq_task task = driven(1e4, cases[i].gamma_s, cases[i].ratio);
        sq_prediction p = predict(&task);
        cr_expect(p.until_chosen && p.judgement.kind == SQ_BEST_MINIMUM, "case %zu", i);
        /* Refined to 1e-4 dB; the steps of another axis change order 4 by 1e-4 dB. */
        cr_expect(fabs(p.judgement.db - cases[i].db) < 1e-3, "case %zu: %g dB", i,
                  p.judgement.db);
        cr_expect(fabs(p.judgement.best.t / cases[i].time - 1) < 0.01, "case %zu: %g", i,
                  p.judgement.best.t);
        sq_prediction_free(&p);
    }
}

/* Order 2, which chooses the axis, ends at 1.2e-5, where 7 dB are reached; the orders above go
 * on, and find 15.29 dB at 5.41e-5 on any axis that is long enough. */
Test(horizon, the_axis_goes_on_where_the_answer_rises)
{
    const sq_rates rates = {.N = 1e6, .chi_z = 1, .Omega = 3e5};
    sq_task task = task_of(&rates, (const double[3]){0, 0, 1}, "cumulant");
    sq_prediction p = predict(&task);
    cr_expect(p.judgement.kind == SQ_BEST_MINIMUM && fabs(p.judgement.db - 15.292) < 2e-3,
              "%g dB at %g", p.judgement.db, p.judgement.best.t);
    sq_prediction_free(&p);
}

/* An exact answer that follows the hierarchy's goes on too, past an early minimum: the state
 * comes to rest at 0.66 dB (exact, to 200/Gamma). */
Test(horizon, an_exact_answer_goes_on_where_it_rises)
{
    sq_rates rates = {.N = 16, .Gamma = 1, .gamma_s = 0.69309, .chi_z = -0.55186};
    rates.Omega = 0.7827 * rates.N / 2;
    double polar = 70 * M_PI / 180, azimuth = 30 * M_PI / 180;
    const double spin[3] = {sin(polar) * cos(azimuth), sin(polar) * sin(azimuth), cos(polar)};
    sq_task task = task_of(&rates, spin, "auto");
    task.accuracy.late_seconds = 1000; /* sanitizers are slow, and so are busy machines */
    sq_prediction p = predict(&task), longer;
    cr_expect_str_eq(p.plan.solver->name, "exact");
    task.solver = "exact";
    task.until = 50;
    longer = predict(&task);
    double missed = longer.judgement.db - p.judgement.db;
    cr_expect(missed < p.judgement.db_error && p.judgement.db_error < 0.05, "%g ± %g, not %g",
              p.judgement.db, p.judgement.db_error, longer.judgement.db);
    sq_prediction_free(&p);
    sq_prediction_free(&longer);
}

/* Without gamma_s squeezing approaches that of the collective steady state from below. */
Test(horizon, the_error_covers_what_is_still_to_come)
{
    sq_task task = driven(1e4, 0, 0.9);
    sq_prediction p = predict(&task), longer;
    cr_expect(p.judgement.kind == SQ_BEST_TIME_ENDS && p.until_chosen);
    task.until = 10 * p.run.until;
    longer = predict(&task);
    cr_expect(longer.judgement.db - p.judgement.db < p.judgement.db_error, "%g ± %g, not %g",
              p.judgement.db, p.judgement.db_error, longer.judgement.db);
    cr_expect(p.judgement.db_error < 0.05, "%g", p.judgement.db_error);
    sq_prediction_free(&longer);
    /* Nothing comes after the end that was asked for. */
    task.until = p.run.until;
    longer = predict(&task);
    cr_expect(longer.judgement.to_come == 0 && longer.run.until == task.until);
    sq_prediction_free(&longer);
    sq_prediction_free(&p);
}

/* It rises fast where a run of 1e-4 ends: 2.9 dB come at 1.5e-4. */
Test(horizon, an_end_that_was_asked_for_stays)
{
    const sq_rates rates = {.N = 1e4, .chi = 1, .Gamma = 1, .gamma_s = 50, .Omega = 1.1e4};
    sq_task task = task_of(&rates, (const double[3]){-1, 0, 0}, "cumulant");
    task.until = 1e-4;
    sq_prediction p = predict(&task);
    cr_expect(p.judgement.kind == SQ_BEST_TIME_ENDS && p.run.until == 1e-4);
    cr_expect(p.judgement.db_error < 0.01, "%g", p.judgement.db_error);
    sq_prediction_free(&p);
}

/* Order 3 is no better than order 2 here, and order 4 worse: 0.451 dB, where 0.64 is right. */
Test(horizon, orders_that_do_not_converge_have_a_wide_error)
{
    sq_rates rates = {.N = 12, .Gamma = 1, .gamma_s = 0.69309, .chi_z = -0.55186};
    rates.Omega = 0.7827 * rates.N / 2;
    double polar = 70 * M_PI / 180, azimuth = 30 * M_PI / 180;
    const double spin[3] = {sin(polar) * cos(azimuth), sin(polar) * sin(azimuth), cos(polar)};
    sq_task task = task_of(&rates, spin, "cumulant");
    task.until = 12;
    sq_prediction p = predict(&task);
    task.solver = "exact";
    sq_prediction exact = predict(&task);
    cr_expect(fabs(exact.judgement.db - p.judgement.db) < p.judgement.db_error,
              "%g ± %g, not %g", p.judgement.db, p.judgement.db_error, exact.judgement.db);
    sq_prediction_free(&p);
    sq_prediction_free(&exact);
}
