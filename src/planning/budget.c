/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/budget.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "beyond/classes_cost.h"
#include "beyond/sketch.h"
#include "planning/causes.h"
#include "planning/noise.h"
#include "planning/noise_changed.h"
#include "planning/noise_watch.h"
#include "planning/trial.h"

/* By the highest of them that is trusted up to the planned time all is told, as far as the
 * order below agrees. */
enum { HIGHEST_ORDER = 4, LOWEST_ORDER = 3 };

/* How much longer than the best time without noise it is looked for with it. */
#define LONGER 1.25

/* A lab without time.until is followed for so many times the guess from its rates: without what
 * ends the squeezing it comes later. */
#define LONG 30

static const sq_budget_best unknown = {.db = NAN, .time = NAN};

/* The causes of a lab that act in its rates or between its shots. */
typedef struct desk {
    const sq_lab *lab;
    sq_noises noises; /* of the lab */
    double planned, until;
    int order;
    size_t n;
    const sq_causes_row *row[SQ_BUDGET_MOST]; /* NULL: a noise, */
    size_t noise[SQ_BUDGET_MOST];             /* that one */
    const sq_task *task;
    sq_errors *errors;
} desk;

/* Some of them are taken out. */
typedef struct selection {
    const desk *desk;
    bool out[SQ_BUDGET_MOST];
    bool poisson; /* and the number fluctuates, of which the lab says nothing */
} selection;

/* ---- one selection ---- */

static void
apply(sq_rates *rates, const void *context)
{
    const selection *s = context;
    for (size_t i = 0; i < s->desk->n; i++)
        if (s->out[i] && s->desk->row[i])
            s->desk->row[i]->remove(rates, s->desk->row[i]);
}

static void
pick_noises(sq_noises *left, const selection *s)
{
    left->n = 0;
    if (s->poisson)
        sq_noises_poisson(left, s->desk->lab);
    for (size_t i = 0; i < s->desk->n; i++)
        if (!s->out[i] && !s->desk->row[i])
            left->one[left->n++] = s->desk->noises.one[s->desk->noise[i]];
}

/* Without noise, by the order that is trusted; *planned_db receives what there is then. */
static enum sq_status
look_without_noise(sq_budget_best *best, double *planned_db, const selection *s,
                   sq_errors *errors)
{
    const desk *d = s->desk;
    sq_rates rates = d->lab->rates;
    sq_trial trial, lower;
    bool inside;
    apply(&rates, s);
    enum sq_status status =
        sq_trial_run_trusted(&trial, &lower, &rates, d->lab->spin, d->order, d->until, errors);
    if (status)
        return status;
    best->db = sq_trial_best(&trial, &best->time, &inside);
    best->ended = !inside || !(trial.t[trial.n - 1] >= d->planned * (1 - 1e-9));
    *planned_db = sq_trial_at(&trial, d->planned * (1 - 1e-9));
    return SQ_OK;
}

static selection
without_those_that_stay(const selection *s)
{
    selection noisy = *s;
    for (size_t i = 0; i < s->desk->n; i++)
        if (s->desk->row[i] && s->desk->row[i]->stays_in_noise)
            noisy.out[i] = false;
    return noisy;
}

/* Best times that near to the planned one are the same: then noise is asked what all ask of it
 * (sq_noise_of), and all are told the same. */
#define SAME_TIME 0.02

static double
noisy_until(const desk *d, double best_time)
{
    bool later = best_time > d->planned * (1 + SAME_TIME);
    return fmax(d->planned, fmin(d->until, LONGER * (later ? best_time : d->planned)));
}

/* Where the cause stays in the noise, what this takes of the lab with that cause. */
static enum sq_status
subtract_noise(sq_budget_best *best, double *planned_db, const sq_noise_effect *with,
               const sq_noise_case *noisy, double until, const desk *d, sq_errors *errors)
{
    const sq_noises none = {0};
    const sq_task same_order = {.order = with->order};
    sq_noise_case c = *noisy;
    sq_noise_effect without;
    c.noises = &none;
    enum sq_status status =
        sq_noise_of_changed(&without, &c, d->planned, until, &same_order, errors);
    if (status)
        return status;
    best->db += with->db - without.db;
    *planned_db += with->planned_db - without.planned_db;
    return SQ_OK;
}

/* What noise leaves at the planned and at the best time. */
static enum sq_status
look_at_noise(sq_budget_best *best, double *planned_db, const selection *s, sq_errors *errors)
{
    const desk *d = s->desk;
    const selection noisy = without_those_that_stay(s);
    bool stays = memcmp(noisy.out, s->out, sizeof noisy.out) != 0;
    const sq_noise_change change = {apply, &noisy};
    sq_noises noises;
    sq_noise_case c = {.lab = d->lab, .noises = &noises, .change = &change};
    sq_noise_effect with;
    double until = noisy_until(d, best->time);
    pick_noises(&noises, s);
    if (!noises.n)
        return SQ_OK;
    enum sq_status status = sq_noise_of_changed(&with, &c, d->planned, until, NULL, errors);
    if (!status && stays)
        status = subtract_noise(best, planned_db, &with, &c, until, d, errors);
    if (status)
        return status;
    best->time = with.time;
    best->ended = with.ended || (stays && best->ended);
    if (stays)
        return SQ_OK;
    best->db = with.db;
    *planned_db = with.planned_db;
    return SQ_OK;
}

static enum sq_status
look(sq_budget_best *best, double *planned_db, const selection *s, sq_errors *errors)
{
    enum sq_status status = look_without_noise(best, planned_db, s, errors);
    return status ? status : look_at_noise(best, planned_db, s, errors);
}

/* ---- which causes ---- */

static void
add_cause(sq_budget *b, const char *name, const char *words)
{
    b->cause[b->n++] = (sq_budget_cause){.name = sq_text_excerpt(name),
                                         .words = sq_text_excerpt(words),
                                         .without_planned_db = NAN,
                                         .without = unknown,
                                         .only = unknown,
                                         .cost_db = NAN};
}

static void
add_noise(sq_budget *b, const sq_noises_one *one)
{
    char name[96], words[96];
    snprintf(name, sizeof name, "noise.%s", one->key);
    snprintf(words, sizeof words, "noise of %s", one->key);
    add_cause(b, name, words);
}

static void
gather(desk *d, sq_budget *b)
{
    for (const sq_causes_row *row = sq_causes_rows; row->name; row++)
        if (row->acts(d->lab, row)) {
            add_cause(b, row->name, row->words);
            d->row[d->n++] = row;
        }
    for (size_t i = 0; i < d->noises.n; i++) {
        add_noise(b, &d->noises.one[i]);
        d->noise[d->n++] = i;
    }
}

/* Does the lab say how much its number fluctuates? */
static bool
has_noise_of_number(const desk *d)
{
    sq_noises poisson;
    sq_noises_poisson(&poisson, d->lab);
    for (size_t i = 0; i < d->noises.n; i++)
        if (strcmp(d->noises.one[i].key, poisson.one[0].key) == 0)
            return true;
    return false;
}

/* ---- all of them ---- */

/* With all or with no causes, and Poisson fluctuations of the number. */
static enum sq_status
look_at_poisson(sq_budget *b, const desk *d, bool alone, sq_errors *errors)
{
    selection s = {.desk = d, .poisson = true};
    double ignored;
    for (size_t i = 0; i < d->n; i++)
        s.out[i] = alone;
    return alone ? look(&b->poisson.only, &ignored, &s, errors)
                 : look(&b->poisson.with, &b->poisson.planned_db, &s, errors);
}

/* Number k of what there is to look at: with all, with none, of each cause without it and
 * alone, and with what the lab does not say. */
static enum sq_status
look_at(sq_budget *b, const desk *d, size_t k, sq_errors *errors)
{
    selection s = {.desk = d};
    double ignored;
    size_t i = (k - 2) / 2;
    if (k >= 2 && i == d->n)
        return look_at_poisson(b, d, k % 2, errors);
    if (k == 0)
        return look(&b->now, &b->planned_db, &s, errors);
    bool others = k == 1 || k % 2;
    for (size_t j = 0; j < d->n; j++)
        s.out[j] = others;
    if (k == 1)
        return look(&b->ideal, &ignored, &s, errors);
    s.out[i] = !others;
    return others ? look(&b->cause[i].only, &ignored, &s, errors)
                  : look(&b->cause[i].without, &b->cause[i].without_planned_db, &s, errors);
}

typedef enum sq_status looker(sq_budget *b, const desk *d, size_t k, sq_errors *errors);

/* Each fault is told once. */
static enum sq_status
look_at_all(sq_budget *b, const desk *d, size_t n, looker *at, const char *what)
{
    enum sq_status failed = SQ_OK;
    sq_noise_watch watch = sq_noise_watch_begin(d->task, what, (long)n, 0);
#pragma omp parallel for schedule(dynamic) num_threads(sq_noise_watch_threads(&watch))
    for (size_t k = 0; k < n; k++) {
        sq_errors found = {0};
        if (!sq_noise_watch_goes_on(&watch))
            continue;
        enum sq_status status = at(b, d, k, &found);
        sq_noise_watch_one_more(&watch);
#pragma omp critical
        if (status && !failed)
            failed = sq_errors_add(d->errors, status, "%s", sq_errors_first(&found));
        sq_errors_free(&found);
    }
    b->interrupted = b->interrupted || watch.done < watch.most;
    return failed;
}

/* ---- costs ---- */

static bool
is_costlier(double a, double b)
{
    return isnan(b) ? !isnan(a) : a > b;
}

/* The first n causes, costliest first; what is alike stays in the order of the table. */
static void
rank(size_t *order, const sq_budget *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = i;
        for (; k > 0 && is_costlier(b->cause[i].cost_db, b->cause[order[k - 1]].cost_db); k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
}

/* With the first k + 1 taken out. */
static enum sq_status
look_at_step(sq_budget *b, const desk *d, size_t k, sq_errors *errors)
{
    selection s = {.desk = d};
    double ignored;
    for (size_t i = 0; i <= k; i++)
        s.out[b->step[i]] = true;
    return look(&b->left[k], &ignored, &s, errors);
}

static enum sq_status
step_down(sq_budget *b, const desk *d)
{
    b->n_steps = d->n;
    rank(b->step, b, d->n);
    for (size_t i = 0; i < d->n; i++)
        b->left[i] = unknown;
    return look_at_all(b, d, d->n, look_at_step, "steps of the budget");
}

/* ---- by which solver ---- */

static enum sq_status
choose_order(sq_budget *b, desk *d)
{
    sq_rates taken;
    sq_trial trial, lower;
    enum sq_status status = SQ_OK;
    b->closed_form = sq_sketch_solver(&taken, &d->lab->rates)->largest_order == 0;
    for (d->order = HIGHEST_ORDER; !status && d->order >= LOWEST_ORDER; d->order--) {
        status = sq_trial_run_trusted(&trial, &lower, &d->lab->rates, d->lab->spin, d->order,
                                      d->planned, d->errors);
        if (!status && isfinite(sq_trial_at(&trial, d->planned * (1 - 1e-9))))
            break;
    }
    b->by_order = d->order = d->order < LOWEST_ORDER ? HIGHEST_ORDER : d->order;
    return status;
}

/* ---- what is not of the model ---- */

static void
add_stop(sq_budget *b)
{
    add_cause(b, "stop", "end at the planned time");
    sq_budget_cause *stop = &b->cause[b->n - 1];
    stop->without = b->now;
    stop->without_planned_db = b->planned_db;
    stop->cost_db = b->now.db - b->planned_db;
}

/* Of the number that the lab's readout makes of the classes. */
static void
add_spread(sq_budget *b, const sq_lab *lab, const sq_classes_cost *c)
{
    b->spread = !c            ? SQ_BUDGET_UNIFORM
                : c->given_up ? SQ_BUDGET_GIVEN_UP
                              : SQ_BUDGET_IN_CLASSES;
    if (b->spread != SQ_BUDGET_IN_CLASSES)
        return;
    bool by_mode = lab->platform->readout(lab->record) == SQ_COUPLING_BY_MODE;
    add_cause(b, "spread", "spread of the coupling");
    sq_budget_cause *spread = &b->cause[b->n - 1];
    spread->without = (sq_budget_best){c->uniform_db, c->uniform_time, false};
    spread->cost_db = c->uniform_db - (by_mode ? c->weighted_db : c->db);
}

static enum sq_status
fill(sq_budget *b, const desk *d)
{
    size_t n = 2 * (1 + d->n + b->poisson.asked);
    enum sq_status status = look_at_all(b, d, n, look_at, "causes of the budget");
    b->poisson.cost_db = b->now.db - b->poisson.with.db;
    for (size_t i = 0; i < d->n; i++)
        b->cause[i].cost_db = b->cause[i].without.db - b->now.db;
    return status ? status : step_down(b, d);
}

enum sq_status
sq_budget_make(sq_budget *b, const sq_lab *lab, double planned, const sq_classes_cost *spread,
               const sq_task *task, sq_errors *errors)
{
    desk d = {.lab = lab, .planned = planned, .task = task, .errors = errors};
    *b = (sq_budget){.planned = planned,
                     .planned_db = NAN,
                     .now = unknown,
                     .ideal = unknown,
                     .poisson = {false, NAN, unknown, unknown, NAN}};
    d.until = lab->until_given ? fmax(lab->until, planned) : LONG * lab->until;
    enum sq_status status = sq_noises_of_lab(&d.noises, lab, errors);
    if (status)
        return status;
    gather(&d, b);
    b->poisson.asked = !has_noise_of_number(&d) && sq_noise_poisson_can_be(lab);
    b->noisy = d.noises.n > 0;
    status = choose_order(b, &d);
    if (status)
        return status;
    status = fill(b, &d);
    add_stop(b);
    add_spread(b, lab, spread);
    rank(b->order, b, b->n);
    return status;
}
