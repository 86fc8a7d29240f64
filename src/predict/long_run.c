/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/long_run.h"

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/format.h"
#include "model/symmetry.h"
#include "solvers/trajectory.h"

/* Trajectories side by side; samples of them, taken a settling time apart, after SETTLING times
 * with the rates of the start and as many with the task's. */
enum { TRAJECTORIES = 8, SAMPLES = 16, SETTLING = 6 };

/* The clock is looked at so many times between two samples. */
enum { LOOKS = 16 };

/* Nor begun, where it would take so many times longer than allowed: nobody looks at the clock
 * within one of those parts. */
#define HOPELESS 10

typedef struct runner {
    const sq_task *task;
    sq_trajectory *trajectory[TRAJECTORIES];
    double t, unit, end; /* now, a settling time, and when the run ends */
    double clock, most_seconds;
    sq_statistics_sample sample[TRAJECTORIES][SAMPLES];
} runner;

/* The slowest time scale that is known beforehand. */
static double
settling_time(const sq_rates *rates)
{
    double slowest = sq_rates_one_spin(rates);
    double collective = 1 / sq_rates_collective(rates);
    return slowest > 0 ? fmax(1 / slowest, collective) : 10 * collective;
}

static double
duration(const sq_rates *rates)
{
    return (2 * SETTLING + SAMPLES) * settling_time(rates);
}

sq_solver_cost
sq_long_run_cost(const sq_rates *rates)
{
    sq_solver_options options;
    const double along[3] = {-1, 0, 0}; /* most of the time is spent far from the start */
    sq_solver_options_init(&options);
    options.trajectories = TRAJECTORIES;
    return sq_solver_find("trajectories")
        ->cost(rates, along, &options, duration(rates), SAMPLES);
}

static enum sq_status
refuse_long(double seconds, double most_seconds, sq_errors *errors)
{
    return sq_errors_add(
        errors, SQ_ERR_NUMERIC,
        "trajectories that settle would take about %s, and steady takes at most "
        "%.0f s for them; take fewer spins, or follow the state as far as "
        "wanted with 'squint predict --solver trajectories'",
        sq_format_si(seconds, "s", 2).s, most_seconds);
}

/* May they be begun, with the rates of the start and the task's? */
static enum sq_status
check_begin(const runner *r, const sq_rates *first, sq_errors *errors)
{
    sq_solver_options options;
    sq_solver_options_init(&options);
    const sq_rates *rates = &r->task->protocol.segment[0].rates;
    sq_errors why_not = {0};
    enum sq_status status =
        sq_solver_find("trajectories")->applicable(rates, &options, &why_not);
    if (status)
        sq_errors_add(
            errors, status,
            "the moment hierarchy does not come to rest, and trajectories cannot go on "
            "from there: %s; take fewer spins, or follow the state as far as wanted "
            "with 'squint predict'",
            sq_errors_first(&why_not));
    sq_errors_free(&why_not);
    double seconds = fmax(sq_long_run_cost(first).seconds, sq_long_run_cost(rates).seconds);
    if (!status && seconds > HOPELESS * r->most_seconds)
        status = refuse_long(seconds, r->most_seconds, errors);
    return status;
}

/* Would it take longer than allowed, judged by what is done? */
static enum sq_status
check_clock(const runner *r, sq_errors *errors)
{
    double spent = sq_clock_work() - r->clock, part = r->t / r->end;
    if (sq_task_is_interrupted(r->task))
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "interrupted before the trajectories had settled");
    if (spent <= r->most_seconds && (spent < 2 || spent <= part * r->most_seconds))
        return SQ_OK;
    return refuse_long(spent / part, r->most_seconds, errors);
}

/* ---- the trajectories ---- */

static enum sq_status
create(runner *r, const sq_long_run_start *start, sq_errors *errors)
{
    const sq_trajectory_options options = {.unraveling = SQ_TRAJECTORY_DISPLACED,
                                           .tolerance = SQ_TRAJECTORY_TOLERANCE,
                                           .seed = r->task->seed};
    enum sq_status status = SQ_OK;
    for (int i = 0; i < TRAJECTORIES && !status; i++)
        status = sq_trajectory_create(&r->trajectory[i], &start->rates, start->spin, &options,
                                      (uint64_t)i, errors);
    return status;
}

static void
release(runner *r)
{
    for (int i = 0; i < TRAJECTORIES; i++)
        sq_trajectory_free(r->trajectory[i]);
}

static enum sq_status
advance_all(runner *r, double until, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
#pragma omp parallel for schedule(dynamic)
    for (int i = 0; i < TRAJECTORIES; i++) {
        sq_errors mine = {0};
        enum sq_status one = sq_trajectory_advance(r->trajectory[i], until, &mine);
        if (one) {
#pragma omp critical
            if (!status)
                status = sq_errors_add(errors, one, "%s", sq_errors_first(&mine));
        }
        sq_errors_free(&mine);
    }
    r->t = until;
    return status;
}

static enum sq_status
advance(runner *r, double times, int parts, sq_errors *errors)
{
    double begin = r->t;
    enum sq_status status = SQ_OK;
    for (int i = 1; i <= parts && !status; i++) {
        status = advance_all(r, begin + times * r->unit * i / parts, errors);
        if (!status)
            status = check_clock(r, errors);
    }
    return status;
}

static void
quench(runner *r, const sq_rates *rates)
{
    for (int i = 0; i < TRAJECTORIES; i++)
        sq_trajectory_quench(r->trajectory[i], rates);
}

/* ---- their average ---- */

/* What the trajectories are now. */
static void
look(sq_statistics_sample now[TRAJECTORIES][LOOKS], const runner *r, int k)
{
    for (int i = 0; i < TRAJECTORIES; i++) {
        sq_moments moments;
        sq_trajectory_moments(r->trajectory[i], &moments);
        sq_symmetry_impose(&moments, &r->task->protocol.segment[0].rates);
        sq_statistics_sample_take(&now[i][k], &moments);
    }
}

static enum sq_status
take_sample(runner *r, int k, sq_errors *errors)
{
    sq_statistics_sample now[TRAJECTORIES][LOOKS];
    enum sq_status status = SQ_OK;
    for (int i = 0; i < LOOKS && !status; i++) {
        status = advance(r, 1.0 / LOOKS, 1, errors);
        look(now, r, i);
    }
    for (int i = 0; i < TRAJECTORIES; i++)
        sq_statistics_pool(&r->sample[i][k], now[i], LOOKS, 1);
    return status;
}

static enum sq_status
take_samples(runner *r, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (int k = 0; k < SAMPLES && !status; k++)
        status = take_sample(r, k, errors);
    return status;
}

/* Of each trajectory, averaged over so many samples from one on. */
static void
average_each(sq_statistics *s, const runner *r, double N, size_t from, size_t n)
{
    sq_statistics_sample each[TRAJECTORIES];
    double scratch[TRAJECTORIES];
    for (int i = 0; i < TRAJECTORIES; i++)
        sq_statistics_pool(&each[i], &r->sample[i][from], n, 1);
    sq_statistics_of(s, N, each, TRAJECTORIES, 1, scratch);
}

/* Of all of them, averaged at each time. */
static void
average_at_each_time(sq_statistics *s, const runner *r, double N)
{
    sq_statistics_sample at[SAMPLES];
    double scratch[SAMPLES];
    for (int k = 0; k < SAMPLES; k++)
        sq_statistics_pool(&at[k], &r->sample[0][k], TRAJECTORIES, SAMPLES);
    sq_statistics_of(s, N, at, SAMPLES, 1, scratch);
}

/* By how many dB the halves of the time differ. */
static double
drift(const runner *r, double N)
{
    double db[2];
    for (int h = 0; h < 2; h++) {
        sq_statistics half;
        average_each(&half, r, N, h ? SAMPLES / 2 : 0, SAMPLES / 2);
        db[h] = sq_squeezing_decibel(half.squeezing.xi2);
    }
    return fabs(db[1] - db[0]);
}

/* Nothing is claimed below what the tolerance of the steps can do (dB; part of N/2), nor below
 * what one spin does that is flipped in one of the samples, and by chance was in none. */
#define LEAST_ERROR 1e-3
#define LEAST_JZ_ERROR 1e-4
#define ONE_FLIP (1.0 / (TRAJECTORIES * SAMPLES))

static double
error_of(const sq_statistics *all, const sq_statistics *over_time, double apart, double N)
{
    double relative = fmax(all->xi2_error / all->squeezing.xi2,
                           over_time->xi2_error / over_time->squeezing.xi2);
    double error = sq_squeezing_decibel_error(
        1, fmax(relative, 4 / N * ONE_FLIP)); /* of 2 |<J>|/N, twice */
    return fmax(apart > 4 * error ? apart : error, LEAST_ERROR);
}

/* The error is that of a few trajectories, which know nothing of each other, or what the
 * scatter over time tells, whichever is larger; halves that differ by more have not settled. */
static void
average(sq_long_run *run, const runner *r, double N)
{
    sq_statistics all, over_time;
    average_each(&all, r, N, 0, SAMPLES);
    average_at_each_time(&over_time, r, N);
    run->moments = all.moments;
    sq_squeezing_compute_noisy(&run->squeezing, &all.moments, fmax(all.noise, over_time.noise),
                               SQ_SQUEEZING_RESOLVED);
    run->jz_error = fmax(fmax(all.error.mean[2], over_time.error.mean[2]),
                         fmax(LEAST_JZ_ERROR * N / 2, ONE_FLIP));
    run->db = sq_squeezing_decibel(run->squeezing.xi2);
    run->unresolved = isnan(run->db);
    run->db_error = run->unresolved ? NAN : error_of(&all, &over_time, drift(r, N), N);
}

enum sq_status
sq_long_run_make(sq_long_run *run, const sq_task *task, const sq_long_run_start *start,
                 double most_seconds, sq_errors *errors)
{
    const sq_rates *rates = &task->protocol.segment[0].rates;
    runner r = {.task = task,
                .unit = settling_time(rates),
                .end = duration(rates),
                .clock = sq_clock_work(),
                .most_seconds = most_seconds};
    enum sq_status status = check_begin(&r, &start->rates, errors);
    if (!status)
        status = create(&r, start, errors);
    if (!status)
        status = advance(&r, SETTLING, LOOKS, errors);
    if (!status) {
        quench(&r, rates);
        status = advance(&r, SETTLING, LOOKS, errors);
    }
    if (!status)
        status = take_samples(&r, errors);
    if (!status) {
        average(run, &r, rates->N);
        run->time = r.t;
    }
    release(&r);
    return status;
}
