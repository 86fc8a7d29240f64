/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that a lab is told: the prediction of the spin model, atoms in classes where their
 * coupling differs, and the number that counts. */
#ifndef SQ_OUTLOOK_H
#define SQ_OUTLOOK_H

#include "beyond/classes_cost.h"
#include "planning/headline.h"
#include "planning/nearby.h"
#include "predict/prediction.h"

typedef struct sq_outlook {
    bool in_classes; /* the atoms were followed so: */
    sq_classes_cost classes;
    sq_prediction prediction;
    sq_headline headline;
    sq_nearby nearby; /* after sq_outlook_look_around */
} sq_outlook;

/* What it takes to follow atoms in classes of coupling. */
typedef struct sq_outlook_classes {
    size_t n; /* or SQ_CLASSES_COST_AUTO; 0: all alike */
    double most_work;
} sq_outlook_classes;

/* Those that are due where nobody asked: as many as it takes where the coupling differs. */
sq_outlook_classes sq_outlook_usual_classes(const sq_lab *lab);

/* Makes it for the lab and the task that was made of it.  Free it after success. */
enum sq_status sq_outlook_make(sq_outlook *outlook, const sq_lab *lab, const sq_task *task,
                               sq_outlook_classes classes, sq_errors *errors) SQ_CHECK_RESULT;

/* What settings nearby could gain, for the headline of a lab that squeezes. */
enum sq_status sq_outlook_look_around(sq_outlook *outlook, const sq_lab *lab,
                                      sq_errors *errors) SQ_CHECK_RESULT;
void sq_outlook_free(sq_outlook *outlook);

#endif
