/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#include <time.h>

static double
seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double
sq_clock(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double
sq_clock_work(void)
{
    return seconds_of(CLOCK_THREAD_CPUTIME_ID);
}
