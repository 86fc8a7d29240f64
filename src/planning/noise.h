/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of the squeezing where inputs differ from shot to shot, the sequence does not
 * always end at the same time, and the readout has noise of its own.
 *
 * What is measured are averages over many shots: the moments <J_a> and S_ab = <{J_a, J_b}>/2
 * are averaged over the distribution of the inputs, so that the scatter of the mean spin adds
 * to the variance.  xi² has the mean N of the shots (doc/physics.md). */
#ifndef SQ_NOISE_H
#define SQ_NOISE_H

#include "base/public.h"
#include "lab/lab.h"
#include "lab/noises.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

/* By the moment hierarchy, or by trajectories, without noise and with it: their difference is
 * the noise's.
 *
 * Errors are of the average over the shots, and of the order: what the order below (of order 2,
 * that above) makes of it. */
typedef struct sq_noise_effect {
    double ideal_db;           /* at the planned time, without noise */
    double planned_db;         /* and with it; NaN: unknown */
    double planned_error_db;   /* NaN: not known */
    double planned_distrusted; /* part of the shots that the hierarchy cannot be trusted for by
                                  then: planned_db rests on them all the same */
    double db, time;           /* best over time, as long as nearly all shots are trusted; NaN:
                                  unknown */
    double error_db, distrusted; /* at that time */
    int order, planned_order;    /* by which db is, and planned_db; 0: by the closed form, or
                                    there are none */
    double order_error_db, planned_order_error_db; /* of the errors the order's part */
    double until;    /* up to when it was looked for: sq_noise_until */
    bool ended;      /* time is there, or where they are no longer trusted: there may be more */
    double left_out; /* part of the shots that the lab cannot have, fewer than two
                        atoms, say: the others stand for all */
    size_t shots;    /* that were followed; 0: interrupted */
    bool sampled;    /* by trajectories: each is a shot, errors are standard errors,
                        and distrusted is NaN */
} sq_noise_effect;

/* Nothing is known. */
extern const sq_noise_effect sq_noise_unknown;

/* Noise makes the best time earlier: it is looked for up to a quarter of the planned time
 * beyond that, and within time.until where the lab gives that. */
double sq_noise_until(const sq_lab *lab, double planned);

/* Of these noises, with everything else as it is in the lab; drive.ratio stands for the drive
 * that it makes at the means (lab/shot.h).  By order 4, or a lower one where that does not come
 * so far, or by the order that the task asks for.
 *
 * planned  time that was planned, where the lab as it is squeezes best
 * task     who waits, and may interrupt: nothing is known then; NULL: nobody */
enum sq_status sq_noise_of(sq_noise_effect *effect, const sq_lab *lab, const sq_noises *noises,
                           double planned, const sq_task *task,
                           sq_errors *errors) SQ_CHECK_RESULT;

/* The same of Poisson fluctuations of atoms.number alone.  All of it is NaN where there are too
 * few atoms for any to be missing. */
enum sq_status sq_noise_poisson(sq_noise_effect *effect, const sq_lab *lab, double planned,
                                const sq_task *task, sq_errors *errors) SQ_CHECK_RESULT;

/* Are there so many? */
bool sq_noise_poisson_can_be(const sq_lab *lab);

/* What noises leave at the planned time, and at the best until then or later, alone and in a
 * hurry, for those who ask many labs: by order 2 of fewer shots, to some hundredths of a
 * decibel beside what the order is off by, without an estimate of the error.
 *
 * until  up to when the best time is looked for, not before the planned one */
enum sq_status sq_noise_hasty(sq_noise_effect *effect, const sq_lab *lab,
                              const sq_noises *noises, double planned, double until,
                              sq_errors *errors) SQ_CHECK_RESULT;

/* The same up to order 4, with an estimate of the order's error, and none of the rule's. */
enum sq_status sq_noise_hasty_orders(sq_noise_effect *effect, const sq_lab *lab,
                                     const sq_noises *noises, double planned, double until,
                                     sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
