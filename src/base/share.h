/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work in items that know nothing of each other, shared between the threads of this process
 * and, where MPI started several, between ranks.  Rank 0 runs the program, hands items out as
 * threads and ranks become free and keeps the results; the others do what they are handed
 * (share_assist.h).  Who did an item changes nothing of its result. */
#ifndef SQ_SHARE_H
#define SQ_SHARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/share_job.h"

typedef struct sq_share {
    size_t n;           /* items, 0 … n − 1 */
    const bool *known;  /* [n] is there nothing to be done for it?  NULL: for none */
    size_t result_size; /* bytes of a result, which mean the same on every rank */
    int threads;        /* see sq_share_threads */
    void *context;
    /* What one thread needs for its items; NULL: the context serves them all. */
    enum sq_status (*open)(void **worker, void *context, sq_errors *errors);
    void (*close)(void *worker);
    /* Answers one item.  *whole: it was not interrupted; else it is as if it had not begun. */
    enum sq_status (*answer)(void *worker, size_t item, void *result, bool *whole,
                             sq_errors *errors);
    /* Takes a result, one at a time, in any order; may end the work by its fault. */
    enum sq_status (*keep)(void *context, size_t item, const void *result, sq_errors *errors);
    /* Should no more items be begun? */
    bool (*is_over)(void *context);
} sq_share;

/* Does all items, unless it is over or a fault ends it.
 *
 * job  NULL: this is not for other ranks */
enum sq_status sq_share_run(const sq_share *share, const sq_share_job *job,
                            sq_errors *errors) SQ_CHECK_RESULT;

/* How many threads: as many as wanted; 0: as there are. */
int sq_share_threads(int wanted);

/* Lets the other ranks go; rank 0's last word. */
void sq_share_dismiss(void);

#endif
