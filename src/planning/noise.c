/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shots are points of a quadrature over the noises of inputs: each is followed along the times
 * by order 2 of the hierarchy (noise_shots.c), and moments are averaged at each time
 * (noise_curve.c).  When the sequence ends differs from shot to shot independently of all
 * inputs, so that it is an average of averages, over times, without more shots; noise of the
 * readout adds to the variance of what is left. */
#include "planning/noise.h"

#include <math.h>

#include "beyond/sketch.h"
#include "planning/noise_changed.h"
#include "planning/noise_curve.h"
#include "planning/noise_shots.h"

const sq_noise_effect sq_noise_unknown = {.ideal_db = NAN,
                                          .planned_db = NAN,
                                          .planned_error_db = NAN,
                                          .planned_distrusted = NAN,
                                          .db = NAN,
                                          .time = NAN,
                                          .until = NAN,
                                          .error_db = NAN,
                                          .distrusted = NAN};

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

/* How far the best time is looked for. */
static size_t
reach(const sq_noise_curve *curve, double until)
{
    size_t n = 0;
    while (n < curve->n && curve->t[n] <= until && isfinite(curve->db[n]) &&
           curve->distrusted[n] < MOST_DISTRUSTED)
        n++;
    return n;
}

static void
judge(sq_noise_effect *effect, const sq_noise_curve *curve, const sq_noise_curve *check,
      size_t planned)
{
    size_t n = reach(curve, effect->until * (1 + 1e-12)), top = top_of(curve->db, n);
    effect->planned_db = curve->db[planned];
    effect->planned_error_db = fabs(curve->db[planned] - check->db[planned]);
    effect->planned_distrusted = curve->distrusted[planned];
    effect->db = sq_sketch_top(&effect->time, curve->t, curve->db, n);
    if (top == n)
        return;
    effect->error_db = fabs(curve->db[top] - check->db[top]);
    effect->distrusted = curve->distrusted[top];
    effect->ended = effect->time == curve->t[n - 1];
}

static double
ideal(const sq_noise_shots *s)
{
    size_t i = s->rule.centre;
    return s->run[i].followed.n > s->planned
               ? sq_sketch_decibel(&s->moments[i * s->n_times + s->planned])
               : NAN;
}

/* Without points for a check every error is NaN. */
static enum sq_status
average(sq_noise_effect *effect, const sq_noise_shots *s, const sq_noises *noises,
        sq_errors *errors)
{
    sq_noise_curve curve, check;
    enum sq_status status = sq_noise_curve_make(&curve, s, s->rule.part, noises, errors);
    if (!status)
        status = sq_noise_curve_make(&check, s, s->rule.check, noises, errors);
    if (status)
        return status;
    effect->ideal_db = ideal(s);
    effect->left_out = s->left_out;
    effect->shots = s->rule.n;
    judge(effect, &curve, &check, s->planned);
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

enum sq_status
sq_noise_of_changed(sq_noise_effect *effect, const sq_noise_case *c, double planned,
                    double until, const sq_task *task, sq_errors *errors)
{
    sq_noise_shots s;
    const sq_noises *noises = c->noises;
    *effect = sq_noise_unknown;
    effect->until = until;
    enum sq_status status = sq_noise_shots_begin(&s, c->lab, noises, errors);
    s.change = c->change;
    if (!status)
        status = choose_rule(&s, errors);
    if (!status)
        status = sq_noise_shots_run_all(&s, planned, horizon(noises, until), task, errors);
    if (!status && s.finished)
        status = average(effect, &s, noises, errors);
    sq_noise_shots_free(&s);
    return status;
}

enum sq_status
sq_noise_of(sq_noise_effect *effect, const sq_lab *lab, const sq_noises *noises, double planned,
            const sq_task *task, sq_errors *errors)
{
    const sq_noise_case c = {.lab = lab, .noises = noises};
    return sq_noise_of_changed(effect, &c, planned, sq_noise_until(lab, planned), task, errors);
}

/* With as many nodes as all have two atoms; 0 where even three do not. */
static size_t
poisson_nodes(double mean)
{
    static const struct {
        size_t n;
        double widest; /* outermost node, in standard deviations */
    } rules[] = {{7, 3.7504397177257425}, {5, 2.8569700138728056}, {3, 1.7320508075688772}};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (mean - rules[i].widest * sqrt(mean) >= 2)
            return rules[i].n;
    return 0;
}

bool
sq_noise_poisson_can_be(const sq_lab *lab)
{
    return poisson_nodes(lab->common.number.value) > 0;
}

enum sq_status
sq_noise_poisson(sq_noise_effect *effect, const sq_lab *lab, double planned, sq_errors *errors)
{
    sq_noises noises;
    sq_noise_shots s;
    size_t nodes = poisson_nodes(lab->common.number.value);
    *effect = sq_noise_unknown;
    sq_noises_poisson(&noises, lab);
    if (nodes == 0)
        return SQ_OK;
    effect->until = sq_noise_until(lab, planned);
    enum sq_status status = sq_noise_shots_begin(&s, lab, &noises, errors);
    if (!status)
        status = sq_noise_shots_product(&s, nodes, 0, errors);
    if (!status)
        status =
            sq_noise_shots_run_all(&s, planned, sq_noise_until(lab, planned), NULL, errors);
    if (!status)
        status = average(effect, &s, &noises, errors);
    sq_noise_shots_free(&s);
    return status;
}

/* Fewer than an answer takes. */
static enum sq_status
choose_poor_rule(sq_noise_shots *s, sq_errors *errors)
{
    static const size_t nodes[] = {1, 7, 5, 3};
    enum { N_RULES = sizeof nodes / sizeof nodes[0], POINTS = 64 };
    size_t axes = s->maker.n;
    enum sq_status status = SQ_OK;
    if (axes < N_RULES)
        status = sq_noise_shots_product(s, nodes[axes], 0, errors);
    if (!status && (axes >= N_RULES || s->left_out > MOST_LEFT_OUT))
        status = sq_noise_shots_sobol(s, POINTS, errors);
    return status;
}

enum sq_status
sq_noise_hasty(sq_noise_effect *effect, const sq_lab *lab, const sq_noises *noises,
               double planned, double until, sq_errors *errors)
{
    sq_noise_shots s;
    *effect = sq_noise_unknown;
    effect->until = until;
    enum sq_status status = sq_noise_shots_begin(&s, lab, noises, errors);
    if (!status)
        status = choose_poor_rule(&s, errors);
    if (!status)
        status = sq_noise_shots_run_all(&s, planned, horizon(noises, until), NULL, errors);
    if (!status)
        status = average(effect, &s, noises, errors);
    sq_noise_shots_free(&s);
    return status;
}
