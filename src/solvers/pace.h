/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a trajectory walks: by which of two schemes, and how long a step of each may be. */
#ifndef SQ_PACE_H
#define SQ_PACE_H

#include <stdbool.h>

#include "base/step.h"

/* A scheme with its control. */
typedef struct sq_pace_method {
    const sq_step_scheme *scheme;
    sq_step_control control;
} sq_pace_method;

typedef struct sq_pace {
    double small, large;        /* sizes of the next step of order 3 and of order 5 */
    const sq_pace_method *last; /* used; NULL: none yet */
} sq_pace;

/* Begins with small steps. */
void sq_pace_start(sq_pace *pace, double first);

/* Goes on with small steps, where something has changed. */
void sq_pace_slow_down(sq_pace *pace, double first);

/* The method for a step that can be no longer than `limit`: order 3 where one step of it will
 * do or two go further than one of order 5, which costs twice as much.  Probe: the other, to
 * learn whether its size has changed. */
const sq_pace_method *sq_pace_choose(const sq_pace *pace, double limit, bool probe);

double sq_pace_size(const sq_pace *pace, const sq_pace_method *method);

/* A step of the size h was too long. */
double sq_pace_shorten(sq_pace *pace, const sq_pace_method *method, double h, double error);

/* A step of the size h was taken. */
void sq_pace_take(sq_pace *pace, const sq_pace_method *method, double h, double error);

#endif
