/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lab as it is in one shot.
 *
 * What the file gives is what fluctuates, with everything that follows from it: one input that
 * feeds several rates changes all of them.  But drive.ratio is a number to reach the drive by,
 * in units of the critical one: the drive that it makes at the means stays what it is while
 * others fluctuate, and noise of it is noise of the drive alone. */
#ifndef SQ_SHOT_H
#define SQ_SHOT_H

#include "base/public.h"
#include "lab/lab_change.h"
#include "lab/noises.h"

SQ_PUBLIC_BEGIN

typedef struct sq_shot {
    const sq_lab *lab; /* borrowed; at the means */
    size_t n;          /* noises of inputs and angles: */
    sq_noises_one one[SQ_NOISES_MOST];
    double scale[SQ_NOISES_MOST]; /* of the change per rms; of an angle its rms */
    size_t n_keys;
    size_t noise_of[SQ_NOISES_MOST + 1]; /* [n_keys] which noise acts on a key; n: none */
    double mean[SQ_NOISES_MOST + 1];     /* [n_keys] */
    sq_lab_change *change;               /* owned; NULL: no key changes */
} sq_shot;

/* Of those noises that act before the end of the sequence; noises of its end and of the readout
 * are left to the caller.  See sq_lab_change_create for what is refused.  Free it in any
 * case. */
enum sq_status sq_shot_make(sq_shot *shot, const sq_lab *lab, const sq_noises *noises,
                            sq_errors *errors) SQ_CHECK_RESULT;
void sq_shot_free(sq_shot *shot);

/* The rates and the initial direction with noise i at z[i] times its rms.  Fails as
 * sq_lab_changed_rates does, for a lab that there cannot be; `to` is as it is there. */
enum sq_status sq_shot_lab(sq_lab *to, const sq_shot *shot, const double *z,
                           sq_errors *errors) SQ_CHECK_RESULT;

/* Are the rates and the initial direction of both the same, to the last bit? */
bool sq_shot_is_same(const sq_lab *a, const sq_lab *b);

/* Refuses noise in a lab that was read which cannot be, or which would have no effect. */
enum sq_status sq_shot_check(const sq_lab *lab, sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
