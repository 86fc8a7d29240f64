/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "beyond/trust.h"

#include <math.h>
#include <string.h>

#include "predict/prediction.h"

enum sq_status
sq_trust_of(sq_trust *trust, const sq_lab *lab, sq_errors *errors)
{
    sq_task task;
    sq_prediction prediction;
    sq_task_init(&task);
    task.rates = lab->rates;
    memcpy(task.spin, lab->spin, sizeof task.spin);
    task.until = lab->until;
    task.solver = "cumulant";
    task.order = 2;
    *trust = (sq_trust){.until = lab->until};
    enum sq_status status = sq_predict(&prediction, &task, errors);
    if (status)
        return status;
    if (prediction.breakdown)
        *trust = (sq_trust){.until = fmin(lab->until, prediction.valid_until),
                            .why = prediction.breakdown};
    sq_prediction_free(&prediction);
    return SQ_OK;
}
