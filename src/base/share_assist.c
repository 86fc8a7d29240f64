/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each thread asks for itself, one at a time: a question and its answer take a few
 * thousandths of a second. */
#include "base/share_assist.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/ranks.h"
#include "base/share_wire.h"
#include "base/version.h"

/* What the threads of this rank share. */
typedef struct bench {
    const sq_share *share;
    bool left; /* there are no more items, or none are wanted; under the lock */
    enum sq_status status;
    sq_errors *errors;
    omp_lock_t lock; /* of the wire, too */
} bench;

/* One thread, and what it was handed. */
typedef struct hand {
    bench *bench;
    void *worker;
    size_t n, size;
    unsigned char *item; /* [size], room for n of them and their results */
    double seconds;      /* that each took */
} hand;

static size_t
stride(const bench *b)
{
    return sizeof(sq_share_wire_item) + b->share->result_size;
}

/* ---- the wire, under the lock ---- */

static enum sq_status
tell(const hand *h, enum sq_share_wire_kind kind, sq_errors *errors)
{
    const sq_share_wire_head head = {
        .kind = kind, .n = h->n, .size = h->n * stride(h->bench), .seconds = h->seconds};
    return sq_share_wire_send(0, &head, h->item, errors);
}

static enum sq_status
make_room(hand *h, size_t n, sq_errors *errors)
{
    size_t size = n * stride(h->bench);
    if (size <= h->size)
        return SQ_OK;
    unsigned char *larger = realloc(h->item, size);
    if (!larger)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu results", n);
    h->item = larger;
    h->size = size;
    return SQ_OK;
}

/* Items to be done, none of which is yet. */
static enum sq_status
take(hand *h, sq_errors *errors)
{
    sq_share_wire wire;
    sq_share_wire_await(&wire);
    enum sq_status status = make_room(h, wire.head.n, errors);
    h->n = status ? 0 : wire.head.n;
    for (size_t i = 0; i < h->n; i++) {
        sq_share_wire_item item = {0};
        memcpy(&item.number, wire.bytes + i * sizeof item.number, sizeof item.number);
        memcpy(h->item + i * stride(h->bench), &item, sizeof item);
    }
    free(wire.memory);
    return status;
}

/* Hands in what was done, and asks for more unless there is none or nobody wants any. */
static enum sq_status
ask(hand *h, sq_errors *errors)
{
    bench *b = h->bench;
    enum sq_status status = SQ_OK;
    omp_set_lock(&b->lock);
    b->left = b->left || b->share->is_over(b->share->context);
    bool more = !b->left;
    if (more || h->n > 0)
        status = tell(h, more ? SQ_SHARE_WIRE_ASK : SQ_SHARE_WIRE_HAND_IN, errors);
    h->n = 0;
    if (!status && more)
        status = take(h, errors);
    b->left = b->left || h->n == 0;
    omp_unset_lock(&b->lock);
    return status;
}

/* ---- work ---- */

static enum sq_status
answer(hand *h, size_t i, sq_errors *errors)
{
    unsigned char *at = h->item + i * stride(h->bench);
    sq_share_wire_item item;
    memcpy(&item, at, sizeof item);
    enum sq_status status =
        h->bench->share->answer(h->worker, item.number, at + sizeof item, &item.done, errors);
    memcpy(at, &item, sizeof item);
    return status;
}

static enum sq_status
work_on(hand *h, sq_errors *errors)
{
    const sq_share *s = h->bench->share;
    enum sq_status status = ask(h, errors);
    while (!status && h->n > 0) {
        double start = sq_clock();
        for (size_t i = 0; i < h->n && !status && !s->is_over(s->context); i++)
            status = answer(h, i, errors);
        h->seconds = (sq_clock() - start) / (double)h->n;
        if (!status)
            status = ask(h, errors);
    }
    return status;
}

/* The first fault is the one that is told. */
static void
fail(bench *b, enum sq_status status, const sq_errors *errors)
{
    omp_set_lock(&b->lock);
    b->left = true;
    if (!b->status)
        b->status = sq_errors_add(b->errors, status, "%s", sq_errors_first(errors));
    omp_unset_lock(&b->lock);
}

static void
work(bench *b)
{
    const sq_share *s = b->share;
    hand h = {.bench = b, .worker = s->context};
    sq_errors found = {0};
    enum sq_status status = s->open ? s->open(&h.worker, s->context, &found) : SQ_OK;
    if (!status)
        status = work_on(&h, &found);
    if (s->open && s->close && h.worker != s->context)
        s->close(h.worker);
    if (status)
        fail(b, status, &found);
    sq_errors_free(&found);
    free(h.item);
}

/* ---- jobs ---- */

/* Ranks of other versions do not understand each other. */
static bool
is_understood(const sq_share_wire *wire)
{
    sq_errors found = {0};
    if (strncmp(wire->head.version, SQ_VERSION, sizeof wire->head.version) == 0)
        return true;
    sq_errors_add(&found, SQ_ERR_INPUT,
                  "is squint %s, rank 0 is squint %.*s; start the same on all machines",
                  SQ_VERSION, (int)sizeof wire->head.version, wire->head.version);
    sq_share_assist_decline(&found);
    sq_errors_free(&found);
    return false;
}

bool
sq_share_assist_next(sq_share_job *job)
{
    for (;;) {
        sq_share_wire wire;
        sq_share_wire_await(&wire);
        bool dismissed = wire.head.kind == SQ_SHARE_WIRE_DISMISS;
        if (!dismissed && is_understood(&wire)) {
            *job = (sq_share_job){.size = wire.head.size, .bytes = wire.memory};
            memcpy(job->name, wire.head.name, sizeof job->name);
            memmove(job->bytes, wire.bytes, wire.head.size);
            return true;
        }
        free(wire.memory);
        if (dismissed)
            return false;
    }
}

void
sq_share_assist(const sq_share *share)
{
    sq_errors found = {0};
    bench b = {.share = share, .errors = &found};
    omp_init_lock(&b.lock);
#pragma omp parallel num_threads(share->threads)
    work(&b);
    omp_destroy_lock(&b.lock);
    sq_share_assist_decline(&found);
    sq_errors_free(&found);
}

void
sq_share_assist_decline(const sq_errors *errors)
{
    sq_errors ignored = {0};
    const char *text = errors->n ? sq_errors_first(errors) : "";
    const sq_share_wire_head head = {
        .kind = SQ_SHARE_WIRE_LEAVE, .status = sq_errors_status(errors), .size = strlen(text)};
    (void)!sq_share_wire_send(0, &head, text, &ignored);
    sq_errors_free(&ignored);
}
