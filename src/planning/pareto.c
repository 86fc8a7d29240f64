/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/pareto.h"

#include <math.h>

/* Times go down to this part of that of the best. */
#define SHORTEST (1.0 / 30)

/* Two points that are as good are one. */
#define SAME_DB 0.005

typedef struct walk {
    sq_pareto *pareto;
    const sq_optimize_task *wanted;
    sq_optimize_task task;
    double start[SQ_SPACE_MOST];
    double longest;
} walk;

static void
begin_with(walk *w, const sq_optimize_result *r)
{
    sq_optimize_start(w->start, r, w->wanted->goal.space);
    w->task.start = w->start;
}

/* Points come latest first. */
static void
keep(sq_pareto *pareto, const sq_optimize_result *r)
{
    if (pareto->n && !(r->db < pareto->point[pareto->n - 1].db - SAME_DB))
        pareto->n--; /* as good, and sooner */
    pareto->point[pareto->n++] = *r;
}

static void
turn_around(sq_pareto *pareto)
{
    for (size_t i = 0; i < pareto->n / 2; i++) {
        sq_optimize_result one = pareto->point[i];
        pareto->point[i] = pareto->point[pareto->n - 1 - i];
        pareto->point[pareto->n - 1 - i] = one;
    }
}

static void
pass_on(void *listener, double part)
{
    const walk *w = listener;
    double done = (double)w->pareto->n; /* or fewer than were made: it is but a guess */
    if (w->wanted->progress)
        w->wanted->progress(w->wanted->listener, (done + part) / SQ_PARETO_POINTS);
}

enum sq_status
sq_pareto_find(sq_pareto *pareto, const sq_optimize_task *task, const sq_optimize_result *best,
               sq_errors *errors)
{
    walk w = {.pareto = pareto, .wanted = task, .task = *task, .longest = best->time};
    w.task.progress = pass_on;
    w.task.listener = &w;
    *pareto = (sq_pareto){0};
    if (!best->reached || best->violated || best->interrupted)
        return SQ_OK;
    keep(pareto, best);
    begin_with(&w, best);
    for (int i = 1; i < SQ_PARETO_POINTS; i++) {
        sq_optimize_result r;
        w.task.goal.within = w.longest * pow(SHORTEST, (double)i / (SQ_PARETO_POINTS - 1));
        enum sq_status status = sq_optimize(&r, &w.task, errors);
        if (status)
            return status;
        if (r.interrupted || !r.reached)
            break;
        keep(pareto, &r);
        begin_with(&w, &r);
    }
    turn_around(pareto);
    return SQ_OK;
}
