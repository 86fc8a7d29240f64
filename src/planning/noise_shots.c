/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/noise_shots.h"

#include <stdlib.h>

#include "beyond/sketch.h"
#include "planning/noise_watch.h"
#include "predict/axis.h"

/* More of them are shared out among threads. */
enum { FEW = 16 };

enum sq_status
sq_noise_shots_begin(sq_noise_shots *s, const sq_lab *lab, const sq_noises *noises,
                     sq_errors *errors)
{
    *s = (sq_noise_shots){.lab = lab};
    return sq_shot_make(&s->maker, lab, noises, errors);
}

void
sq_noise_shots_free(sq_noise_shots *s)
{
    sq_shot_free(&s->maker);
    sq_quadrature_free(&s->rule);
    free(s->run);
    free(s->moments);
}

/* ---- points ---- */

static const double *
point(const sq_noise_shots *s, size_t i)
{
    return s->rule.z + i * s->rule.axes;
}

/* Is there a lab at every point? */
static void
look_ahead(sq_noise_shots *s)
{
    sq_lab varied = {0};
    s->left_out = 0;
    for (size_t i = 0; i < s->rule.n; i++) {
        sq_errors ignored = {0};
        if (sq_shot_lab(&varied, &s->maker, point(s, i), &ignored))
            s->left_out += s->rule.part[i];
        sq_errors_free(&ignored);
    }
    sq_lab_free(&varied);
}

enum sq_status
sq_noise_shots_product(sq_noise_shots *s, size_t nodes, size_t fewer, sq_errors *errors)
{
    sq_quadrature_free(&s->rule);
    enum sq_status status = sq_quadrature_product(&s->rule, s->maker.n, nodes, fewer, errors);
    if (!status)
        look_ahead(s);
    return status;
}

enum sq_status
sq_noise_shots_sobol(sq_noise_shots *s, size_t n, sq_errors *errors)
{
    sq_quadrature_free(&s->rule);
    enum sq_status status = sq_quadrature_sobol(&s->rule, s->maker.n, n, errors);
    if (!status)
        look_ahead(s);
    return status;
}

/* ---- runs ---- */

static void
fill_times(sq_noise_shots *s, double planned, double until)
{
    size_t n = SQ_NOISE_SHOTS_TIMES - 1, i = n;
    sq_axis_fill(s->t, n, false, &s->lab->rates, until);
    for (; i > 0 && s->t[i - 1] >= planned; i--)
        s->t[i] = s->t[i - 1];
    bool there = i < n && s->t[i + 1] == planned;
    for (size_t k = i + 1; there && k < n; k++)
        s->t[k] = s->t[k + 1];
    s->t[i] = planned;
    s->planned = i;
    s->n_times = there ? n : n + 1;
}

static enum sq_status
follow(sq_noise_shots *s, size_t i, sq_lab *varied, sq_errors *errors)
{
    sq_errors ignored = {0};
    sq_noise_shots_run *run = &s->run[i];
    run->possible = sq_shot_lab(varied, &s->maker, point(s, i), &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    if (run->possible && s->change)
        s->change->apply(&varied->rates, s->change->context);
    return run->possible
               ? sq_sketch_run(s->moments + i * s->n_times, &run->followed, &run->trusted,
                               &varied->rates, varied->spin, s->t, s->n_times, errors)
               : SQ_OK;
}

static enum sq_status
follow_all(sq_noise_shots *s, sq_noise_watch *watch, sq_errors *errors)
{
    enum sq_status failed = SQ_OK;
#pragma omp parallel if (s->rule.n > FEW) num_threads(sq_noise_watch_threads(watch))
    {
        sq_lab varied = {0};
        sq_errors found = {0};
#pragma omp for schedule(dynamic)
        for (size_t i = 0; i < s->rule.n; i++) {
            if (found.n || !sq_noise_watch_goes_on(watch) || follow(s, i, &varied, &found))
                continue;
            sq_noise_watch_one_more(watch);
        }
#pragma omp critical
        if (found.n && !failed)
            failed =
                sq_errors_add(errors, sq_errors_status(&found), "%s", sq_errors_first(&found));
        sq_errors_free(&found);
        sq_lab_free(&varied);
    }
    s->finished = watch->done == watch->most;
    return failed;
}

enum sq_status
sq_noise_shots_run_all(sq_noise_shots *s, double planned, double until, const sq_task *task,
                       sq_errors *errors)
{
    fill_times(s, planned, until);
    s->run = calloc(s->rule.n, sizeof *s->run);
    s->moments = malloc(s->rule.n * s->n_times * sizeof *s->moments);
    if (!s->run || !s->moments)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu shots", s->rule.n);
    sq_noise_watch watch = sq_noise_watch_begin(task, "shots with noise", (long)s->rule.n, 0);
    return follow_all(s, &watch, errors);
}
