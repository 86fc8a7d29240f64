/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time of quantum trajectories, one line per case.  Not a test.
 *
 *   bench_trajectories         all cases, on all threads that OpenMP offers
 *   bench_trajectories once    the small ones, to see that it runs
 *
 * The first author's program (Java) takes 207 s for one trajectory of N = 2000, chi = 0,
 * ratio 0.9, gamma_s = 4 Gamma to Gamma t = 0.5, and 83 s to 0.2, on one core of a 2-core
 * virtual machine. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "predict/ensemble_run.h"
#include "model/initial.h"

enum { TIMES = 21 };

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct bench_case {
    const char *name;
    double N, chi, gamma_s, ratio, until; /* Gamma = 1 */
    bool tilted;                          /* from (121.92, 147.70) degrees, else −x */
    bool direct;
    long trajectories; /* at most */
    double error_db;   /* 0: run them all */
    int threads;
    bool small;
} bench_case;

static const bench_case cases[] = {
    {"N 2000 to 0.5", 2000, 0, 4, 0.9, 0.5, false, false, 20, 0, 1, true},
    {"N 2000 to 0.2", 2000, 0, 4, 0.9, 0.2, false, false, 40, 0, 1, true},
    {"N 2000 to 0.2, curve", 2000, 0, 4, 0.9, 0.2, false, false, 1000, 0, 0, false},
    {"N 2000 to 0.5, direct", 2000, 0, 4, 0.9, 0.5, false, true, 2, 0, 1, false},
    {"N 1e4, Sr-87", 1e4, 1, 186.4, 0.9477, 1.4e-3, true, false, 100, 0, 1, true},
    {"N 1e4, Sr-87, ± 0.05 dB", 1e4, 1, 186.4, 0.9477, 1.4e-3, true, false, 20000, 0.05, 0,
     false},
    {"N 1e5, alike", 1e5, 1, 1864, 0.9477, 1.4e-4, true, false, 20, 0, 1, false},
    {"N 1e6, alike", 1e6, 1, 18640, 0.9477, 1.4e-5, true, false, 5, 0, 1, false},
    {"N 1e7, alike", 1e7, 1, 186400, 0.9477, 1.4e-6, true, false, 1, 0, 1, false},
};

static void
run(const bench_case *c)
{
    sq_rates rates = {.N = c->N, .chi = c->chi, .Gamma = 1, .gamma_s = c->gamma_s};
    rates.Omega = c->ratio * c->N / 2 * sq_rates_upsilon_critical(&rates);
    double spin[3] = {-1, 0, 0}, t[TIMES];
    if (c->tilted)
        sq_initial_from_angles(spin, 121.92 * M_PI / 180, 147.70 * M_PI / 180);
    for (int i = 0; i < TIMES; i++)
        t[i] = c->until * i / (TIMES - 1);
    const sq_trajectory_options options = {.unraveling = c->direct ? SQ_TRAJECTORY_DIRECT
                                                                   : SQ_TRAJECTORY_DISPLACED,
                                           .tolerance = SQ_TRAJECTORY_TOLERANCE,
                                           .seed = 1};
    const sq_ensemble_run_goal goal = {
        .most = c->trajectories, .error_db = c->error_db, .threads = c->threads};
    unsigned segment[TIMES] = {0};
    const sq_axis axis = {.n = TIMES, .t = t, .segment = segment};
    sq_protocol protocol;
    sq_ensemble e;
    sq_statistics s;
    sq_errors errors = {0};
    struct rusage usage;
    sq_protocol_hold(&protocol, &rates, c->until);
    double start = now();
    if (sq_ensemble_init(&e, &protocol, spin, &options, &axis, &errors) ||
        sq_ensemble_run(&e, &goal, &errors) ||
        sq_ensemble_statistics(&s, &e, sq_ensemble_best(&e), &errors)) {
        fprintf(stderr, "%s\n", sq_errors_first(&errors));
        exit(1);
    }
    double seconds = now() - start, n = (double)e.n;
    getrusage(RUSAGE_SELF, &usage);
    printf("%-26s %6ld %10.3g %10.3g %8.0f %9.0f %9.0f %7.1f %5d %5ld  %.2f ± %.2f\n", c->name,
           e.n, seconds, seconds / n, (double)e.work.steps / n, (double)e.work.products / n,
           (double)e.work.single_jumps / n, (double)e.work.collective_jumps / n, e.work.longest,
           usage.ru_maxrss / 1024, sq_squeezing_decibel(s.squeezing.xi2),
           sq_squeezing_decibel_error(s.squeezing.xi2, s.xi2_error));
    sq_ensemble_free(&e);
}

int
main(int argc, char **argv)
{
    bool once = argc > 1 && strcmp(argv[1], "once") == 0;
    puts("case                         runs    seconds   each/s       steps  products  one-spin"
         "  coll.    m    MB  best dB");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (!once || cases[i].small)
            run(&cases[i]);
    return 0;
}
