/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "beyond/trust.h"

#include "beyond/task_of.h"
#include "predict/predict.h"

enum sq_status
sq_trust_of(sq_trust *trust, const sq_lab *lab, sq_errors *errors)
{
    sq_task task;
    sq_prediction prediction;
    sq_task_of(&task, lab);
    task.solver = "cumulant";
    task.order = 2;
    enum sq_status status = sq_predict(&prediction, &task, errors);
    if (status)
        return status;
    *trust = (sq_trust){.until = prediction.judgement.valid_until,
                        .why = prediction.judgement.breakdown};
    sq_prediction_free(&prediction);
    return SQ_OK;
}
