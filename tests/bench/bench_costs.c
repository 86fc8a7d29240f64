/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dry run promises against what is taken: processor time and memory of whole
 * predictions, by random and by extreme models.  Not a test.  With OMP_NUM_THREADS=1 in the
 * environment: set later, the runtime would not see it, and idle threads would be counted.
 *
 *   bench_costs [SOLVER]      all cases, by that solver or by every one that applies
 *   bench_costs once          the first few, to see that it runs */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../random_models.h"
#include "predict/choice.h"

/* Promises are to hold within this factor; less than either is not waited for. */
#define FACTOR 3
#define LEAST_SECONDS 0.02
#define LEAST_BYTES 3e7

/* Runs that promise more are left out; those that take as much longer are cut off. */
#define MOST_SECONDS 20
#define CUT_FACTOR 10

enum { RANDOM_MODELS = 40 };

/* Beside the random ones: from +x unless there is a drive. */
static const sq_rates extremes[] = {
    {.N = 50, .Gamma = 1, .gamma_s = 4, .Omega = 22.5},
    {.N = 100, .Gamma = 1, .gamma_s = 4, .Omega = 45},
    {.N = 200, .Gamma = 1, .gamma_s = 400, .Omega = 90},
    {.N = 100, .chi_z = 1},
    {.N = 300, .chi_z = 1},
    {.N = 1000, .chi_z = 1, .Gamma_phi = 0.1},
    {.N = 1000, .chi_z = 1, .Omega = 300},
    {.N = 10000, .chi_z = 1, .gamma_s = 1, .gamma_up = 1, .gamma_phi = 1},
    {.N = 60, .Gamma = 1, .gamma_up = 30, .gamma_s = 1},
    {.N = 40, .Gamma = 1, .gamma_phi = 1000},
    {.N = 40, .Gamma = 1, .Omega = 4000, .gamma_s = 1},
    {.N = 200, .Gamma = 1e-3, .gamma_s = 10, .Omega = 5},
    {.N = 2000, .Gamma = 1, .gamma_s = 4, .Omega = 900},
    {.N = 2000, .Gamma = 1, .gamma_s = 2000, .Omega = 900},
    {.N = 1e4, .Gamma = 1, .chi = 1, .gamma_s = 186.4, .Omega = 1.06e4},
    {.N = 1e5, .Gamma = 1, .chi = 1, .gamma_s = 1864, .Omega = 1.06e5},
    {.N = 1e6, .Gamma = 1, .chi = -20, .gamma_s = 1e4, .Omega = 1e7},
    {.N = 1e9, .Gamma = 1, .gamma_s = 1e5, .Omega = 4.5e8},
    {.N = 10, .Gamma = 1, .chi = 100, .gamma_s = 0.1, .Omega = 500},
    {.N = 1e4, .chi_z = 1, .Omega = 3e3},
    {.N = 24, .Gamma = 1, .chi = 327, .gamma_s = 10, .delta = 100},
};

enum { EXTREMES = sizeof extremes / sizeof extremes[0] };

static random_model
model(size_t i)
{
    random_model m;
    if (i < RANDOM_MODELS) {
        m = random_model_of(1000 + i);
        /* To every scale. */
        m.rates.N = i % 2 ? m.rates.N : rint(m.rates.N * m.rates.N * m.rates.N);
    } else {
        m = (random_model){.rates = extremes[i - RANDOM_MODELS], .spin = {1}};
        m.spin[0] = m.rates.Omega != 0 ? -1 : 1;
    }
    return m;
}

/* Runs in a process of its own, so that its memory is seen. */
static int
run_child(const sq_task *task, double limit, struct rusage *used)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        sq_errors errors = {0};
        sq_prediction p;
        struct rlimit cpu = {.rlim_cur = (rlim_t)ceil(limit), .rlim_max = RLIM_INFINITY};
        setrlimit(RLIMIT_CPU, &cpu);
        int made = task ? sq_predict(&p, task, &errors) == SQ_OK : 1;
        _exit(made ? 0 : 1);
    }
    wait4(child, &status, 0, used);
    return status;
}

static double
seconds(const struct timeval *t)
{
    return (double)t->tv_sec + 1e-6 * (double)t->tv_usec;
}

typedef struct tally {
    int runs, slow, fast, large, small;
} tally;

static const char *
remark(tally *t, const sq_solver_cost *promised, double taken, double bytes)
{
    double time = fmax(taken, LEAST_SECONDS) / fmax(promised->seconds, LEAST_SECONDS),
           memory = fmax(bytes, LEAST_BYTES) / fmax(promised->bytes, LEAST_BYTES);
    t->runs++;
    t->slow += time > FACTOR;
    t->fast += time < 1.0 / FACTOR;
    t->large += memory > FACTOR;
    t->small += memory < 1.0 / FACTOR;
    return time > FACTOR           ? "SLOWER"
           : time < 1.0 / FACTOR   ? "faster"
           : memory > FACTOR       ? "LARGER"
           : memory < 1.0 / FACTOR ? "smaller"
                                   : "";
}

static void
measure(tally *t, size_t i, const char *solver, double baseline)
{
    sq_errors errors = {0};
    sq_choice choice;
    struct rusage used;
    random_model m = model(i);
    sq_task task = random_task(&m, solver);
    task.threads = 1;
    if (strcmp(solver, "trajectories") == 0)
        task.trajectories = 64;
    bool fits = sq_choice_make(&choice, &task, &errors) == SQ_OK;
    const sq_plan plan = choice.first;
    sq_errors_free(&errors);
    if (!fits || plan.cost.seconds > MOST_SECONDS)
        return;
    double limit = CUT_FACTOR * plan.cost.seconds + 1;
    int status = run_child(&task, limit, &used);
    double taken = seconds(&used.ru_utime) + seconds(&used.ru_stime),
           bytes = fmax(1024.0 * (double)used.ru_maxrss - baseline, 0);
    printf(
        "%-13s model %2zu N %-9.6g time %9.4f promised %9.4f  memory %8.2f MB promised %8.2f "
        "%s%s\n",
        solver, i, m.rates.N, taken, plan.cost.seconds, 1e-6 * bytes, 1e-6 * plan.cost.bytes,
        remark(t, &plan.cost, taken, bytes), status ? " (cut off or failed)" : "");
    fflush(stdout);
}

int
main(int argc, char **argv)
{
    static const char *const all[] = {"ising", "mean-field", "cumulant", "exact",
                                      "trajectories"};
    bool once = argc > 1 && strcmp(argv[1], "once") == 0;
    size_t n = once ? 3 : RANDOM_MODELS + EXTREMES;
    struct rusage nothing;
    run_child(NULL, 1, &nothing);
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        tally t = {0};
        if (argc > 1 && !once && strcmp(argv[1], all[k]) != 0)
            continue;
        for (size_t i = 0; i < n; i++)
            measure(&t, i, all[k], 1024.0 * (double)nothing.ru_maxrss);
        printf("%s: %d runs; by more than a factor of %d slower %d, faster %d; larger %d, "
               "smaller %d\n",
               all[k], t.runs, FACTOR, t.slow, t.fast, t.large, t.small);
    }
    return 0;
}
