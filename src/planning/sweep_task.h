/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sweep is asked for. */
#ifndef SQ_SWEEP_TASK_H
#define SQ_SWEEP_TASK_H

#include <signal.h>

#include "base/public.h"
#include "planning/grid.h"
#include "planning/sweep_row.h"
#include "predict/task.h"

SQ_PUBLIC_BEGIN

/* The option that inputs are chosen by, for messages. */
#define SQ_SWEEP_OPTIMIZE "optimize"

typedef struct sq_sweep_task {
    const sq_grid *grid;
    /* How each point is answered: solver, order, accuracy, trajectories and their seed.  An
     * order that is to run alone is the cheapest answer, and has no error. */
    sq_task how;
    const char *const *free; /* [n_free] "KEY" or "KEY=LOW..HIGH": inputs that are chosen at
                                each point, for most squeezing */
    size_t n_free;
    int threads; /* 0: all; the rows do not depend on it */
    bool ranks;  /* those that MPI started beside this one answer points, too; nor on this */
    const volatile sig_atomic_t *interrupt;
    /* Takes a row, one at a time, in any order; may end the sweep by its fault. */
    enum sq_status (*keep)(void *keeper, const sq_sweep_row *row, sq_errors *errors);
    void *keeper;
    void (*progress)(void *listener, double part); /* may be NULL */
    void *listener;
} sq_sweep_task;

SQ_PUBLIC_END

#endif
