/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/axis.h"

#include <math.h>
#include <stdlib.h>

/* First point of the geometric half, in units of the collective time scale: far inside the
 * first transient. */
#define FIRST_POINT 0.01

static int
compare_times(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

void
sq_axis_fill(double *t, size_t n, bool even, const sq_rates *rates, double until)
{
    size_t n_even = even ? n : (n + 1) / 2, n_geometric = n - n_even;
    double first = fmin(FIRST_POINT / sq_rates_collective(rates), until / (double)n);
    for (size_t i = 0; i < n_even; i++)
        t[i] = i + 1 == n_even ? until : until * (double)i / (double)(n_even - 1);
    for (size_t i = 0; i < n_geometric; i++)
        t[n_even + i] = first * pow(until / first, (double)i / (double)n_geometric);
    qsort(t, n, sizeof *t, compare_times);
}

/* ---- along a protocol ---- */

/* Of each segment where the times are not even. */
enum { LEAST_POINTS = 5 };

/* Where a segment is looked at: all of those that begin before the end, and those that begin
 * there where the protocol ends with them. */
static size_t
segments_until(const sq_protocol *p, double until)
{
    size_t n = 1;
    while (n < p->n && sq_protocol_start(p, n) < until)
        n++;
    return sq_protocol_start(p, p->n) <= until ? p->n : n;
}

enum sq_status
sq_axis_init(sq_axis *axis, size_t most, sq_errors *errors)
{
    *axis = (sq_axis){0};
    axis->t = malloc(most * sizeof *axis->t);
    axis->segment = malloc(most * sizeof *axis->segment);
    if (axis->t && axis->segment)
        return SQ_OK;
    sq_axis_free(axis);
    return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu points", most);
}

void
sq_axis_append(sq_axis *axis, double t, unsigned segment)
{
    axis->t[axis->n] = t;
    axis->segment[axis->n++] = segment;
}

/* Its ends, and those of n evenly spaced times that lie between them. */
static void
append_even(sq_axis *axis, unsigned segment, double begin, double end, size_t n, double until)
{
    sq_axis_append(axis, begin, segment);
    for (size_t i = 0; i < n; i++) {
        double t = until * (double)i / (double)(n - 1);
        if (t > begin && t < end && i + 1 < n)
            sq_axis_append(axis, t, segment);
    }
    sq_axis_append(axis, end, segment);
}

/* n times of its own. */
static void
append_own(sq_axis *axis, unsigned segment, const sq_rates *rates, double begin, double end,
           size_t n)
{
    double *t = axis->t + axis->n;
    sq_axis_fill(t, n, false, rates, end - begin);
    for (size_t i = 0; i < n; i++)
        sq_axis_append(axis, begin + t[i], segment);
    t[n - 1] = end; /* to the last bit */
}

enum sq_status
sq_axis_make(sq_axis *axis, const sq_protocol *p, double until, size_t points, bool even,
             sq_errors *errors)
{
    size_t n = segments_until(p, until), each = points / n;
    if (n > 1 && each < LEAST_POINTS)
        each = LEAST_POINTS;
    enum sq_status status = sq_axis_init(axis, points + n * (LEAST_POINTS + 1), errors);
    if (status)
        return status;
    for (unsigned i = 0; i < n; i++) {
        double begin = sq_protocol_start(p, i), end = fmin(sq_protocol_start(p, i + 1), until);
        if (!(begin < end))
            sq_axis_append(axis, begin, i);
        else if (even)
            append_even(axis, i, begin, end, points, until);
        else
            append_own(axis, i, &p->segment[i].rates, begin, end, each);
    }
    return SQ_OK;
}

void
sq_axis_free(sq_axis *axis)
{
    free(axis->t);
    free(axis->segment);
    free(axis->asked);
    *axis = (sq_axis){0};
}

/* Of the whole time: nearer ones differ by rounding. */
#define SAME_TIME 1e-12

/* Does point i of an axis come before point k of another, and not nearly with it? */
static bool
comes_before(const sq_axis *a, size_t i, const sq_axis *b, size_t k)
{
    double near = SAME_TIME * b->t[b->n - 1];
    return i < a->n && (k >= b->n || sq_axis_is_before(a->t[i] + near, a->segment[i], b->t[k],
                                                       b->segment[k]));
}

enum sq_status
sq_axis_merge(sq_axis *merged, const sq_axis *asked, const sq_axis *own, sq_errors *errors)
{
    size_t most = asked->n + own->n, i = 0, k = 0;
    enum sq_status status = sq_axis_init(merged, most, errors);
    if (status)
        return status;
    merged->asked = calloc(most, sizeof *merged->asked);
    if (!merged->asked) {
        sq_axis_free(merged);
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu points", most);
    }
    while (i < asked->n || k < own->n)
        if (comes_before(own, k, asked, i)) {
            sq_axis_append(merged, own->t[k], own->segment[k]);
            k++;
        } else {
            bool same = k < own->n && !comes_before(asked, i, own, k);
            merged->asked[merged->n] = true;
            sq_axis_append(merged, asked->t[i], asked->segment[i]);
            i++;
            k += same;
        }
    return SQ_OK;
}

bool
sq_axis_is_before(double t, unsigned i, double u, unsigned k)
{
    return i < k || (i == k && t < u);
}

double
sq_axis_peak(double *time, const double *t, const double *y, size_t n, size_t i)
{
    *time = t[i];
    if (i == 0 || i + 1 >= n)
        return y[i];
    double before = t[i] - t[i - 1], after = t[i + 1] - t[i];
    double rise = (y[i] - y[i - 1]) / before, fall = (y[i + 1] - y[i]) / after;
    double curvature = (fall - rise) / (before + after); /* half of it */
    double slope = (rise * after + fall * before) / (before + after);
    double shift = -slope / (2 * curvature);
    if (!(curvature < 0) || !(shift > -before && shift < after))
        return y[i];
    *time += shift;
    return y[i] + slope * shift / 2;
}
