/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/share.h"

#include <math.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ranks.h"
#include "base/share_wire.h"
#include "base/version.h"

/* Other ranks are handed items that take so long in all, in seconds: long beside a message and
 * its answer, which take some thousandths of a second; but no more than such a part of
 * what is left for each of them, so that all end at the same time. */
#define HAND_OUT_SECONDS 0.2
#define HAND_OUT_PART 0.25
#define HAND_OUT_MOST 256

/* What the threads of rank 0 share. */
typedef struct desk {
    const sq_share *share;
    size_t next;    /* item that nobody has looked at yet */
    size_t *undone; /* [n_undone] that were handed out, and came back as they were */
    size_t n_undone;
    int present; /* other ranks that have not left */
    enum sq_status status;
    sq_errors *errors;
    omp_lock_t lock; /* of all that changes */
} desk;

int
sq_share_threads(int wanted)
{
    return wanted > 0 ? wanted : omp_get_max_threads();
}

/* ---- items ---- */

/* The first fault ends the work; under the lock. */
static void
note_fault(desk *d, enum sq_status status, const char *text)
{
    if (status && !d->status)
        d->status = sq_errors_add(d->errors, status, "%s", text);
}

static void
fail(desk *d, enum sq_status status, const sq_errors *errors)
{
    omp_set_lock(&d->lock);
    note_fault(d, status, sq_errors_first(errors));
    omp_unset_lock(&d->lock);
}

/* The next item to be done; false: there is none.  Under the lock. */
static bool
next_item(desk *d, size_t *item)
{
    const sq_share *s = d->share;
    if (d->status || s->is_over(s->context))
        return false;
    if (d->n_undone > 0) {
        *item = d->undone[--d->n_undone];
        return true;
    }
    while (s->known && d->next < s->n && s->known[d->next])
        d->next++;
    *item = d->next;
    d->next += d->next < s->n;
    return *item < s->n;
}

static bool
take(desk *d, size_t *item)
{
    omp_set_lock(&d->lock);
    bool taken = next_item(d, item);
    omp_unset_lock(&d->lock);
    return taken;
}

/* Under the lock. */
static void
keep(desk *d, size_t item, const void *result)
{
    sq_errors found = {0};
    enum sq_status status =
        d->status ? SQ_OK : d->share->keep(d->share->context, item, result, &found);
    note_fault(d, status, sq_errors_first(&found));
    sq_errors_free(&found);
}

/* ---- a thread of rank 0 ---- */

static enum sq_status
work_on(desk *d, void *worker, void *result, sq_errors *errors)
{
    size_t item;
    enum sq_status status = SQ_OK;
    while (!status && take(d, &item)) {
        bool whole = false;
        status = d->share->answer(worker, item, result, &whole, errors);
        if (status || !whole)
            continue;
        omp_set_lock(&d->lock);
        keep(d, item, result);
        omp_unset_lock(&d->lock);
    }
    return status;
}

static void
work(desk *d)
{
    const sq_share *s = d->share;
    void *worker = s->context, *result = malloc(s->result_size);
    sq_errors found = {0};
    enum sq_status status =
        result ? SQ_OK : sq_errors_add(&found, SQ_ERR_MEMORY, "no memory for a result");
    if (!status && s->open)
        status = s->open(&worker, s->context, &found);
    if (!status)
        status = work_on(d, worker, result, &found);
    if (s->open && s->close && worker != s->context)
        s->close(worker);
    if (status)
        fail(d, status, &found);
    sq_errors_free(&found);
    free(result);
}

/* ---- the other ranks ---- */

static enum sq_status
announce(desk *d, const sq_share_job *job)
{
    sq_share_wire_head head = {.kind = SQ_SHARE_WIRE_JOB, .size = job->size};
    memcpy(head.name, job->name, sizeof head.name);
    snprintf(head.version, sizeof head.version, "%s", SQ_VERSION);
    for (int rank = 1; rank < sq_ranks_count() && !d->status; rank++) {
        d->status = sq_share_wire_send(rank, &head, job->bytes, d->errors);
        d->present += !d->status;
    }
    return d->status;
}

/* How many items to hand out at once.  Under the lock. */
static size_t
portion(const desk *d, double seconds)
{
    double left = (double)(d->share->n - d->next) / (d->present + 1);
    double most = fmin(HAND_OUT_PART * left, HAND_OUT_MOST);
    return seconds > 0 ? (size_t)fmax(1, fmin(HAND_OUT_SECONDS / seconds, most)) : 1;
}

static void
hand_out(desk *d, const sq_share_wire *wire)
{
    size_t item[HAND_OUT_MOST];
    sq_share_wire_head head = {.kind = SQ_SHARE_WIRE_ITEMS};
    sq_errors found = {0};
    omp_set_lock(&d->lock);
    size_t wanted = portion(d, wire->head.seconds);
    while (head.n < wanted && next_item(d, &item[head.n]))
        head.n++;
    omp_unset_lock(&d->lock);
    head.size = head.n * sizeof *item;
    enum sq_status status = sq_share_wire_send(wire->from, &head, item, &found);
    if (status)
        fail(d, status, &found);
    sq_errors_free(&found);
}

/* Under the lock. */
static void
take_back(desk *d, size_t item)
{
    size_t *larger = realloc(d->undone, (d->n_undone + 1) * sizeof *larger);
    if (larger) {
        d->undone = larger;
        d->undone[d->n_undone++] = item;
    } else {
        note_fault(d, SQ_ERR_MEMORY, "no memory for what another rank has not done");
    }
}

static void
take_in(desk *d, const sq_share_wire *wire)
{
    const unsigned char *at = wire->bytes;
    sq_share_wire_item item;
    omp_set_lock(&d->lock);
    for (size_t i = 0; i < wire->head.n; i++) {
        memcpy(&item, at, sizeof item);
        at += sizeof item;
        if (item.done)
            keep(d, item.number, at);
        else
            take_back(d, item.number);
        at += d->share->result_size;
    }
    omp_unset_lock(&d->lock);
}

static void
let_go(desk *d, const sq_share_wire *wire)
{
    char text[512];
    snprintf(text, sizeof text, "rank %d: %.*s", wire->from, (int)wire->head.size,
             (const char *)wire->bytes);
    omp_set_lock(&d->lock);
    note_fault(d, wire->head.status, text);
    d->present--;
    omp_unset_lock(&d->lock);
}

/* Until all others have left. */
static void
serve(desk *d)
{
    while (d->present > 0) {
        sq_share_wire wire;
        sq_share_wire_await(&wire);
        if (wire.head.kind == SQ_SHARE_WIRE_LEAVE)
            let_go(d, &wire);
        else
            take_in(d, &wire);
        if (wire.head.kind == SQ_SHARE_WIRE_ASK)
            hand_out(d, &wire);
        free(wire.memory);
    }
}

/* ---- the whole ---- */

enum sq_status
sq_share_run(const sq_share *share, const sq_share_job *job, sq_errors *errors)
{
    desk d = {.share = share, .errors = errors};
    bool shared = job && sq_ranks_count() > 1;
    /* One thread of rank 0 looks after the others, and sleeps most of the time. */
    int threads = share->threads + shared;
    if (shared)
        (void)!announce(&d, job);
    omp_init_lock(&d.lock);
#pragma omp parallel num_threads(threads)
    {
        if (shared && omp_get_thread_num() == 0)
            serve(&d);
        work(&d); /* of one who served: what came back */
    }
    omp_destroy_lock(&d.lock);
    free(d.undone);
    return d.status;
}

void
sq_share_dismiss(void)
{
    const sq_share_wire_head head = {.kind = SQ_SHARE_WIRE_DISMISS};
    for (int rank = 1; sq_ranks_here() == 0 && rank < sq_ranks_count(); rank++) {
        sq_errors ignored = {0};
        (void)!sq_share_wire_send(rank, &head, NULL, &ignored);
        sq_errors_free(&ignored);
    }
}
