/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All runs are closed at order 2, so that their difference is the coupling's.  The drive goes
 * through the cavity: it varies from atom to atom as the coupling does.
 *
 * Who calls: cmd_predict.c. */
#include "lattice.h"

#include <math.h>
#include <stdlib.h>

#include "axis.h"
#include "classes.h"
#include "clock.h"

enum { POINTS = 401 };
#define TOLERANCE 1e-7

/* Of automatic classes: so many first, and twice as many until the answer stays. */
enum { FIRST_CLASSES = 8 };
#define CONVERGED_DB 1e-3

typedef struct best {
    double db, time, until;
    double weighted_db; /* best of the spin that the mode sees */
    bool complete;
} best;

static enum sq_status
run(best *b, const sq_classes *classes, const sq_rates *rates, const sq_lab *lab,
    const double *t, sq_class_moments *moments, sq_errors *errors)
{
    size_t done;
    enum sq_status status = sq_classes_run(moments, &done, classes, rates, 2, TOLERANCE,
                                           lab->spin, t, POINTS, errors);
    *b = (best){.db = NAN, .time = NAN, .weighted_db = NAN, .complete = done == POINTS};
    for (size_t i = 0; i < done && !status; i++) {
        sq_squeezing s, weighted;
        sq_squeezing_compute(&s, &moments[i].plain);
        sq_squeezing_compute(&weighted, &moments[i].weighted);
        double db = sq_decibel(s.xi2);
        b->weighted_db = fmax(b->weighted_db, sq_decibel(weighted.xi2));
        b->until = t[i];
        if (isfinite(db) && !(db <= b->db)) {
            b->db = db;
            b->time = t[i];
        }
    }
    return status;
}

/* The rates for an atom at an antinode on the axis. */
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
run_classes(best *b, size_t *n, const sq_coupling_spread *spread, size_t wanted,
            const sq_rates *peak, const sq_lab *lab, const double *t, sq_class_moments *moments,
            sq_errors *errors)
{
    sq_classes classes;
    if (!sq_classes_make(&classes, spread, wanted))
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu classes", wanted);
    *n = classes.n;
    return run(b, &classes, peak, lab, t, moments, errors);
}

/* As many classes as wanted, or (SQ_CLASSES_AUTO) as the answer needs. */
static enum sq_status
compare(sq_lattice *l, const sq_lab *lab, const sq_coupling_spread *spread, size_t wanted,
        const double *t, sq_class_moments *moments, sq_errors *errors)
{
    static const sq_classes one = {.n = 1, .u = {1}, .part = {1}};
    sq_rates peak = rates_of_peak(&lab->rates, spread);
    bool automatic = wanted == SQ_CLASSES_AUTO, enough = false;
    best all = {.db = NAN}, fewer = {.db = NAN}, uniform;
    size_t n = automatic ? FIRST_CLASSES : wanted, most = (size_t)fmin(SQ_MAX_CLASSES, peak.N);
    n = n < most ? n : most;
    enum sq_status status = SQ_OK;
    if (n > 1)
        status =
            run_classes(&fewer, &l->classes, spread, n / 2, &peak, lab, t, moments, errors);
    while (!status && !enough) {
        status = run_classes(&all, &l->classes, spread, n, &peak, lab, t, moments, errors);
        enough = !automatic || 2 * n > most || fabs(all.db - fewer.db) < CONVERGED_DB;
        if (!enough) {
            fewer = all;
            n *= 2;
        }
    }
    if (!status)
        status = run(&uniform, &one, &lab->rates, lab, t, moments, errors);
    if (status)
        return status;
    l->atoms = peak.N;
    l->db = all.db, l->time = all.time, l->until = all.until;
    l->breakdown = all.complete ? NULL : "the closure breaks down";
    l->weighted_db = all.weighted_db;
    l->fewer_db = fewer.db;
    l->uniform_db = uniform.db, l->uniform_time = uniform.time;
    return SQ_OK;
}

enum sq_status
sq_lattice_run(sq_lattice *lattice, const sq_lab *lab, size_t classes, sq_errors *errors)
{
    double start = sq_clock();
    sq_coupling_spread spread;
    *lattice = (sq_lattice){0};
    if (!lab->platform->spread || !lab->platform->spread(lab->record, &spread))
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "the coupling of this lab is the same for all atoms: there are no "
                             "classes to tell apart (cavity.coupling_is: peak, or "
                             "atoms.cloud_radius, makes it differ)");
    double atoms = lab->rates.N / sq_coupling_effective_part(&spread);
    if (classes != SQ_CLASSES_AUTO && (double)classes > atoms)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--classes %zu is more than there are atoms (%.0f)", classes,
                             atoms);
    double *t = malloc(POINTS * sizeof *t);
    sq_class_moments *moments = malloc(POINTS * sizeof *moments);
    enum sq_status status = SQ_OK;
    if (!t || !moments)
        status = sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the time axis");
    if (!status) {
        sq_axis_fill(t, POINTS, false, &lab->rates, lab->until);
        status = compare(lattice, lab, &spread, classes, t, moments, errors);
    }
    free(t);
    free(moments);
    lattice->seconds = sq_clock() - start;
    return status;
}
