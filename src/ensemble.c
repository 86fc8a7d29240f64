/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each trajectory runs along the whole axis on one thread; its random numbers depend on its
 * number alone, and sums are formed in the order of the numbers, so that threads change
 * nothing, bit for bit.
 *
 * Who calls: prediction.c, ensemble_file.c. */
#include "ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "clock.h"

/* Trajectories between two looks at the error: at first, and in parts of those done. */
#define FIRST_BATCH 64
#define NEXT_BATCH 0.25

/* Fewer say nothing of the tail. */
#define LEAST_TRAJECTORIES 256

enum sq_status
sq_ensemble_init(sq_ensemble *e, const sq_rates *rates, const double spin[3],
                 const sq_trajectory_options *options, const double *t, size_t n_times,
                 sq_errors *errors)
{
    *e = (sq_ensemble){.rates = *rates, .options = *options, .n_times = n_times};
    memcpy(e->spin, spin, sizeof e->spin);
    e->t = malloc(n_times * sizeof *e->t);
    if (!e->t)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu times", n_times);
    memcpy(e->t, t, n_times * sizeof *e->t);
    return SQ_OK;
}

void
sq_ensemble_free(sq_ensemble *e)
{
    free(e->t);
    free(e->sample);
    *e = (sq_ensemble){0};
}

/* ---- running ---- */

static enum sq_status
make_room(sq_ensemble *e, long n, sq_errors *errors)
{
    if (n <= e->room)
        return SQ_OK;
    size_t bytes = (size_t)n * e->n_times * sizeof *e->sample;
    sq_sample *larger = realloc(e->sample, bytes);
    if (!larger)
        return sq_errors_add(
            errors, SQ_ERR_MEMORY,
            "no memory for %ld trajectories at %zu times (%.0f MB); ask for fewer "
            "with --trajectories or --points",
            n, e->n_times, 1e-6 * (double)bytes);
    e->sample = larger;
    e->room = n;
    return SQ_OK;
}

static enum sq_status
run_one(const sq_ensemble *e, sq_trajectory *trajectory, long i, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    sq_sample *sample = e->sample + (size_t)i * e->n_times;
    sq_trajectory_restart(trajectory, &e->rates, e->spin, e->first + (uint64_t)i);
    for (size_t k = 0; k < e->n_times && !status; k++) {
        sq_moments moments;
        status = sq_trajectory_advance(trajectory, e->t[k], errors);
        sq_trajectory_moments(trajectory, &moments);
        sq_sample_take(&sample[k], &moments);
    }
    return status;
}

static int
thread_count(int wanted)
{
#ifdef _OPENMP
    return wanted > 0 ? wanted : omp_get_max_threads();
#else
    (void)wanted;
    return 1;
#endif
}

/* What the threads of a batch share. */
typedef struct batch {
    sq_ensemble *ensemble;
    const sq_ensemble_goal *goal;
    long from, to;
    bool *done; /* [to − from] */
    sq_trajectory_work *work;
    enum sq_status status;
    sq_errors *errors;
} batch;

static void
work_on(batch *b)
{
    sq_ensemble *e = b->ensemble;
    sq_trajectory *trajectory = NULL;
    sq_errors mine = {0};
    enum sq_status status =
        sq_trajectory_create(&trajectory, &e->rates, e->spin, &e->options, 0, &mine);
#pragma omp for schedule(dynamic)
    for (long i = b->from; i < b->to; i++) {
        bool stop = b->goal->interrupt && *b->goal->interrupt;
        if (status || stop)
            continue;
        status = run_one(e, trajectory, i, &mine);
        b->work[i - b->from] = sq_trajectory_done(trajectory);
        b->done[i - b->from] = !status;
    }
    sq_trajectory_free(trajectory);
    if (status) {
#pragma omp critical
        if (!b->status)
            b->status = sq_errors_add(b->errors, status, "%s", mine.fault[0].text);
    }
    sq_errors_free(&mine);
}

/* Runs the trajectories from e->n to `to`; those up to the first that was not finished
 * count. */
static enum sq_status
run_batch(sq_ensemble *e, const sq_ensemble_goal *goal, long to, sq_errors *errors)
{
    size_t n = (size_t)(to - e->n);
    batch b = {.ensemble = e, .goal = goal, .from = e->n, .to = to, .errors = errors};
    b.status = make_room(e, to, errors);
    if (b.status)
        return b.status;
    b.done = calloc(n, sizeof *b.done);
    b.work = calloc(n, sizeof *b.work);
    if (!b.done || !b.work) {
        b.status = sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu trajectories", n);
    } else {
#pragma omp parallel num_threads(thread_count(goal->threads))
        work_on(&b);
        for (size_t i = 0; i < n && b.done[i]; i++) {
            sq_trajectory_work_add(&e->work, &b.work[i]);
            e->n++;
        }
    }
    free(b.done);
    free(b.work);
    return b.status;
}

/* dB of the best point and its error; is that small enough? */
static enum sq_status
judge(const sq_ensemble *e, const sq_ensemble_goal *goal, double *db, double *db_error,
      bool *enough, sq_errors *errors)
{
    sq_statistics s;
    enum sq_status status = sq_ensemble_statistics(&s, e, sq_ensemble_best(e), errors);
    if (status)
        return status;
    *db = sq_decibel(s.squeezing.xi2);
    *db_error = sq_tail_factor(s.top_share) * sq_decibel_error(s.squeezing.xi2, s.xi2_error);
    *enough = *db_error <= goal->error_db && goal->error_db > 0 && e->n >= LEAST_TRAJECTORIES;
    return SQ_OK;
}

enum sq_status
sq_ensemble_run(sq_ensemble *e, const sq_ensemble_goal *goal, sq_errors *errors)
{
    double before = e->seconds, start = sq_clock();
    enum sq_status status = SQ_OK;
    bool enough = e->n >= goal->most;
    while (!status && !enough && !(goal->interrupt && *goal->interrupt)) {
        double db = NAN, db_error = NAN;
        long more = (long)fmax(FIRST_BATCH, NEXT_BATCH * (double)e->n);
        long to = more < goal->most - e->n ? e->n + more : goal->most;
        status = run_batch(e, goal, to, errors);
        e->seconds = before + sq_clock() - start;
        if (!status && e->n > 0)
            status = judge(e, goal, &db, &db_error, &enough, errors);
        if (!status && goal->progress)
            goal->progress(goal->listener, e, goal, db, db_error);
        enough = enough || e->n >= goal->most;
    }
    if (!status && e->n == 0)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "interrupted before the first trajectory was finished");
    return status;
}

/* ---- results ---- */

enum sq_status
sq_ensemble_statistics(sq_statistics *s, const sq_ensemble *e, size_t i, sq_errors *errors)
{
    double *scratch = malloc((size_t)e->n * sizeof *scratch);
    if (!scratch)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %ld numbers", e->n);
    sq_statistics_of(s, e->rates.N, e->sample + i, (size_t)e->n, e->n_times, scratch);
    free(scratch);
    return SQ_OK;
}

static double
xi2_at(const sq_ensemble *e, size_t i)
{
    sq_moments moments;
    sq_squeezing squeezing;
    sq_statistics_mean(&moments, e->rates.N, e->sample + i, (size_t)e->n, e->n_times);
    sq_squeezing_compute(&squeezing, &moments);
    return squeezing.xi2;
}

size_t
sq_ensemble_best(const sq_ensemble *e)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t i = 0; i < e->n_times; i++) {
        double xi2 = xi2_at(e, i);
        if (xi2 < least) {
            least = xi2;
            best = i;
        }
    }
    return best;
}

static enum sq_status
fill_points(sq_curve *curve, const sq_ensemble *e, sq_errors *errors)
{
    curve->point = calloc(e->n_times, sizeof *curve->point);
    if (!curve->point)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu points", e->n_times);
    curve->n = curve->capacity = e->n_times;
    for (size_t i = 0; i < e->n_times; i++) {
        sq_statistics s;
        enum sq_status status = sq_ensemble_statistics(&s, e, i, errors);
        if (status)
            return status;
        curve->point[i] = (sq_point){.t = e->t[i],
                                     .on_axis = true,
                                     .moments = s.moments,
                                     .squeezing = s.squeezing,
                                     .xi2_error = s.xi2_error,
                                     .xi2_bias = s.xi2_bias,
                                     .top_share = s.top_share};
    }
    return SQ_OK;
}

/* Moments between three points of the series by Lagrange's formula. */
static void
interpolate(sq_point *at, const sq_point *p, double t)
{
    sq_moments *m = &at->moments;
    *at = p[1];
    at->t = t;
    at->on_axis = false;
    for (int a = 0; a < 3; a++) {
        m->mean[a] = 0;
        for (int b = 0; b < 3; b++)
            m->cov[a][b] = 0;
    }
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        double w = (t - p[j].t) * (t - p[k].t) / ((p[i].t - p[j].t) * (p[i].t - p[k].t));
        for (int a = 0; a < 3; a++) {
            m->mean[a] += w * p[i].moments.mean[a];
            for (int b = 0; b < 3; b++)
                m->cov[a][b] += w * p[i].moments.cov[a][b];
        }
    }
    sq_squeezing_compute(&at->squeezing, m);
}

/* The vertex of the parabola through ln xi² of the point and its neighbours. */
static double
vertex(const sq_point *p)
{
    double left = log(p[0].squeezing.xi2 / p[1].squeezing.xi2) / (p[0].t - p[1].t);
    double right = log(p[2].squeezing.xi2 / p[1].squeezing.xi2) / (p[2].t - p[1].t);
    double curvature = (right - left) / (p[2].t - p[0].t);
    double t = p[1].t - (left - curvature * (p[0].t - p[1].t)) / (2 * curvature);
    return curvature > 0 ? fmin(fmax(t, p[0].t), p[2].t) : p[1].t;
}

static void
add_minimum(sq_curve *curve, size_t i)
{
    if (curve->n_minima == SQ_MAX_MINIMA || i == 0 || i + 1 >= curve->n)
        return;
    const sq_point *around = &curve->point[i - 1];
    sq_point *minimum = &curve->minimum[curve->n_minima++];
    interpolate(minimum, around, vertex(around));
    if (!(minimum->squeezing.xi2 <= around[1].squeezing.xi2))
        *minimum = around[1];
}

static double
error_of(const sq_point *point)
{
    return isnan(point->xi2_error) ? 0 : point->xi2_error;
}

/* A minimum counts if xi² comes down to it and rises again by more than the error that both
 * have, twice, and by more than the accuracy. */
static void
find_minima(sq_curve *curve, double accuracy)
{
    size_t lowest = 0, highest = 0;
    for (size_t i = 0; i < curve->n; i++) {
        const sq_point *here = &curve->point[i], *low = &curve->point[lowest];
        double dip = low->squeezing.xi2 * (pow(10, accuracy / 10) - 1);
        double step = fmax(dip, 2 * fmax(error_of(low), error_of(here)));
        bool fell = curve->point[highest].squeezing.xi2 - low->squeezing.xi2 > step;
        if (isnan(here->squeezing.xi2) || isnan(low->squeezing.xi2)) {
            lowest = highest = i;
        } else if (here->squeezing.xi2 < low->squeezing.xi2) {
            lowest = i;
        } else if (fell && here->squeezing.xi2 - low->squeezing.xi2 > step) {
            add_minimum(curve, lowest);
            lowest = highest = i;
        } else if (!fell && here->squeezing.xi2 > curve->point[highest].squeezing.xi2) {
            lowest = highest = i;
        }
    }
}

static int
by_time(const void *left, const void *right)
{
    const sq_point *a = left, *b = right;
    return (a->t > b->t) - (a->t < b->t);
}

/* The least of all points counts in any case. */
static void
add_best(sq_curve *curve, size_t best)
{
    if (best == 0 || best + 1 >= curve->n)
        return;
    for (size_t i = 0; i < curve->n_minima; i++)
        if (curve->minimum[i].t >= curve->point[best - 1].t &&
            curve->minimum[i].t <= curve->point[best + 1].t)
            return;
    add_minimum(curve, best);
    qsort(curve->minimum, curve->n_minima, sizeof curve->minimum[0], by_time);
}

enum sq_status
sq_ensemble_curve(sq_curve *curve, const sq_ensemble *e, double minimum_accuracy,
                  sq_errors *errors)
{
    *curve = (sq_curve){.solver = sq_solver_find("trajectories")};
    enum sq_status status = fill_points(curve, e, errors);
    if (status) {
        sq_curve_free(curve);
        return status;
    }
    find_minima(curve, minimum_accuracy);
    add_best(curve, sq_ensemble_best(e));
    curve->valid_until = e->t[e->n_times - 1];
    curve->steps = e->work.steps;
    curve->seconds = e->seconds;
    return SQ_OK;
}
