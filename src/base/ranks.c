/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All calls of MPI are here.  Its faults end the program, and with it those of all ranks, as
 * MPI has it by default.  What waits does so by looking and pausing: MPI's own waiting keeps a
 * core busy, which is wanted for the work. */
#include "base/ranks.h"

#include <config.h>

#include <stdlib.h>
#include <unistd.h>

#ifdef HAVE_MPI
#include <mpi.h>
#endif

/* In microseconds: short beside a point of work; and beside the way of a part of a long
 * message, each of which waits for the one before. */
enum { PAUSE = 1000, PAUSE_ON_THE_WAY = 10 };

void
sq_ranks_pause(void)
{
    usleep(PAUSE);
}

#ifdef HAVE_MPI

/* Does MPI run?  To begin without being started by it takes longer than most commands, and
 * clusters forbid it where people log in. */
static bool
is_started(void)
{
    static const char *const mark[] = {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK"};
    for (size_t i = 0; i < sizeof mark / sizeof *mark; i++)
        if (getenv(mark[i]))
            return true;
    return false;
}

static bool
is_running(void)
{
    int begun = 0, ended = 0;
    MPI_Initialized(&begun);
    MPI_Finalized(&ended);
    return begun && !ended;
}

enum sq_status
sq_ranks_begin(sq_errors *errors)
{
    int provided = MPI_THREAD_SERIALIZED;
    if (is_started())
        MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &provided);
    return provided >= MPI_THREAD_SERIALIZED
               ? SQ_OK
               : sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                               "this MPI does not let threads speak in turn "
                               "(MPI_THREAD_SERIALIZED); configure with another one");
}

void
sq_ranks_end(void)
{
    if (is_running())
        MPI_Finalize();
}

int
sq_ranks_count(void)
{
    int count = 1;
    if (is_running())
        MPI_Comm_size(MPI_COMM_WORLD, &count);
    return count;
}

int
sq_ranks_here(void)
{
    int here = 0;
    if (is_running())
        MPI_Comm_rank(MPI_COMM_WORLD, &here);
    return here;
}

void
sq_ranks_send(int to, const void *bytes, size_t size)
{
    MPI_Request request;
    int sent = 0;
    MPI_Isend(bytes, (int)size, MPI_BYTE, to, 0, MPI_COMM_WORLD, &request);
    for (;;) {
        MPI_Test(&request, &sent, MPI_STATUS_IGNORE);
        if (sent)
            return;
        usleep(PAUSE_ON_THE_WAY);
    }
}

bool
sq_ranks_receive(sq_ranks_message *message)
{
    int here = 0, size = 0;
    MPI_Status status;
    *message = (sq_ranks_message){0};
    MPI_Iprobe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &here, &status);
    if (!here)
        return false;
    MPI_Get_count(&status, MPI_BYTE, &size);
    *message =
        (sq_ranks_message){status.MPI_SOURCE, (size_t)size, malloc((size_t)size + (size == 0))};
    if (!message->bytes)
        return false;
    MPI_Recv(message->bytes, size, MPI_BYTE, message->from, 0, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    return true;
}

#else

enum sq_status
sq_ranks_begin(sq_errors *errors)
{
    static const char *const mark[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"};
    for (size_t i = 0; i < sizeof mark / sizeof *mark; i++) {
        const char *size = getenv(mark[i]);
        if (size && strtol(size, NULL, 10) > 1)
            return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                                 "started as one of %s, but built without MPI; configure "
                                 "--with-mpi, or start one (%s)",
                                 size, mark[i]);
    }
    return SQ_OK;
}

void
sq_ranks_end(void)
{
}

int
sq_ranks_count(void)
{
    return 1;
}

int
sq_ranks_here(void)
{
    return 0;
}

void
sq_ranks_send(int to, const void *bytes, size_t size)
{
    (void)to;
    (void)bytes;
    (void)size;
}

bool
sq_ranks_receive(sq_ranks_message *message)
{
    *message = (sq_ranks_message){0};
    return false;
}

#endif
