/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One trajectory of an ensemble, from the beginning to the end of its axis. */
#ifndef SQ_ENSEMBLE_MEMBER_H
#define SQ_ENSEMBLE_MEMBER_H

#include "predict/ensemble.h"

typedef struct sq_ensemble_member_look {
    sq_statistics_sample sample;
    double norm_error; /* sq_trajectory_norm_error */
} sq_ensemble_member_look;

/* What it leaves: at each time of the axis. */
typedef struct sq_ensemble_member {
    sq_trajectory_work work;
    sq_ensemble_member_look at[];
} sq_ensemble_member;

size_t sq_ensemble_member_size(const sq_ensemble *ensemble);

/* Who may end it early: asked at each time, with the part of the axis that is done. */
typedef struct sq_ensemble_member_patience {
    bool (*is_over)(const void *context, double part);
    const void *context;
} sq_ensemble_member_patience;

/* Makes a trajectory for the ensemble's members. */
enum sq_status sq_ensemble_member_begin(sq_trajectory **trajectory, const sq_ensemble *ensemble,
                                        sq_errors *errors) SQ_CHECK_RESULT;

/* Runs member i of the ensemble, counted from its first.  *whole: it was not ended early. */
enum sq_status sq_ensemble_member_run(sq_ensemble_member *member, bool *whole,
                                      const sq_ensemble *ensemble, sq_trajectory *trajectory,
                                      long i, sq_ensemble_member_patience patience,
                                      sq_errors *errors) SQ_CHECK_RESULT;

/* Keeps it as member i, for which there is room. */
void sq_ensemble_member_keep(sq_ensemble *ensemble, long i, const sq_ensemble_member *member);

#endif
