/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shots are points of a quadrature over the noises of inputs: each is followed along the times
 * by the hierarchy (noise_shots.c), moments are averaged at each time (noise_curve.c), by each
 * order (noise_orders.c).  When the sequence ends differs from shot to shot independently of
 * all inputs, so that it is an average of averages, over times, without more shots; noise of
 * the readout adds to the variance of what is left. */
#include "planning/noise.h"

#include <math.h>

#include "beyond/sketch.h"
#include "planning/noise_changed.h"
#include "planning/noise_curve.h"
#include "planning/noise_orders.h"
#include "planning/sight.h"

const sq_noise_effect sq_noise_unknown = {.ideal_db = NAN,
                                          .planned_db = NAN,
                                          .planned_error_db = NAN,
                                          .planned_distrusted = NAN,
                                          .db = NAN,
                                          .time = NAN,
                                          .until = NAN,
                                          .error_db = NAN,
                                          .distrusted = NAN,
                                          .order_error_db = NAN,
                                          .planned_order_error_db = NAN};

#define HORIZON 1.25

double
sq_noise_until(const sq_lab *lab, double planned)
{
    double until = HORIZON * planned;
    return lab->until_given ? fmax(fmin(until, lab->until), planned) : until;
}

/* A best point is looked for while fewer shots than that are past the trust. */
#define MOST_DISTRUSTED 0.05

/* ---- rules ---- */

/* By the number of axes.  At the point of the paper 15 nodes are converged, 7 differ by less
 * than 0.01 dB at the best time, and 5 along each of several axes by 0.001 dB. */
static const struct {
    size_t nodes, fewer;
} products[] = {{1, 1}, {15, 9}, {7, 5}, {5, 3}, {5, 3}};

enum { N_PRODUCTS = sizeof products / sizeof products[0] };

/* Points where there are more axes than that, or where nodes will not do: some 0.04 dB. */
static size_t
points(size_t axes)
{
    return axes == 1 ? 128 : axes == 2 ? 256 : 512;
}

/* A rule of nodes cannot tell what lies between the last node within what may be and the first
 * beyond it. */
#define MOST_LEFT_OUT 1e-6

static enum sq_status
choose_rule(sq_noise_shots *s, sq_errors *errors)
{
    size_t axes = s->maker.n;
    enum sq_status status = SQ_OK;
    if (axes < N_PRODUCTS)
        status = sq_noise_shots_product(s, products[axes].nodes, products[axes].fewer, errors);
    if (!status && (axes >= N_PRODUCTS || s->left_out > MOST_LEFT_OUT))
        status = sq_noise_shots_sobol(s, points(axes), errors);
    return status;
}

/* ---- judging ---- */

/* The largest of n values; n: there is none. */
static size_t
top_of(const double *db, size_t n)
{
    size_t top = n;
    for (size_t i = 0; i < n; i++)
        if (isfinite(db[i]) && (top == n || db[i] > db[top]))
            top = i;
    return top;
}

/* The best point by one order. */
typedef struct peak {
    int order;
    size_t n, top; /* times that it was looked for at; n: there is none */
    double db, time;
    bool lost; /* it is the last one before the order loses too many shots */
} peak;

static peak
peak_of(const sq_noise_orders *o, int order, double until)
{
    const sq_noise_order *by = sq_noise_orders_by(o, order);
    peak p = {.order = order};
    while (p.n < o->n && o->t[p.n] <= until && isfinite(by->db[p.n]) &&
           by->distrusted[p.n] < MOST_DISTRUSTED)
        p.n++;
    p.top = top_of(by->db, p.n);
    p.db = sq_sketch_top(&p.time, o->t, by->db, p.n);
    p.lost = p.n < o->n && o->t[p.n] <= until && !isfinite(by->db[p.n]) &&
             (p.top == p.n || p.top + 1 == p.n);
    return p;
}

/* By the highest order that gets there; or else by the one that gets farthest. */
static peak
choose_peak(const sq_noise_orders *o, double until)
{
    peak best = {0};
    for (int order = o->highest; order >= SQ_NOISE_SHOTS_LEAST; order--) {
        peak p = peak_of(o, order, until);
        if (!p.lost)
            return p;
        if (best.order == 0 || p.n > best.n)
            best = p;
    }
    return best;
}

/* Without a check of the rule its error is left out. */
static double
add_error(double order, double rule)
{
    return isnan(rule) ? order : order + rule;
}

static void
judge_best(sq_noise_effect *effect, const sq_noise_orders *o)
{
    double until = effect->until * (1 + 1e-12);
    peak p = choose_peak(o, until), other;
    const sq_noise_order *by = sq_noise_orders_by(o, p.order);
    effect->db = p.db;
    effect->time = p.time;
    effect->order = p.order;
    if (p.top == p.n)
        return;
    other = peak_of(o, sq_noise_orders_other(p.order), until);
    effect->order_error_db = fmax(by->error_db[p.top], fabs(p.db - other.db));
    effect->error_db = add_error(effect->order_error_db, o->rule_error_db[p.top]);
    effect->distrusted = by->distrusted[p.top];
    effect->ended = p.time == o->t[p.n - 1];
}

static void
judge_planned(sq_noise_effect *effect, const sq_noise_orders *o, size_t planned)
{
    int order = o->highest;
    while (order > SQ_NOISE_SHOTS_LEAST && isnan(sq_noise_orders_by(o, order)->db[planned]))
        order--;
    const sq_noise_order *by = sq_noise_orders_by(o, order);
    effect->planned_db = by->db[planned];
    effect->planned_order = order;
    effect->planned_order_error_db = by->error_db[planned];
    effect->planned_error_db =
        add_error(effect->planned_order_error_db, o->rule_error_db[planned]);
    effect->planned_distrusted = by->distrusted[planned];
}

/* By the order that tells the best. */
static double
ideal(const sq_noise_shots *s, int order)
{
    size_t i = s->rule.centre;
    if (order > SQ_NOISE_SHOTS_LEAST) {
        sq_sight_view view;
        sq_sight_look(&view, s->lab, NULL, s->t[s->planned], order, order);
        return view.db;
    }
    return s->run[i].followed[0] > s->planned
               ? sq_sketch_decibel(sq_noise_shots_at(s, order, i, s->planned))
               : NAN;
}

static bool
is_closed(const sq_noise_shots *s)
{
    bool closed = true;
    for (size_t i = 0; i < s->rule.n; i++)
        closed = closed && (!s->run[i].possible || s->run[i].closed);
    return closed;
}

static enum sq_status
average(sq_noise_effect *effect, const sq_noise_shots *s, int highest, const sq_noises *noises,
        sq_errors *errors)
{
    sq_noise_orders orders;
    enum sq_status status = sq_noise_orders_make(&orders, s, noises, errors);
    if (status)
        return status;
    orders.highest = highest;
    effect->left_out = s->left_out;
    effect->shots = s->rule.n;
    judge_best(effect, &orders);
    judge_planned(effect, &orders, s->planned);
    effect->ideal_db = ideal(s, effect->order);
    if (is_closed(s))
        effect->order = effect->planned_order = 0;
    return SQ_OK;
}

/* ---- the answer ---- */

/* The longest time that is asked for. */
static double
horizon(const sq_noises *noises, double until)
{
    const sq_noises_one *stop = sq_noises_find(noises, SQ_NOISES_OF_STOP);
    return stop ? until + SQ_NOISE_CURVE_WIDEST * sq_noise_curve_stop_rms(stop, until) : until;
}

/* How the shots are chosen, and up to which order they are followed. */
typedef struct method {
    enum sq_status (*choose_rule)(sq_noise_shots *shots, sq_errors *errors);
    int highest;
} method;

static enum sq_status
answer(sq_noise_effect *effect, const sq_noise_case *c, const method *m, double planned,
       double until, const sq_task *task, sq_errors *errors)
{
    sq_noise_shots s;
    const sq_noises *noises = c->noises;
    *effect = sq_noise_unknown;
    effect->until = until;
    enum sq_status status = sq_noise_shots_begin(&s, c->lab, noises, errors);
    s.change = c->change;
    if (!status)
        status = m->choose_rule(&s, errors);
    if (!status)
        status = sq_noise_shots_run_all(&s, planned, horizon(noises, until), m->highest, task,
                                        errors);
    if (!status && s.finished)
        status = average(effect, &s, m->highest, noises, errors);
    sq_noise_shots_free(&s);
    return status;
}

/* Which the task asks for. */
static int
highest_for(const sq_task *task)
{
    bool asked = task && task->order >= SQ_NOISE_SHOTS_LEAST;
    return asked && task->order < SQ_NOISE_SHOTS_MOST ? task->order : SQ_NOISE_SHOTS_MOST;
}

enum sq_status
sq_noise_of_changed(sq_noise_effect *effect, const sq_noise_case *c, double planned,
                    double until, const sq_task *task, sq_errors *errors)
{
    const method careful = {choose_rule, highest_for(task)};
    return answer(effect, c, &careful, planned, until, task, errors);
}

enum sq_status
sq_noise_of(sq_noise_effect *effect, const sq_lab *lab, const sq_noises *noises, double planned,
            const sq_task *task, sq_errors *errors)
{
    const sq_noise_case c = {.lab = lab, .noises = noises};
    return sq_noise_of_changed(effect, &c, planned, sq_noise_until(lab, planned), task, errors);
}

/* The outermost node of the poorest rule, three nodes, has two atoms, too. */
#define LEAST_SPREAD 1.7320508075688772

bool
sq_noise_poisson_can_be(const sq_lab *lab)
{
    double mean = lab->common.number.value;
    return mean - LEAST_SPREAD * sqrt(mean) >= 2;
}

enum sq_status
sq_noise_poisson(sq_noise_effect *effect, const sq_lab *lab, double planned,
                 const sq_task *task, sq_errors *errors)
{
    sq_noises noises;
    *effect = sq_noise_unknown;
    if (!sq_noise_poisson_can_be(lab))
        return SQ_OK;
    sq_noises_poisson(&noises, lab);
    return sq_noise_of(effect, lab, &noises, planned, task, errors);
}

/* ---- in a hurry ---- */

enum { POOR_AXES = 3, POOR_POINTS = 64 };
static const size_t poor_nodes[POOR_AXES + 1] = {1, 7, 5, 3};

static enum sq_status
choose_poor(sq_noise_shots *s, size_t fewer, sq_errors *errors)
{
    size_t axes = s->maker.n;
    enum sq_status status = SQ_OK;
    if (axes <= POOR_AXES)
        status = sq_noise_shots_product(s, poor_nodes[axes], fewer, errors);
    if (!status && (axes > POOR_AXES || s->left_out > MOST_LEFT_OUT))
        status = sq_noise_shots_sobol(s, POOR_POINTS, errors);
    return status;
}

/* Without any for a check. */
static enum sq_status
choose_poor_rule(sq_noise_shots *s, sq_errors *errors)
{
    return choose_poor(s, 0, errors);
}

/* With so few for it that the higher orders take no longer. */
static enum sq_status
choose_poor_rules(sq_noise_shots *s, sq_errors *errors)
{
    enum { FEW_AXES = 2, FEWER = 3 };
    bool few = s->maker.n <= FEW_AXES;
    enum sq_status status = choose_poor(s, few ? FEWER : 0, errors);
    return status || (few && s->rule.nodes) ? status : sq_noise_shots_star(s, errors);
}

enum sq_status
sq_noise_hasty(sq_noise_effect *effect, const sq_lab *lab, const sq_noises *noises,
               double planned, double until, sq_errors *errors)
{
    static const method hasty = {choose_poor_rule, SQ_NOISE_SHOTS_LEAST};
    const sq_noise_case c = {.lab = lab, .noises = noises};
    return answer(effect, &c, &hasty, planned, until, NULL, errors);
}

enum sq_status
sq_noise_hasty_orders(sq_noise_effect *effect, const sq_lab *lab, const sq_noises *noises,
                      double planned, double until, sq_errors *errors)
{
    static const method hasty = {choose_poor_rules, SQ_NOISE_SHOTS_MOST};
    const sq_noise_case c = {.lab = lab, .noises = noises};
    enum sq_status status = answer(effect, &c, &hasty, planned, until, NULL, errors);
    effect->error_db = effect->order_error_db;
    effect->planned_error_db = effect->planned_order_error_db;
    return status;
}
