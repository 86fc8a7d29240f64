/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watching a long run: a line of progress on a terminal, and an early end by SIGINT, or by
 * SIGTERM, which mpirun and clusters send. */
#ifndef SQ_WATCH_H
#define SQ_WATCH_H

#include <signal.h>
#include <stdbool.h>

#include "predict/prediction.h"

typedef struct sq_watch {
    struct sigaction on_int, on_term; /* before */
    bool terminal;
    bool overrun; /* the run that takes longer than announced was told of */
    double shown; /* when the line of progress on the terminal was drawn, in seconds; 0: none */
} sq_watch;

/* From now on such a signal ends the task early, a second one the program.  Unless `quiet`, standard
 * error says what a long run will cost and, if it is a terminal, how far it is; where it is
 * none, only if `verbose`. */
void sq_watch_begin(sq_watch *watch, sq_task *task, bool quiet, bool verbose);

/* Who tells no more than the part of the work that is done: a listener of its own, for those
 * who watch a task. */
typedef struct sq_watch_part {
    const sq_task *watched; /* borrowed */
    const char *what;       /* is done */
    double start;           /* by the clock */
} sq_watch_part;

sq_watch_part sq_watch_part_begin(const sq_task *watched, const char *what);
void sq_watch_part_tell(void *watch_part, double part);

/* Things are as before. */
void sq_watch_end(sq_watch *watch);

/* The signal that has ended a task early; 0: none has. */
int sq_watch_signal(void);

#endif
