/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order 5 with six products is good between rare jumps, and order 3 with three where jumps end
 * the step anyway. */
#include "solvers/pace.h"

#include <math.h>
#include <stddef.h>

static const sq_pace_method third_order = {
    .scheme = &sq_step_bogacki_shampine,
    .control = {.order = 3, .safety = 0.9, .least = 0.2, .largest = 4, .rejected = 0.85}};
static const sq_pace_method fifth_order = {
    .scheme = &sq_step_cash_karp,
    .control = {.order = 5, .safety = 0.9, .least = 0.2, .largest = 4, .rejected = 0.85}};

void
sq_pace_start(sq_pace *p, double first)
{
    *p = (sq_pace){.small = first, .large = 3 * first};
}

void
sq_pace_slow_down(sq_pace *p, double first)
{
    p->small = fmin(p->small, first);
    p->large = 3 * p->small;
}

const sq_pace_method *
sq_pace_choose(const sq_pace *p, double limit, bool probe)
{
    if (limit <= p->small)
        return &third_order;
    bool small_is_better = 2 * p->small > fmin(p->large, limit);
    return small_is_better != probe ? &third_order : &fifth_order;
}

double
sq_pace_size(const sq_pace *p, const sq_pace_method *method)
{
    return method == &third_order ? p->small : p->large;
}

/* Where the method was used last time too, the size of the other is taken to change alike; else
 * their ratio is learnt anew. */
static void
resize(sq_pace *p, const sq_pace_method *method, double size)
{
    double *mine = method == &third_order ? &p->small : &p->large;
    double *other = method == &third_order ? &p->large : &p->small;
    if (p->last == method)
        *other *= size / *mine;
    *mine = size;
}

double
sq_pace_shorten(sq_pace *p, const sq_pace_method *method, double h, double error)
{
    h *= sq_step_factor_rejected(&method->control, error);
    resize(p, method, h);
    return h;
}

void
sq_pace_take(sq_pace *p, const sq_pace_method *method, double h, double error)
{
    double factor = sq_step_factor(&method->control, error);
    /* A step that was cut short says little of the size that would do. */
    bool whole = h >= 0.9 * sq_pace_size(p, method);
    if (whole || factor < 1)
        resize(p, method, h * factor);
    p->last = method;
}
