/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/watch.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/format.h"

enum { BAR = 24, LINE = 79 };

/* The line is drawn anew after so long; work that takes less than LONG_SECONDS and
 * LARGE_BYTES is not worth a word before it. */
#define BETWEEN_SECONDS 0.2
#define LONG_SECONDS 2
#define LARGE_BYTES 1e9

/* From here on a run is late: the first steps tell little of the rest. */
#define LATE_SECONDS 5
#define LATE_FACTOR 3

/* A signal handler can reach nothing else. */
static volatile sig_atomic_t interrupted;

static void
take_note(int signal_number)
{
    interrupted = signal_number;
}

static void
erase_line(sq_watch *watch)
{
    if (watch->shown > 0)
        fprintf(stderr, "\r%*s\r", LINE, "");
    watch->shown = 0;
}

/* What is about to run, where that takes time or memory to think about. */
static void
announce(sq_watch *watch, const sq_task_progress *p)
{
    erase_line(watch);
    if (p->cost.seconds < LONG_SECONDS && p->cost.bytes < LARGE_BYTES)
        return;
    fprintf(
        stderr,
        "squint: solver '%s': about %s, at most %.0f MB of memory; Ctrl-C ends it with what it "
        "has\n",
        p->solver, sq_format_si(p->cost.seconds, "s", 1).s, ceil(1e-6 * p->cost.bytes));
}

/* What takes much longer than it was thought to is told once; of a search nothing was thought.
 */
static void
announce_again(sq_watch *watch, const sq_task_progress *p)
{
    double all = p->seconds / p->part;
    bool late = p->seconds >= LATE_SECONDS && all >= LATE_FACTOR * p->cost.seconds;
    if (watch->overrun || !(p->cost.seconds > 0) || !late)
        return;
    erase_line(watch);
    fprintf(stderr, "squint: solver '%s' takes longer than announced: about %s in all\n",
            p->solver, sq_format_si(all, "s", 1).s);
    watch->overrun = true;
}

static void
draw(const sq_task_progress *p)
{
    char bar[BAR + 1];
    for (int i = 0; i < BAR; i++)
        bar[i] = i < p->part * BAR ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\r[%s] ", bar);
    if (p->trajectories > 0)
        fprintf(stderr, "%ld trajectories, %.2f", p->trajectories, p->db);
    if (p->trajectories > 0 && isfinite(p->db_error))
        fprintf(stderr, " ± %.2f", p->db_error);
    fprintf(stderr, "%s, %.0f s left   ", p->trajectories > 0 ? " dB" : p->solver,
            ceil(p->seconds * (1 / p->part - 1)));
    fflush(stderr);
}

static void
show(void *listener, const sq_task_progress *p)
{
    sq_watch *watch = listener;
    if (p->part == 0) {
        watch->overrun = false;
        announce(watch, p);
        return;
    }
    announce_again(watch, p);
    if (watch->terminal && p->seconds - watch->shown > BETWEEN_SECONDS) {
        draw(p);
        watch->shown = p->seconds;
    }
}

void
sq_watch_begin(sq_watch *watch, sq_task *task, bool quiet, bool verbose)
{
    /* One signal ends the run in an orderly way, the next does what it always did. */
    struct sigaction action = {.sa_handler = take_note, .sa_flags = (int)SA_RESETHAND};
    *watch = (sq_watch){0};
    sigemptyset(&action.sa_mask);
    interrupted = 0;
    sigaction(SIGINT, &action, &watch->on_int);
    sigaction(SIGTERM, &action, &watch->on_term);
    task->interrupt = &interrupted;
    watch->terminal = isatty(STDERR_FILENO);
    if (!quiet && (watch->terminal || verbose)) {
        task->progress = show;
        task->listener = watch;
    }
}

sq_watch_part
sq_watch_part_begin(const sq_task *watched, const char *what)
{
    return (sq_watch_part){.watched = watched, .what = what, .start = sq_clock()};
}

/* Nothing is told of the time it takes before some of it is done. */
void
sq_watch_part_tell(void *watch_part, double part)
{
    const sq_watch_part *w = watch_part;
    if (!w->watched->progress || !(part > 0))
        return;
    const sq_task_progress progress = {
        .solver = w->what, .part = part, .seconds = sq_clock() - w->start};
    w->watched->progress(w->watched->listener, &progress);
}

void
sq_watch_end(sq_watch *watch)
{
    sigaction(SIGINT, &watch->on_int, NULL);
    sigaction(SIGTERM, &watch->on_term, NULL);
    erase_line(watch);
}

int
sq_watch_signal(void)
{
    return interrupted;
}
