/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The draws of a trajectory depend on its number alone, and sums are formed in the order of the
 * numbers, so that threads change nothing. */
#include "planning/noise_sampled.h"

#include <math.h>
#include <stdlib.h>

#include "base/philox.h"
#include "lab/shot.h"
#include "planning/noise_curve.h"
#include "planning/noise_watch.h"

/* Even times from 0 to a quarter of the planned one beyond it, which is among them. */
enum { TIMES = 61, PLANNED = 48 };

/* Sets the noise apart from the trajectory's own random numbers. */
#define NOISE_SEED 0x6e6f697365000001u

/* A lab that cannot be is drawn anew; where that happens so often there is none. */
#define MOST_DRAWS 10000

typedef struct ensemble {
    const sq_noises *noises;
    const sq_trajectory_options *options;
    uint64_t first; /* number of the first trajectory */
    sq_shot maker;
    double t[TIMES];
    size_t n, n_done;
    sq_statistics_sample *sample; /* [n][TIMES] owned */
    double *N;                    /* [n] owned */
    long *draws;                  /* [n] owned; that the lab took; 0: not finished */
    double *scratch;              /* [n] owned */
} ensemble;

/* What one thread needs. */
typedef struct worker {
    ensemble *ensemble;
    sq_lab varied;
    sq_errors errors;
} worker;

/* ---- one shot ---- */

/* Returns how many draws it took; 0: none was possible. */
static long
draw(worker *w, sq_philox_stream *stream)
{
    const ensemble *e = w->ensemble;
    for (long i = 1; i <= MOST_DRAWS; i++) {
        double z[SQ_NOISES_MOST];
        sq_errors ignored = {0};
        for (size_t k = 0; k < e->maker.n; k++)
            z[k] = sq_philox_normal(stream);
        bool possible = sq_shot_lab(&w->varied, &e->maker, z, &ignored) == SQ_OK;
        sq_errors_free(&ignored);
        if (possible)
            return i;
    }
    return 0;
}

/* Trajectories have a whole number of spins; moments of those in between for each spin differ
 * little. */
static void
take(sq_statistics_sample *sample, const sq_moments *of_whole, double N,
     const sq_noises *noises)
{
    sq_moments m = *of_whole;
    double factor = N / of_whole->N;
    for (int j = 0; j < 3; j++)
        m.mean[j] *= factor;
    for (int j = 0; j < 9; j++)
        m.cov[j / 3][j % 3] *= factor;
    sq_noises_read_out(&m, noises);
    sq_statistics_sample_take(sample, &m);
}

/* No sequence ends before it begins. */
static enum sq_status
travel(const ensemble *e, size_t i, sq_trajectory *trajectory, double N, double late,
       sq_errors *errors)
{
    const sq_noises_one *stop = sq_noises_find(e->noises, SQ_NOISES_OF_STOP);
    enum sq_status status = SQ_OK;
    for (size_t k = 0; k < TIMES && !status; k++) {
        sq_moments moments;
        double t = e->t[k] + (stop ? late * sq_noise_curve_stop_rms(stop, e->t[k]) : 0);
        status = sq_trajectory_advance(trajectory, fmax(t, 0), errors);
        sq_trajectory_moments(trajectory, &moments);
        take(&e->sample[i * TIMES + k], &moments, N, e->noises);
    }
    return status;
}

static enum sq_status
run_one(worker *w, size_t i)
{
    ensemble *e = w->ensemble;
    uint64_t number = e->first + i;
    sq_philox_stream stream = {.seed = e->options->seed ^ NOISE_SEED, .index = number};
    sq_trajectory *trajectory = NULL;
    sq_rates whole;
    double late = sq_philox_normal(&stream);
    long draws = draw(w, &stream);
    if (draws == 0)
        return sq_errors_add(&w->errors, SQ_ERR_NUMERIC,
                             "of %d shots the lab can have none: its noise is too large",
                             MOST_DRAWS);
    sq_rates_at_whole_number(&whole, &w->varied.rates);
    enum sq_status status = sq_trajectory_create(&trajectory, &whole, w->varied.spin,
                                                 e->options, number, &w->errors);
    if (!status)
        status = travel(e, i, trajectory, w->varied.rates.N, late, &w->errors);
    sq_trajectory_free(trajectory);
    if (status)
        return status;
    e->N[i] = w->varied.rates.N;
    e->draws[i] = draws;
    return SQ_OK;
}

static enum sq_status
run_all(ensemble *e, sq_noise_watch *watch, sq_errors *errors)
{
    enum sq_status failed = SQ_OK;
#pragma omp parallel num_threads(sq_noise_watch_threads(watch))
    {
        worker w = {.ensemble = e};
#pragma omp for schedule(dynamic)
        for (size_t i = 0; i < e->n; i++) {
            if (w.errors.n || !sq_noise_watch_goes_on(watch) || run_one(&w, i))
                continue;
            sq_noise_watch_one_more(watch);
        }
#pragma omp critical
        if (w.errors.n && !failed)
            failed = sq_errors_add(errors, sq_errors_status(&w.errors), "%s",
                                   sq_errors_first(&w.errors));
        sq_errors_free(&w.errors);
        sq_lab_free(&w.varied);
    }
    while (e->n_done < e->n && e->draws[e->n_done])
        e->n_done++;
    return failed;
}

/* ---- all shots ---- */

static double
mean_of(const double *N, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += N[i] / (double)n;
    return sum;
}

static double
decibel_at(double *error, const ensemble *e, size_t k)
{
    sq_statistics s;
    sq_statistics_of(&s, mean_of(e->N, e->n_done), e->sample + k, e->n_done, TIMES, e->scratch);
    *error = sq_statistics_tail_factor(s.top_share) *
             sq_squeezing_decibel_error(s.squeezing.xi2, s.xi2_error);
    return sq_squeezing_decibel(s.squeezing.xi2);
}

static void
judge(sq_noise_effect *effect, const ensemble *e)
{
    double draws = 0;
    size_t last = 0;
    effect->db = NAN;
    for (size_t k = 0; k < TIMES; k++) {
        double error, db = decibel_at(&error, e, k);
        if (k == PLANNED) {
            effect->planned_db = db;
            effect->planned_error_db = error;
        }
        if (e->t[k] > effect->until * (1 + 1e-12))
            break;
        last = k;
        if (isnan(db) || db <= effect->db)
            continue;
        effect->db = db;
        effect->error_db = error;
        effect->time = e->t[k];
    }
    for (size_t i = 0; i < e->n_done; i++)
        draws += (double)e->draws[i];
    effect->left_out = 1 - (double)e->n_done / draws;
    effect->shots = e->n_done;
    effect->ended = effect->time == e->t[last];
}

static enum sq_status
allocate(ensemble *e, sq_errors *errors)
{
    e->sample = malloc(e->n * TIMES * sizeof *e->sample);
    e->N = malloc(e->n * sizeof *e->N);
    e->draws = calloc(e->n, sizeof *e->draws);
    e->scratch = malloc(e->n * sizeof *e->scratch);
    return e->sample && e->N && e->draws && e->scratch
               ? SQ_OK
               : sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu trajectories", e->n);
}

enum sq_status
sq_noise_sampled(sq_noise_effect *effect, const sq_lab *lab, const sq_noises *noises,
                 const sq_ensemble *like, double planned, const sq_task *task,
                 sq_errors *errors)
{
    ensemble e = {.noises = noises,
                  .options = &like->options,
                  .first = like->first,
                  .n = (size_t)like->n};
    for (size_t k = 0; k < TIMES; k++)
        e.t[k] = planned * (double)k / PLANNED;
    enum sq_status status = sq_shot_make(&e.maker, lab, noises, errors);
    if (!status)
        status = allocate(&e, errors);
    if (!status) {
        sq_noise_watch watch =
            sq_noise_watch_begin(task, "trajectories, with noise", like->n, like->seconds);
        status = run_all(&e, &watch, errors);
    }
    effect->sampled = true;
    effect->until = sq_noise_until(lab, planned);
    if (!status && e.n_done > 1)
        judge(effect, &e);
    sq_shot_free(&e.maker);
    free(e.sample);
    free(e.N);
    free(e.draws);
    free(e.scratch);
    return status;
}
