/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shots of a noise that are being followed: who waits is told how far it is, and may end it. */
#ifndef SQ_NOISE_WATCH_H
#define SQ_NOISE_WATCH_H

#include "predict/task.h"

typedef struct sq_noise_watch {
    const sq_task *task; /* borrowed; NULL: nobody waits */
    const char *what;    /* for people */
    double start;        /* by the clock */
    long most, done;     /* shots */
} sq_noise_watch;

sq_noise_watch sq_noise_watch_begin(const sq_task *task, const char *what, long most,
                                    double seconds);

/* Threads that there may be. */
int sq_noise_watch_threads(const sq_noise_watch *watch);

/* Is it to go on?  Any thread may ask. */
bool sq_noise_watch_goes_on(const sq_noise_watch *watch);

/* One more is done.  Any thread may say so; the first one tells. */
void sq_noise_watch_one_more(sq_noise_watch *watch);

#endif
