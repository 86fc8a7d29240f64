/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the drive and the initial direction of a lab could gain if they were tuned, in a moment:
 * nobody is to take an untuned number for what the apparatus can do. */
#ifndef SQ_NEARBY_H
#define SQ_NEARBY_H

#include "base/public.h"
#include "base/format.h"
#include "lab/lab.h"
#include "planning/space.h"

SQ_PUBLIC_BEGIN

typedef struct sq_nearby {
    double here_db;  /* of the lab as it is, by order 2, as all, in classes where the coupling
                        differs; NaN: it was not asked */
    double db, time; /* the best that was found, not worse; there may be more */
    size_t n;        /* settings there: */
    struct sq_text_excerpt key[SQ_SPACE_MOST];
    sq_format_label text[SQ_SPACE_MOST];
} sq_nearby;

/* Of the drive and the direction; of the drive alone where atoms whose coupling differs begin
 * each at a rest of its own.  One climb from the lab as it is, within its time and the
 * conditions of the model, of no more steps of the solver than are made in a fifth of a second.
 * A lab that violates a condition, or shows no squeezing, is not asked. */
enum sq_status sq_nearby_find(sq_nearby *nearby, const sq_lab *lab,
                              sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
