/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/sweep_job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/locale.h"
#include "lab/lab_write.h"

/* Bytes are those of the start, of every axis' values, and the lab in effect. */

static enum sq_status
write_job(FILE *out, const sq_sweep_task *task, const double *start, sq_errors *errors)
{
    fwrite(start, sizeof *start, SQ_SPACE_MOST, out);
    for (size_t k = 0; k < task->grid->n_axes; k++)
        fwrite(task->grid->axis[k].value, sizeof(double), task->grid->axis[k].n, out);
    locale_t before = sq_locale_enter();
    enum sq_status status = sq_lab_write_in_effect(out, task->grid->lab, "", errors);
    sq_locale_leave(before);
    return status;
}

enum sq_status
sq_sweep_job_make(sq_share_job *job, const sq_sweep_task *task,
                  const double start[SQ_SPACE_MOST], sq_errors *errors)
{
    char *text = NULL;
    *job = (sq_share_job){.name = SQ_SWEEP_JOB};
    FILE *out = open_memstream(&text, &job->size);
    enum sq_status status = SQ_ERR_MEMORY;
    bool failed = !out;
    if (out) {
        status = write_job(out, task, start, errors);
        failed = ferror(out);
        failed = fclose(out) != 0 || failed;
    }
    job->bytes = text;
    if (!status && failed)
        status = SQ_ERR_MEMORY;
    return failed ? sq_errors_add(errors, status, "no memory for a job") : status;
}

enum sq_status
sq_sweep_job_read(double start[SQ_SPACE_MOST], const sq_share_job *job,
                  const sq_sweep_task *task, sq_errors *errors)
{
    sq_share_job here;
    if (job->size < SQ_SPACE_MOST * sizeof *start)
        return sq_errors_add(errors, SQ_ERR_INPUT, "the job is cut off");
    memcpy(start, job->bytes, SQ_SPACE_MOST * sizeof *start);
    enum sq_status status = sq_sweep_job_make(&here, task, start, errors);
    bool same = here.size == job->size && memcmp(here.bytes, job->bytes, job->size) == 0;
    if (!status && !same)
        status = sq_errors_add(errors, SQ_ERR_INPUT,
                               "the lab file is another than on rank 0; let all machines read "
                               "the same");
    free(here.bytes);
    return status;
}
