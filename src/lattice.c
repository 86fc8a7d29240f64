/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All runs are closed at order 2, so that their difference is the coupling's.  The drive goes
 * through the cavity: it varies from atom to atom as the coupling does.  Where the lab starts
 * in the mean-field steady state each class starts in its own, as far as the drive has turned
 * it; else all spins start along the one direction that the lab gives.
 *
 * Who calls: cmd_predict.c. */
#include "lattice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "axis.h"
#include "classes.h"
#include "clock.h"
#include "trust.h"

enum { POINTS = SQ_LATTICE_POINTS };
#define TOLERANCE 1e-7

/* Of automatic classes: so many first, and twice as many until the answer stays. */
enum { FIRST_CLASSES = 8 };
#define CONVERGED_DB 1e-3

/* What all runs share. */
typedef struct setting {
    const sq_lab *lab;
    sq_rates peak; /* for an atom at an antinode on the axis */
    double t[POINTS];
    sq_class_moments moments[POINTS];
} setting;

typedef struct best {
    double db, time, weighted_db; /* weighted: of the spin that the mode sees */
    bool at_rest;
    sq_reach reach;
    double curve_db[POINTS], weighted_curve_db[POINTS];
} best;

static void
find_best(best *b, const setting *s)
{
    size_t top = 0, weighted = 0;
    double unused;
    b->db = b->time = b->weighted_db = NAN;
    for (size_t i = 0; i < b->reach.n; i++) {
        sq_squeezing plain, seen;
        sq_squeezing_compute(&plain, &s->moments[i].plain);
        sq_squeezing_compute(&seen, &s->moments[i].weighted);
        b->curve_db[i] = sq_decibel(plain.xi2);
        b->weighted_curve_db[i] = sq_decibel(seen.xi2);
        if (!(b->weighted_curve_db[i] <= b->weighted_curve_db[weighted]))
            weighted = i;
        if (!(b->curve_db[i] <= b->curve_db[top]))
            top = i;
    }
    if (b->reach.n == 0)
        return;
    b->db = sq_axis_peak(&b->time, s->t, b->curve_db, b->reach.n, top);
    b->weighted_db = sq_axis_peak(&unused, s->t, b->weighted_curve_db, b->reach.n, weighted);
}

static enum sq_status
run(best *b, const sq_classes *classes, const sq_rates *rates, setting *s, sq_errors *errors)
{
    double spin[SQ_MAX_CLASSES][3];
    enum sq_status status = SQ_OK;
    *b = (best){.db = NAN};
    if (s->lab->at_rest && classes->n > 1)
        status = sq_classes_rest(spin, &b->at_rest, classes, rates, errors);
    for (size_t m = 0; m < classes->n && !b->at_rest; m++)
        memcpy(spin[m], s->lab->spin, sizeof spin[m]);
    if (!status)
        status = sq_classes_run(s->moments, &b->reach, classes, rates, 2, TOLERANCE,
                                (const double(*)[3])spin, s->t, POINTS, errors);
    if (!status)
        find_best(b, s);
    return status;
}

static sq_rates
rates_of_peak(const sq_rates *effective, const sq_coupling_spread *spread)
{
    sq_rates peak = *effective;
    double relative = 1 / sq_coupling_effective(spread), square = relative * relative;
    peak.N /= sq_coupling_effective_part(spread);
    peak.chi *= square;
    peak.Gamma *= square;
    peak.Gamma_up *= square;
    peak.Omega *= relative;
    return peak;
}

static enum sq_status
run_classes(best *b, size_t *n, const sq_coupling_spread *spread, size_t wanted, setting *s,
            sq_errors *errors)
{
    sq_classes classes;
    if (!sq_classes_make(&classes, spread, wanted))
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu classes", wanted);
    *n = classes.n;
    return run(b, &classes, &s->peak, s, errors);
}

static void
fill_answer(sq_lattice *l, const setting *s, const best *all, const best *fewer,
            const best *uniform)
{
    l->atoms = s->peak.N;
    l->db = all->db, l->time = all->time, l->weighted_db = all->weighted_db;
    l->fewer_db = fewer->db;
    l->uniform_db = uniform->db, l->uniform_time = uniform->time;
    l->until = all->reach.n > 0 ? s->t[all->reach.n - 1] : 0;
    l->breakdown = all->reach.why;
    l->at_rest = all->at_rest;
    l->n = all->reach.n;
    memcpy(l->t, s->t, sizeof l->t);
    memcpy(l->curve_db, all->curve_db, sizeof l->curve_db);
    memcpy(l->weighted_curve_db, all->weighted_curve_db, sizeof l->weighted_curve_db);
}

/* As many classes as wanted, or (SQ_CLASSES_AUTO) as the answer needs. */
static enum sq_status
compare(sq_lattice *l, setting *s, const sq_coupling_spread *spread, size_t wanted,
        sq_errors *errors)
{
    static const sq_classes one = {.n = 1, .u = {1}, .part = {1}};
    bool automatic = wanted == SQ_CLASSES_AUTO, enough = false;
    best all = {.db = NAN}, fewer = {.db = NAN}, uniform;
    size_t n = automatic ? FIRST_CLASSES : wanted,
           most = (size_t)fmin(SQ_MAX_CLASSES, s->peak.N);
    n = n < most ? n : most;
    enum sq_status status = SQ_OK;
    if (n > 1)
        status = run_classes(&fewer, &l->classes, spread, n / 2, s, errors);
    while (!status && !enough) {
        status = run_classes(&all, &l->classes, spread, n, s, errors);
        enough = !automatic || 2 * n > most || !(fabs(all.db - fewer.db) > CONVERGED_DB);
        if (!enough) {
            fewer = all;
            n *= 2;
        }
    }
    if (!status)
        status = run(&uniform, &one, &s->lab->rates, s, errors);
    if (!status)
        fill_answer(l, s, &all, &fewer, &uniform);
    return status;
}

enum sq_status
sq_lattice_run(sq_lattice *lattice, const sq_lab *lab, size_t classes, sq_errors *errors)
{
    double start = sq_clock();
    sq_coupling_spread spread;
    *lattice = (sq_lattice){0};
    if (!lab->platform->spread || !lab->platform->spread(lab->record, &spread))
        return sq_errors_add(
            errors, SQ_ERR_UNSUPPORTED,
            "the coupling of this lab is the same for all atoms: there are no classes to tell "
            "apart (on platform cavity, cavity.coupling_is: peak or atoms.cloud_radius makes "
            "it "
            "differ)");
    double atoms = lab->rates.N / sq_coupling_effective_part(&spread);
    if (classes != SQ_CLASSES_AUTO && (double)classes > atoms)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--classes %zu is more than there are atoms (%.0f)", classes,
                             atoms);
    setting *s = malloc(sizeof *s);
    if (!s)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the time axis");
    s->lab = lab;
    s->peak = rates_of_peak(&lab->rates, &spread);
    sq_trust trust;
    enum sq_status status = sq_trust_of(&trust, lab, errors);
    if (!status) {
        sq_axis_fill(s->t, POINTS, false, &lab->rates, trust.until);
        status = compare(lattice, s, &spread, classes, errors);
    }
    if (!lattice->breakdown)
        lattice->breakdown = trust.why;
    free(s);
    lattice->seconds = sq_clock() - start;
    return status;
}
