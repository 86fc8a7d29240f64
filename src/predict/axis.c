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
    double first = fmin(FIRST_POINT / sq_collective_rate(rates), until / (double)n);
    for (size_t i = 0; i < n_even; i++)
        t[i] = i + 1 == n_even ? until : until * (double)i / (double)(n_even - 1);
    for (size_t i = 0; i < n_geometric; i++)
        t[n_even + i] = first * pow(until / first, (double)i / (double)n_geometric);
    qsort(t, n, sizeof *t, compare_times);
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
