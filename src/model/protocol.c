/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/protocol.h"

#include <math.h>

/* The axis of a pulse may be off a unit vector by so much, which rounding explains. */
#define AXIS_SLACK 1e-9

void
sq_protocol_hold(sq_protocol *p, const sq_rates *rates, double duration)
{
    p->n = 1;
    p->segment[0] = (sq_protocol_segment){.rates = *rates, .duration = duration};
}

enum sq_status
sq_protocol_add(sq_protocol *p, const sq_protocol_segment *segment, sq_errors *errors)
{
    if (p->n == SQ_PROTOCOL_MOST)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "a protocol has at most %d segments; join some of them",
                             SQ_PROTOCOL_MOST);
    p->segment[p->n++] = *segment;
    return SQ_OK;
}

/* ---- checks ---- */

static enum sq_status
check_pulse(const sq_protocol_pulse *pulse, sq_errors *errors)
{
    const double *a = pulse->axis;
    if (!isfinite(pulse->angle))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "the angle of the pulse is %g; it must be finite", pulse->angle);
    double length = sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
    if (pulse->angle != 0 && !(fabs(length - 1) <= AXIS_SLACK))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "the axis of the pulse, (%g, %g, %g), is no unit vector: divide it "
            "by its length",
            a[0], a[1], a[2]);
    return SQ_OK;
}

static enum sq_status
check_segment(const sq_protocol *p, size_t i, sq_errors *errors)
{
    const sq_protocol_segment *s = &p->segment[i];
    enum sq_status status = sq_rates_check(&s->rates, errors);
    if (status)
        return status;
    if (s->rates.N != sq_protocol_spins(p))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "the number of spins is %.17g, and was %.17g: it cannot change",
                             s->rates.N, sq_protocol_spins(p));
    if (!(s->duration >= 0) || (isinf(s->duration) && i + 1 < p->n))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "the duration is %g; it must not be negative, and finite unless "
                             "the segment is the last",
                             s->duration);
    return check_pulse(&s->before, errors);
}

enum sq_status
sq_protocol_report(const sq_protocol *p, size_t i, enum sq_status status, sq_errors *found,
                   sq_errors *errors)
{
    for (size_t k = 0; k < found->n; k++)
        if (p->n == 1)
            sq_errors_add(errors, found->fault[k].status, "%s", sq_errors_text(found, k));
        else
            sq_errors_add(errors, found->fault[k].status, "segment %zu: %s", i + 1,
                          sq_errors_text(found, k));
    sq_errors_free(found);
    return status;
}

enum sq_status
sq_protocol_check(const sq_protocol *p, sq_errors *errors)
{
    if (p->n == 0)
        return sq_errors_add(errors, SQ_ERR_INPUT, "the protocol has no segment; add one");
    for (size_t i = 0; i < p->n; i++) {
        sq_errors found = {0};
        enum sq_status status = check_segment(p, i, &found);
        if (status)
            return sq_protocol_report(p, i, status, &found, errors);
    }
    return SQ_OK;
}

/* ---- what it is like ---- */

double
sq_protocol_spins(const sq_protocol *p)
{
    return p->segment[0].rates.N;
}

double
sq_protocol_start(const sq_protocol *p, size_t i)
{
    double start = 0;
    for (size_t k = 0; k < i; k++)
        start += p->segment[k].duration;
    return start;
}

void
sq_protocol_at_fewer_spins(sq_protocol *fewer, const sq_protocol *p, double N)
{
    double longer = sq_protocol_spins(p) / N;
    fewer->n = p->n;
    for (size_t i = 0; i < p->n; i++) {
        fewer->segment[i] = p->segment[i];
        sq_rates_at_fewer_spins(&fewer->segment[i].rates, &p->segment[i].rates, N);
        fewer->segment[i].duration *= longer;
    }
}

static bool
are_same_pulses(const sq_protocol_pulse *a, const sq_protocol_pulse *b)
{
    bool same = a->angle == b->angle;
    for (int i = 0; i < 3; i++)
        same = same && (a->angle == 0 || a->axis[i] == b->axis[i]);
    return same;
}

const char *
sq_protocol_difference(const sq_protocol *a, const sq_protocol *b)
{
    if (a->n != b->n)
        return "the numbers of segments";
    for (size_t i = 0; i < a->n; i++) {
        const sq_protocol_segment *x = &a->segment[i], *y = &b->segment[i];
        if (!sq_rates_are_equal(&x->rates, &y->rates))
            return "the rates";
        if (!are_same_pulses(&x->before, &y->before))
            return "the pulses";
        if (i + 1 < a->n && x->duration != y->duration)
            return "the durations";
    }
    return NULL;
}
