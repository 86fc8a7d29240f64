/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What noise leaves of the squeezing by quantum trajectories: each is one shot, with inputs and
 * a stop time of its own. */
#ifndef SQ_NOISE_SAMPLED_H
#define SQ_NOISE_SAMPLED_H

#include "planning/noise.h"
#include "predict/ensemble.h"

/* As many trajectories as the ensemble has, under the same numbers and seed, so that what they
 * differ by is the noise's.  The effect is without what is said of trust; ideal_db is left
 * alone.
 *
 * task  who waits; NULL: nobody */
enum sq_status sq_noise_sampled(sq_noise_effect *effect, const sq_lab *lab,
                                const sq_noises *noises, const sq_ensemble *ensemble,
                                double planned, const sq_task *task,
                                sq_errors *errors) SQ_CHECK_RESULT;

#endif
