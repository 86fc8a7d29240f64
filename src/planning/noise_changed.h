/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What noise leaves of a model that is not quite the lab's own. */
#ifndef SQ_NOISE_CHANGED_H
#define SQ_NOISE_CHANGED_H

#include "planning/noise_shots.h"

struct sq_noise_effect; /* noise.h */

typedef struct sq_noise_case {
    const sq_lab *lab;
    const sq_noises *noises;       /* may be none: one shot, and its best time */
    const sq_noise_change *change; /* NULL: the lab's own rates */
} sq_noise_case;

/* See sq_noise_of.
 *
 * planned  when the sequence ends: planned_db is asked there
 * until    up to when the best time is looked for, not before that */
enum sq_status sq_noise_of_changed(struct sq_noise_effect *effect, const sq_noise_case *c,
                                   double planned, double until, const sq_task *task,
                                   sq_errors *errors) SQ_CHECK_RESULT;

#endif
