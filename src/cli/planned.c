/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/planned.h"

#include "beyond/task_of.h"
#include "cli/watch.h"
#include "predict/predict.h"

static enum sq_status
predict(sq_outlook *outlook, const sq_planned *planned, const sq_lab *lab, const sq_task *task,
        sq_errors *errors)
{
    return planned->model_only
               ? sq_predict(&outlook->prediction, task, errors)
               : sq_outlook_make(outlook, lab, task, sq_outlook_usual_classes(lab), errors);
}

static void
forget(sq_outlook *outlook, const sq_planned *planned)
{
    if (planned->model_only)
        sq_prediction_free(&outlook->prediction);
    else
        sq_outlook_free(outlook);
}

/* There is a time that was planned only where squeezing has a best point in time. */
static enum sq_status
check_squeezed(const sq_planned *planned, const sq_lab *lab, const sq_outlook *outlook,
               sq_errors *errors)
{
    const sq_judgement *j = &outlook->prediction.judgement;
    if (!planned->nothing || (sq_judgement_is_squeezed(j) && j->db > 0))
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_NUMERIC,
                         "%s: this lab shows no squeezing: %s; 'squint optimize' looks for "
                         "settings that do",
                         lab->path, planned->nothing);
}

static enum sq_status
examine(void *found, const sq_planned *planned, const sq_lab *lab, const sq_outlook *outlook,
        const sq_task *task, const sq_options *options, sq_errors *errors)
{
    enum sq_status status = check_squeezed(planned, lab, outlook, errors);
    return status || !planned->examine
               ? status
               : planned->examine(found, lab, outlook, task, options, errors);
}

/* The answer stands without its figure: the fault of a figure goes to errors alone. */
static enum sq_status
write_found(FILE *out, const sq_planned *planned, const void *found, const sq_lab *lab,
            const sq_outlook *outlook, const sq_options *options, sq_errors *errors)
{
    enum sq_status status = planned->write(out, found, lab, outlook, options, errors);
    if (!status && options->plot)
        (void)!planned->draw(options->plot, found, lab, errors);
    return status;
}

enum sq_status
sq_planned_run(FILE *out, const sq_planned *planned, void *found, const sq_lab *lab,
               const sq_options *options, sq_errors *errors)
{
    sq_task task;
    sq_watch watch;
    sq_outlook outlook;
    sq_task_of(&task, lab);
    task.seed = (uint64_t)options->seed;
    task.threads = options->threads;
    sq_watch_begin(&watch, &task, options->quiet, options->verbose);
    enum sq_status status = predict(&outlook, planned, lab, &task, errors);
    bool made = status == SQ_OK;
    if (made)
        status = examine(found, planned, lab, &outlook, &task, options, errors);
    sq_watch_end(&watch);
    if (!status)
        status = write_found(out, planned, found, lab, &outlook, options, errors);
    if (made)
        forget(&outlook, planned);
    return status;
}
