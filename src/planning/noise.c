/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gauss–Hermite quadrature over the input.  At the point of the paper 7 nodes differ from 15 by
 * less than 0.01 dB; of fewer atoms than the outermost node misses there are fewer. */
#include "planning/noise.h"

#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>

#include "beyond/sketch.h"
#include "lab/lab_change.h"
#include "predict/axis.h"

const sq_noise_effect sq_noise_unknown = {
    .ideal_db = NAN, .planned_db = NAN, .planned_distrusted = NAN, .db = NAN, .time = NAN};

enum { MOST_NODES = 7, POINTS = 120 };

/* Noise makes the best time earlier; this far beyond the planned one it is looked for. */
#define HORIZON 1.25

/* A distribution stands for shots of these values, each with its part of all. */
typedef struct shot {
    double value, part;
    sq_moments moments[POINTS + 1];
    sq_closure_reach followed, trusted;
} shot;

typedef struct ensemble {
    const sq_lab *lab;
    double t[POINTS + 1]; /* the planned one among them */
    size_t planned;
    size_t n;
    shot shot[MOST_NODES]; /* odd in number: the middle one is the lab as it is */
} ensemble;

/* ---- shots ---- */

/* Normally distributed. */
static enum sq_status
spread_shots(ensemble *e, double mean, double sd, size_t n, sq_errors *errors)
{
    gsl_integration_fixed_workspace *rule = gsl_integration_fixed_alloc(
        gsl_integration_fixed_hermite, n, mean, 1 / (2 * sd * sd), 0, 0);
    if (!rule)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu shots", n);
    e->n = n;
    for (size_t i = 0; i < n; i++) {
        e->shot[i].value = gsl_integration_fixed_nodes(rule)[i];
        e->shot[i].part = gsl_integration_fixed_weights(rule)[i] / (sd * sqrt(2 * M_PI));
    }
    gsl_integration_fixed_free(rule);
    return SQ_OK;
}

/* Of a Poisson distribution, as many as all have two atoms; 0 where even three do not. */
static enum sq_status
spread_poisson(ensemble *e, double mean, sq_errors *errors)
{
    static const struct {
        size_t n;
        double widest; /* outermost node, in standard deviations */
    } rules[] = {{7, 3.7504397177257425}, {5, 2.8569700138728056}, {3, 1.7320508075688772}};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (mean - rules[i].widest * sqrt(mean) >= 2)
            return spread_shots(e, mean, sqrt(mean), rules[i].n, errors);
    e->n = 0;
    return SQ_OK;
}

static enum sq_status
run_shot(shot *s, const ensemble *e, const sq_rates *rates, sq_errors *errors)
{
    return sq_sketch_run(s->moments, &s->followed, &s->trusted, rates, e->lab->spin, e->t,
                         POINTS + 1, errors);
}

/* A shot with which the lab contradicts itself is one that nothing is known of. */
static enum sq_status
run_shots(ensemble *e, sq_errors *errors)
{
    static const char *const key[] = {"atoms.number", "drive.rabi"};
    sq_lab_change *change;
    sq_lab varied = {0};
    enum sq_status status = sq_lab_change_create(&change, e->lab, key, 2, errors);
    for (size_t i = 0; i < e->n && !status; i++) {
        sq_errors ignored = {0};
        double value[] = {e->shot[i].value, e->lab->rates.Omega};
        if (sq_lab_changed_rates(&varied, change, value, &ignored) == SQ_OK)
            status = run_shot(&e->shot[i], e, &varied.rates, errors);
        sq_errors_free(&ignored);
    }
    sq_lab_free(&varied);
    sq_lab_change_free(change);
    return status;
}

/* ---- averages ---- */

/* V = <V> + the scatter of <J>, which is <S> − <J><J> without its subtraction; xi² has the N of
 * the lab.  False: of some of the shots nothing is known any more. */
static bool
average(sq_moments *mean, const ensemble *e, size_t point)
{
    *mean = (sq_moments){.N = e->lab->rates.N};
    for (size_t i = 0; i < e->n; i++) {
        if (e->shot[i].followed.n <= point)
            return false;
        for (int a = 0; a < 3; a++)
            mean->mean[a] += e->shot[i].part * e->shot[i].moments[point].mean[a];
    }
    for (size_t i = 0; i < e->n; i++) {
        const sq_moments *m = &e->shot[i].moments[point];
        for (int j = 0; j < 9; j++) {
            int a = j / 3, b = j % 3;
            double scatter = (m->mean[a] - mean->mean[a]) * (m->mean[b] - mean->mean[b]);
            mean->cov[a][b] += e->shot[i].part * (m->cov[a][b] + scatter);
        }
    }
    return true;
}

/* The part of the shots that are past the trust. */
static double
distrusted(const ensemble *e, size_t point)
{
    double part = 0;
    for (size_t i = 0; i < e->n; i++)
        if (e->shot[i].trusted.n <= point)
            part += e->shot[i].part;
    return part;
}

/* A best point is looked for while fewer than that are past the trust. */
#define MOST_DISTRUSTED 0.05

static void
judge(sq_noise_effect *effect, const ensemble *e)
{
    double db[POINTS + 1];
    size_t n = 0;
    bool looking = true;
    for (size_t i = 0; i <= POINTS; i++) {
        sq_moments moments;
        bool known = average(&moments, e, i);
        db[i] = known ? sq_sketch_decibel(&moments) : NAN;
        looking = looking && known && distrusted(e, i) < MOST_DISTRUSTED;
        n += looking;
    }
    effect->planned_db = db[e->planned];
    effect->planned_distrusted = distrusted(e, e->planned);
    const shot *ideal = &e->shot[e->n / 2];
    if (ideal->followed.n > e->planned)
        effect->ideal_db = sq_sketch_decibel(&ideal->moments[e->planned]);
    effect->db = sq_sketch_top(&effect->time, e->t, db, n);
    effect->ended = n > 0 && n <= POINTS && effect->time == e->t[n - 1];
}

/* ---- the answer ---- */

/* The planned time is the last but one that is not before it. */
static void
fill_times(ensemble *e, double planned)
{
    sq_axis_fill(e->t, POINTS, false, &e->lab->rates, HORIZON * planned);
    size_t i = POINTS;
    for (; i > 0 && e->t[i - 1] > planned; i--)
        e->t[i] = e->t[i - 1];
    e->t[i] = planned;
    e->planned = i;
}

enum sq_status
sq_noise_poisson(sq_noise_effect *effect, const sq_lab *lab, double planned, sq_errors *errors)
{
    *effect = sq_noise_unknown;
    ensemble *e = calloc(1, sizeof *e);
    if (!e)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for shots");
    e->lab = lab;
    enum sq_status status = spread_poisson(e, lab->common.number.value, errors);
    if (!status && e->n > 0) {
        fill_times(e, planned);
        status = run_shots(e, errors);
        if (!status)
            judge(effect, e);
    }
    free(e);
    return status;
}
