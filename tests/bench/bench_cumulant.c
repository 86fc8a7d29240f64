/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time of the moment hierarchy, one line per case: the best of several runs, since a
 * shared machine only ever adds time.  Not a test: nothing here passes or fails.
 *
 *   bench_cumulant            N = 10^4, from −x, ratio 0.9, chi/Gamma 0 and 1
 *   bench_cumulant once       each case once, to see that it runs
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "predict/curve.h"
#include "predict/curve.h"
#include "predict/task.h"

enum { REPEATS = 7 };

static const double minus_x[3] = {-1, 0, 0};

static sq_curve
run_once(const sq_rates *rates, int order, bool past_validity)
{
    double t[2] = {0, 1 / rates->gamma_s};
    unsigned segment[2] = {0};
    const sq_axis axis = {.n = 2, .t = t, .segment = segment};
    sq_protocol protocol;
    sq_protocol_hold(&protocol, rates, t[1]);
    sq_solver_options options;
    sq_task limits;
    sq_task_init(&limits);
    sq_solver_options_init(&options);
    options.order = order;
    sq_curve_request request = {.protocol = &protocol,
                                .spin = minus_x,
                                .axis = &axis,
                                .past_validity = past_validity,
                                .most_steps = limits.accuracy.most_steps,
                                .most_steps_past = limits.accuracy.most_steps_past,
                                .minimum_accuracy = 1e-4};
    sq_curve curve;
    sq_errors errors = {0};
    if (sq_curve_run(&curve, sq_solver_find("cumulant"), &options, &request, &errors)) {
        fprintf(stderr, "%s\n", sq_errors_first(&errors));
        exit(1);
    }
    if (!(curve.valid_until > 0)) {
        fprintf(stderr, "the run ended at once: %s\n", sq_breakdown_words(curve.breakdown));
        exit(1);
    }
    return curve;
}

static long
peak_kilobytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static void
bench(double chi, double gamma_s, int order, bool past_validity, int repeats)
{
    sq_rates rates = {.N = 1e4, .Gamma = 1, .chi = chi, .gamma_s = gamma_s};
    rates.Omega = 0.9 * sq_rates_upsilon_critical(&rates) * rates.N / 2;
    double seconds = INFINITY, until = 0;
    long steps = 0;
    for (int i = 0; i < repeats; i++) {
        sq_curve curve = run_once(&rates, order, past_validity);
        seconds = fmin(seconds, curve.seconds);
        steps = curve.steps;
        until = past_validity ? 1 / gamma_s : curve.valid_until;
        sq_curve_free(&curve);
    }
    printf("order %d  chi/Gamma %g  gamma_s/Gamma %-5g %s %-9.4g %7ld steps %9.2f ms %6ld kB\n",
           order, chi, gamma_s, past_validity ? "to the end " : "valid until", until, steps,
           1e3 * seconds, peak_kilobytes());
}

int
main(int argc, char **argv)
{
    int repeats = argc > 1 && strcmp(argv[1], "once") == 0 ? 1 : REPEATS;
    static const double gamma_s[] = {1, 3, 10, 30, 100, 300, 1000};
    for (int chi = 0; chi < 2; chi++)
        for (size_t i = 0; i < sizeof gamma_s / sizeof gamma_s[0]; i++) {
            for (int order = 2; order <= 4; order++)
                bench(chi, gamma_s[i], order, false, repeats);
            bench(chi, gamma_s[i], 2, true, repeats);
        }
    return 0;
}
