/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rare trajectories that cross the transition early add to xi² when few or none of an
 * ensemble have, told from those that cross later. */
#ifndef SQ_CROSSED_H
#define SQ_CROSSED_H

#include "base/error.h"
#include "predict/crossings.h"

typedef struct sq_crossed {
    size_t *since;   /* [n] number of the time from which a trajectory has crossed; n_times: it
                        does not; NULL: nothing can be told */
    size_t counted;  /* number of the time from which on enough have crossed to be counted:
                        before it xi² is that of the others times 1 + added */
    double *added;   /* [counted] */
    double *unknown; /* [counted] error of log(added) */
} sq_crossed;

/* For the times from..to − 1 of the view, through which the rates last. */
enum sq_status sq_crossed_find(sq_crossed *crossed, const sq_crossings_view *view, size_t from,
                               size_t to, sq_errors *errors) SQ_CHECK_RESULT;
void sq_crossed_free(sq_crossed *crossed);

/* Copies what those have at time k that are not to be left out there.  Returns how many. */
size_t sq_crossed_others(sq_statistics_sample *others, const sq_crossed *crossed,
                         const sq_crossings_view *view, size_t k);

#endif
