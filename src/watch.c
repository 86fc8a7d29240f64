/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

enum { BAR = 24, LINE = 79 };

/* A signal handler can reach nothing else. */
static volatile sig_atomic_t interrupted;

static void
take_note(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

/* Part of the work that is done: by the number of trajectories, or by the error, which
 * falls as the root of their number. */
static double
part_done(const sq_progress *p)
{
    double part = (double)p->done / (double)p->most;
    if (p->wanted_db > 0 && isfinite(p->db_error))
        part = fmax(part, pow(p->wanted_db / p->db_error, 2));
    return fmin(part, 1);
}

static void
show(void *listener, const sq_progress *p)
{
    sq_watch *watch = listener;
    double part = part_done(p);
    char bar[BAR + 1];
    for (int i = 0; i < BAR; i++)
        bar[i] = i < part * BAR ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\r[%s] %ld trajectories, %.2f", bar, p->done, p->db);
    if (isfinite(p->db_error))
        fprintf(stderr, " ± %.2f", p->db_error);
    fprintf(stderr, " dB, %.0f s left   ", ceil(p->seconds * (1 / part - 1)));
    fflush(stderr);
    watch->shown = true;
}

void
sq_watch_begin(sq_watch *watch, sq_task *task, bool quiet)
{
    /* One signal ends the run in an orderly way, the next does what it always did. */
    struct sigaction action = {.sa_handler = take_note, .sa_flags = (int)SA_RESETHAND};
    *watch = (sq_watch){0};
    sigemptyset(&action.sa_mask);
    interrupted = 0;
    sigaction(SIGINT, &action, &watch->previous);
    task->interrupt = &interrupted;
    if (!quiet && isatty(STDERR_FILENO)) {
        task->progress = show;
        task->listener = watch;
    }
}

void
sq_watch_end(sq_watch *watch)
{
    sigaction(SIGINT, &watch->previous, NULL);
    if (watch->shown)
        fprintf(stderr, "\r%*s\r", LINE, "");
}
