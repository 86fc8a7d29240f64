/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/ensemble_job.h"

#include <stdlib.h>
#include <string.h>

#include "base/share_assist.h"
#include "predict/ensemble_member.h"

/* In front; then come the segments of the protocol, the times, and to which segments these
 * belong. */
typedef struct head {
    double spin[3];
    sq_trajectory_options options;
    uint64_t first;
    size_t n_times, n_segments;
} head;

static size_t
job_size(size_t n_segments, size_t n_times)
{
    return sizeof(head) + n_segments * sizeof(sq_protocol_segment) +
           n_times * (sizeof(double) + sizeof(unsigned));
}

/* ---- on rank 0 ---- */

static unsigned char *
put(unsigned char *at, const void *bytes, size_t size)
{
    memcpy(at, bytes, size);
    return at + size;
}

enum sq_status
sq_ensemble_job_make(sq_share_job *job, const sq_ensemble *e, long from, sq_errors *errors)
{
    head h = {.options = e->options,
              .first = e->first + (uint64_t)from,
              .n_times = e->n_times,
              .n_segments = e->protocol.n};
    memcpy(h.spin, e->spin, sizeof h.spin);
    *job = (sq_share_job){.name = SQ_ENSEMBLE_JOB, .size = job_size(h.n_segments, h.n_times)};
    job->bytes = malloc(job->size);
    if (!job->bytes)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a job");
    unsigned char *at = put(job->bytes, &h, sizeof h);
    at = put(at, e->protocol.segment, h.n_segments * sizeof *e->protocol.segment);
    at = put(at, e->t, h.n_times * sizeof *e->t);
    put(at, e->segment, h.n_times * sizeof *e->segment);
    return SQ_OK;
}

/* ---- on another ---- */

typedef struct assistant {
    sq_ensemble ensemble; /* without members: the first of it is the job's */
    const volatile sig_atomic_t *interrupt;
} assistant;

typedef struct worker {
    const assistant *assistant;
    sq_trajectory *trajectory;
} worker;

static enum sq_status
read_job(assistant *a, const sq_share_job *job, sq_errors *errors)
{
    const unsigned char *at = job->bytes;
    sq_ensemble *e = &a->ensemble;
    head h;
    memcpy(&h, at, sizeof h);
    at += sizeof h;
    *e = (sq_ensemble){.options = h.options, .first = h.first, .n_times = h.n_times};
    memcpy(e->spin, h.spin, sizeof e->spin);
    e->protocol.n = h.n_segments;
    memcpy(e->protocol.segment, at, h.n_segments * sizeof *e->protocol.segment);
    at += h.n_segments * sizeof *e->protocol.segment;
    e->t = malloc(h.n_times * sizeof *e->t);
    e->segment = malloc(h.n_times * sizeof *e->segment);
    if (!e->t || !e->segment)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu times", h.n_times);
    memcpy(e->t, at, h.n_times * sizeof *e->t);
    at += h.n_times * sizeof *e->t;
    memcpy(e->segment, at, h.n_times * sizeof *e->segment);
    return SQ_OK;
}

static bool
is_interrupted(const void *context, double part)
{
    const assistant *a = context;
    (void)part;
    return *a->interrupt != 0;
}

static bool
is_over(void *context)
{
    return is_interrupted(context, 0);
}

static void
release(void *of)
{
    worker *w = of;
    if (w)
        sq_trajectory_free(w->trajectory);
    free(w);
}

static enum sq_status
begin(void **of, void *context, sq_errors *errors)
{
    assistant *a = context;
    worker *w = calloc(1, sizeof *w);
    if (!w)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a trajectory");
    w->assistant = a;
    enum sq_status status = sq_ensemble_member_begin(&w->trajectory, &a->ensemble, errors);
    if (status)
        release(w);
    else
        *of = w;
    return status;
}

static enum sq_status
answer(void *of, size_t item, void *result, bool *whole, sq_errors *errors)
{
    worker *w = of;
    const sq_ensemble_member_patience patience = {is_interrupted, w->assistant};
    return sq_ensemble_member_run(result, whole, &w->assistant->ensemble, w->trajectory,
                                  (long)item, patience, errors);
}

void
sq_ensemble_job_assist(const sq_share_job *job, int threads,
                       const volatile sig_atomic_t *interrupt)
{
    assistant *a = calloc(1, sizeof *a);
    sq_errors found = {0};
    enum sq_status status = a ? read_job(a, job, &found)
                              : sq_errors_add(&found, SQ_ERR_MEMORY, "no memory for a job");
    if (status) {
        sq_share_assist_decline(&found);
    } else {
        a->interrupt = interrupt;
        const sq_share share = {.result_size = sq_ensemble_member_size(&a->ensemble),
                                .threads = sq_share_threads(threads),
                                .context = a,
                                .open = begin,
                                .close = release,
                                .answer = answer,
                                .is_over = is_over};
        sq_share_assist(&share);
    }
    if (a) {
        free(a->ensemble.t);
        free(a->ensemble.segment);
    }
    free(a);
    sq_errors_free(&found);
}
