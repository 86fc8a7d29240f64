/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each trajectory runs along the whole axis on one thread; its random numbers depend on its
 * number alone, and sums are formed in the order of the numbers, so that threads change
 * nothing, bit for bit. */
#include "predict/ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "base/clock.h"

/* A mean spin shorter than so many standard errors has no direction. */
#define LEAST_SPIN 3

/* Trajectories between two looks at the error: at first, and in parts of those done. */
#define FIRST_BATCH 64
#define NEXT_BATCH 0.25

/* Fewer say nothing of the tail. */
#define LEAST_TRAJECTORIES 1000

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

static bool
is_interrupted(const sq_ensemble_goal *goal)
{
    return goal->interrupt && *goal->interrupt;
}

/* *whole: it was not interrupted. */
static enum sq_status
run_one(const sq_ensemble *e, const sq_ensemble_goal *goal, sq_trajectory *trajectory, long i,
        bool *whole, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    sq_sample *sample = e->sample + (size_t)i * e->n_times;
    sq_trajectory_restart(trajectory, &e->rates, e->spin, e->first + (uint64_t)i);
    *whole = true;
    for (size_t k = 0; k < e->n_times && !status; k++) {
        sq_moments moments;
        if (is_interrupted(goal)) {
            *whole = false;
            break;
        }
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
        bool whole;
        if (status || is_interrupted(b->goal))
            continue;
        status = run_one(e, b->goal, trajectory, i, &whole, &mine);
        b->work[i - b->from] = sq_trajectory_done(trajectory);
        b->done[i - b->from] = !status && whole;
    }
    sq_trajectory_free(trajectory);
    if (status) {
#pragma omp critical
        if (!b->status)
            b->status = sq_errors_add(b->errors, status, "%s", sq_errors_first(&mine));
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

/* xi² at time i by n trajectories, from `first` on in steps of `stride`. */
static double
xi2_of(const sq_ensemble *e, size_t i, size_t first, size_t n, size_t stride)
{
    sq_moments moments;
    sq_squeezing squeezing;
    sq_statistics_mean(&moments, e->rates.N, e->sample + first * e->n_times + i, n,
                       stride * e->n_times);
    sq_squeezing_compute(&squeezing, &moments);
    return squeezing.xi2;
}

/* The time at which that is least. */
static size_t
best_of(const sq_ensemble *e, size_t first, size_t n, size_t stride)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t i = 0; i < e->n_times; i++) {
        double xi2 = xi2_of(e, i, first, n, stride);
        if (xi2 < least) {
            least = xi2;
            best = i;
        }
    }
    return best;
}

size_t
sq_ensemble_best(const sq_ensemble *e)
{
    return best_of(e, 0, (size_t)e->n, 1);
}

/* The best of noisy points is better than it is: the time that one half of the trajectories
 * finds best is judged by the other half. */
double
sq_ensemble_optimism(const sq_ensemble *e)
{
    size_t best[2], half = (size_t)e->n / 2;
    double blind = 0;
    if (half < 2)
        return NAN;
    for (int i = 0; i < 2; i++)
        best[i] = best_of(e, (size_t)i, half, 2);
    for (int i = 0; i < 2; i++)
        blind += sq_decibel(xi2_of(e, best[1 - i], (size_t)i, half, 2)) / 2;
    double optimism = sq_decibel(xi2_of(e, sq_ensemble_best(e), 0, (size_t)e->n, 1)) - blind;
    return optimism > 0 ? optimism : 0;
}

double
sq_ensemble_error(const sq_ensemble *e, const sq_point *best)
{
    double standard = sq_tail_factor(best->top_share) *
                      sq_decibel_error(best->squeezing.xi2, best->xi2_error);
    return hypot(standard, sq_ensemble_optimism(e));
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
    const sq_point point = {
        .squeezing = s.squeezing, .xi2_error = s.xi2_error, .top_share = s.top_share};
    *db = sq_decibel(s.squeezing.xi2);
    *db_error = sq_ensemble_error(e, &point);
    *enough = *db_error <= goal->error_db && goal->error_db > 0 && e->n >= LEAST_TRAJECTORIES;
    return SQ_OK;
}

enum sq_status
sq_ensemble_run(sq_ensemble *e, const sq_ensemble_goal *goal, sq_errors *errors)
{
    double before = e->seconds, start = sq_clock();
    enum sq_status status = SQ_OK;
    bool enough = e->n >= goal->most;
    while (!status && !enough && !is_interrupted(goal)) {
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

/* A mean spin that is not known from zero: xi² would be that of its noise. */
static bool
has_no_direction(const sq_statistics *s)
{
    double length = 0, error = 0;
    for (int a = 0; a < 3; a++) {
        length += s->moments.mean[a] * s->moments.mean[a];
        error += s->error.mean[a] * s->error.mean[a];
    }
    return length < LEAST_SPIN * LEAST_SPIN * error;
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
        if (has_no_direction(&s))
            sq_squeezing_undefine(&s.squeezing);
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

/* Points are taken as they are: noise between them would make parabolas dip below all that was
 * sampled. */
static void
add_minimum(sq_curve *curve, size_t i)
{
    if (curve->n_minima == SQ_MAX_MINIMA || i == 0 || i + 1 >= curve->n)
        return;
    curve->minimum[curve->n_minima++] = curve->point[i];
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
