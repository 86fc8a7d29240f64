/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draw i has a stream of random numbers of its own, so that threads change nothing. */
#include "planning/yield.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/philox.h"
#include "beyond/sketch.h"
#include "lab/lab_change.h"
#include "lab/shot.h"
#include "lab/uncertainty.h"
#include "planning/noise.h"
#include "planning/noise_curve.h"
#include "planning/noise_watch.h"
#include "planning/sight.h"

/* Set the draws apart from each other and from those of trajectories. */
#define SHOTS_SEED 0x73686f7473000001u
#define LABS_SEED 0x6c61627300000001u

/* ---- draws ---- */

/* What became of one draw. */
typedef struct outcome {
    sq_sight_view view;
    double distrusted; /* part of its shots */
} outcome;

typedef struct drawing {
    const sq_lab *lab;
    const sq_noises *noises;
    double planned;
    uint64_t seed;
    size_t n;
    outcome *outcome; /* [n] owned */
    bool *done;       /* [n] owned */
    /* of shots: */
    sq_shot maker;
    /* of labs: */
    size_t n_keys;
    double mean[SQ_NOISES_MOST], sd[SQ_NOISES_MOST];
    sq_lab_change *change;
} drawing;

static void
look(outcome *o, const sq_lab *varied, const sq_noises *noises, double time)
{
    sq_sight_look(&o->view, varied, noises, time, SQ_SIGHT_HIGHEST, SQ_SIGHT_LOWEST);
    o->distrusted = o->view.sight != SQ_SIGHT_TRUSTED;
}

/* No sequence ends before it begins; at the beginning there is no squeezing. */
static void
look_at_shot(outcome *o, const drawing *d, sq_lab *varied, sq_philox_stream *stream)
{
    double z[SQ_NOISES_MOST + 1] = {0};
    sq_errors ignored = {0};
    const sq_noises_one *stop = sq_noises_find(d->noises, SQ_NOISES_OF_STOP);
    double late =
               stop ? sq_noise_curve_stop_rms(stop, d->planned) * sq_philox_normal(stream) : 0,
           time = fmax(d->planned + late, 1e-6 * d->planned);
    for (size_t k = 0; k < d->maker.n; k++)
        z[k] = sq_philox_normal(stream);
    if (sq_shot_lab(varied, &d->maker, z, &ignored) == SQ_OK)
        look(o, varied, d->noises, time);
    sq_errors_free(&ignored);
}

static void
average_noise(outcome *o, const sq_lab *varied, const sq_noises *noises, double planned)
{
    sq_errors ignored = {0};
    sq_noise_effect e;
    bool known = sq_noise_hasty_orders(&e, varied, noises, planned, planned, &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    o->view = (sq_sight_view){SQ_SIGHT_NONE, 0, NAN, NAN, NAN};
    o->distrusted = 1;
    if (!known || isnan(e.planned_db))
        return;
    o->distrusted = e.planned_distrusted;
    o->view = (sq_sight_view){
        e.planned_order_error_db <= SQ_SKETCH_ORDERS_PART_DB ? SQ_SIGHT_TRUSTED
                                                             : SQ_SIGHT_DISTRUSTED,
        e.planned_order, e.planned_db, e.planned_db - e.planned_order_error_db,
        e.planned_order_error_db};
}

/* Its noise is of its own means. */
static void
look_at_lab(outcome *o, const drawing *d, sq_lab *varied, sq_philox_stream *stream)
{
    double value[SQ_NOISES_MOST];
    sq_errors ignored = {0};
    sq_noises noises;
    for (size_t k = 0; k < d->n_keys; k++)
        value[k] = d->mean[k] + d->sd[k] * sq_philox_normal(stream);
    if (sq_lab_changed(varied, d->change, value, &ignored) == SQ_OK &&
        sq_noises_of_lab(&noises, varied, &ignored) == SQ_OK) {
        look(o, varied, NULL, d->planned);
        if (noises.n)
            average_noise(o, varied, &noises, d->planned);
    }
    sq_errors_free(&ignored);
}

typedef void looker(outcome *outcome, const drawing *drawing, sq_lab *varied,
                    sq_philox_stream *stream);

static void
look_at_all(drawing *d, looker *look_at_one, sq_noise_watch *watch)
{
#pragma omp parallel num_threads(sq_noise_watch_threads(watch))
    {
        sq_lab varied = {0};
#pragma omp for schedule(dynamic)
        for (size_t i = 0; i < d->n; i++) {
            sq_philox_stream stream = {.seed = d->seed, .index = i};
            if (!sq_noise_watch_goes_on(watch))
                continue;
            d->outcome[i] = (outcome){.view = {SQ_SIGHT_NO_LAB, 0, NAN, NAN, NAN}};
            look_at_one(&d->outcome[i], d, &varied, &stream);
            d->done[i] = true;
            sq_noise_watch_one_more(watch);
        }
        sq_lab_free(&varied);
    }
}

/* ---- quantiles ---- */

/* What of a draw is ranked. */
typedef double worth(const outcome *outcome);

/* NaN is as bad as it gets. */
static double
or_worst(double db)
{
    return isnan(db) ? -INFINITY : db;
}

static double
as_told(const outcome *o)
{
    return or_worst(o->view.db);
}

static double
by_other_order(const outcome *o)
{
    return o->view.order ? or_worst(o->view.other_db) : as_told(o);
}

static double
if_trusted(const outcome *o)
{
    return o->view.sight == SQ_SIGHT_TRUSTED ? as_told(o) : -INFINITY;
}

/* What of n draws, in a list of them, the given share reaches; −infinity: that lies among those
 * that are not known. */
static double
reached_by(double *db, outcome *const *o, size_t n, worth *of, double share)
{
    for (size_t i = 0; i < n; i++)
        db[i] = of(o[i]);
    gsl_sort(db, 1, n);
    return db[(size_t)((1 - share) * (double)n)];
}

/* Order statistics: the number of draws below the quantile is binomial.  Two standard
 * deviations to either side, since what lies within one is few. */
static void
surround(size_t *first, size_t *last, size_t n)
{
    double low = (1 - SQ_YIELD_SHARE) * (double)n, sd = sqrt(low * SQ_YIELD_SHARE);
    *first = (size_t)fmax(low - 2 * sd, 0);
    *last = (size_t)fmin(low + 2 * sd, (double)n - 1);
}

static double
if_finite(double value)
{
    return isfinite(value) ? value : NAN;
}

/* Of draws near the quantile, between these decibels. */
static void
look_around(sq_yield_part *part, outcome *const *o, size_t n, double first, double last)
{
    double sum = 0;
    size_t near = 0;
    for (size_t i = 0; i < n; i++) {
        const sq_sight_view *v = &o[i]->view;
        if (!(v->db >= first && v->db <= last))
            continue;
        part->order = near == 0 || v->order < part->order ? v->order : part->order;
        sum += v->error_db;
        near++;
    }
    part->order_error_db = fmax(part->order_error_db, sum / (double)near);
}

/* Draws past trust may be worth anything: as long as the quantile does not hang on them their
 * worth does not matter, where it does a little the error says so, and else they do not fail
 * with certainty, but that is all that is known of them. */
static void
judge(sq_yield_part *part, double *db, outcome *const *o, size_t n)
{
    size_t first, last;
    surround(&first, &last, n);
    double trusted = reached_by(db, o, n, if_trusted, SQ_YIELD_SHARE),
           other = reached_by(db, o, n, by_other_order, SQ_YIELD_SHARE);
    part->median_db = if_finite(reached_by(db, o, n, as_told, 0.5));
    part->db = if_finite(reached_by(db, o, n, as_told, SQ_YIELD_SHARE));
    part->draws_error_db = if_finite((db[last] - db[first]) / 4);
    part->order_error_db = if_finite(fabs(part->db - other));
    look_around(part, o, n, db[first], db[last]);
    part->error_db = part->draws_error_db +
                     fmax(part->order_error_db, isfinite(trusted) ? part->db - trusted : 0);
    if (!isfinite(trusted))
        part->at_most_db = part->db + part->error_db;
}

static enum sq_status
sum_up(sq_yield_part *part, const drawing *d, sq_errors *errors)
{
    double *db = malloc(d->n * sizeof *db), distrusted = 0;
    outcome **possible = malloc(d->n * sizeof *possible);
    size_t n = 0;
    for (size_t i = 0; db && possible && i < d->n; i++) {
        if (d->outcome[i].view.sight == SQ_SIGHT_NO_LAB)
            continue;
        distrusted += d->outcome[i].distrusted;
        possible[n++] = &d->outcome[i];
    }
    part->n = d->n;
    part->left_out = 1 - (double)n / (double)d->n;
    if (n > 0) {
        judge(part, db, possible, n);
        part->distrusted = distrusted / (double)n;
    }
    bool failed = !db || !possible;
    free(db);
    free(possible);
    return failed ? sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu draws", d->n)
                  : SQ_OK;
}

static enum sq_status
draw(sq_yield_part *part, drawing *d, looker *look_at_one, const char *what,
     const sq_task *task, sq_errors *errors)
{
    d->outcome = calloc(d->n, sizeof *d->outcome);
    d->done = calloc(d->n, sizeof *d->done);
    if (!d->outcome || !d->done)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu draws", d->n);
    sq_noise_watch watch = sq_noise_watch_begin(task, what, (long)d->n, 0);
    look_at_all(d, look_at_one, &watch);
    part->drawn = true;
    for (size_t i = 0; i < d->n; i++)
        part->drawn = part->drawn && d->done[i];
    return part->drawn ? sum_up(part, d, errors) : SQ_OK;
}

static void
end(drawing *d)
{
    sq_shot_free(&d->maker);
    sq_lab_change_free(d->change);
    free(d->outcome);
    free(d->done);
}

/* ---- both ---- */

static enum sq_status
draw_shots(sq_yield *y, const drawing *shared, const sq_task *task, sq_errors *errors)
{
    drawing d = *shared;
    d.seed ^= SHOTS_SEED;
    d.n = SQ_YIELD_SHOTS;
    enum sq_status status = sq_shot_make(&d.maker, d.lab, d.noises, errors);
    if (!status)
        status = draw(&y->shots, &d, look_at_shot, "shots", task, errors);
    end(&d);
    return status;
}

typedef struct gathering {
    drawing *drawing;
    struct sq_text_excerpt key[SQ_NOISES_MOST];
} gathering;

static enum sq_status
gather(const sq_uncertainty_input *input, void *context)
{
    gathering *g = context;
    drawing *d = g->drawing;
    bool of_time = strncmp(input->row, "time.", 5) == 0;
    if (of_time || d->n_keys == SQ_NOISES_MOST)
        return SQ_OK;
    g->key[d->n_keys] = sq_text_excerpt(input->key);
    d->mean[d->n_keys] = input->value;
    d->sd[d->n_keys++] = input->sd;
    return SQ_OK;
}

static enum sq_status
draw_labs(sq_yield *y, const drawing *shared, const sq_task *task, sq_errors *errors)
{
    drawing d = *shared;
    gathering g = {.drawing = &d};
    const char *key[SQ_NOISES_MOST];
    d.seed ^= LABS_SEED;
    d.n = SQ_YIELD_LABS;
    enum sq_status status = sq_uncertainty_visit(d.lab, gather, &g);
    for (size_t k = 0; k < d.n_keys; k++)
        key[k] = g.key[k].text;
    y->has_uncertainty = d.n_keys > 0;
    if (!status && y->has_uncertainty)
        status = sq_lab_change_create(&d.change, d.lab, key, d.n_keys, errors);
    if (!status && y->has_uncertainty)
        status = draw(&y->labs, &d, look_at_lab, "labs", task, errors);
    end(&d);
    return status;
}

enum sq_status
sq_yield_make(sq_yield *y, const sq_lab *lab, double planned, const sq_task *task,
              sq_errors *errors)
{
    static const sq_yield_part unknown = {.db = NAN,
                                          .error_db = NAN,
                                          .draws_error_db = NAN,
                                          .order_error_db = NAN,
                                          .at_most_db = NAN,
                                          .median_db = NAN};
    sq_noises noises;
    drawing shared = {.lab = lab, .noises = &noises, .planned = planned, .seed = task->seed};
    *y = (sq_yield){.shots = unknown, .labs = unknown};
    enum sq_status status = sq_noises_of_lab(&noises, lab, errors);
    y->has_noise = noises.n > 0;
    if (!status && y->has_noise)
        status = draw_shots(y, &shared, task, errors);
    return status ? status : draw_labs(y, &shared, task, errors);
}
