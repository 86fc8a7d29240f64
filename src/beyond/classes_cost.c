/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All runs are closed at order 2, so that their difference is the coupling's.  The drive goes
 * through the cavity: it varies from atom to atom as the coupling does.  Where the lab starts
 * in the mean-field steady state each class starts in its own, as far as the drive has turned
 * it; else all spins start along the one direction that the lab gives. */
#include "beyond/classes_cost.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "predict/axis.h"
#include "beyond/classes.h"
#include "base/clock.h"
#include "beyond/sketch.h"
#include "beyond/trust.h"

enum { POINTS = SQ_CLASSES_COST_POINTS };
#define TOLERANCE 1e-7

/* Of automatic classes: so many first, and twice as many until the answer stays. */
enum { FIRST_CLASSES = 8 };
#define CONVERGED_DB 1e-3

/* What all runs share. */
typedef struct setting {
    const sq_lab *lab;
    double most_work;
    sq_rates peak; /* for an atom at an antinode on the axis */
    double t[POINTS];
    sq_classes_moments moments[POINTS];
} setting;

typedef struct best {
    double db, time, weighted_db, weighted_time; /* weighted: of the spin that the mode sees */
    bool ended, weighted_ended;
    bool at_rest;
    sq_closure_reach reach;
    double curve_db[POINTS], weighted_curve_db[POINTS];
} best;

/* Of the first n points: runs are compared over the same times. */
static void
find_best(best *b, const setting *s, size_t n)
{
    n = n < b->reach.n ? n : b->reach.n;
    b->db = sq_sketch_top(&b->time, s->t, b->curve_db, n);
    b->weighted_db = sq_sketch_top(&b->weighted_time, s->t, b->weighted_curve_db, n);
    b->ended = n > 0 && b->time == s->t[n - 1];
    b->weighted_ended = n > 0 && b->weighted_time == s->t[n - 1];
}

static void
fill_curves(best *b, const setting *s)
{
    for (size_t i = 0; i < b->reach.n; i++) {
        sq_squeezing plain, seen;
        sq_squeezing_compute(&plain, &s->moments[i].plain);
        sq_squeezing_compute(&seen, &s->moments[i].weighted);
        b->curve_db[i] = sq_squeezing_decibel(plain.xi2);
        b->weighted_curve_db[i] = sq_squeezing_decibel(seen.xi2);
    }
    find_best(b, s, POINTS);
}

/* The spins of these classes along the times, from where they begin. */
static enum sq_status
follow(sq_classes_moments *moments, sq_closure_reach *reach, bool *at_rest,
       const sq_coupling_classes *classes, const sq_rates *rates, const sq_lab *lab,
       double most_work, const double *t, size_t n, sq_errors *errors)
{
    double spin[SQ_COUPLING_MOST_CLASSES][3];
    const double *along = lab->spin;
    *at_rest = false;
    if (classes->n == 1)
        *at_rest = lab->at_rest; /* the uniform model's direction is where it rests */
    else if (lab->at_rest)
        *at_rest = sq_classes_rest(spin, classes, sq_rates_drive_ratio(rates),
                                   atan2(along[1], along[0]));
    for (size_t m = 0; m < classes->n && (classes->n == 1 || !*at_rest); m++)
        memcpy(spin[m], along, sizeof spin[m]);
    return sq_classes_run(moments, reach, classes, rates, 2, TOLERANCE, most_work,
                          (const double(*)[3])spin, t, n, errors);
}

static enum sq_status
run(best *b, const sq_coupling_classes *classes, const sq_rates *rates, setting *s,
    sq_errors *errors)
{
    *b = (best){.db = NAN, .weighted_db = NAN};
    enum sq_status status = follow(s->moments, &b->reach, &b->at_rest, classes, rates, s->lab,
                                   s->most_work, s->t, POINTS, errors);
    if (!status)
        fill_curves(b, s);
    return status;
}

/* An atom at the peak feels the mode more than the effective one does. */
static sq_rates
rates_of_peak(const sq_rates *effective, const sq_coupling_spread *spread)
{
    sq_rates peak;
    double relative = 1 / sq_coupling_effective(spread);
    const double factor[SQ_RATES_ROLES] = {[SQ_RATES_DRIVE] = relative,
                                           [SQ_RATES_DETUNING] = 1,
                                           [SQ_RATES_EXCHANGE] = relative * relative,
                                           [SQ_RATES_AXIAL] = 1,
                                           [SQ_RATES_ONE_SPIN] = 1};
    sq_rates_scale(&peak, effective, factor);
    peak.N /= sq_coupling_effective_part(spread);
    return peak;
}

static const sq_coupling_classes one = {.n = 1, .u = {1}, .part = {1}};

static enum sq_status
run_classes(best *b, size_t *n, const sq_coupling_spread *spread, size_t wanted, setting *s,
            sq_errors *errors)
{
    sq_coupling_classes classes;
    if (!sq_coupling_classes_make(&classes, spread, wanted))
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu classes", wanted);
    *n = classes.n;
    return run(b, &classes, &s->peak, s, errors);
}

static void
fill_answer(sq_classes_cost *cost, const setting *s, const best *all, const best *fewer,
            const best *uniform)
{
    cost->atoms = s->peak.N;
    cost->db = all->db, cost->time = all->time, cost->ended = all->ended;
    cost->weighted_db = all->weighted_db, cost->weighted_time = all->weighted_time;
    cost->weighted_ended = all->weighted_ended;
    cost->fewer_db = fewer->db, cost->weighted_fewer_db = fewer->weighted_db;
    cost->uniform_db = uniform->db, cost->uniform_time = uniform->time;
    cost->until = all->reach.n > 0 ? s->t[all->reach.n - 1] : 0;
    cost->breakdown = all->reach.why;
    cost->at_rest = all->at_rest;
    cost->given_up = all->reach.why == SQ_BREAKDOWN_CLASSES_WORK;
    cost->n = all->reach.n;
    memcpy(cost->t, s->t, sizeof cost->t);
    memcpy(cost->curve_db, all->curve_db, sizeof cost->curve_db);
    memcpy(cost->weighted_curve_db, all->weighted_curve_db, sizeof cost->weighted_curve_db);
}

static bool
have_converged(const best *a, const best *b)
{
    return !(fabs(a->db - b->db) > CONVERGED_DB) &&
           !(fabs(a->weighted_db - b->weighted_db) > CONVERGED_DB);
}

/* Twice as many classes until the answer stays; where the next would take too long the last is
 * the answer. */
static enum sq_status
run_until_converged(sq_classes_cost *cost, best *all, best *fewer, setting *s,
                    const sq_coupling_spread *spread, size_t n, size_t most, sq_errors *errors)
{
    enum sq_status status = run_classes(all, &cost->classes, spread, n, s, errors);
    while (!status && 2 * n <= most && all->reach.why != SQ_BREAKDOWN_CLASSES_WORK &&
           !have_converged(all, fewer)) {
        best more;
        size_t classes = n;
        n *= 2;
        status = run_classes(&more, &classes, spread, n, s, errors);
        if (status || more.reach.why == SQ_BREAKDOWN_CLASSES_WORK)
            break;
        cost->classes = classes;
        *fewer = *all;
        *all = more;
    }
    return status;
}

/* So many classes, and half as many, or as many as it takes.  One class is the uniform model
 * itself, and not that of the mean square. */
static enum sq_status
run_as_many(sq_classes_cost *cost, best *all, best *fewer, setting *s,
            const sq_coupling_spread *spread, size_t wanted, sq_errors *errors)
{
    bool automatic = wanted == SQ_CLASSES_COST_AUTO;
    size_t n = automatic ? FIRST_CLASSES : wanted,
           most = (size_t)fmin(SQ_COUPLING_MOST_CLASSES, s->peak.N);
    n = n < most ? n : most;
    if (n == 1) {
        cost->classes = 1;
        s->peak = s->lab->rates;
        return run(all, &one, &s->lab->rates, s, errors);
    }
    enum sq_status status = run_classes(fewer, &cost->classes, spread, n / 2, s, errors);
    return status ? status
                  : run_until_converged(cost, all, fewer, s, spread, n, automatic ? most : n,
                                        errors);
}

/* Over the times that all of them have reached. */
static enum sq_status
compare(sq_classes_cost *cost, setting *s, const sq_coupling_spread *spread, size_t wanted,
        sq_errors *errors)
{
    best all = {.db = NAN}, fewer = {.db = NAN, .weighted_db = NAN}, uniform;
    enum sq_status status = run_as_many(cost, &all, &fewer, s, spread, wanted, errors);
    if (!status)
        status = run(&uniform, &one, &s->lab->rates, s, errors);
    if (status)
        return status;
    size_t common = all.reach.n < uniform.reach.n ? all.reach.n : uniform.reach.n;
    if (fewer.reach.n > 0 && fewer.reach.n < common)
        common = fewer.reach.n;
    find_best(&all, s, common);
    find_best(&fewer, s, common);
    find_best(&uniform, s, common);
    fill_answer(cost, s, &all, &fewer, &uniform);
    return SQ_OK;
}

static bool
has_spread(sq_coupling_spread *spread, const sq_lab *lab)
{
    return lab->platform->spread && lab->platform->spread(lab->record, spread);
}

bool
sq_classes_cost_is_due(const sq_lab *lab)
{
    sq_coupling_spread spread;
    return has_spread(&spread, lab);
}

static enum sq_status
refuse_uniform(sq_errors *errors)
{
    return sq_errors_add(
        errors, SQ_ERR_UNSUPPORTED,
        "the coupling of this lab is the same for all atoms: there are no classes to tell "
        "apart (on platform cavity, cavity.coupling_is: peak or atoms.cloud_radius makes "
        "it differ)");
}

enum sq_status
sq_classes_cost_follow(sq_classes_moments *moments, sq_closure_reach *reach, const sq_lab *lab,
                       size_t wanted, double most_work, const double *t, size_t n,
                       sq_errors *errors)
{
    bool at_rest;
    sq_coupling_spread spread;
    sq_coupling_classes classes;
    if (!has_spread(&spread, lab))
        return refuse_uniform(errors);
    if (!sq_coupling_classes_make(&classes, &spread, wanted))
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu classes", wanted);
    sq_rates peak = rates_of_peak(&lab->rates, &spread);
    return follow(moments, reach, &at_rest, &classes, &peak, lab, most_work, t, n, errors);
}

enum sq_status
sq_classes_cost_run(sq_classes_cost *cost, const sq_lab *lab, size_t classes, double most_work,
                    sq_errors *errors)
{
    double start = sq_clock();
    sq_coupling_spread spread;
    *cost = (sq_classes_cost){.most_work = most_work};
    if (!has_spread(&spread, lab))
        return refuse_uniform(errors);
    double atoms = lab->rates.N / sq_coupling_effective_part(&spread);
    if (classes != SQ_CLASSES_COST_AUTO && (double)classes > atoms)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--classes %zu is more than there are atoms (%.0f)", classes,
                             atoms);
    setting *s = malloc(sizeof *s);
    if (!s)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the time axis");
    s->lab = lab;
    s->most_work = most_work;
    s->peak = rates_of_peak(&lab->rates, &spread);
    sq_trust trust;
    enum sq_status status = sq_trust_of(&trust, lab, errors);
    if (!status) {
        sq_axis_fill(s->t, POINTS, false, &lab->rates, trust.until);
        status = compare(cost, s, &spread, classes, errors);
    }
    if (!cost->breakdown)
        cost->breakdown = trust.why;
    free(s);
    cost->seconds = sq_clock() - start;
    return status;
}
