/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/noise_watch.h"

#include <math.h>
#include <omp.h>

#include "base/clock.h"

static void
tell(const sq_noise_watch *w, double part, double seconds)
{
    const sq_task_progress progress = {.solver = w->what,
                                       .cost = {.seconds = seconds},
                                       .part = part,
                                       .seconds = sq_clock() - w->start,
                                       .db = NAN,
                                       .db_error = NAN};
    if (w->task && w->task->progress)
        w->task->progress(w->task->listener, &progress);
}

sq_noise_watch
sq_noise_watch_begin(const sq_task *task, const char *what, long most, double seconds)
{
    sq_noise_watch watch = {.task = task, .what = what, .start = sq_clock(), .most = most};
    tell(&watch, 0, seconds);
    return watch;
}

int
sq_noise_watch_threads(const sq_noise_watch *w)
{
    return w->task && w->task->threads > 0 ? w->task->threads : omp_get_max_threads();
}

bool
sq_noise_watch_goes_on(const sq_noise_watch *w)
{
    return !w->task || !sq_task_is_interrupted(w->task);
}

void
sq_noise_watch_one_more(sq_noise_watch *w)
{
    long done;
#pragma omp atomic capture
    done = ++w->done;
    if (omp_get_thread_num() == 0)
        tell(w, (double)done / (double)w->most, INFINITY);
}
