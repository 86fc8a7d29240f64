/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/nearby.h"

#include <math.h>
#include <signal.h>
#include <string.h>

#include "planning/merit.h"
#include "planning/search.h"

/* Points of trials, a step of order 2 or more each, that are made in a fifth of a second. */
enum { MOST_POINTS = 20000 };

/* Digits that settings are told with. */
enum { DIGITS = 4 };

typedef struct climb {
    sq_merit_goal goal;
    sq_merit_desk desk;
    size_t points;
    volatile sig_atomic_t over;
} climb;

static void
look(sq_merit_view *view, climb *c, const double *x)
{
    double value[SQ_SPACE_MOST];
    sq_space_values(value, c->goal.space, x);
    sq_merit_look(view, &c->goal, value, 2, &c->desk);
    c->points += c->desk.trial.n;
    c->over = c->points > MOST_POINTS;
}

static double
merit_of(const double *x, int thread, void *context)
{
    sq_merit_view view;
    (void)thread;
    look(&view, context, x);
    return view.merit;
}

static void
describe(sq_nearby *nearby, climb *c, const double *x)
{
    sq_merit_view view;
    const sq_space *space = c->goal.space;
    double value[SQ_SPACE_MOST];
    look(&view, c, x);
    sq_space_values(value, space, x);
    nearby->db = view.db;
    nearby->time = view.time;
    nearby->n = space->n;
    for (size_t k = 0; k < space->n; k++) {
        nearby->key[k] = space->axis[k].key;
        (void)sq_space_round(&nearby->text[k], &space->axis[k], value[k], DIGITS);
    }
}

static enum sq_status
find(sq_nearby *nearby, climb *c, sq_errors *errors)
{
    sq_search_point point = {0};
    sq_merit_view here;
    long evaluations = 0;
    sq_search search = {.n = c->goal.space->n,
                        .merit = merit_of,
                        .context = c,
                        .threads = 1,
                        .interrupt = &c->over};
    for (size_t k = 0; k < search.n; k++)
        search.periodic[k] = c->goal.space->axis[k].periodic;
    bool inside = sq_space_here(point.x, c->goal.space);
    look(&here, c, point.x);
    if (!inside || here.violated || !(here.db > 0))
        return SQ_OK;
    point.merit = here.merit;
    enum sq_status status = sq_search_ascend(&point, &evaluations, &search, errors);
    if (status)
        return status;
    nearby->here_db = here.db;
    describe(nearby, c, point.x);
    return SQ_OK;
}

enum sq_status
sq_nearby_find(sq_nearby *nearby, const sq_lab *lab, sq_errors *errors)
{
    sq_space space;
    climb c = {.goal = {.space = &space, .kind = SQ_MERIT_DB}};
    *nearby = (sq_nearby){.here_db = NAN, .db = NAN, .time = NAN};
    enum sq_status status = sq_space_make(&space, lab, NULL, 0, NULL, false, errors);
    if (!status)
        status = find(nearby, &c, errors);
    sq_lab_free(&c.desk.lab);
    sq_space_free(&space);
    return status;
}
