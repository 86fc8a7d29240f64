/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ensembles: independent of threads and of how they were run; their statistics. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base/philox.h"
#include "predict/crossings.h"
#include "predict/ensemble.h"
#include "predict/ensemble_curve.h"
#include "predict/ensemble_run.h"
#include "predict/luck.h"
#include "solvers/solver.h"

static const double minus_x[3] = {-1, 0, 0};
static const double times[] = {0, 0.01, 0.04, 0.09};
enum { TIMES = sizeof times / sizeof times[0], MOST_TIMES = 16 };

/* Of one segment. */
static sq_ensemble
ensemble_at(const sq_rates *rates, const sq_trajectory_options *options, const double *t,
            size_t n)
{
    double copy[MOST_TIMES];
    unsigned segment[MOST_TIMES] = {0};
    const sq_axis axis = {.n = n, .t = copy, .segment = segment};
    sq_protocol protocol;
    sq_ensemble e;
    sq_errors errors = {0};
    memcpy(copy, t, n * sizeof *t);
    sq_protocol_hold(&protocol, rates, INFINITY);
    cr_assert(sq_ensemble_init(&e, &protocol, minus_x, options, &axis, &errors) == SQ_OK);
    return e;
}

static sq_ensemble
ensemble_of(void)
{
    const sq_rates rates = {
        .N = 37, .Gamma = 1.13, .chi = 0.2385, .gamma_s = 4.1, .Omega = 13.7};
    const sq_trajectory_options options = {.tolerance = SQ_TRAJECTORY_TOLERANCE, .seed = 5};
    return ensemble_at(&rates, &options, times, TIMES);
}

static void
run(sq_ensemble *e, long most, int threads)
{
    sq_errors errors = {0};
    const sq_ensemble_run_goal goal = {.most = most, .threads = threads};
    cr_assert(sq_ensemble_run(e, &goal, &errors) == SQ_OK);
}

static bool
are_same(const sq_ensemble *a, const sq_ensemble *b)
{
    return a->n == b->n && a->work.steps == b->work.steps &&
           a->work.products == b->work.products && a->work.longest == b->work.longest &&
           memcmp(a->sample, b->sample, (size_t)a->n * TIMES * sizeof *a->sample) == 0;
}

/* Bit for bit. */
Test(ensemble, threads_change_nothing)
{
    sq_ensemble one = ensemble_of();
    run(&one, 100, 1);
    for (int threads = 2; threads <= 3; threads++) {
        sq_ensemble more = ensemble_of();
        run(&more, 100, threads);
        cr_expect(are_same(&one, &more), "%d threads", threads);
        sq_ensemble_free(&more);
    }
    sq_ensemble_free(&one);
}

Test(ensemble, extended_is_as_run_at_once)
{
    sq_ensemble once = ensemble_of(), twice = ensemble_of(), part = ensemble_of();
    run(&once, 100, 2);
    run(&twice, 23, 2);
    run(&twice, 100, 2);
    cr_expect(are_same(&once, &twice));
    part.first = 60;
    run(&part, 40, 1);
    cr_expect(memcmp(part.sample, once.sample + 60 * TIMES, 40 * TIMES * sizeof *part.sample) ==
              0);
    sq_ensemble_free(&once);
    sq_ensemble_free(&twice);
    sq_ensemble_free(&part);
}

/* xi² by the master equation at n times, in order. */
static void
exact_xi2(double *xi2, const sq_rates *rates, const double *t, size_t n)
{
    const sq_solver *solver = sq_solver_find("exact");
    sq_solver_options options;
    sq_errors errors = {0};
    sq_moments m;
    sq_squeezing squeezing;
    void *state;
    sq_solver_options_init(&options);
    cr_assert(solver->create(&state, rates, minus_x, &options, &errors) == SQ_OK);
    for (size_t i = 0; i < n; i++) {
        cr_assert(solver->advance(state, t[i], SQ_SOLVER_TO_THE_END, &errors) == SQ_OK);
        solver->moments(state, &m);
        sq_squeezing_compute(&squeezing, &m);
        xi2[i] = squeezing.xi2;
    }
    solver->free(state);
}

/* The errors of 80 ensembles of 128 trajectories are what they say: the root mean square of
 * (xi² − exact)/error is 1 ± 0.08, measured 0.90; without offsets it is 2.6, the largest
 * 8.3. */
Test(ensemble, errors_are_right)
{
    enum { N_ENSEMBLES = 80, EACH = 128 };
    static const double t[] = {0, 0.16};
    const sq_rates rates = {.N = 60, .Gamma = 1, .gamma_s = 4, .Omega = 27};
    const sq_trajectory_options options = {.tolerance = SQ_TRAJECTORY_TOLERANCE, .seed = 11};
    sq_ensemble e = ensemble_at(&rates, &options, t, 2);
    double scratch[EACH], exact[2], square = 0, largest = 0;
    exact_xi2(exact, &rates, t, 2);
    run(&e, (long)N_ENSEMBLES * EACH, 0);
    for (size_t i = 0; i < N_ENSEMBLES; i++) {
        sq_statistics s;
        sq_statistics_of(&s, rates.N, &e.sample[2 * i * EACH + 1], EACH, 2, scratch);
        double z = (s.squeezing.xi2 - exact[1]) / s.xi2_error;
        square += z * z / N_ENSEMBLES;
        largest = fmax(largest, fabs(z));
    }
    cr_expect(sqrt(square) > 0.75 && sqrt(square) < 1.35, "%g", sqrt(square));
    cr_expect(largest < 5, "%g", largest);
    sq_ensemble_free(&e);
}

static sq_curve_point
best_point(const sq_ensemble *e)
{
    sq_statistics s;
    sq_errors errors = {0};
    size_t best = sq_ensemble_best(e);
    cr_assert(sq_ensemble_statistics(&s, e, best, &errors) == SQ_OK);
    return (sq_curve_point){.t = e->t[best],
                            .segment = e->segment[best],
                            .squeezing = s.squeezing,
                            .xi2_error = s.xi2_error,
                            .top_share = s.top_share};
}

/* Of ensembles of 128 trajectories z = (dB - optimism - exact best)/error. */
static void
deviations(double *mean, double *rms, const sq_ensemble *all, double exact_db)
{
    enum { EACH = 128 };
    long n = all->n / EACH;
    double sum = 0, square = 0;
    for (long i = 0; i < n; i++) {
        sq_ensemble part = *all;
        part.sample = all->sample + (size_t)i * EACH * all->n_times;
        part.n = EACH;
        const sq_curve_point best = best_point(&part);
        double db =
            sq_squeezing_decibel(best.squeezing.xi2) - sq_ensemble_optimism(&part, &best);
        double z = (db - exact_db) / sq_ensemble_error(&part, &best);
        sum += z;
        square += z * z;
    }
    *mean = sum / (double)n;
    *rms = sqrt(square / (double)n);
}

/* 80 ensembles at ten noisy points between first and last; the number of points and ensembles
 * is what the time of a test allows. */
static void
judge_best_points(double *mean, double *rms, const sq_rates *rates, double first, double last)
{
    enum { N_TIMES = 11 };
    const sq_trajectory_options options = {.tolerance = SQ_TRAJECTORY_TOLERANCE, .seed = 12};
    double t[N_TIMES], xi2[N_TIMES], exact = INFINITY;
    for (int i = 0; i < N_TIMES; i++)
        t[i] = first + (last - first) * i / (N_TIMES - 1);
    exact_xi2(xi2, rates, t, N_TIMES);
    for (int i = 0; i < N_TIMES; i++)
        exact = fmin(exact, xi2[i]);
    t[0] = 0;
    sq_ensemble all = ensemble_at(rates, &options, t, N_TIMES);
    run(&all, 80 * 128, 0);
    deviations(mean, rms, &all, sq_squeezing_decibel(exact));
    sq_ensemble_free(&all);
}

/* The error of the best of noisy points, chosen and judged by the same trajectories, where some
 * are about to cross: the root mean square of z is to be about one, with heavy tails less
 * (measured 0.63). */
Test(ensemble, errors_of_the_best_point)
{
    const sq_rates rates = {.N = 60, .Gamma = 1, .gamma_s = 4, .Omega = 27};
    double mean, rms;
    judge_best_points(&mean, &rms, &rates, 0.24, 0.3);
    cr_expect(rms > 0.6 && rms < 1.18, "%g", rms);
}

/* Where the curve is flat the noise chooses the time, and what is left when that is subtracted
 * has a mean of 0 ± 0.11, of which three are allowed; as it is the mean is 0.63. */
Test(ensemble, best_point_is_not_too_good)
{
    const sq_rates rates = {.N = 23, .Gamma = 1, .gamma_s = 14.5, .delta = 2.3, .Omega = 8};
    double mean, rms;
    judge_best_points(&mean, &rms, &rates, 0.1, 0.6);
    cr_expect(fabs(mean) < 0.33, "%g", mean);
    cr_expect(rms > 0.7 && rms < 1.18, "%g", rms);
}

/* However few the trajectories are, the best point is one that was sampled. */
Test(ensemble, best_point_was_sampled)
{
    for (long n = 1; n <= 5; n++) {
        sq_ensemble e = ensemble_of();
        sq_curve curve;
        sq_errors errors = {0};
        run(&e, n, 1);
        cr_assert(sq_ensemble_curve(&curve, &e, 1e-4, &errors) == SQ_OK);
        for (size_t k = 0; k < curve.n_minima; k++) {
            bool found = false;
            for (size_t i = 0; i < curve.n; i++)
                found =
                    found || (curve.point[i].t == curve.minimum[k].t &&
                              curve.point[i].squeezing.xi2 == curve.minimum[k].squeezing.xi2);
            cr_expect(found);
        }
        cr_expect(n >= 4 || isnan(sq_ensemble_optimism(&e, &curve.point[1])));
        sq_curve_free(&curve);
        sq_ensemble_free(&e);
    }
}

/* Told before it starts, it runs none, which is a fault; later it keeps what it has. */
static volatile sig_atomic_t stop;

static void
stop_soon(void *listener, const sq_ensemble *e, const sq_ensemble_run_goal *goal, double db,
          double db_error)
{
    (void)listener, (void)goal, (void)db, (void)db_error;
    stop = e->n >= 64;
}

Test(ensemble, interrupted)
{
    sq_ensemble e = ensemble_of(), whole = ensemble_of();
    sq_errors errors = {0};
    const sq_ensemble_run_goal goal = {.most = 1000, .interrupt = &stop, .progress = stop_soon};
    stop = 1;
    cr_expect(sq_ensemble_run(&e, &goal, &errors) == SQ_ERR_NUMERIC);
    stop = 0;
    cr_expect(sq_ensemble_run(&e, &goal, &errors) == SQ_OK);
    cr_expect(e.n == 64, "%ld", e.n);
    run(&whole, 64, 1);
    cr_expect(are_same(&e, &whole));
    sq_ensemble_free(&e);
    sq_ensemble_free(&whole);
    sq_errors_free(&errors);
}

/* No run is done in a nanosecond: it is given up, and says so. */
Test(ensemble, given_up)
{
    sq_ensemble e = ensemble_of();
    sq_errors errors = {0};
    const sq_ensemble_run_goal goal = {.most = 1000, .most_seconds = 1e-9};
    cr_expect(sq_ensemble_run(&e, &goal, &errors) == SQ_ERR_NUMERIC && e.late && e.n == 0);
    cr_expect(errors.n == 1 && strstr(sq_errors_first(&errors), "longer than announced"));
    const sq_ensemble_run_goal patient = {.most = 64, .most_seconds = 1e9};
    cr_expect(sq_ensemble_run(&e, &patient, &errors) == SQ_OK && !e.late && e.n == 64);
    sq_ensemble_free(&e);
    sq_errors_free(&errors);
}

/* It stops when the error is as wanted, and not before. */
Test(ensemble, stops_at_the_error)
{
    sq_ensemble e = ensemble_of();
    sq_errors errors = {0};
    sq_statistics s;
    const sq_ensemble_run_goal goal = {.most = 100000, .error_db = 0.05};
    cr_assert(sq_ensemble_run(&e, &goal, &errors) == SQ_OK);
    cr_assert(sq_ensemble_statistics(&s, &e, sq_ensemble_best(&e), &errors) == SQ_OK);
    double error = sq_squeezing_decibel_error(s.squeezing.xi2, s.xi2_error);
    cr_expect(e.n < 100000 && error <= 0.05, "%ld: %g", e.n, error);
    sq_ensemble_free(&e);
}

/* Where nothing jumps a few tell that all are equal, and the error is that of the steps; it
 * once took 1220 for an error of 0. */
Test(ensemble, equal_members)
{
    const sq_rates rates = {.N = 300, .chi_z = 1.13};
    const sq_trajectory_options options = {.tolerance = SQ_TRAJECTORY_TOLERANCE, .seed = 5};
    const double t[] = {0, 0.0137, 0.0183, 0.0261, 0.04};
    sq_ensemble e = ensemble_at(&rates, &options, t, 5);
    sq_errors errors = {0};
    const sq_ensemble_run_goal goal = {.most = 100000, .error_db = 1e-6};
    cr_assert(sq_ensemble_run(&e, &goal, &errors) == SQ_OK);
    cr_expect(e.n < 10, "%ld", e.n);
    sq_curve curve;
    cr_assert(sq_ensemble_curve(&curve, &e, 1e-4, &errors) == SQ_OK);
    double error = sq_ensemble_error(&e, &curve.point[2]);
    cr_expect(error > 1e-4 && error < 0.05, "%g dB", error);
    sq_curve_free(&curve);
    sq_ensemble_free(&e);
}

/* ---- crossings ---- */

enum { MANY = 500, STEPS = 100 };

/* Spins along −x that are squeezed along z, more with time; one goes astray from a step on. */
static sq_crossings_view
view_of(sq_statistics_sample sample[MANY][STEPS], double t[STEPS], size_t astray)
{
    for (size_t i = 0; i < MANY; i++)
        for (size_t k = 0; k < STEPS; k++) {
            double off = i == 217 && k >= astray ? 300 : 3 * sin(1.7 * (double)i);
            sample[i][k] = (sq_statistics_sample){.mean = {-900 + cos((double)i), 0, off},
                                                  .cov = {1, 900, 300 - 2 * (double)k}};
        }
    for (size_t k = 0; k < STEPS; k++)
        t[k] = 0.01 * (double)k;
    return (sq_crossings_view){
        .N = 2000, .sample = &sample[0][0], .n = MANY, .n_times = STEPS, .t = t};
}

/* Where one goes astray others of its kind, of which this ensemble has none, count before; and
 * where the time ends near N_c, one may be about to. */
Test(ensemble, crossings_end_the_trust)
{
    static sq_statistics_sample sample[MANY][STEPS];
    static double t[STEPS];
    sq_crossings_view view = view_of(sample, t, 90);
    size_t trusted = sq_crossings_trusted(&view, 89);
    cr_expect(trusted > 70 && trusted < 89, "%zu", trusted);
    cr_expect(sq_crossings_trusted(&view, 60) == STEPS, "the best is long before");
    view = view_of(sample, t, STEPS);
    cr_expect(sq_crossings_trusted(&view, STEPS - 1) == STEPS, "nothing is near");
    view.critical = 1799;
    trusted = sq_crossings_trusted(&view, STEPS - 1);
    cr_expect(trusted > 75 && trusted < STEPS - 1, "%zu", trusted);
    view.critical = 900;
    cr_expect(sq_crossings_trusted(&view, STEPS - 1) == STEPS, "N_c is far");
}

/* An ensemble whose heavy trajectory comes soon after its best time has by chance none before:
 * one that weighs w means more than its heaviest would change xi² by w/n. */
Test(ensemble, heavy_ones_may_be_missed)
{
    static sq_statistics_sample sample[MANY][STEPS];
    static double t[STEPS];
    const sq_crossed nothing = {0};
    sq_crossings_view view = view_of(sample, t, 55);
    sq_luck_choice choice = {.view = &view, .crossed = &nothing, .times = STEPS, .best = 40};
    for (size_t k = 55; k < STEPS; k++)
        sample[217][k].mean[2] = 40;
    cr_expect_float_eq(sq_luck_of(&choice).missing, 0, 1e-3, "it is far");
    choice.best = 50;
    double missing = sq_luck_of(&choice).missing;
    double square = 300 - 2 * 55, weight = (40 * 40 + square) / (square + 4.5 + 3.2);
    double ordinary = (square + 9) / (square + 4.5); /* at any time, nearly */
    cr_expect_float_eq(missing, 10 / log(10) * (weight - ordinary) / MANY, 2e-3, "%g", missing);
    choice.best = 60;
    /* It is there; by weight it grows a little, as the others become less. */
    cr_expect(sq_luck_of(&choice).missing < missing / 4);
}

/* The start has no noise and is the best; a later time is worse by a tenth of a decibel, known
 * to two. That cannot mean 0 ± 0. */
Test(ensemble, noise_conceals_the_best)
{
    static sq_statistics_sample sample[MANY][STEPS];
    static double t[STEPS];
    const sq_crossed nothing = {0};
    sq_crossings_view view = view_of(sample, t, STEPS);
    for (size_t i = 0; i < MANY; i++) {
        sample[i][0] = (sq_statistics_sample){.mean = {-1000}, .cov = {0, 500, 500}};
        sample[i][1] = (sq_statistics_sample){
            .mean = {-1000}, .cov = {0, 900, 512 + 800 * sin(2.3 * (double)(i * i))}};
    }
    const sq_luck luck =
        sq_luck_of(&(sq_luck_choice){.view = &view, .crossed = &nothing, .times = 2});
    cr_expect(luck.optimism == 0);
    cr_expect(luck.concealed > 0.05 && luck.concealed < 0.4, "%g", luck.concealed);
}

/* The maximum walked to where no trajectory of the ensemble had crossed yet, 5.75 dB at 0.115;
 * 5.14 ± 0.06 near 0.103 by 80 000, of which one in ten thousand has crossed by then. */
Test(ensemble, early_crossings)
{
    const sq_rates rates = {.N = 2000, .Gamma = 1, .gamma_s = 4, .Omega = 900};
    const sq_trajectory_options options = {.tolerance = SQ_TRAJECTORY_TOLERANCE, .seed = 3};
    const double t[] = {0, 0.09, 0.095, 0.1, 0.105, 0.11, 0.115};
    sq_ensemble e = ensemble_at(&rates, &options, t, 7);
    sq_curve curve;
    sq_errors errors = {0};
    run(&e, 300, 2);
    size_t best = sq_ensemble_best(&e);
    cr_assert(sq_ensemble_curve(&curve, &e, 1e-4, &errors) == SQ_OK);
    double db = sq_squeezing_decibel(curve.point[best].squeezing.xi2),
           error = sq_ensemble_error(&e, &curve.point[best]);
    cr_expect(db - error < 5.2 && db + error > 5.08 && error < 0.6, "%g ± %g", db, error);
    cr_expect(curve.breakdown == SQ_BREAKDOWN_CROSSINGS && curve.valid_until == t[best]);
    sq_curve_free(&curve);
    sq_ensemble_free(&e);
}

/* Those that cross later tell what is missing before: 5.14 ± 0.06 by 80 000.  With nothing but
 * the trust ended at the first of them it was 5.4 ± 0.4 dB; with what they add taken from a
 * single time, and as many of them as by the tail, 5.43 ± 0.26. */
Test(ensemble, later_crossings_tell_of_earlier_ones)
{
    const sq_rates rates = {.N = 2000, .Gamma = 1, .gamma_s = 4, .Omega = 900};
    const sq_trajectory_options options = {.tolerance = SQ_TRAJECTORY_TOLERANCE, .seed = 1};
    const double t[] = {0,     0.04, 0.07,  0.08, 0.085, 0.09, 0.095, 0.1,
                        0.105, 0.11, 0.115, 0.12, 0.125, 0.13, 0.135, 0.14};
    sq_ensemble e = ensemble_at(&rates, &options, t, MOST_TIMES);
    sq_curve curve;
    sq_errors errors = {0};
    run(&e, 600, 2);
    size_t best = sq_ensemble_best(&e);
    cr_assert(sq_ensemble_curve(&curve, &e, 1e-4, &errors) == SQ_OK);
    double db = sq_squeezing_decibel(curve.point[best].squeezing.xi2),
           error = sq_ensemble_error(&e, &curve.point[best]);
    cr_expect(fabs(db - 5.14) < error && error < 0.3, "%g ± %g", db, error);
    cr_expect(curve.breakdown == SQ_BREAKDOWN_NONE && t[best] < 0.125, "%g", t[best]);
    sq_curve_free(&curve);
    sq_ensemble_free(&e);
}

/* ---- statistics ---- */

/* Some samples of no particular distribution. */
static void
fill(sq_statistics_sample *sample, int n)
{
    for (int i = 0; i < n; i++) {
        for (int a = 0; a < 3; a++)
            sample[i].mean[a] = (a == 2 ? -11 : 0) + sin(1.7 * i * (a + 1) + a);
        for (int j = 0; j < 6; j++)
            sample[i].cov[j] = (j < 3 ? 9 + j : 0.4) + 0.3 * cos(2.3 * i + j);
    }
}

static double
xi2_without(const sq_statistics_sample *sample, int n, int without)
{
    sq_statistics_sample left[64];
    sq_moments m;
    sq_squeezing s;
    double noise = 0;
    int k = 0;
    for (int i = 0; i < n; i++)
        if (i != without)
            left[k++] = sample[i];
    sq_statistics_mean(&m, 37, left, (size_t)k, 1);
    for (int i = 0; i < k; i++)
        for (int a = 0; a < 3; a++)
            noise += pow(left[i].mean[a] - m.mean[a], 2) / (k * (k - 1.0));
    sq_squeezing_compute(&s, &m);
    double square = pow(sq_moments_length(&m), 2);
    return s.xi2 * square / (square - noise);
}

/* So much as a normal distribution of variance 1 has, to its fourth moment. */
static double
normal(sq_philox_stream *s)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += sq_philox_uniform(s);
    return sum;
}

/* Means that scatter by 10 along each axis about (0, 0, 20). */
Test(statistics, a_short_mean_spin_is_not_made_longer_by_noise)
{
    enum { N = 64, ENSEMBLES = 2000 };
    double square = 0, second = 0;
    sq_philox_stream stream = {.seed = 8};
    for (int e = 0; e < ENSEMBLES; e++) {
        sq_statistics_sample sample[N] = {0};
        double scratch[N];
        sq_statistics s;
        for (int i = 0; i < N; i++)
            for (int a = 0; a < 3; a++)
                sample[i].mean[a] = (a == 2 ? 20 : 0) + 10 * normal(&stream);
        sq_statistics_of(&s, 1000, sample, N, 1, scratch);
        square += pow(500 * s.squeezing.contrast, 2) / ENSEMBLES;
        second += (pow((s.squeezing.n_eff + 1) / 2, 2) - 0.25) / ENSEMBLES;
    }
    /* 400 and 400 + 300, within two of their errors, 20 times 10/8 times 2 in one ensemble. */
    cr_expect_float_eq(square, 400, 2 * 50 / sqrt(ENSEMBLES), "%g", square);
    cr_expect_float_eq(second, 700, 2 * 60 / sqrt(ENSEMBLES), "%g", second);
}

/* A mean of nothing but noise has no direction. */
Test(statistics, noise_is_no_mean_spin)
{
    enum { N = 64 };
    int told = 0;
    sq_philox_stream stream = {.seed = 8};
    for (int e = 0; e < 200; e++) {
        sq_statistics_sample sample[N] = {0};
        double scratch[N];
        sq_statistics s;
        for (int i = 0; i < N; i++)
            for (int a = 0; a < 3; a++)
                sample[i].mean[a] = 10 * normal(&stream);
        sq_statistics_of(&s, 1000, sample, N, 1, scratch);
        told += isfinite(s.squeezing.xi2);
    }
    cr_expect(told == 0, "%d of 200", told); /* chi² of 3 above 27: 6e-6 */
}

Test(statistics, samples_taken_together)
{
    sq_statistics_sample sample[4] = {{.mean = {1}, .cov = {2, 3}},
                                      {.mean = {9}},
                                      {.mean = {5, 2}, .cov = {4, 3, 1, 0.5}},
                                      {.mean = {9}}};
    sq_statistics_sample pooled;
    sq_statistics_pool(&pooled, sample, 2, 2);
    cr_expect(pooled.mean[0] == 3 && pooled.mean[1] == 1 && pooled.mean[2] == 0);
    cr_expect(pooled.cov[0] == 3 + 4 && pooled.cov[1] == 3 + 1 && pooled.cov[2] == 0.5);
    cr_expect(pooled.cov[3] == 0.25 + 2 && pooled.cov[4] == 0 && pooled.cov[5] == 0);
}

/* The jackknife by hand. */
Test(statistics, jackknife)
{
    enum { N = 23 };
    sq_statistics_sample sample[N];
    double scratch[N], value[N], mean = 0, square = 0;
    sq_statistics s;
    fill(sample, N);
    sq_statistics_of(&s, 37, sample, N, 1, scratch);
    for (int i = 0; i < N; i++)
        mean += (value[i] = xi2_without(sample, N, i)) / N;
    double largest = 0;
    for (int i = 0; i < N; i++) {
        double d = (value[i] - mean) * (value[i] - mean);
        square += d;
        largest = fmax(largest, d);
    }
    cr_expect_float_eq(s.xi2_error, sqrt((N - 1.0) / N * square), 1e-12);
    cr_expect_float_eq(s.xi2_bias, (N - 1) * (mean - s.squeezing.xi2), 1e-10);
    cr_expect_float_eq(s.top_share, largest / square, 1e-12);
}

/* Mean of the variances and, with 1/(n − 1), variance of the means. */
Test(statistics, covariance_of_two)
{
    sq_statistics_sample sample[2] = {{.mean = {1, 0, -9}, .cov = {4, 5, 6}},
                                      {.mean = {3, 0, -9}, .cov = {6, 5, 6}}};
    sq_moments m, e;
    sq_statistics_mean(&m, 20, sample, 2, 1);
    sq_statistics_errors(&e, 20, sample, 2, 1);
    cr_expect(m.mean[0] == 2 && m.mean[2] == -9);
    cr_expect(m.cov[0][0] == 5 + 2 && m.cov[1][1] == 5 && m.cov[0][1] == 0);
    cr_expect_float_eq(e.mean[0], 1, 1e-14);   /* sqrt(2/2) */
    cr_expect_float_eq(e.cov[0][0], 1, 1e-14); /* 5 and 7 about 6, each with 1/n inside */
}

Test(statistics, one_trajectory_has_no_error)
{
    sq_statistics_sample sample[1];
    double scratch[1];
    sq_statistics s;
    fill(sample, 1);
    sq_statistics_of(&s, 37, sample, 1, 1, scratch);
    cr_expect(s.squeezing.xi2 > 0 && isnan(s.xi2_error) && isnan(s.xi2_bias));
    cr_expect(isnan(s.error.mean[0]));
}

Test(statistics, heavy_tails_widen_the_error)
{
    cr_expect(sq_statistics_tail_factor(0.08) == 1 &&
              sq_statistics_tail_factor(0.5) == SQ_STATISTICS_TAIL_FACTOR);
    cr_expect(sq_statistics_tail_factor(NAN) == 1);
}
