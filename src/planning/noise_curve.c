/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/noise_curve.h"

#include <gsl/gsl_interp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "beyond/sketch.h"
#include "planning/noise_trust.h"

/* Where more is unknown, so is the average, since the shots that the hierarchy loses first are
 * the worst: they cannot be left out.  Nodes beyond four standard deviations can. */
#define MOST_UNKNOWN 1e-4

/* The mixture of n moments with its mean N: V = <V> + the scatter of <J>, which is
 * <S> − <J><J> without its subtraction.  Those without a part need not be there. */
static void
mix(sq_moments *mixed, const sq_moments *const *one, const double *part, size_t n)
{
    double all = 0;
    *mixed = (sq_moments){0};
    for (size_t k = 0; k < n; k++)
        all += part[k];
    for (size_t k = 0; k < n; k++) {
        mixed->N += part[k] > 0 ? part[k] / all * one[k]->N : 0;
        for (int a = 0; a < 3 && part[k] > 0; a++)
            mixed->mean[a] += part[k] / all * one[k]->mean[a];
    }
    for (size_t k = 0; k < n; k++)
        for (int j = 0; j < 9 && part[k] > 0; j++) {
            const sq_moments *m = one[k];
            int a = j / 3, b = j % 3;
            double scatter = (m->mean[a] - mixed->mean[a]) * (m->mean[b] - mixed->mean[b]);
            mixed->cov[a][b] += part[k] / all * (m->cov[a][b] + scatter);
        }
}

/* ---- over shots ---- */

/* What is averaged at one time. */
typedef struct list {
    const sq_moments **one; /* [rule.n] */
    double *part;           /* [rule.n] of a shot, 0 where nothing is known of it then */
} list;

static void
gather(sq_noise_curve *c, list *l, const sq_noise_shots *s, int order, const double *part,
       size_t i)
{
    double all = 0, followed = 0;
    for (size_t k = 0; k < s->rule.n; k++) {
        const sq_noise_shots_run *run = &s->run[k];
        bool known = part[k] > 0 && run->followed[order - SQ_NOISE_SHOTS_LEAST] > i;
        l->part[k] = known ? part[k] : 0;
        l->one[k] = known ? sq_noise_shots_at(s, order, k, i) : NULL;
        all += run->possible ? part[k] : 0;
        followed += l->part[k];
    }
    c->unknown[i] = followed > 0 ? fmax(0, 1 - followed / all) : 1;
    c->distrusted[i] = followed > 0 ? sq_noise_trust_lost(s, order, i) : 1;
}

static enum sq_status
average_shots(sq_noise_curve *c, const sq_noise_shots *s, int order, const double *part,
              sq_errors *errors)
{
    list l = {.one = calloc(s->rule.n, sizeof *l.one),
              .part = calloc(s->rule.n, sizeof *l.part)};
    bool enough = l.one && l.part;
    c->n = s->n_times;
    memcpy(c->t, s->t, sizeof c->t);
    for (size_t i = 0; i < c->n && enough; i++) {
        gather(c, &l, s, order, part, i);
        mix(&c->moments[i], l.one, l.part, s->rule.n);
    }
    free(l.one);
    free(l.part);
    return enough
               ? SQ_OK
               : sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the average over shots");
}

/* ---- over the times when the sequence ends ---- */

enum { ENDS = 15, NUMBERS = 12 };

/* Of the average over shots, between its times. */
typedef struct between {
    const sq_noise_curve *curve;
    size_t known; /* times */
    double y[NUMBERS][SQ_NOISE_SHOTS_TIMES];
    gsl_interp *spline[NUMBERS];
} between;

static double
number_of(const sq_moments *m, int j)
{
    return j < 3 ? m->mean[j] : m->cov[(j - 3) / 3][(j - 3) % 3];
}

static enum sq_status
prepare(between *b, const sq_noise_curve *curve, sq_errors *errors)
{
    bool good = true;
    *b = (between){.curve = curve};
    while (b->known < curve->n && curve->unknown[b->known] < MOST_UNKNOWN)
        b->known++;
    if (b->known < 3)
        return SQ_OK;
    for (int j = 0; j < NUMBERS; j++) {
        for (size_t i = 0; i < b->known; i++)
            b->y[j][i] = number_of(&curve->moments[i], j);
        b->spline[j] = gsl_interp_alloc(gsl_interp_cspline, b->known);
        good = good && b->spline[j] &&
               gsl_interp_init(b->spline[j], curve->t, b->y[j], b->known) == 0;
    }
    return good ? SQ_OK
                : sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for noise of the stop time");
}

static void
free_between(between *b)
{
    for (int j = 0; j < NUMBERS; j++)
        if (b->spline[j])
            gsl_interp_free(b->spline[j]);
}

/* No sequence ends before it begins. */
static bool
moments_at(sq_moments *m, const between *b, double t)
{
    t = fmax(t, 0);
    m->N = b->curve->moments[0].N;
    if (b->known < 3 || t > b->curve->t[b->known - 1])
        return false;
    for (int j = 0; j < NUMBERS; j++) {
        double value = gsl_interp_eval(b->spline[j], b->curve->t, b->y[j], t, NULL);
        if (j < 3)
            m->mean[j] = value;
        else
            m->cov[(j - 3) / 3][(j - 3) % 3] = value;
    }
    return true;
}

/* The part of the shots that are past the trust at any time before the next one. */
static double
distrusted_at(const between *b, double t)
{
    size_t i = 0;
    while (i + 1 < b->curve->n && b->curve->t[i] < t)
        i++;
    return b->curve->distrusted[i];
}

double
sq_noise_curve_stop_rms(const sq_noises_one *stop, double time)
{
    return stop->spread == SQ_SPREAD_RELATIVE ? stop->rms * time : stop->rms;
}

/* The sequence is to end at time i of the curve. */
static void
end_at(sq_noise_curve *c, const between *b, size_t i, const sq_noises_one *stop,
       const sq_quadrature *ends)
{
    sq_moments at[ENDS];
    const sq_moments *one[ENDS];
    double part[ENDS], known = 0, time = b->curve->t[i],
                       rms = sq_noise_curve_stop_rms(stop, time);
    c->distrusted[i] = 0;
    for (size_t k = 0; k < ENDS; k++) {
        double t = time + rms * ends->z[k];
        part[k] = moments_at(&at[k], b, t) ? ends->part[k] : 0;
        one[k] = &at[k];
        known += part[k];
        c->distrusted[i] += ends->part[k] * distrusted_at(b, t);
    }
    c->unknown[i] = fmax(b->curve->unknown[i], 1 - known);
    mix(&c->moments[i], one, part, ENDS);
}

static enum sq_status
average_ends(sq_noise_curve *c, const sq_noises_one *stop, sq_errors *errors)
{
    between b;
    sq_quadrature ends = {0};
    const sq_noise_curve sharp = *c;
    enum sq_status status = prepare(&b, &sharp, errors);
    if (!status)
        status = sq_quadrature_product(&ends, 1, ENDS, 0, errors);
    for (size_t i = 0; i < c->n && !status; i++)
        end_at(c, &b, i, stop, &ends);
    sq_quadrature_free(&ends);
    free_between(&b);
    return status;
}

/* ---- all together ---- */

enum sq_status
sq_noise_curve_make(sq_noise_curve *c, const sq_noise_shots *s, int order, const double *part,
                    const sq_noises *noises, sq_errors *errors)
{
    enum sq_status status = average_shots(c, s, order, part, errors);
    const sq_noises_one *stop = sq_noises_find(noises, SQ_NOISES_OF_STOP);
    if (!status && stop)
        status = average_ends(c, stop, errors);
    for (size_t i = 0; i < c->n && !status; i++) {
        sq_noises_read_out(&c->moments[i], noises);
        c->db[i] = c->unknown[i] < MOST_UNKNOWN ? sq_sketch_decibel(&c->moments[i]) : NAN;
    }
    return status;
}
