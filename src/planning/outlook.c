/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/outlook.h"

#include <math.h>

#include "beyond/classes.h"
#include "predict/predict.h"

sq_outlook_classes
sq_outlook_usual_classes(const sq_lab *lab)
{
    return (sq_outlook_classes){.n = sq_classes_cost_is_due(lab) ? SQ_CLASSES_COST_AUTO : 0,
                                .most_work = SQ_CLASSES_QUICK};
}

enum sq_status
sq_outlook_make(sq_outlook *o, const sq_lab *lab, const sq_task *task,
                sq_outlook_classes classes, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    o->in_classes = classes.n > 0;
    if (o->in_classes)
        status = sq_classes_cost_run(&o->classes, lab, classes.n, classes.most_work, errors);
    if (!status)
        status = sq_predict(&o->prediction, task, errors);
    if (status)
        return status;
    status = sq_headline_make(&o->headline, lab, &o->prediction,
                              o->in_classes ? &o->classes : NULL, task, errors);
    if (status)
        sq_prediction_free(&o->prediction);
    return status;
}

enum sq_status
sq_outlook_look_around(sq_outlook *o, const sq_lab *lab, sq_errors *errors)
{
    if (!sq_judgement_is_squeezed(&o->prediction.judgement))
        return SQ_OK;
    enum sq_status status = sq_nearby_find(&o->nearby, lab, errors);
    if (!status && isfinite(o->nearby.db))
        o->headline.nearby = &o->nearby;
    return status;
}

void
sq_outlook_free(sq_outlook *o)
{
    sq_prediction_free(&o->prediction);
}
