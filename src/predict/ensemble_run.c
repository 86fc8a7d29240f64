/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each trajectory runs along the whole axis on one thread; its random numbers depend on its
 * number alone, and sums are formed in the order of the numbers, so that threads change
 * nothing, bit for bit. */
#include "predict/ensemble_run.h"

#include <math.h>
#include <stdlib.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "base/clock.h"

/* Trajectories between two looks at the error: at first, and in parts of those done. */
#define FIRST_BATCH 64
#define NEXT_BATCH 0.25

/* Fewer say nothing of the tail. */
#define LEAST_TRAJECTORIES 1000

/* So many of those that do not differ are enough to say so. */
#define EQUAL_TRAJECTORIES 4

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
is_interrupted(const sq_ensemble_run_goal *goal)
{
    return goal->interrupt && *goal->interrupt;
}

/* ---- how many ---- */

/* Nothing makes a jump: all members are equal. */
static bool
is_deterministic(const sq_protocol *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const sq_rates *r = &p->segment[i].rates;
        if (sq_rates_one_spin(r) + r->Gamma + r->Gamma_up + r->Gamma_phi > 0)
            return false;
    }
    return true;
}

long
sq_ensemble_run_least(const sq_protocol *p)
{
    return is_deterministic(p) ? EQUAL_TRAJECTORIES : LEAST_TRAJECTORIES;
}

/* How many there should be after the next batch. */
static long
next_size(const sq_ensemble *e, const sq_ensemble_run_goal *goal)
{
    bool equal = goal->error_db > 0 && is_deterministic(&e->protocol);
    long more = equal ? EQUAL_TRAJECTORIES : (long)fmax(FIRST_BATCH, NEXT_BATCH * (double)e->n);
    return more < goal->most - e->n ? e->n + more : goal->most;
}

/* ---- one trajectory ---- */

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
#pragma omp critical
    e->norm_error[k] = fmax(e->norm_error[k], mine);
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
    const sq_ensemble_run_goal *goal;
    double spent; /* seconds of work of the run before this batch, by one thread */
    long from, to, finished;
    bool *done; /* [to − from] */
    sq_trajectory_work *work;
    bool late; /* given up */
    enum sq_status status;
    sq_errors *errors;
} batch;

/* ---- patience ---- */

/* Of the time allowed, before a forecast is made, and by how much that has to exceed it. */
#define FORECAST_AFTER 0.1
#define FORECAST_EXCESS 3

/* Trajectories that will be run at least. */
static double
least_wanted(const sq_ensemble *e, const sq_ensemble_run_goal *goal)
{
    double most = (double)goal->most;
    return goal->error_db > 0 ? fmin(most, (double)sq_ensemble_run_least(&e->protocol)) : most;
}

/* One thread's part of a batch. */
typedef struct shift {
    batch *batch;
    double start; /* by the clock of the thread's work */
} shift;

/* Has it taken longer than it may, or will it by the part that is done, with each thread at
 * this part of a trajectory? */
static bool
is_late(const shift *s, long finished, double part)
{
    const batch *b = s->batch;
    const sq_ensemble_run_goal *goal = b->goal;
    double most = goal->most_seconds,
           elapsed = most > 0 ? b->spent + sq_clock_work() - s->start : 0;
    if (elapsed <= FORECAST_AFTER * most)
        return false;
    double done = (double)(b->from + finished) + part * thread_count(goal->threads);
    double forecast = elapsed * least_wanted(b->ensemble, goal) / fmax(done, 1e-9);
    return elapsed > most || forecast > FORECAST_EXCESS * most;
}

/* Is there a reason for every thread to stop? */
static bool
is_over(const shift *s, double part)
{
    batch *b = s->batch;
    bool late;
    long finished;
#pragma omp atomic read
    late = b->late;
#pragma omp atomic read
    finished = b->finished;
    if (!late && is_late(s, finished, part)) {
        late = true;
#pragma omp atomic write
        b->late = late;
    }
    return late || is_interrupted(b->goal);
}

/* *whole: it was not interrupted, nor given up. */
static enum sq_status
run_one(const shift *s, sq_trajectory *trajectory, long i, bool *whole, sq_errors *errors)
{
    sq_ensemble *e = s->batch->ensemble;
    enum sq_status status = SQ_OK;
    sq_statistics_sample *sample = e->sample + (size_t)i * e->n_times;
    const sq_protocol_segment *first = &e->protocol.segment[0];
    unsigned segment = 0;
    sq_trajectory_restart(trajectory, &first->rates, e->spin, e->first + (uint64_t)i);
    apply_pulse(trajectory, &first->before);
    *whole = true;
    for (size_t k = 0; k < e->n_times && !status; k++) {
        sq_moments moments;
        if (is_over(s, (double)k / (double)e->n_times)) {
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

static void
work_on(batch *b)
{
    sq_ensemble *e = b->ensemble;
    const shift s = {.batch = b, .start = sq_clock_work()};
    sq_trajectory *trajectory = NULL;
    sq_errors mine = {0};
    enum sq_status status = sq_trajectory_create(&trajectory, &e->protocol.segment[0].rates,
                                                 e->spin, &e->options, 0, &mine);
#pragma omp for schedule(dynamic)
    for (long i = b->from; i < b->to; i++) {
        bool whole;
        if (status || is_over(&s, 0))
            continue;
        status = run_one(&s, trajectory, i, &whole, &mine);
        b->work[i - b->from] = sq_trajectory_done(trajectory);
        b->done[i - b->from] = !status && whole;
#pragma omp atomic
        b->finished++;
    }
    sq_trajectory_free(trajectory);
    if (status) {
#pragma omp critical
        if (!b->status)
            b->status = sq_errors_add(b->errors, status, "%s", sq_errors_first(&mine));
    }
    sq_errors_free(&mine);
}

/* Runs as many trajectories as there should be next; those up to the first that was not
 * finished count. */
static enum sq_status
run_batch(sq_ensemble *e, const sq_ensemble_run_goal *goal, double *spent, sq_errors *errors)
{
    long to = next_size(e, goal);
    size_t n = (size_t)(to - e->n);
    batch b = {
        .ensemble = e, .goal = goal, .spent = *spent, .from = e->n, .to = to, .errors = errors};
    b.status = make_room(e, to, errors);
    if (b.status)
        return b.status;
    b.done = calloc(n, sizeof *b.done);
    b.work = calloc(n, sizeof *b.work);
    if (!b.done || !b.work) {
        b.status = sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu trajectories", n);
    } else {
        double start = sq_clock_work();
#pragma omp parallel num_threads(thread_count(goal->threads))
        work_on(&b);
        *spent += sq_clock_work() - start;
        for (size_t i = 0; i < n && b.done[i]; i++) {
            sq_trajectory_work_add(&e->work, &b.work[i]);
            e->n++;
        }
    }
    free(b.done);
    free(b.work);
    e->late = b.late;
    return b.status;
}

/* ---- the whole ---- */

/* dB of the best point and its error; is that small enough, or as good as it gets? */
static enum sq_status
judge(const sq_ensemble *e, const sq_ensemble_run_goal *goal, double *db, double *db_error,
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
    double optimism = sq_ensemble_optimism(e, &point);
    *db = sq_squeezing_decibel(s.squeezing.xi2) - (isnan(optimism) ? 0 : optimism);
    double sampling = sq_ensemble_sampling_error(e, &point),
           lasting = sq_ensemble_lasting_error(e, &point);
    *db_error = hypot(sampling, lasting);
    bool good = *db_error <= goal->error_db || sampling <= lasting;
    *enough = goal->error_db > 0 && good && e->n >= sq_ensemble_run_least(&e->protocol);
    return SQ_OK;
}

static enum sq_status
refuse_none(bool late, double seconds, sq_errors *errors)
{
    if (late)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "trajectories take much longer than announced: none was finished "
                             "in %.3g s; ask for them by --solver trajectories",
                             seconds);
    return sq_errors_add(errors, SQ_ERR_NUMERIC,
                         "interrupted before the first trajectory was finished");
}

enum sq_status
sq_ensemble_run(sq_ensemble *e, const sq_ensemble_run_goal *goal, sq_errors *errors)
{
    double before = e->seconds, start = sq_clock(), spent = 0;
    enum sq_status status = SQ_OK;
    bool enough = e->n >= goal->most;
    e->late = false;
    while (!status && !enough && !e->late && !is_interrupted(goal)) {
        double db = NAN, db_error = NAN;
        status = run_batch(e, goal, &spent, errors);
        e->seconds = before + sq_clock() - start;
        bool matters = goal->error_db > 0 || goal->progress;
        if (!status && matters && e->n > 0)
            status = judge(e, goal, &db, &db_error, &enough, errors);
        if (!status && goal->progress)
            goal->progress(goal->listener, e, goal, db, db_error);
        enough = enough || e->n >= goal->most;
    }
    e->late = e->late && !enough;
    return !status && e->n == 0 ? refuse_none(e->late, e->seconds - before, errors) : status;
}
