/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/long_run.h"

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/format.h"

/* Trajectories side by side; samples of them, taken a settling time apart, after SETTLING times
 * with the rates of the start and as many with the task's. */
enum { TRAJECTORIES = 8, SAMPLES = 16, SETTLING = 6 };

/* The clock is looked at so many times between two samples. */
enum { LOOKS = 16 };

/* Nor begun, where it would take so many times longer than allowed: nobody looks at the clock
 * within one of those parts. */
#define HOPELESS 10

typedef struct runner {
    const sq_solver *solver;
    const sq_task *task;
    void *state;
    double unit, end; /* a settling time, and when the run ends */
    double clock, most_seconds;
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

static sq_solver_options
options_of(const sq_task *task)
{
    sq_solver_options options;
    sq_solver_options_init(&options);
    options.trajectories = TRAJECTORIES;
    options.seed = task->seed;
    return options;
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
check_begin(const runner *r, const sq_rates *first, const sq_solver_options *options,
            sq_errors *errors)
{
    const sq_rates *rates = &r->task->protocol.segment[0].rates;
    sq_errors why_not = {0};
    enum sq_status status = r->solver->applicable(rates, options, &why_not);
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
    double spent = sq_clock_work() - r->clock, part = r->solver->time(r->state) / r->end;
    if (sq_task_is_interrupted(r->task))
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "interrupted before the trajectories had settled");
    if (spent <= r->most_seconds && (spent < 2 || spent <= part * r->most_seconds))
        return SQ_OK;
    return refuse_long(spent / part, r->most_seconds, errors);
}

static enum sq_status
advance(runner *r, double times, sq_errors *errors)
{
    double begin = r->solver->time(r->state);
    enum sq_status status = SQ_OK;
    for (int i = 1; i <= LOOKS && !status; i++) {
        double until = begin + times * r->unit * i / LOOKS;
        status = r->solver->advance(r->state, until, SQ_SOLVER_TO_THE_END, errors);
        if (!status)
            status = check_clock(r, errors);
    }
    return status;
}

static enum sq_status
take_samples(runner *r, sq_statistics_sample sample[SAMPLES], sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (int i = 0; i < SAMPLES && !status; i++) {
        sq_moments moments;
        status = advance(r, 1, errors);
        r->solver->moments(r->state, &moments);
        sq_statistics_sample_take(&sample[i], &moments);
    }
    return status;
}

static double
db_of(const sq_statistics_sample *sample, double N, size_t n)
{
    sq_moments moments;
    sq_squeezing squeezing;
    sq_statistics_mean(&moments, N, sample, n, 1);
    sq_squeezing_compute(&squeezing, &moments);
    return sq_squeezing_decibel(squeezing.xi2);
}

/* Nothing is claimed below this (dB), which is what the tolerance of the steps can do. */
#define LEAST_ERROR 1e-3

/* Halves that differ by more than their errors have not settled. */
static void
average(sq_long_run *run, const sq_statistics_sample sample[SAMPLES], double N)
{
    double scratch[SAMPLES];
    sq_statistics s;
    sq_statistics_of(&s, N, sample, SAMPLES, 1, scratch);
    run->moments = s.moments;
    run->squeezing = s.squeezing;
    run->db = sq_squeezing_decibel(s.squeezing.xi2);
    double error = sq_squeezing_decibel_error(s.squeezing.xi2, s.xi2_error);
    double apart =
        fabs(db_of(sample, N, SAMPLES / 2) - db_of(sample + SAMPLES / 2, N, SAMPLES / 2));
    run->db_error = fmax(apart > 4 * error ? apart : error, LEAST_ERROR);
}

enum sq_status
sq_long_run_make(sq_long_run *run, const sq_task *task, const sq_long_run_start *start,
                 double most_seconds, sq_errors *errors)
{
    const sq_rates *rates = &task->protocol.segment[0].rates;
    sq_solver_options options = options_of(task);
    sq_statistics_sample sample[SAMPLES];
    runner r = {.solver = sq_solver_find("trajectories"),
                .task = task,
                .unit = settling_time(rates),
                .end = duration(rates),
                .clock = sq_clock_work(),
                .most_seconds = most_seconds};
    enum sq_status status = check_begin(&r, &start->rates, &options, errors);
    if (!status)
        status = r.solver->create(&r.state, &start->rates, start->spin, &options, errors);
    if (status)
        return status;
    status = advance(&r, SETTLING, errors);
    if (!status)
        status = r.solver->quench(r.state, rates, errors);
    if (!status)
        status = advance(&r, SETTLING, errors);
    if (!status)
        status = take_samples(&r, sample, errors);
    if (!status) {
        average(run, sample, rates->N);
        run->time = r.solver->time(r.state);
    }
    r.solver->free(r.state);
    return status;
}
