/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a goal is not reached the merit falls with the distance to it, so that a climb finds
 * the way: from labs that cannot be (IMPOSSIBLE) over those that violate conditions and those
 * without the squeezing that is asked for up to those that have it. */
#include "planning/merit.h"

#include <math.h>
#include <string.h>

#include "beyond/classes_cost.h"
#include "lab/validity.h"
#include "planning/noise.h"

#define IMPOSSIBLE (-1e6)
#define VIOLATED (-1e4)
#define NO_SQUEEZING (-1e3)

/* The dissipative minimum lies at up to so many times the default duration of a run. */
#define LONG 4

double
sq_merit_until(const sq_merit_goal *goal, const sq_lab *lab)
{
    double until = goal->within > 0                ? goal->within
                   : goal->space->lab->until_given ? goal->space->lab->until
                                                   : LONG * lab->until;
    return goal->kind == SQ_MERIT_DB_AT ? goal->at : until;
}

/* ---- conditions ---- */

static bool
is_allowed(const sq_merit_goal *goal, const char *name)
{
    for (size_t i = 0; i < goal->n_allow; i++)
        if (strcmp(goal->allow[i], name) == 0)
            return true;
    return false;
}

/* By how much conditions are violated, in powers of e; 0: not at all. */
static double
violation(sq_merit_view *view, const sq_merit_goal *goal, const sq_lab *lab)
{
    sq_validity_verdict verdict[SQ_VALIDITY_MOST_VERDICTS];
    size_t n = sq_validity_verdicts(verdict, lab);
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (verdict[i].ok || is_allowed(goal, verdict[i].name))
            continue;
        double over = log(verdict[i].ratio / verdict[i].limit);
        sum += isfinite(over) ? fmax(over, 1e-3) : 10;
        view->violated = verdict[i].name;
    }
    return sum;
}

/* ---- goals ---- */

static double
if_squeezed(double db)
{
    return isfinite(db) ? fmax(db, SQ_MERIT_POOR) : NO_SQUEEZING;
}

/* When the clock averages fastest. */
static void
judge_clock(sq_merit_view *view, const sq_merit_goal *goal, const sq_trial *trial, double atoms)
{
    const sq_clock_cycle *c = &goal->clock;
    double least = INFINITY;
    for (size_t i = 0; i < trial->n; i++) {
        double effort = sq_clock_effort(c, trial->t[i], pow(10, -trial->db[i] / 10),
                                        trial->antisqueezed[i]);
        if (!(effort < least))
            continue;
        least = effort;
        view->db = trial->db[i];
        view->time = trial->t[i];
        view->inside = i + 1 < trial->n;
    }
    double plain = sq_clock_effort(c, 0, 1, 1) / c->atoms;
    view->merit = if_squeezed(10 * log10(plain * atoms / least));
}

static void
judge(sq_merit_view *view, const sq_merit_goal *goal, const sq_trial *trial, double atoms)
{
    view->db = sq_trial_best(trial, &view->time, &view->inside);
    if (goal->kind == SQ_MERIT_DB_AT) {
        view->db = sq_trial_at(trial, goal->at * (1 - 1e-9));
        view->time = goal->at;
        view->inside = true;
    }
    view->merit = if_squeezed(view->db);
    if (goal->kind == SQ_MERIT_CLOCK)
        judge_clock(view, goal, trial, atoms);
    view->distrusted = !view->inside && trial->why;
    if (goal->kind != SQ_MERIT_TIME_TO)
        return;
    double first = sq_trial_first(trial, goal->target);
    bool reached = first > 0;
    view->merit = reached ? -log(first) + log(goal->space->lab->until)
                          : 2 * SQ_MERIT_POOR + view->merit - goal->target;
    if (reached) {
        view->db = goal->target;
        view->time = first;
    }
}

/* How much later than without noise the best is looked for with it, at most: noise makes it
 * earlier. */
#define LATER 1.1

/* What noise leaves of it, by the same order or, to settle, as all are told (sq_noise_of). */
static void
spoil(sq_merit_view *view, const sq_merit_goal *goal, const sq_lab *lab, int order)
{
    sq_errors ignored = {0};
    sq_noises noises;
    sq_noise_effect effect = sq_noise_unknown;
    bool at = goal->kind == SQ_MERIT_DB_AT;
    double until = fmin(LATER * view->time, fmax(sq_merit_until(goal, lab), view->time));
    bool known = sq_noises_of_lab(&noises, lab, &ignored) == SQ_OK &&
                 (order > 2 ? sq_noise_hasty_orders : sq_noise_hasty)(
                     &effect, lab, &noises, view->time, until, &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    double left = at ? effect.planned_db : effect.db;
    view->db = known ? view->db - (effect.ideal_db - left) : NAN;
    view->time = at ? view->time : effect.time;
    view->merit = if_squeezed(view->db);
}

int
sq_merit_answer(const sq_merit_goal *goal)
{
    return !goal->uniform && sq_classes_cost_is_due(goal->space->lab) ? SQ_MERIT_IN_CLASSES
                                                                      : SQ_MERIT_ANSWER_ORDER;
}

static enum sq_status
try(sq_merit_desk *desk, const sq_lab *lab, int order, double until, sq_errors *errors)
{
    if (order == SQ_MERIT_IN_CLASSES && sq_classes_cost_is_due(lab))
        return sq_trial_run_classes(&desk->trial, &desk->lower, lab, SQ_MERIT_CLASSES, until,
                                    errors);
    return sq_trial_run_trusted(&desk->trial, &desk->lower, &lab->rates, lab->spin,
                                order == SQ_MERIT_IN_CLASSES ? SQ_MERIT_ANSWER_ORDER : order,
                                until, errors);
}

static bool
follow(sq_merit_desk *desk, const sq_merit_goal *goal, const sq_lab *lab, int order)
{
    sq_errors ignored = {0};
    bool followed = try(desk, lab, order, sq_merit_until(goal, lab), &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    return followed;
}

static void
look(sq_merit_view *view, const sq_merit_goal *goal, const sq_lab *lab, int order,
     sq_merit_desk *desk)
{
    double over = violation(view, goal, lab);
    if (over > 0)
        view->merit = VIOLATED * (1 + over);
    else if (follow(desk, goal, lab, order))
        judge(view, goal, &desk->trial, lab->common.number.value);
    else
        view->merit = NO_SQUEEZING;
    if (goal->with_noise && view->db > 0)
        spoil(view, goal, lab, order);
}

static const sq_merit_view nothing = {.merit = IMPOSSIBLE, .db = NAN, .time = NAN};

void
sq_merit_look(sq_merit_view *view, const sq_merit_goal *goal, const double *value, int order,
              sq_merit_desk *desk)
{
    sq_errors ignored = {0};
    *view = nothing;
    view->made = sq_lab_changed(&desk->lab, goal->space->change, value, &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    if (view->made)
        look(view, goal, &desk->lab, order, desk);
}

void
sq_merit_look_here(sq_merit_view *view, const sq_merit_goal *goal, int order,
                   sq_merit_desk *desk)
{
    *view = nothing;
    view->made = true;
    look(view, goal, goal->space->lab, order, desk);
}
