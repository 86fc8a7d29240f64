/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is run along the segments of a protocol: axes, curves and their minima, ensembles,
 * files, predictions. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cases.h"
#include "predict/ensemble_file.h"
#include "predict/predict.h"

static const double minus_x[3] = {-1, 0, 0};
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

/* ---- what cannot be ---- */

static void
expect_refusal(const sq_protocol *p, enum sq_status status, const char *text)
{
    sq_errors errors = {0};
    cr_expect(sq_protocol_check(p, &errors) == status);
    cr_assert(errors.n == 1, "%s", text);
    cr_expect_str_eq(errors.fault[0].text, text);
    sq_errors_free(&errors);
}

Test(segments, refusals)
{
    sq_protocol p = {0};
    expect_refusal(&p, SQ_ERR_INPUT, "the protocol has no segment; add one");
    sq_protocol_hold(&p, &every_term, 1);
    p.segment[0].rates.gamma_s = -1;
    expect_refusal(&p, SQ_ERR_INPUT, "the rate gamma_s is -1; a decay rate cannot be negative");
    add(&p, no_pulse, &every_term, INFINITY);
    expect_refusal(&p, SQ_ERR_INPUT,
                   "segment 1: the rate gamma_s is -1; a decay rate cannot be negative");
    p.segment[0].rates.gamma_s = 1;
    p.segment[1].rates.N = 38;
    expect_refusal(&p, SQ_ERR_INPUT,
                   "segment 2: the number of spins is 38, and was 37: it cannot change");
    p.segment[1].rates.N = 37;
    p.segment[0].duration = INFINITY;
    expect_refusal(&p, SQ_ERR_INPUT,
                   "segment 1: the duration is inf; it must not be negative, and finite unless "
                   "the segment is the last");
    p.segment[0].duration = -0.1;
    expect_refusal(
        &p, SQ_ERR_INPUT,
        "segment 1: the duration is -0.1; it must not be negative, and finite unless "
        "the segment is the last");
    p.segment[0].duration = 0.1;
    p.segment[1].before = (sq_protocol_pulse){.axis = {1, 2, 2}, .angle = 1};
    expect_refusal(&p, SQ_ERR_INPUT,
                   "segment 2: the axis of the pulse, (1, 2, 2), is no unit vector: divide it "
                   "by its length");
    p.segment[1].before = (sq_protocol_pulse){.axis = {1, 0, 0}, .angle = NAN};
    expect_refusal(&p, SQ_ERR_INPUT,
                   "segment 2: the angle of the pulse is nan; it must be finite");
    p.segment[1].before = (sq_protocol_pulse){.axis = {1, 2, 2}, .angle = 0};
    sq_errors errors = {0};
    cr_expect(sq_protocol_check(&p, &errors) == SQ_OK);
}

Test(segments, no_more_than_there_is_room_for)
{
    sq_protocol p;
    sq_errors errors = {0};
    sq_protocol_hold(&p, &every_term, 1);
    const sq_protocol_segment segment = p.segment[0];
    while (p.n < SQ_PROTOCOL_MOST)
        cr_assert(sq_protocol_add(&p, &segment, &errors) == SQ_OK);
    cr_expect(sq_protocol_start(&p, p.n) == SQ_PROTOCOL_MOST);
    cr_expect(sq_protocol_add(&p, &segment, &errors) == SQ_ERR_UNSUPPORTED);
    cr_expect_str_eq(errors.fault[0].text,
                     "a protocol has at most 256 segments; join some of them");
    sq_errors_free(&errors);
}

Test(segments, differences)
{
    sq_protocol a, b;
    sq_protocol_hold(&a, &every_term, 0.5);
    add(&a, tilted, &every_term, 0.25);
    b = a;
    b.segment[1].duration = INFINITY; /* the times of a run tell where that ends */
    cr_expect(sq_protocol_difference(&a, &b) == NULL);
    b.segment[0].duration = 0.75;
    cr_expect_str_eq(sq_protocol_difference(&a, &b), "the durations");
    b.segment[0].before = tilted;
    cr_expect_str_eq(sq_protocol_difference(&a, &b), "the pulses");
    b.segment[0].rates.chi_z *= 2;
    cr_expect_str_eq(sq_protocol_difference(&a, &b), "the rates");
    b.n = 1;
    cr_expect_str_eq(sq_protocol_difference(&a, &b), "the numbers of segments");
}

Test(segments, fewer_spins)
{
    sq_protocol p, f;
    sq_protocol_hold(&p, &every_term, 0.5);
    add(&p, tilted, &every_term, INFINITY);
    sq_protocol_at_fewer_spins(&f, &p, 18.5);
    cr_expect(f.n == 2 && sq_protocol_spins(&f) == 18.5 && sq_protocol_start(&f, 1) == 1);
    cr_expect(isinf(sq_protocol_start(&f, 2)) && f.segment[1].before.angle == tilted.angle);
    cr_expect(f.segment[1].rates.gamma_s == every_term.gamma_s / 2);
    cr_expect(f.segment[1].rates.chi == every_term.chi);
}

/* ---- axes ---- */

/* Each segment from its start to its end, and even points that lie on no boundary between. */
Test(segments, even_axis)
{
    static const double t[] = {0, 0.25, 0.5, 0.5, 0.75, 0.8125, 0.8125, 0.8125, 1};
    static const unsigned segment[] = {0, 0, 0, 1, 1, 1, 2, 3, 3};
    sq_protocol p;
    sq_axis axis;
    sq_errors errors = {0};
    sq_protocol_hold(&p, &every_term, 0.5);
    add(&p, tilted, &every_term, 0.3125);
    add(&p, tilted, &every_term, 0);
    add(&p, tilted, &every_term, INFINITY);
    cr_assert(sq_axis_make(&axis, &p, 1, 5, true, &errors) == SQ_OK);
    cr_assert(axis.n == sizeof t / sizeof t[0], "%zu", axis.n);
    for (size_t i = 0; i < axis.n; i++)
        cr_expect(axis.t[i] == t[i] && axis.segment[i] == segment[i], "%zu: %g of %u", i,
                  axis.t[i], axis.segment[i]);
    sq_axis_free(&axis);
}

/* Cut short, it ends before what would come then; a last segment of no time is no cut. */
Test(segments, where_an_axis_ends)
{
    sq_protocol p;
    sq_axis axis;
    sq_errors errors = {0};
    sq_protocol_hold(&p, &every_term, 0.5);
    add(&p, tilted, &every_term, 0);
    for (int last = 0; last < 2; last++) {
        if (last)
            add(&p, tilted, &every_term, 1);
        cr_assert(sq_axis_make(&axis, &p, 0.5, 7, false, &errors) == SQ_OK);
        cr_expect(axis.t[axis.n - 1] == 0.5);
        cr_expect(axis.segment[axis.n - 1] == (last ? 0 : 1));
        sq_axis_free(&axis);
    }
}

/* Times of squint's own beside even ones: all are there once, in order, and only the even ones
 * are marked. */
Test(segments, merged_axis)
{
    sq_protocol p;
    sq_axis asked, own, both;
    sq_errors errors = {0};
    size_t marked = 0;
    sq_protocol_hold(&p, &every_term, 0.7);
    add(&p, tilted, &every_term, 0);
    add(&p, tilted, &every_term, 0.9);
    cr_assert(sq_axis_make(&asked, &p, 1.6, 25, true, &errors) == SQ_OK);
    cr_assert(sq_axis_make(&own, &p, 1.6, 201, false, &errors) == SQ_OK);
    cr_assert(sq_axis_merge(&both, &asked, &own, &errors) == SQ_OK);
    for (size_t i = 0; i < both.n; i++) {
        cr_expect(i == 0 || both.segment[i] > both.segment[i - 1] ||
                      both.t[i] - both.t[i - 1] > 1e-12,
                  "%zu", i);
        if (both.asked[i]) {
            cr_expect(both.t[i] == asked.t[marked] && both.segment[i] == asked.segment[marked]);
            marked++;
        }
    }
    cr_expect(marked == asked.n && both.n > own.n && both.n < own.n + asked.n, "%zu", both.n);
    sq_axis_free(&asked);
    sq_axis_free(&own);
    sq_axis_free(&both);
}

/* Left to the program, each segment has a geometric half of its own. */
Test(segments, geometric_axis)
{
    sq_protocol p;
    sq_axis axis;
    sq_errors errors = {0};
    sq_protocol_hold(&p, &every_term, 0.7);
    add(&p, no_pulse, &every_term, 0.9);
    cr_assert(sq_axis_make(&axis, &p, 1.6, 401, false, &errors) == SQ_OK);
    cr_expect(axis.n == 400, "%zu", axis.n);
    size_t early = 0;
    for (size_t i = 0; i < axis.n; i++) {
        cr_expect(i == 0 || axis.t[i] >= axis.t[i - 1]);
        early += axis.segment[i] == 1 && axis.t[i] > 0.7 && axis.t[i] < 0.71;
    }
    cr_expect(early > 30 && axis.t[axis.n - 1] == 0.7 + 0.9, "%zu", early);
    sq_axis_free(&axis);
}

/* ---- curves and their minima ---- */

static sq_task
task_of(const char *solver, const sq_protocol *p)
{
    sq_task task;
    sq_task_init(&task);
    task.protocol = *p;
    memcpy(task.spin, minus_x, sizeof task.spin);
    task.solver = solver;
    return task;
}

static sq_prediction
predict(const sq_task *task)
{
    sq_prediction p;
    sq_errors errors = {0};
    cr_assert(sq_predict(&p, task, &errors) == SQ_OK, "%s", sq_errors_first(&errors));
    return p;
}

static const sq_curve *
curve_of(const sq_prediction *p)
{
    return &p->run.curve[p->run.primary];
}

static double
db_of(const sq_curve_point *point)
{
    return sq_squeezing_decibel(point->squeezing.xi2);
}

static const sq_rates squeezing = {.N = 2000, .Gamma = 1, .gamma_s = 4, .Omega = 900};

/* Turned by pi about z, with the drive the other way round, everything goes on as if nothing
 * had happened: wherever it is cut, the minima stay what they are. */
Test(segments, minima_wherever_it_is_cut)
{
    static const double part[] = {0.3, 0.999, 1 - 1e-7, 1, 1 + 1e-7, 1.001, 3};
    const sq_protocol_pulse turn = {.axis = {0, 0, 1}, .angle = M_PI};
    sq_rates mirrored = squeezing;
    mirrored.Omega *= -1;
    sq_protocol whole, cut;
    sq_protocol_hold(&whole, &squeezing, 0.2);
    sq_task task = task_of("cumulant", &whole);
    sq_prediction a = predict(&task);
    cr_assert(curve_of(&a)->n_minima == 2);
    for (int m = 0; m < 2; m++)
        for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
            double t = part[i] * curve_of(&a)->minimum[m].t;
            sq_protocol_hold(&cut, &squeezing, t);
            add(&cut, turn, &mirrored, fmax(0, 0.2 - t));
            task = task_of("cumulant", &cut);
            sq_prediction b = predict(&task);
            cr_expect(b.judgement.kind == SQ_BEST_MINIMUM);
            cr_expect(curve_of(&b)->n_minima == 2, "cut at %g: %zu minima", t,
                      curve_of(&b)->n_minima);
            for (size_t k = 0; k < curve_of(&b)->n_minima; k++) {
                const sq_curve_point *p = &curve_of(&a)->minimum[k],
                                     *q = &curve_of(&b)->minimum[k];
                cr_expect(fabs(db_of(p) - db_of(q)) < 1e-4 && fabs(q->t / p->t - 1) < 0.01,
                          "cut at %g: %g dB at %g, not %g dB at %g", t, db_of(q), q->t,
                          db_of(p), p->t);
            }
            sq_prediction_free(&b);
        }
    sq_prediction_free(&a);
}

/* Dephasing begins while xi² still falls: the minimum is the bend itself. */
Test(segments, a_bend_is_a_minimum)
{
    sq_rates dephased = squeezing;
    sq_protocol p;
    dephased.gamma_phi = 4000;
    sq_protocol_hold(&p, &squeezing, 0.02);
    add(&p, tilted, &dephased, 0.002);
    const char *const by[] = {"cumulant", "trajectories"};
    for (int i = 0; i < 2; i++) {
        sq_task task = task_of(by[i], &p);
        task.trajectories = 100;
        sq_prediction b = predict(&task);
        size_t last = curve_of(&b)->n_minima - 1;
        cr_assert(curve_of(&b)->n_minima > 0);
        cr_expect(fabs(curve_of(&b)->minimum[last].t - 0.02) < 1e-12, "%s: %.15g", by[i],
                  curve_of(&b)->minimum[last].t);
        cr_expect(b.judgement.kind == SQ_BEST_MINIMUM && b.judgement.best.t <= 0.02);
        sq_prediction_free(&b);
    }
}

/* Many pulses on the way down, and one at the very end, make no minimum. */
Test(segments, pulses_are_no_minima)
{
    const sq_rates twisting = {.N = 100, .chi_z = 1};
    const sq_protocol_pulse turn = {.axis = {0, 0, 1}, .angle = 0.7};
    const char *const by[] = {"cumulant", "exact", "trajectories"};
    sq_protocol p;
    sq_protocol_hold(&p, &twisting, 0.005);
    for (int i = 0; i < 5; i++)
        add(&p, turn, &twisting, 0.002);
    add(&p, tilted, &twisting, 0);
    for (int i = 0; i < 3; i++) {
        sq_task task = task_of(by[i], &p);
        task.trajectories = 100;
        sq_prediction b = predict(&task);
        const sq_curve *curve = curve_of(&b);
        cr_expect(curve->n_minima == 0 && b.judgement.kind == SQ_BEST_TIME_ENDS, "%s: %zu, %s",
                  by[i], curve->n_minima, sq_best_kind_name(b.judgement.kind));
        cr_expect(curve->point[curve->n - 1].segment == p.n - 1);
        sq_prediction_free(&b);
    }
}

/* Before and after a pulse stand two points of one time: all is turned, and xi² stays. */
Test(segments, points_beside_a_pulse)
{
    sq_protocol p;
    const char *const by[] = {"cumulant", "exact", "trajectories"};
    sq_protocol_hold(&p, &every_term, 0.0625);
    add(&p, (sq_protocol_pulse){.axis = {0, 0, 1}, .angle = M_PI_2}, &every_term, 0.0625);
    for (int i = 0; i < 3; i++) {
        sq_task task = task_of(by[i], &p);
        task.points = 5;
        task.trajectories = 20;
        sq_prediction b = predict(&task);
        cr_assert(b.judgement.n_shown == 6, "%zu", b.judgement.n_shown);
        const sq_curve_point *before = &curve_of(&b)->point[b.judgement.shown[2]],
                             *after = &curve_of(&b)->point[b.judgement.shown[3]];
        cr_expect(before->t == 0.0625 && after->t == 0.0625);
        cr_expect(before->segment == 0 && after->segment == 1);
        cr_expect(fabs(before->squeezing.xi2 / after->squeezing.xi2 - 1) < 1e-9);
        cr_expect(fabs(after->moments.mean[0] + before->moments.mean[1]) < 1e-9);
        cr_expect(fabs(after->moments.mean[1] - before->moments.mean[0]) < 1e-9);
        cr_expect(fabs(after->moments.cov[0][2] + before->moments.cov[1][2]) < 1e-9);
        sq_prediction_free(&b);
    }
}

/* ---- predictions ---- */

/* Where the run ends. */
Test(segments, the_end_of_a_task)
{
    sq_protocol p;
    sq_protocol_hold(&p, &squeezing, INFINITY);
    sq_task task = task_of("cumulant", &p);
    cr_expect(!sq_task_has_end(&task));
    cr_expect(sq_task_end(&task) == sq_rates_default_duration(&squeezing));
    task.until = 0.3;
    cr_expect(sq_task_has_end(&task) && sq_task_end(&task) == 0.3);
    task.protocol.segment[0].duration = 0.2;
    cr_expect(sq_task_end(&task) == 0.2);
    add(&task.protocol, tilted, &squeezing, INFINITY);
    cr_expect(sq_task_end(&task) == 0.3);
    task.until = 0;
    cr_expect(!sq_task_has_end(&task));
    cr_expect(sq_task_end(&task) == 0.2 + sq_rates_default_duration(&squeezing));
}

/* Three solvers and the spins that stand for them agree on a protocol as on a hold; 5 standard
 * errors. */
Test(segments, cross_check)
{
    sq_rates first = {.N = 300.4, .Gamma = 1, .gamma_s = 4, .Omega = 135}, second = first;
    sq_protocol p;
    second.Omega *= 0.8;
    sq_protocol_hold(&p, &first, 0.04);
    add(&p, (sq_protocol_pulse){.axis = {1, 0, 0}, .angle = 0.05}, &second, 0.06);
    sq_task task = task_of("cumulant", &p);
    task.cross_check = true;
    sq_prediction b = predict(&task);
    cr_assert(b.n_cross_checks == 2, "%s", b.remark);
    cr_expect_str_eq(b.remark, "");
    cr_expect(strstr(b.cross_check[0].second.reason, "300 spins stand for 300.4") != NULL);
    for (size_t i = 0; i < 2; i++) {
        const sq_answer_pair *pair = &b.cross_check[i];
        cr_expect(fabs(pair->difference_db) < 5 * pair->error_db + 0.05, "%zu: %g ± %g", i,
                  pair->difference_db, pair->error_db);
    }
    sq_prediction_free(&b);
}

Test(segments, costs_add_up)
{
    const sq_rates rates = {.N = 60, .Gamma = 1, .gamma_s = 4, .Omega = 27};
    sq_protocol one, two;
    sq_plan a, b;
    sq_errors errors = {0};
    sq_protocol_hold(&one, &rates, 0.2);
    sq_protocol_hold(&two, &rates, 0.1);
    add(&two, tilted, &rates, 0.1);
    for (size_t i = 0; sq_solvers[i]; i++) {
        if (!case_applies(sq_solvers[i], &rates))
            continue;
        sq_task task = task_of(sq_solvers[i]->name, &one);
        cr_assert(sq_plan_make(&a, &task, &errors) == SQ_OK);
        task = task_of(sq_solvers[i]->name, &two);
        cr_assert(sq_plan_make(&b, &task, &errors) == SQ_OK);
        cr_expect(b.cost.seconds > 0.7 * a.cost.seconds && b.cost.bytes == a.cost.bytes);
        cr_expect(b.cost.seconds < 2.1 * a.cost.seconds, "%s: %g, not %g", sq_solvers[i]->name,
                  b.cost.seconds, a.cost.seconds);
    }
}

Test(segments, refused_by_solvers)
{
    sq_rates collective = {.N = 20, .Gamma = 1, .Omega = 5};
    sq_protocol p;
    sq_plan plan;
    sq_errors errors = {0};
    sq_protocol_hold(&p, &collective, 1);
    sq_task task = task_of("steady", &p);
    cr_expect(sq_plan_make(&plan, &task, &errors) == SQ_OK);
    add(&task.protocol, no_pulse, &collective, 1);
    cr_expect(sq_plan_make(&plan, &task, &errors) == SQ_ERR_UNSUPPORTED);
    cr_expect_str_eq(errors.fault[0].text,
                     "solver 'steady' knows where constant rates lead and nothing of the way, "
                     "so that a protocol of 2 segments is beyond it; use another solver");
    task.protocol.segment[1].rates.Gamma = -1;
    cr_expect(sq_plan_make(&plan, &task, &errors) == SQ_ERR_INPUT);
    cr_expect_str_eq(errors.fault[1].text,
                     "segment 2: the rate Gamma is -1; a decay rate cannot be negative");
    sq_errors_free(&errors);
}

/* An ensemble goes on along the protocol it began with, and no other. */
Test(segments, resumed)
{
    char path[64];
    sq_protocol p;
    sq_prediction b;
    sq_errors errors = {0};
    snprintf(path, sizeof path, "segments-%d.tmp", (int)getpid());
    sq_protocol_hold(&p, &every_term, 0.0625);
    add(&p, tilted, &every_term, 0.0625);
    sq_task task = task_of("trajectories", &p);
    task.points = 3;
    task.trajectories = 7;
    sq_prediction a = predict(&task);
    cr_assert(sq_ensemble_file_save(a.run.ensemble, path, &errors) == SQ_OK);
    task.resume = path;
    b = predict(&task);
    cr_expect(b.run.ensemble->n == 14 && b.run.until == 0.125);
    sq_prediction_free(&b);
    task.protocol.segment[1].duration = 0.25;
    cr_expect(sq_predict(&b, &task, &errors) == SQ_ERR_INPUT);
    task.protocol.segment[0].duration = 0.125;
    cr_expect(sq_predict(&b, &task, &errors) == SQ_ERR_INPUT);
    remove(path);
    cr_assert(errors.n == 2);
    cr_expect(strstr(errors.fault[0].text, "made for another lab, the ends of time differ"));
    cr_expect(strstr(errors.fault[1].text, "made for another lab, the durations differ"));
    sq_errors_free(&errors);
    sq_prediction_free(&a);
}
