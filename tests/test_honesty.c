/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is the error that is printed the error that is made?  Random models by every solver against
 * `exact`.  SQUINT_LONG: 200 models, and the table of doc/solvers.md on standard error. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "predict/stationary.h"
#include "random_models.h"

/* Below this a difference is rounding of what is printed, 0.01 dB. */
#define PRINTED_DB 0.005

/* A master equation that takes longer is not waited for; it is on some models that relax a
 * thousand times slower than they move. */
#define PATIENCE_SECONDS 20

/* Of the models, those whose error may be larger than what is printed; of few models one. */
#define OUTSIDE_PART 0.05

enum { FEW_MODELS = 12, MANY_MODELS = 200 };

/* What became of the models, by one solver. */
typedef struct tally {
    const char *what;
    int models;          /* that both answered */
    int declined;        /* no best point: undefined, or only a lower bound */
    int refused;         /* no answer at all */
    int outside[2];      /* of one and of two errors */
    double sum, square;  /* of the deviations, in errors */
    double worst;        /* in errors */
    uint64_t worst_case; /* number of that model */
} tally;

static int
number_of_models(void)
{
    return getenv("SQUINT_LONG") ? MANY_MODELS : FEW_MODELS;
}

static void
add(tally *t, uint64_t number, double db, double error, double truth, double truth_error)
{
    double allowed = sqrt(error * error + truth_error * truth_error) + PRINTED_DB;
    double deviation = (db - truth) / allowed, errors = fabs(deviation);
    t->models++;
    t->sum += deviation;
    t->square += deviation * deviation;
    t->outside[0] += !(errors <= 1);
    t->outside[1] += !(errors <= 2);
    if (!(errors <= t->worst)) {
        t->worst = errors;
        t->worst_case = number;
    }
}

static bool
solve(sq_prediction *p, const sq_task *task)
{
    sq_errors errors = {0};
    bool made = sq_predict(p, task, &errors) == SQ_OK;
    sq_errors_free(&errors);
    return made;
}

static bool
is_answered(const sq_prediction *p)
{
    return p->judgement.kind == SQ_BEST_MINIMUM || p->judgement.kind == SQ_BEST_START;
}

/* What the master equation says; false: that is no answer to compare with, also where it was
 * given up, for the best may lie behind. */
static bool
find_truth(sq_prediction *truth, const random_model *m, uint64_t number)
{
    sq_errors errors = {0};
    sq_task task = random_task(m, "exact");
    task.most_seconds = PATIENCE_SECONDS;
    cr_assert(sq_predict(truth, &task, &errors) == SQ_OK, "model %llu: %s",
              (unsigned long long)number, sq_errors_first(&errors));
    if (is_answered(truth) && truth->judgement.breakdown != SQ_BREAKDOWN_SLOW)
        return true;
    sq_prediction_free(truth);
    return false;
}

/* One model by one solver; trajectories: so many, 0 for others. */
static void
compare(tally *t, uint64_t number, const random_model *m, const sq_prediction *truth,
        long trajectories)
{
    sq_prediction p;
    sq_task task = random_task(m, t->what);
    task.until = truth->run.until;
    task.trajectories = trajectories;
    if (!solve(&p, &task)) {
        t->refused++;
        return;
    }
    if (is_answered(&p))
        add(t, number, p.judgement.db, p.judgement.db_error, truth->judgement.db,
            truth->judgement.db_error);
    else
        t->declined++;
    sq_prediction_free(&p);
}

static void
report(const tally *t, int limit)
{
    if (getenv("SQUINT_LONG"))
        fprintf(stderr, "| %s | %d | %d | %d | %d | %d | %+.2f | %.2f | %.1f (model %llu) |\n",
                t->what, t->models, t->declined, t->refused, t->outside[0], t->outside[1],
                t->sum / t->models, sqrt(t->square / t->models), t->worst,
                (unsigned long long)t->worst_case);
    double part = fmax(OUTSIDE_PART * t->models, 1);
    cr_expect(
        t->models > 0 && t->outside[limit] <= part,
        "%s: %d of %d outside %d errors, worst %.1f of model %llu; %d declined, %d refused",
        t->what, t->outside[limit], t->models, limit + 1, t->worst,
        (unsigned long long)t->worst_case, t->declined, t->refused);
}

/* Sampled answers print one standard error: two of them are to hold. */
Test(honesty, of_predictions, .timeout = 3600)
{
    tally by[] = {{.what = "cumulant"}, {.what = "auto"}, {.what = "trajectories"}};
    for (int i = 0; i < number_of_models(); i++) {
        random_model m = random_model_of((uint64_t)i);
        sq_prediction truth;
        if (!find_truth(&truth, &m, (uint64_t)i))
            continue;
        for (size_t k = 0; k < 3; k++)
            compare(&by[k], (uint64_t)i, &m, &truth, k == 2 ? 300 : 0);
        sq_prediction_free(&truth);
    }
    for (size_t k = 0; k < 3; k++)
        report(&by[k], k == 2);
}

Test(honesty, of_ising, .timeout = 3600)
{
    tally t = {.what = "ising"};
    for (int i = 0; i < number_of_models(); i++) {
        random_model m = random_twisting((uint64_t)i);
        sq_prediction truth;
        if (!find_truth(&truth, &m, (uint64_t)i))
            continue;
        compare(&t, (uint64_t)i, &m, &truth, 0);
        sq_prediction_free(&truth);
    }
    report(&t, 0);
}

/* The state long after everything has relaxed, by the master equation. */
static bool
rest(double *db, const random_model *m)
{
    const sq_solver *solver = sq_solver_find("exact");
    sq_solver_options options;
    sq_errors errors = {0};
    sq_moments moments;
    sq_squeezing squeezing;
    void *state;
    sq_solver_options_init(&options);
    options.tolerance = 1e-8;
    cr_assert(solver->create(&state, &m->rates, m->spin, &options, &errors) == SQ_OK);
    bool there = solver->advance(state, 40 / sq_rates_one_spin(&m->rates), SQ_SOLVER_TO_THE_END,
                                 &errors) == SQ_OK;
    solver->moments(state, &moments);
    solver->free(state);
    sq_squeezing_compute(&squeezing, &moments);
    *db = sq_squeezing_decibel(squeezing.xi2);
    sq_errors_free(&errors);
    return there && isfinite(*db);
}

/* Few spins, whose relaxation can be waited for. */
Test(honesty, of_steady, .timeout = 3600)
{
    tally t = {.what = "steady"};
    for (int i = 0; i < number_of_models(); i++) {
        random_model m = random_model_of((uint64_t)i);
        sq_stationary found;
        sq_errors errors = {0};
        double truth;
        sq_task task = random_task(&m, "auto");
        if (m.rates.N > 12 || m.rates.gamma_s < 0.2 || !rest(&truth, &m))
            continue;
        if (sq_stationary_find(&found, &task, &errors))
            t.refused++;
        else if (isfinite(found.db))
            add(&t, (uint64_t)i, found.db, isfinite(found.db_error) ? found.db_error : 0, truth,
                1e-6);
        else
            t.declined++;
        sq_errors_free(&errors);
    }
    report(&t, 0);
}

/* What steady asks where there are too many spins for the null vector, each by itself where
 * there are not: more spins, every third without a drive, every third pumped. */
static random_model
random_steady(uint64_t number)
{
    random_model m = random_model_of(number);
    m.rates.N = 12 + (double)(7 * number % 19);
    m.rates.gamma_s = fmax(m.rates.gamma_s, 0.05);
    if (number % 3 == 1)
        m.rates.Omega = 0;
    if (number % 3 == 2)
        m.rates.gamma_up = m.rates.gamma_s * (1.2 + (double)(number % 7));
    return m;
}

/* The same branch, if there are two. */
static double
right_steady(const sq_stationary *exact, const sq_stationary *found)
{
    return exact->branches && found->branches ? exact->branch[found->taken].db : exact->db;
}

/* Answers of no known error are not asked for anything: auto asks further. */
static void
compare_steady(tally *t, uint64_t number)
{
    random_model m = random_steady(number);
    sq_task task = random_task(&m, t->what), exactly = random_task(&m, "exact");
    sq_stationary exact, found;
    sq_errors errors = {0};
    cr_assert(sq_stationary_find(&exact, &exactly, &errors) == SQ_OK, "model %llu: %s",
              (unsigned long long)number, sq_errors_first(&errors));
    if (sq_stationary_find(&found, &task, &errors))
        t->refused++;
    else if (isfinite(found.db) && isfinite(found.db_error))
        add(t, number, found.db, found.db_error, right_steady(&exact, &found), 0);
    else
        t->declined++;
    sq_errors_free(&errors);
}

Test(honesty, of_steady_of_more_spins, .timeout = 3600)
{
    tally by[] = {{.what = "cumulant"}, {.what = "trajectories"}};
    for (size_t k = 0; k < 2; k++) {
        for (int i = 0; i < number_of_models(); i++)
            compare_steady(&by[k], (uint64_t)i);
        report(&by[k], k == 1);
    }
}
