/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far one input of a lab may be from its value. */
#ifndef SQ_TOLERANCE_WALK_H
#define SQ_TOLERANCE_WALK_H

#include "lab/lab.h"
#include "planning/tolerance_input.h"

#define SQ_TOLERANCE_STOP "time.stop"

/* What is known of an input before it is varied. */
typedef struct sq_tolerance_candidate {
    sq_tolerance_input *input;
    double low, high; /* it may be */
    bool ends_belong; /* low is one of the values that it may be */
    bool logarithmic; /* it cannot change its sign */
} sq_tolerance_candidate;

/* What is asked of each input. */
typedef struct sq_tolerance_question {
    const sq_lab *lab;       /* borrowed */
    double planned, loss_db; /* when the sequence ends, and what may be lost then */
    int order;               /* by which order, */
    bool closed_form;        /* or by the closed form; */
    double ideal_db;         /* what the lab as it is has by that, */
    double other_ideal_db;   /* and by the neighbouring order */
} sq_tolerance_question;

/* Does a small step to either side change the model? */
bool sq_tolerance_walk_matters(const sq_tolerance_question *question,
                               const sq_tolerance_candidate *candidate);

/* Finds both ends, with what the neighbouring order makes of them. */
enum sq_status sq_tolerance_walk(const sq_tolerance_question *question,
                                 const sq_tolerance_candidate *candidate,
                                 sq_errors *errors) SQ_CHECK_RESULT;

#endif
