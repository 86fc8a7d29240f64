/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time axes. */
#ifndef SQ_AXIS_H
#define SQ_AXIS_H

#include "model/rates.h"

/* n ascending times from 0 to until: evenly spaced, or half of them geometrically, since the
 * early transient may be 10^6 times shorter than the run. */
void sq_axis_fill(double *t, size_t n, bool even, const sq_rates *rates, double until);

/* The top of the parabola through y[i], the largest of n values at ascending times t, and its
 * neighbours; *time receives when.  At an end, y[i] itself. */
double sq_axis_peak(double *time, const double *t, const double *y, size_t n, size_t i);

#endif
