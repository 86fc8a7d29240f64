/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "base/step.h"

/* ---- the schemes ---- */

static const struct {
    const sq_step_scheme *scheme;
    int order;
} schemes[] = {{&sq_step_bogacki_shampine, 3}, {&sq_step_cash_karp, 5}};

#define FOR_EVERY_SCHEME(rk, order)                                                            \
    for (size_t s_ = 0; s_ < sizeof schemes / sizeof schemes[0]; s_++)                         \
        for (const sq_step_scheme *rk = schemes[s_].scheme; rk; rk = NULL)                     \
            for (int order = schemes[s_].order, once_ = 1; once_; once_ = 0)

/* dy/dt = cos(t) y², y(0) = 0.6: y = 1/(1/0.6 − sin t). */
static double
slope(double t, double y)
{
    return cos(t) * y * y;
}

static double
solution(double t)
{
    return 1 / (1 / 0.6 - sin(t));
}

/* One step; *error is the scheme's own estimate. */
static double
step_of(const sq_step_scheme *rk, double t, double y, double h, double *error)
{
    double k[SQ_STEP_MOST_STAGES], sum = y;
    *error = 0;
    for (int i = 0; i < rk->n_stages; i++) {
        double at = y;
        for (int j = 0; j < i; j++)
            at += h * rk->stage[i][j] * k[j];
        k[i] = slope(t + rk->node[i] * h, at);
    }
    for (int i = 0; i < rk->n_stages; i++) {
        sum += h * rk->weight[i] * k[i];
        *error += h * rk->error[i] * k[i];
    }
    return sum;
}

static double
global_error(const sq_step_scheme *rk, int n)
{
    const double end = 1.3;
    double y = solution(0), unused;
    for (int i = 0; i < n; i++)
        y = step_of(rk, end * i / n, y, end / n, &unused);
    return fabs(y - solution(end));
}

Test(step, schemes_are_consistent)
{
    FOR_EVERY_SCHEME(rk, order)
    {
        double weights = 0, errors = 0;
        for (int i = 0; i < rk->n_stages; i++) {
            double node = 0;
            for (int j = 0; j < rk->n_stages; j++) {
                node += rk->stage[i][j];
                cr_expect(j < i || rk->stage[i][j] == 0, "order %d: not explicit", order);
            }
            cr_expect_float_eq(node, rk->node[i], 1e-15, "order %d, node %d", order, i);
            weights += rk->weight[i];
            errors += rk->error[i];
        }
        cr_expect_float_eq(weights, 1, 1e-15, "order %d", order);
        cr_expect_float_eq(errors, 0, 1e-15, "order %d", order);
    }
}

/* Half the step, 2^-order of the error; what is left of higher orders is below a fifth. */
Test(step, schemes_have_their_order)
{
    FOR_EVERY_SCHEME(rk, order)
    {
        double ratio = global_error(rk, 40) / global_error(rk, 80);
        cr_expect(fabs(log2(ratio) - order) < 0.2, "order %d: %g", order, log2(ratio));
    }
}

/* The estimate is that of the scheme inside, which is one order lower. */
Test(step, estimates_have_their_order)
{
    FOR_EVERY_SCHEME(rk, order)
    {
        double whole, half;
        step_of(rk, 0.37, solution(0.37), 0.04, &whole);
        step_of(rk, 0.37, solution(0.37), 0.02, &half);
        cr_expect(fabs(log2(fabs(whole / half)) - order) < 0.2, "order %d: %g", order,
                  log2(fabs(whole / half)));
    }
}

/* ---- the size of steps ---- */

static const sq_step_control control = {
    .order = 5, .safety = 0.9, .least = 0.2, .largest = 3.7, .rejected = 0.85};

Test(step, factors_are_bounded)
{
    cr_expect_float_eq(sq_step_factor(&control, 1), 0.9, 1e-15);
    cr_expect_float_eq(sq_step_factor(&control, pow(1.7, -5)), 0.9 * 1.7, 1e-14);
    cr_expect(sq_step_factor(&control, 0) == 3.7);
    cr_expect(sq_step_factor(&control, 1e-30) == 3.7);
    cr_expect(sq_step_factor(&control, 1e30) == 0.2);
    cr_expect(sq_step_factor(&control, INFINITY) == 0.2);
    cr_expect(sq_step_factor_rejected(&control, 1.01) == 0.85);
    cr_expect(sq_step_factor_rejected(&control, INFINITY) == 0.2);
}

/* A method that has the error 1 at some size. */
typedef struct model {
    double size, last;
    int attempts;
} model;

static double
error_of_model(void *method, double h)
{
    model *m = method;
    m->last = h;
    m->attempts++;
    return pow(h / m->size, 5);
}

/* The size settles where the error is the safety to the order, from above and from below, and
 * steps never pass the end. */
Test(step, sizes_settle)
{
    static const double first[] = {1e-4, 17};
    for (int i = 0; i < 2; i++) {
        sq_step step = {.t = 0.1, .size = first[i]};
        model m = {.size = 0.037};
        for (double before = step.t; step.t < 2.3; before = step.t) {
            cr_assert(sq_step_make(&step, &control, 2.3, error_of_model, &m));
            cr_expect(step.taken == m.last && step.t <= 2.3);
            cr_expect(step.t == 2.3 || step.t == before + step.taken);
        }
        cr_expect_float_eq(step.size, 0.9 * 0.037, 1e-12);
        cr_expect(step.steps + step.rejections == m.attempts);
        cr_expect((step.rejections > 0) == (first[i] > m.size));
    }
}

/* A step cut short by the end leaves the size for the next as it was. */
Test(step, ends_do_not_shorten)
{
    sq_step step = {.size = 0.03};
    model m = {.size = 0.037};
    cr_assert(sq_step_make(&step, &control, 1e-7, error_of_model, &m));
    cr_expect(step.t == 1e-7 && step.taken == 1e-7 && step.size == 0.03);
}

static double
error_without_end(void *method, double h)
{
    (void)h;
    ++*(int *)method;
    return INFINITY;
}

Test(step, gives_up_where_nothing_will_do)
{
    static const double start[] = {0, 1.7};
    for (int i = 0; i < 2; i++) {
        sq_step step = {.t = start[i], .size = 0.3};
        int attempts = 0;
        cr_expect(!sq_step_make(&step, &control, 2, error_without_end, &attempts));
        cr_expect(step.t == start[i] && step.steps == 0);
        cr_expect(step.rejections == attempts && attempts < 500);
    }
}
