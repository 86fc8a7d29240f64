/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two runs of the hierarchy drop the same cumulants, so that what the closure costs falls
 * out of their difference (the spin model's own hierarchy, which keeps two operators of one
 * spin together where the mode's keeps none, does not serve: it differs by some 1/N).  The mode
 * is made faster by g -> lambda g, kappa -> lambda² kappa, Delta -> lambda² Delta, which
 * leaves chi and Gamma as they are and divides eps by lambda².
 *
 * Exactly, the limit is the spin model itself, by the solver `exact`. */
#include "beyond/mode_pair.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "predict/axis.h"
#include "beyond/mode_exact.h"
#include "beyond/mode_kept.h"
#include "solvers/solver.h"

/* Of the time axis; a stop costs the master equation a step. */
enum { POINTS = 801, FEW_POINTS = 201 };

/* eps of the infinitely fast mode: what it still does is 10^-6 of what is asked for, or
 * rounding. */
#define FAST 1e6

typedef struct curve {
    sq_mode_kept_moments moments[POINTS];
    double db[POINTS];
    sq_closure_reach reach;
} curve;

typedef struct pair {
    size_t n; /* times */
    double t[POINTS];
    curve kept, fast;
} pair;

static void
fill_decibels(curve *c)
{
    for (size_t i = 0; i < c->reach.n; i++) {
        sq_squeezing squeezing;
        sq_squeezing_compute(&squeezing, &c->moments[i].spins);
        c->db[i] = sq_squeezing_decibel(squeezing.xi2);
    }
}

/* ---- the comparison ---- */

static size_t
best_of(const double *db, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (db[i] > db[best])
            best = i;
    return best;
}

static void
compare_curves(sq_mode_pair_answer *a, const pair *p)
{
    const curve *kept = &p->kept, *fast = &p->fast;
    const sq_closure_reach *shorter =
        kept->reach.n < fast->reach.n ? &kept->reach : &fast->reach;
    size_t n = shorter->n;
    a->breakdown = shorter->why;
    if (n == 0)
        return;
    size_t best = best_of(kept->db, n), limit = best_of(fast->db, n);
    a->db = sq_axis_peak(&a->time, p->t, kept->db, n, best);
    a->quanta = kept->moments[best].quanta;
    a->limit_db = sq_axis_peak(&a->limit_time, p->t, fast->db, n, limit);
    a->squeezed = a->db > SQ_MODE_PAIR_SQUEEZED_DB || a->limit_db > SQ_MODE_PAIR_SQUEEZED_DB;
    a->ended = best + 1 == n && n > 1 && a->db > SQ_MODE_PAIR_SQUEEZED_DB;
    a->difference_db = a->db - a->limit_db;
    a->until = p->t[n - 1];
    for (size_t i = 0; i < n; i++)
        a->most_quanta = fmax(a->most_quanta, kept->moments[i].quanta);
    a->largest_db = a->difference_db;
    a->largest_time = a->time;
    for (size_t i = 0; i < n; i++) {
        double difference = kept->db[i] - fast->db[i];
        bool on_the_way = i <= best || i <= limit;
        double *largest = on_the_way ? &a->largest_db : &a->later_db;
        if (kept->db[i] > 0 && fast->db[i] > 0 && fabs(difference) > fabs(*largest)) {
            *largest = difference;
            if (on_the_way)
                a->largest_time = p->t[i];
        }
    }
}

static enum sq_status
start(sq_mode_pair_answer *a, pair **p, const sq_mode_pair_case *wanted, size_t n,
      sq_errors *errors)
{
    *a = (sq_mode_pair_answer){.db = NAN, .limit_db = NAN, .difference_db = NAN, .time = NAN};
    *p = calloc(1, sizeof **p);
    if (!*p)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the time axis");
    (*p)->n = n;
    sq_axis_fill((*p)->t, n, false, &wanted->rates, wanted->until);
    return SQ_OK;
}

static enum sq_status
finish(sq_mode_pair_answer *a, pair *p, enum sq_status status)
{
    if (!status) {
        fill_decibels(&p->kept);
        fill_decibels(&p->fast);
        compare_curves(a, p);
    }
    free(p);
    return status;
}

/* ---- by the hierarchy ---- */

/* Errors of the steps have to be small beside what eps does. */
static double
tolerance_for(const sq_mode_pair_case *wanted)
{
    double eps = sq_mode_epsilon(&wanted->mode, wanted->rates.N);
    return fmin(1e-6, fmax(1e-8, 1e-3 * eps));
}

static enum sq_status
run(curve *c, const sq_mode *mode, enum sq_mode_kept_start start,
    const sq_mode_pair_case *wanted, const double *t, sq_errors *errors)
{
    return sq_mode_kept_run(c->moments, &c->reach, mode, &wanted->rates, wanted->spin, start,
                            tolerance_for(wanted), t, POINTS, errors);
}

/* Radians of the ringing of a mode that the spins find in its own thermal state, which takes
 * some steps for each: more cannot be waited for. */
#define MOST_RINGING 15000

static enum sq_mode_kept_start
start_of(const sq_mode_pair_case *wanted)
{
    const sq_mode *m = &wanted->mode;
    double ringing = fabs(m->detuning) * fmin(wanted->until, 10 / m->kappa);
    return ringing > MOST_RINGING ? SQ_MODE_KEPT_SETTLED : SQ_MODE_KEPT_THERMAL;
}

enum sq_status
sq_mode_pair_by_hierarchy(sq_mode_pair_answer *answer, const sq_mode_pair_case *wanted,
                          sq_errors *errors)
{
    const sq_mode *mode = &wanted->mode;
    const sq_mode fast = {.g = sqrt(FAST) * mode->g,
                          .kappa = FAST * mode->kappa,
                          .detuning = FAST * mode->detuning,
                          .nbar = mode->nbar};
    pair *p;
    enum sq_status status = start(answer, &p, wanted, POINTS, errors);
    if (!status)
        status = run(&p->kept, mode, start_of(wanted), wanted, p->t, errors);
    if (!status)
        status = run(&p->fast, &fast, SQ_MODE_KEPT_SETTLED, wanted, p->t, errors);
    status = finish(answer, p, status);
    answer->settled = start_of(wanted) == SQ_MODE_KEPT_SETTLED;
    return status;
}

/* ---- exactly ---- */

/* Up to the last of n times. */
static enum sq_status
run_spin_model(curve *c, const sq_mode_pair_case *wanted, const double *t, size_t n,
               sq_errors *errors)
{
    const sq_solver *solver = sq_solver_find("exact");
    sq_solver_options options;
    void *state = NULL;
    sq_solver_options_init(&options);
    assert(solver);
    enum sq_status status =
        solver->create(&state, &wanted->rates, wanted->spin, &options, errors);
    for (c->reach.n = 0; c->reach.n < n && !status; c->reach.n++) {
        status = solver->advance(state, t[c->reach.n], SQ_SOLVER_TO_THE_END, errors);
        solver->moments(state, &c->moments[c->reach.n].spins);
    }
    solver->free(state);
    return status;
}

enum sq_status
sq_mode_pair_limit(double *db, double *time, const sq_mode_pair_case *wanted, sq_errors *errors)
{
    pair *p;
    sq_mode_pair_answer unused;
    enum sq_status status = start(&unused, &p, wanted, POINTS, errors);
    *db = *time = NAN;
    if (!status)
        status = run_spin_model(&p->fast, wanted, p->t, POINTS, errors);
    if (!status) {
        fill_decibels(&p->fast);
        *db = sq_axis_peak(time, p->t, p->fast.db, POINTS, best_of(p->fast.db, POINTS));
    }
    free(p);
    return status;
}

enum sq_status
sq_mode_pair_exactly(sq_mode_pair_answer *answer, double *top, const sq_mode_pair_case *wanted,
                     int levels, double *budget, sq_errors *errors)
{
    pair *p;
    enum sq_status status = start(answer, &p, wanted, FEW_POINTS, errors);
    if (!status)
        status = sq_mode_exact_run(p->kept.moments, top, &wanted->mode, &wanted->rates, levels,
                                   budget, wanted->spin, p->t, FEW_POINTS, errors);
    if (!status && isnan(*top)) {
        free(p);
        return SQ_OK;
    }
    if (!status) {
        p->kept.reach.n = FEW_POINTS;
        status = run_spin_model(&p->fast, wanted, p->t, FEW_POINTS, errors);
    }
    return finish(answer, p, status);
}
