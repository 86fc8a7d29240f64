/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watching a long run: a line of progress on a terminal, and an early end by SIGINT. */
#ifndef SQ_WATCH_H
#define SQ_WATCH_H

#include <signal.h>

#include "prediction.h"

typedef struct sq_watch {
    struct sigaction previous;
    bool shown; /* a line of progress stands on the terminal */
} sq_watch;

/* From now on SIGINT ends the task's trajectories early, a second one the program; progress
 * goes to standard error if that is a terminal and not `quiet`. */
void sq_watch_begin(sq_watch *watch, sq_task *task, bool quiet);

/* Things are as before. */
void sq_watch_end(sq_watch *watch);

#endif
