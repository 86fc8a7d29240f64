/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/noise_orders.h"

#include <math.h>
#include <string.h>

#include "planning/noise_curve.h"
#include "planning/sight.h"

const sq_noise_order *
sq_noise_orders_by(const sq_noise_orders *o, int order)
{
    return &o->by[order - SQ_NOISE_SHOTS_LEAST];
}

int
sq_noise_orders_other(int order)
{
    return order > SQ_NOISE_SHOTS_LEAST ? order - 1 : order + 1;
}

/* ---- averages ---- */

/* By the least order over all points, and over those that are looked at closely. */
typedef struct base {
    sq_noise_curve rich, poor;
} base;

static void
add_least(sq_noise_orders *o, const base *b, bool checked)
{
    sq_noise_order *least = &o->by[0];
    o->n = b->rich.n;
    memcpy(o->t, b->rich.t, sizeof o->t);
    memcpy(least->db, b->rich.db, sizeof least->db);
    memcpy(least->distrusted, b->rich.distrusted, sizeof least->distrusted);
    for (size_t i = 0; i < o->n; i++)
        o->rule_error_db[i] = checked ? fabs(b->rich.db[i] - b->poor.db[i]) : NAN;
}

static enum sq_status
add_order(sq_noise_orders *o, int order, const base *b, const sq_noise_shots *s,
          const sq_noises *noises, sq_errors *errors)
{
    sq_noise_curve curve;
    sq_noise_order *by = &o->by[order - SQ_NOISE_SHOTS_LEAST];
    enum sq_status status = sq_noise_curve_make(&curve, s, order, s->close, noises, errors);
    for (size_t i = 0; i < o->n && !status; i++)
        by->db[i] = b->rich.db[i] + (curve.db[i] - b->poor.db[i]);
    memcpy(by->distrusted, curve.distrusted, sizeof by->distrusted);
    return status;
}

/* ---- what orders differ by ---- */

/* The largest difference near a time at which both are known. */
static double
difference(const sq_noise_orders *o, const sq_noise_order *a, const sq_noise_order *b, size_t i)
{
    double largest = fabs(a->db[i] - b->db[i]);
    for (size_t k = 0; k < o->n && !isnan(largest); k++)
        if (fabs(o->t[k] - o->t[i]) <= SQ_SIGHT_NEAR * o->t[i])
            largest = fmax(largest, fabs(a->db[k] - b->db[k]));
    return largest;
}

static void
compare(sq_noise_orders *o)
{
    for (int order = SQ_NOISE_SHOTS_LEAST; order <= o->highest; order++) {
        sq_noise_order *by = &o->by[order - SQ_NOISE_SHOTS_LEAST];
        const sq_noise_order *other = sq_noise_orders_by(o, sq_noise_orders_other(order));
        for (size_t i = 0; i < o->n; i++)
            by->error_db[i] = difference(o, by, other, i);
    }
}

enum sq_status
sq_noise_orders_make(sq_noise_orders *o, const sq_noise_shots *s, const sq_noises *noises,
                     sq_errors *errors)
{
    base b;
    bool checked = s->close == s->rule.check;
    o->highest = s->highest;
    enum sq_status status =
        sq_noise_curve_make(&b.rich, s, SQ_NOISE_SHOTS_LEAST, s->rule.part, noises, errors);
    if (!status && checked)
        status =
            sq_noise_curve_make(&b.poor, s, SQ_NOISE_SHOTS_LEAST, s->close, noises, errors);
    else
        b.poor = b.rich;
    if (status)
        return status;
    add_least(o, &b, checked);
    for (int order = SQ_NOISE_SHOTS_LEAST + 1; order <= o->highest && !status; order++)
        status = add_order(o, order, &b, s, noises, errors);
    if (!status)
        compare(o);
    return status;
}
