/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/step.h"

#include <float.h>
#include <math.h>

const sq_step_scheme sq_step_bogacki_shampine = {
    .n_stages = 3,
    .node = {0, 0.5, 0.75},
    .stage = {{0}, {0.5}, {0, 0.75}},
    .weight = {2.0 / 9, 1.0 / 3, 4.0 / 9},
    .error = {2.0 / 9, 1.0 / 3 - 1, 4.0 / 9},
};

const sq_step_scheme sq_step_cash_karp = {
    .n_stages = 6,
    .node = {0, 0.2, 0.3, 0.6, 1, 0.875},
    .stage = {{0},
              {0.2},
              {3.0 / 40, 9.0 / 40},
              {0.3, -0.9, 1.2},
              {-11.0 / 54, 2.5, -70.0 / 27, 35.0 / 27},
              {1631.0 / 55296, 175.0 / 512, 575.0 / 13824, 44275.0 / 110592, 253.0 / 4096}},
    .weight = {37.0 / 378, 0, 250.0 / 621, 125.0 / 594, 0, 512.0 / 1771},
    .error = {37.0 / 378 - 2825.0 / 27648, 0, 250.0 / 621 - 18575.0 / 48384,
              125.0 / 594 - 13525.0 / 55296, -277.0 / 14336, 512.0 / 1771 - 0.25},
};

double
sq_step_factor(const sq_step_control *c, double error)
{
    double wanted = error > 0 ? c->safety * pow(error, -1.0 / c->order) : c->largest;
    return fmin(c->largest, fmax(c->least, wanted));
}

double
sq_step_factor_rejected(const sq_step_control *c, double error)
{
    return fmin(sq_step_factor(c, error), c->rejected);
}

/* Too small to be told from rounding. */
static bool
is_lost(double t, double h)
{
    return h <= 4 * DBL_EPSILON * fabs(t) || h < DBL_MIN;
}

bool
sq_step_make(sq_step *s, const sq_step_control *control, double t_end,
             double (*attempt)(void *method, double h), void *method)
{
    for (double h = s->size;;) {
        bool last = s->t + h >= t_end;
        if (last)
            h = t_end - s->t;
        double error = attempt(method, h);
        if (error <= 1) {
            double next = h * sq_step_factor(control, error);
            /* A step cut short by t_end says nothing against the longer one. */
            s->size = last ? fmax(s->size, next) : next;
            s->t = last ? t_end : s->t + h;
            s->taken = h;
            s->steps++;
            return true;
        }
        s->rejections++;
        h *= sq_step_factor_rejected(control, error);
        s->size = h;
        if (is_lost(s->t, h))
            return false;
    }
}
