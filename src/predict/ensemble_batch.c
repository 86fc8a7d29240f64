/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each trajectory runs along the whole axis on one thread; its random numbers depend on its
 * number alone, and sums are formed in the order of the numbers, so that threads and ranks
 * change nothing, bit for bit. */
#include "predict/ensemble_batch.h"

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/share.h"
#include "predict/ensemble_job.h"
#include "predict/ensemble_member.h"

/* What the threads of a batch share. */
typedef struct batch {
    const sq_ensemble_batch *asked;
    long from, to, finished;
    bool *done; /* [to − from] */
    sq_trajectory_work *work;
    double spent; /* seconds of work of that thread which worked most */
    bool late;    /* given up */
} batch;

/* One thread's part of it. */
typedef struct shift {
    batch *batch;
    sq_trajectory *trajectory;
    double start; /* by the clock of the thread's work */
} shift;

static enum sq_status
make_room(sq_ensemble *e, long n, sq_errors *errors)
{
    if (n <= e->room)
        return SQ_OK;
    size_t bytes = (size_t)n * e->n_times * sizeof *e->sample;
    sq_statistics_sample *larger = realloc(e->sample, bytes);
    if (!larger)
        return sq_errors_add(
            errors, SQ_ERR_MEMORY,
            "no memory for %ld trajectories at %zu times (%.0f MB); ask for fewer "
            "with --trajectories or --points",
            n, e->n_times, 1e-6 * (double)bytes);
    e->sample = larger;
    e->room = n;
    return SQ_OK;
}

/* ---- patience ---- */

/* Of the time allowed, before a forecast is made, and by how much that has to exceed it. */
#define FORECAST_AFTER 0.1
#define FORECAST_EXCESS 3

/* Has it taken longer than it may, or will it by the part that is done, with each thread at
 * this part of a trajectory? */
static bool
is_late(const shift *s, long finished, double part)
{
    const batch *b = s->batch;
    const sq_ensemble_batch *asked = b->asked;
    double most = asked->most_seconds,
           elapsed = most > 0 ? asked->spent + sq_clock_work() - s->start : 0;
    if (elapsed <= FORECAST_AFTER * most)
        return false;
    double done = (double)(b->from + finished) + part * sq_share_threads(asked->threads);
    double forecast = elapsed * (double)asked->least / fmax(done, 1e-9);
    return elapsed > most || forecast > FORECAST_EXCESS * most;
}

/* Is there a reason for every thread to stop? */
static bool
is_over(void *of)
{
    const batch *b = of;
    const volatile sig_atomic_t *interrupt = b->asked->interrupt;
    bool late;
#pragma omp atomic read
    late = b->late;
    return late || (interrupt && *interrupt);
}

/* The same, asked by one of them. */
static bool
is_over_for(const void *of, double part)
{
    const shift *s = of;
    batch *b = s->batch;
    long finished;
#pragma omp atomic read
    finished = b->finished;
    if (is_late(s, finished, part)) {
#pragma omp atomic write
        b->late = true;
    }
    return is_over(b);
}

/* ---- the parts of a share ---- */

static void
end(void *of)
{
    shift *s = of;
    double spent = sq_clock_work() - s->start;
#pragma omp critical
    s->batch->spent = fmax(s->batch->spent, spent);
    sq_trajectory_free(s->trajectory);
    free(s);
}

static enum sq_status
begin(void **of, void *context, sq_errors *errors)
{
    batch *b = context;
    shift *s = calloc(1, sizeof *s);
    if (!s)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a trajectory");
    *s = (shift){.batch = b, .start = sq_clock_work()};
    enum sq_status status =
        sq_ensemble_member_begin(&s->trajectory, b->asked->ensemble, errors);
    if (status)
        end(s);
    else
        *of = s;
    return status;
}

static enum sq_status
answer(void *of, size_t item, void *result, bool *whole, sq_errors *errors)
{
    shift *s = of;
    const sq_ensemble_member_patience patience = {is_over_for, s};
    return sq_ensemble_member_run(result, whole, s->batch->asked->ensemble, s->trajectory,
                                  s->batch->from + (long)item, patience, errors);
}

static enum sq_status
keep(void *of, size_t item, const void *result, sq_errors *errors)
{
    batch *b = of;
    const sq_ensemble_member *member = result;
    (void)errors;
    sq_ensemble_member_keep(b->asked->ensemble, b->from + (long)item, member);
    b->work[item] = member->work;
    b->done[item] = true;
#pragma omp atomic
    b->finished++;
    return SQ_OK;
}

/* ---- the whole ---- */

static enum sq_status
run(batch *b, sq_errors *errors)
{
    const sq_ensemble_batch *asked = b->asked;
    sq_ensemble *e = asked->ensemble;
    sq_share_job job = {0};
    const sq_share share = {.n = (size_t)(b->to - b->from),
                            .result_size = sq_ensemble_member_size(e),
                            .threads = sq_share_threads(asked->threads),
                            .context = b,
                            .open = begin,
                            .close = end,
                            .answer = answer,
                            .keep = keep,
                            .is_over = is_over};
    enum sq_status status =
        asked->ranks ? sq_ensemble_job_make(&job, e, b->from, errors) : SQ_OK;
    if (!status)
        status = sq_share_run(&share, asked->ranks ? &job : NULL, errors);
    free(job.bytes);
    return status;
}

enum sq_status
sq_ensemble_batch_run(sq_ensemble_batch *asked, long to, sq_errors *errors)
{
    sq_ensemble *e = asked->ensemble;
    size_t n = (size_t)(to - e->n);
    batch b = {.asked = asked, .from = e->n, .to = to};
    enum sq_status status = make_room(e, to, errors);
    if (status)
        return status;
    b.done = calloc(n, sizeof *b.done);
    b.work = calloc(n, sizeof *b.work);
    if (b.done && b.work)
        status = run(&b, errors);
    else
        status = sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu trajectories", n);
    for (size_t i = 0; b.done && b.work && i < n && b.done[i]; i++) {
        sq_trajectory_work_add(&e->work, &b.work[i]);
        e->n++;
    }
    asked->spent += b.spent;
    e->late = b.late;
    free(b.done);
    free(b.work);
    return status;
}
