/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The processes that mpirun or srun started together, and messages between the first of them,
 * rank 0, and the others.  Without MPI, or where none of these started the program, there is
 * that one rank.  To be used by one thread at a time. */
#ifndef SQ_RANKS_H
#define SQ_RANKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* What two ranks tell each other. */
typedef struct sq_ranks_message {
    int from;
    size_t size;
    void *bytes; /* owned */
} sq_ranks_message;

/* Once each, around all others.  Begin fails where one of several was started by MPI, which
 * this program was built without: each would do all of the work. */
enum sq_status sq_ranks_begin(sq_errors *errors) SQ_CHECK_RESULT;
void sq_ranks_end(void);

int sq_ranks_count(void);
int sq_ranks_here(void);

/* Waits until the message is on its way; at most INT_MAX bytes. */
void sq_ranks_send(int to, const void *bytes, size_t size);

/* The next message, those of each rank in the order in which it sent them.  False: none is
 * there, or no memory for it, and it may be asked for again. */
bool sq_ranks_receive(sq_ranks_message *message);

/* Waits for a moment: what is asked again and again should leave the cores to those who
 * compute. */
void sq_ranks_pause(void);

#endif
