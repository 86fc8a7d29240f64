/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/nearby.h"

#include <math.h>
#include <signal.h>
#include <string.h>

#include "beyond/classes_cost.h"
#include "planning/merit.h"
#include "planning/search.h"

/* What is done in a fifth of a second: points of trials, a step of order 2 or more each; or,
 * of atoms in classes, trials, and then climbs have no more than a beginning. */
enum { MOST_POINTS = 20000, MOST_TRIALS_IN_CLASSES = 16 };

/* Digits that settings are told with. */
enum { DIGITS = 4 };

typedef struct climb {
    sq_merit_goal goal;
    sq_merit_desk desk;
    int order; /* or SQ_MERIT_IN_CLASSES */
    size_t points, trials;
    volatile sig_atomic_t over;
} climb;

static void
look(sq_merit_view *view, climb *c, const double *x)
{
    double value[SQ_SPACE_MOST];
    sq_space_values(value, c->goal.space, x);
    sq_merit_look(view, &c->goal, value, c->order, &c->desk);
    c->points += c->desk.trial.n;
    c->trials++;
    c->over = c->order == SQ_MERIT_IN_CLASSES ? c->trials >= MOST_TRIALS_IN_CLASSES
                                              : c->points > MOST_POINTS;
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
    sq_merit_look_here(&here, &c->goal, c->order, &c->desk);
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

/* Where each atom begins at a rest of its own no one direction is as good: the drive alone. */
static enum sq_status
make_space(sq_space *space, const sq_lab *lab, bool in_classes, sq_errors *errors)
{
    static const char *const drive[] = {"drive.ratio"};
    return sq_space_make(space, lab, drive, in_classes && lab->at_rest ? 1 : 0, NULL, false,
                         errors);
}

enum sq_status
sq_nearby_find(sq_nearby *nearby, const sq_lab *lab, sq_errors *errors)
{
    sq_space space;
    bool in_classes = sq_classes_cost_is_due(lab);
    climb c = {.goal = {.space = &space, .kind = SQ_MERIT_DB},
               .order = in_classes ? SQ_MERIT_IN_CLASSES : 2};
    *nearby = (sq_nearby){.here_db = NAN, .db = NAN, .time = NAN};
    enum sq_status status = make_space(&space, lab, in_classes, errors);
    if (!status)
        status = find(nearby, &c, errors);
    sq_lab_free(&c.desk.lab);
    sq_space_free(&space);
    return status;
}
