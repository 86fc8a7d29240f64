/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both runs drop the same cumulants, so that what the closure costs falls out of their
 * difference (the spin model's own hierarchy, which keeps two operators of one spin
 * together where the mode's keeps none, does not serve: it differs by some 1/N).  The mode
 * is made faster by g -> lambda g, kappa -> lambda² kappa, Delta -> lambda² Delta, which
 * leaves chi and Gamma as they are and divides eps by lambda².
 *
 * Who calls: cmd_check.c. */
#include "deep.h"

#include <math.h>
#include <stdlib.h>

#include "axis.h"
#include "clock.h"
#include "kept_mode.h"

enum { POINTS = 801 }; /* of the time axis */

/* eps of the infinitely fast mode: what it still does is 10^-6 of what is asked for, or
 * rounding. */
#define FAST 1e6

typedef struct curve {
    sq_kept_moments moments[POINTS];
    double db[POINTS];
    size_t n;
} curve;

static enum sq_status
run(curve *c, const sq_mode *mode, const sq_lab *lab, const double *t, sq_errors *errors)
{
    enum sq_status status =
        sq_kept_mode_run(c->moments, &c->n, mode, &lab->rates, lab->spin, t, POINTS, errors);
    for (size_t i = 0; i < c->n && !status; i++) {
        sq_squeezing squeezing;
        sq_squeezing_compute(&squeezing, &c->moments[i].spins);
        c->db[i] = sq_decibel(squeezing.xi2);
    }
    return status;
}

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
compare_curves(sq_deep *d, const curve *kept, const curve *fast, const double *t)
{
    size_t n = kept->n < fast->n ? kept->n : fast->n;
    if (n == 0)
        return;
    size_t best = best_of(kept->db, n), limit = best_of(fast->db, n);
    d->db = kept->db[best];
    d->time = t[best];
    d->quanta = kept->moments[best].quanta;
    d->limit_db = fast->db[limit];
    d->difference_db = d->db - d->limit_db;
    d->until = t[n - 1];
    d->breakdown = n < POINTS ? "the closure breaks down" : NULL;
    for (size_t i = 0; i <= (best > limit ? best : limit); i++) {
        double difference = kept->db[i] - fast->db[i];
        if (kept->db[i] > 0 && fast->db[i] > 0 && fabs(difference) > fabs(d->largest_db)) {
            d->largest_db = difference;
            d->largest_time = t[i];
        }
    }
}

enum sq_status
sq_deep_run(sq_deep *deep, const sq_lab *lab, sq_errors *errors)
{
    double start = sq_clock();
    *deep = (sq_deep){.db = NAN, .limit_db = NAN, .difference_db = NAN, .time = NAN};
    if (!lab->platform->mode)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "platform '%s' has no mode that was eliminated: there is nothing "
                             "deeper to check",
                             lab->platform->name);
    sq_mode mode, fast;
    sq_lab_mode(lab, &mode);
    deep->epsilon = sq_mode_epsilon(&mode, lab->rates.N);
    fast = (sq_mode){.g = sqrt(FAST) * mode.g,
                     .kappa = FAST * mode.kappa,
                     .detuning = FAST * mode.detuning,
                     .nbar = mode.nbar};
    double *t = malloc(POINTS * sizeof *t);
    curve *curves = malloc(2 * sizeof *curves);
    enum sq_status status = t && curves ? SQ_OK : SQ_ERR_MEMORY;
    if (status)
        sq_errors_add(errors, status, "no memory for the time axis");
    if (!status) {
        sq_axis_fill(t, POINTS, false, &lab->rates, lab->until);
        status = run(&curves[0], &mode, lab, t, errors);
    }
    if (!status)
        status = run(&curves[1], &fast, lab, t, errors);
    if (!status)
        compare_curves(deep, &curves[0], &curves[1], t);
    free(t);
    free(curves);
    deep->seconds = sq_clock() - start;
    return status;
}
