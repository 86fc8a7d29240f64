/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time of the exact solver, one line per case: the best of several runs.  Not a test.
 *
 *   OMP_NUM_THREADS=1 bench_exact        from −x, chi = 0, ratio 0.9, gamma_s = 4 Gamma, to
 *                                        Gamma t = 0.1, step tolerance 1e-6
 *   bench_exact once                     the small cases once, to see that it runs
 *
 * Peers, on one core of a 2-core virtual machine: QuTiP PIQS at N = 50 takes 22 s and 404
 * MB; its Liouvillian restricted to the blocks at N = 100 takes 48 s and 1.4 GB. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "solvers/solver.h"

static const double minus_x[3] = {-1, 0, 0};

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double
run_once(const sq_rates *rates, sq_moments *moments, long *steps)
{
    const sq_solver *solver = sq_solver_find("exact");
    sq_solver_options options;
    sq_errors errors = {0};
    void *state;
    double start = now();
    sq_solver_options_init(&options);
    options.tolerance = 1e-6;
    if (solver->create(&state, rates, minus_x, &options, &errors) ||
        solver->advance(state, 0.1, SQ_SOLVER_TO_THE_END, &errors)) {
        fprintf(stderr, "%s\n", sq_errors_first(&errors));
        exit(1);
    }
    solver->moments(state, moments);
    *steps = solver->steps(state);
    solver->free(state);
    return now() - start;
}

static void
bench(double N, int repeats)
{
    sq_rates rates = {.N = N, .Gamma = 1, .gamma_s = 4, .Omega = 0.9 * N / 2};
    sq_moments moments;
    sq_squeezing squeezing;
    struct rusage usage;
    double seconds = INFINITY;
    long steps = 0;
    for (int i = 0; i < repeats; i++)
        seconds = fmin(seconds, run_once(&rates, &moments, &steps));
    sq_squeezing_compute(&squeezing, &moments);
    getrusage(RUSAGE_SELF, &usage);
    printf("exact  N %-5g xi2 %.8f %6ld steps %10.2f ms %7ld kB\n", N, squeezing.xi2, steps,
           1e3 * seconds, usage.ru_maxrss);
}

int
main(int argc, char **argv)
{
    bool once = argc > 1 && strcmp(argv[1], "once") == 0;
    bench(50, once ? 1 : 7);
    bench(100, once ? 1 : 5);
    if (once)
        return 0;
    bench(200, 1);
    bench(300, 1);
    return 0;
}
