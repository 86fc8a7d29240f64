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
#include "predict/crossings.h"

/* Trajectories between two looks at the error: at first, and in parts of those done. */
#define FIRST_BATCH 64
#define NEXT_BATCH 0.25

/* Fewer say nothing of the tail. */
#define LEAST_TRAJECTORIES 1000

/* Part of the time within which rare crossings begin for other ensembles of the same size. */
#define CROSSING_TIME 0.09

/* So many of those that do not differ are enough to say so. */
#define EQUAL_TRAJECTORIES 4

enum sq_status
sq_ensemble_init(sq_ensemble *e, const sq_protocol *protocol, const double spin[3],
                 const sq_trajectory_options *options, const sq_axis *axis, sq_errors *errors)
{
    size_t n = axis->n;
    *e = (sq_ensemble){.protocol = *protocol, .options = *options, .n_times = n};
    memcpy(e->spin, spin, sizeof e->spin);
    e->t = malloc(n * sizeof *e->t);
    e->segment = malloc(n * sizeof *e->segment);
    e->norm_error = calloc(n, sizeof *e->norm_error);
    if (!e->t || !e->segment || !e->norm_error) {
        sq_ensemble_free(e);
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu times", n);
    }
    memcpy(e->t, axis->t, n * sizeof *e->t);
    memcpy(e->segment, axis->segment, n * sizeof *e->segment);
    return SQ_OK;
}

void
sq_ensemble_free(sq_ensemble *e)
{
    free(e->t);
    free(e->segment);
    free(e->norm_error);
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
    sq_statistics_sample *larger = realloc(e->sample, bytes);
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

static void
apply_pulse(sq_trajectory *trajectory, const sq_protocol_pulse *pulse)
{
    if (pulse->angle != 0)
        sq_trajectory_rotate(trajectory, pulse->axis, pulse->angle);
}

/* From segment *segment to the time k, through the boundaries on the way. */
static enum sq_status
travel(const sq_ensemble *e, sq_trajectory *trajectory, unsigned *segment, size_t k,
       sq_errors *errors)
{
    const sq_protocol *p = &e->protocol;
    enum sq_status status = SQ_OK;
    while (!status && *segment < e->segment[k]) {
        const sq_protocol_segment *here = &p->segment[*segment], *next = here + 1;
        status = sq_trajectory_advance(trajectory, sq_protocol_start(p, *segment + 1), errors);
        apply_pulse(trajectory, &next->before);
        if (!sq_rates_are_equal(&here->rates, &next->rates))
            sq_trajectory_quench(trajectory, &next->rates);
        ++*segment;
    }
    return status ? status : sq_trajectory_advance(trajectory, e->t[k], errors);
}

/* The worst does not depend on the order in which they come. */
static void
note_norm_error(sq_ensemble *e, size_t k, const sq_trajectory *trajectory)
{
    double mine = sq_trajectory_norm_error(trajectory);
#pragma omp critical(norm_error)
    e->norm_error[k] = fmax(e->norm_error[k], mine);
}

/* *whole: it was not interrupted. */
static enum sq_status
run_one(sq_ensemble *e, const sq_ensemble_goal *goal, sq_trajectory *trajectory, long i,
        bool *whole, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    sq_statistics_sample *sample = e->sample + (size_t)i * e->n_times;
    const sq_protocol_segment *first = &e->protocol.segment[0];
    unsigned segment = 0;
    sq_trajectory_restart(trajectory, &first->rates, e->spin, e->first + (uint64_t)i);
    apply_pulse(trajectory, &first->before);
    *whole = true;
    for (size_t k = 0; k < e->n_times && !status; k++) {
        sq_moments moments;
        if (is_interrupted(goal)) {
            *whole = false;
            break;
        }
        status = travel(e, trajectory, &segment, k, errors);
        sq_trajectory_moments(trajectory, &moments);
        sq_statistics_sample_take(&sample[k], &moments);
        note_norm_error(e, k, trajectory);
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
    enum sq_status status = sq_trajectory_create(&trajectory, &e->protocol.segment[0].rates,
                                                 e->spin, &e->options, 0, &mine);
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
    sq_statistics_mean(&moments, sq_protocol_spins(&e->protocol),
                       e->sample + first * e->n_times + i, n, stride * e->n_times);
    sq_squeezing_compute(&squeezing, &moments);
    return squeezing.xi2;
}

/* The one of so many times at which that is least. */
static size_t
best_of(const sq_ensemble *e, size_t times, size_t first, size_t n, size_t stride)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t i = 0; i < times; i++) {
        double xi2 = xi2_of(e, i, first, n, stride);
        if (xi2 < least) {
            least = xi2;
            best = i;
        }
    }
    return best;
}

size_t
sq_ensemble_trusted(const sq_ensemble *e)
{
    size_t best = best_of(e, e->n_times, 0, (size_t)e->n, 1);
    unsigned segment = e->segment[best];
    const sq_crossings_view view = {
        .N = sq_protocol_spins(&e->protocol),
        .critical = sq_rates_critical_number(&e->protocol.segment[segment].rates),
        .sample = e->sample,
        .n = (size_t)e->n,
        .n_times = e->n_times,
        .t = e->t,
        .origin = sq_protocol_start(&e->protocol, segment)};
    return sq_crossings_trusted(&view, best);
}

size_t
sq_ensemble_best(const sq_ensemble *e)
{
    return best_of(e, sq_ensemble_trusted(e), 0, (size_t)e->n, 1);
}

/* The best of noisy points is better than it is: the time that one half of the trajectories
 * finds best is judged by the other half. */
double
sq_ensemble_optimism(const sq_ensemble *e)
{
    size_t best[2], half = (size_t)e->n / 2, times = sq_ensemble_trusted(e);
    double blind = 0;
    if (half < 2)
        return NAN;
    for (int i = 0; i < 2; i++)
        best[i] = best_of(e, times, (size_t)i, half, 2);
    for (int i = 0; i < 2; i++)
        blind += sq_squeezing_decibel(xi2_of(e, best[1 - i], (size_t)i, half, 2)) / 2;
    double optimism = sq_squeezing_decibel(xi2_of(e, best_of(e, times, 0, (size_t)e->n, 1), 0,
                                                  (size_t)e->n, 1)) -
                      blind;
    return optimism > 0 ? optimism : 0;
}

/* The number of the time of a point of its curve. */
static size_t
place_of(const sq_ensemble *e, const sq_curve_point *point)
{
    size_t k = 0;
    while (k + 1 < e->n_times && (e->t[k] != point->t || e->segment[k] != point->segment))
        k++;
    return k;
}

/* What rare crossings may have to say of the best point, dB: when they begin is known to
 * CROSSING_TIME, and so far the best goes with them. */
static double
crossing_error(const sq_ensemble *e, size_t best)
{
    if (sq_ensemble_trusted(e) == e->n_times)
        return 0;
    double origin = sq_protocol_start(&e->protocol, e->segment[best]);
    double earlier = origin + (1 - CROSSING_TIME) * (e->t[best] - origin);
    size_t k = best;
    while (k > 0 && e->t[k] > earlier)
        k--;
    return fabs(sq_squeezing_decibel(xi2_of(e, best, 0, (size_t)e->n, 1)) -
                sq_squeezing_decibel(xi2_of(e, k, 0, (size_t)e->n, 1)));
}

double
sq_ensemble_error(const sq_ensemble *e, const sq_curve_point *best)
{
    size_t k = place_of(e, best);
    double steps = sq_squeezing_decibel_error(1, e->norm_error[k]);
    double standard = sq_statistics_tail_factor(best->top_share) *
                      sq_squeezing_decibel_error(best->squeezing.xi2, best->xi2_error);
    return hypot(hypot(standard, sq_ensemble_optimism(e)), hypot(steps, crossing_error(e, k)));
}

/* Nothing makes a jump: all members are equal. */
static bool
is_deterministic(const sq_protocol *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const sq_rates *r = &p->segment[i].rates;
        if (sq_rates_one_spin(r) > 0 || r->Gamma > 0 || r->Gamma_up > 0 || r->Gamma_phi > 0)
            return false;
    }
    return true;
}

/* dB of the best point and its error; is that small enough? */
static enum sq_status
judge(const sq_ensemble *e, const sq_ensemble_goal *goal, double *db, double *db_error,
      bool *enough, sq_errors *errors)
{
    sq_statistics s;
    size_t best = sq_ensemble_best(e);
    enum sq_status status = sq_ensemble_statistics(&s, e, best, errors);
    if (status)
        return status;
    const sq_curve_point point = {.t = e->t[best],
                                  .segment = e->segment[best],
                                  .squeezing = s.squeezing,
                                  .xi2_error = s.xi2_error,
                                  .top_share = s.top_share};
    *db = sq_squeezing_decibel(s.squeezing.xi2);
    *db_error = sq_ensemble_error(e, &point);
    bool good = *db_error <= goal->error_db || is_deterministic(&e->protocol);
    *enough = goal->error_db > 0 && good && e->n >= sq_ensemble_least(&e->protocol);
    return SQ_OK;
}

long
sq_ensemble_least(const sq_protocol *p)
{
    return is_deterministic(p) ? EQUAL_TRAJECTORIES : LEAST_TRAJECTORIES;
}

/* How many there should be after the next batch. */
static long
next_size(const sq_ensemble *e, const sq_ensemble_goal *goal)
{
    bool equal = goal->error_db > 0 && is_deterministic(&e->protocol);
    long more = equal ? EQUAL_TRAJECTORIES : (long)fmax(FIRST_BATCH, NEXT_BATCH * (double)e->n);
    return more < goal->most - e->n ? e->n + more : goal->most;
}

enum sq_status
sq_ensemble_run(sq_ensemble *e, const sq_ensemble_goal *goal, sq_errors *errors)
{
    double before = e->seconds, start = sq_clock();
    enum sq_status status = SQ_OK;
    bool enough = e->n >= goal->most;
    while (!status && !enough && !is_interrupted(goal)) {
        double db = NAN, db_error = NAN;
        status = run_batch(e, goal, next_size(e, goal), errors);
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
    sq_statistics_of(s, sq_protocol_spins(&e->protocol), e->sample + i, (size_t)e->n,
                     e->n_times, scratch);
    free(scratch);
    return SQ_OK;
}

/* ---- joining ---- */

const char *
sq_ensemble_difference(const sq_ensemble *a, const sq_ensemble *b)
{
    const char *difference = sq_protocol_difference(&a->protocol, &b->protocol);
    if (difference)
        return difference;
    if (memcmp(a->spin, b->spin, sizeof a->spin) != 0)
        return "the initial directions";
    if (a->options.unraveling != b->options.unraveling)
        return "the unravelings";
    if (a->options.tolerance != b->options.tolerance)
        return "the tolerances";
    if (a->options.seed != b->options.seed)
        return "the seeds";
    if (a->n_times != b->n_times || memcmp(a->t, b->t, a->n_times * sizeof *a->t) != 0)
        return "the times";
    return NULL;
}

enum sq_status
sq_ensemble_append(sq_ensemble *e, const sq_ensemble *next, sq_errors *errors)
{
    size_t n = (size_t)(e->n + next->n) * e->n_times;
    sq_statistics_sample *larger = realloc(e->sample, n * sizeof *larger);
    if (!larger)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %ld trajectories",
                             e->n + next->n);
    memcpy(larger + (size_t)e->n * e->n_times, next->sample,
           (size_t)next->n * e->n_times * sizeof *larger);
    e->sample = larger;
    e->n = e->room = e->n + next->n;
    sq_trajectory_work_add(&e->work, &next->work);
    for (size_t k = 0; k < e->n_times; k++)
        e->norm_error[k] = fmax(e->norm_error[k], next->norm_error[k]);
    return SQ_OK;
}
