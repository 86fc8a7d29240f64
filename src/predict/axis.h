/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time axes. */
#ifndef SQ_AXIS_H
#define SQ_AXIS_H

#include "base/public.h"
#include "model/protocol.h"

SQ_PUBLIC_BEGIN

/* Times along a protocol.  Each segment has points from its start to its end, so that a
 * boundary stands there more than once, before and after the pulse. */
typedef struct sq_axis {
    size_t n;
    double *t;         /* [n] owned, ascending from 0 */
    unsigned *segment; /* [n] owned, ascending: the one that the time is of */
    bool *asked;       /* [n] owned: was the time asked for?  NULL: all were */
} sq_axis;

/* An empty one with room for so many times; the caller frees it. */
enum sq_status sq_axis_init(sq_axis *axis, size_t most, sq_errors *errors) SQ_CHECK_RESULT;
void sq_axis_append(sq_axis *axis, double t, unsigned segment);

/* About so many times from 0 to `until`, boundaries included: evenly spaced, or the same number
 * in each segment, half of them geometrically.  The caller frees it. */
enum sq_status sq_axis_make(sq_axis *axis, const sq_protocol *protocol, double until,
                            size_t points, bool even, sq_errors *errors) SQ_CHECK_RESULT;
void sq_axis_free(sq_axis *axis);

/* The times of both, marked as asked for where they are of the first; those of the second that
 * are nearly the same are left out.  The caller frees it. */
enum sq_status sq_axis_merge(sq_axis *merged, const sq_axis *asked, const sq_axis *own,
                             sq_errors *errors) SQ_CHECK_RESULT;

/* Does the time t of segment i come before the time u of segment k? */
bool sq_axis_is_before(double t, unsigned i, double u, unsigned k);

/* n ascending times from 0 to until: evenly spaced, or half of them geometrically, since the
 * early transient may be 10^6 times shorter than the run. */
void sq_axis_fill(double *t, size_t n, bool even, const sq_rates *rates, double until);

/* The top of the parabola through y[i], the largest of n values at ascending times t, and its
 * neighbours; *time receives when.  At an end, y[i] itself. */
double sq_axis_peak(double *time, const double *t, const double *y, size_t n, size_t i);

SQ_PUBLIC_END

#endif
