/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/noise_shots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    for (int k = 0; k < SQ_NOISE_SHOTS_ORDERS; k++)
        free(s->moments[k]);
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

enum sq_status
sq_noise_shots_star(sq_noise_shots *s, sq_errors *errors)
{
    enum sq_status status = sq_quadrature_check_by_star(&s->rule, errors);
    if (!status)
        look_ahead(s);
    return status;
}

/* They lie side by side. */
static void
choose_close(sq_noise_shots *s)
{
    const sq_quadrature *q = &s->rule;
    size_t first = 0, last = q->n - 1;
    s->close = q->check;
    while (first < q->n && !(q->check[first] > 0))
        first++;
    if (first == q->n) {
        s->close = q->part;
        first = 0;
    }
    while (last > first && !(s->close[last] > 0))
        last--;
    s->first_close = first;
    s->n_close = last + 1 - first;
}

/* ---- runs ---- */

/* Where the moments of a point begin. */
static sq_moments *
along(const sq_noise_shots *s, int order, size_t point)
{
    size_t first = order == SQ_NOISE_SHOTS_LEAST ? 0 : s->first_close;
    return s->moments[order - SQ_NOISE_SHOTS_LEAST] + (point - first) * s->n_times;
}

const sq_moments *
sq_noise_shots_at(const sq_noise_shots *s, int order, size_t point, size_t i)
{
    return along(s, order, point) + i;
}

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
follow_order(sq_noise_shots *s, size_t i, int order, const sq_lab *varied, sq_errors *errors)
{
    sq_closure_reach reach;
    enum sq_status status = sq_sketch_run_order(along(s, order, i), &reach, &varied->rates,
                                                varied->spin, order, s->t, s->n_times, errors);
    s->run[i].followed[order - SQ_NOISE_SHOTS_LEAST] = reach.n;
    return status;
}

/* How long two orders agree. */
static size_t
agree(const sq_noise_shots *s, size_t i, int order, int other)
{
    const sq_noise_shots_run *run = &s->run[i];
    size_t n = 0, both = run->followed[order - SQ_NOISE_SHOTS_LEAST],
           of_other = run->followed[other - SQ_NOISE_SHOTS_LEAST];
    const sq_moments *a = along(s, order, i), *b = along(s, other, i);
    both = both < of_other ? both : of_other;
    while (n < both && !(fabs(sq_sketch_decibel(&a[n]) - sq_sketch_decibel(&b[n])) >
                         SQ_SKETCH_ORDERS_PART_DB))
        n++;
    return n;
}

/* A closed form is of all orders. */
static void
copy_to_all(sq_noise_shots *s, size_t i)
{
    sq_noise_shots_run *run = &s->run[i];
    for (int order = SQ_NOISE_SHOTS_LEAST + 1; order <= s->highest; order++) {
        memcpy(along(s, order, i), along(s, SQ_NOISE_SHOTS_LEAST, i),
               run->followed[0] * sizeof *s->moments[0]);
        run->followed[order - SQ_NOISE_SHOTS_LEAST] = run->followed[0];
        run->trusted[order - SQ_NOISE_SHOTS_LEAST] = run->followed[0];
    }
}

static enum sq_status
look_closely(sq_noise_shots *s, size_t i, const sq_lab *varied, sq_errors *errors)
{
    sq_noise_shots_run *run = &s->run[i];
    enum sq_status status = SQ_OK;
    for (int order = SQ_NOISE_SHOTS_LEAST + 1; order <= s->highest && !status; order++) {
        status = follow_order(s, i, order, varied, errors);
        if (!status)
            run->trusted[order - SQ_NOISE_SHOTS_LEAST] = agree(s, i, order, order - 1);
    }
    run->trusted[0] = status ? 0 : run->trusted[1];
    return status;
}

static enum sq_status
follow(sq_noise_shots *s, size_t i, sq_lab *varied, sq_errors *errors)
{
    sq_errors ignored = {0};
    sq_noise_shots_run *run = &s->run[i];
    run->possible = sq_shot_lab(varied, &s->maker, point(s, i), &ignored) == SQ_OK;
    sq_errors_free(&ignored);
    if (!run->possible)
        return SQ_OK;
    if (s->change)
        s->change->apply(&varied->rates, s->change->context);
    enum sq_status status = follow_order(s, i, SQ_NOISE_SHOTS_LEAST, varied, errors);
    run->trusted[0] = run->followed[0];
    run->closed = sq_sketch_is_closed(&varied->rates);
    bool close = i >= s->first_close && i < s->first_close + s->n_close;
    if (status || !close)
        return status;
    if (!run->closed)
        return look_closely(s, i, varied, errors);
    copy_to_all(s, i);
    return SQ_OK;
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

static enum sq_status
allocate(sq_noise_shots *s, sq_errors *errors)
{
    bool enough = (s->run = calloc(s->rule.n, sizeof *s->run)) != NULL;
    for (int order = SQ_NOISE_SHOTS_LEAST; order <= s->highest; order++) {
        size_t n = order == SQ_NOISE_SHOTS_LEAST ? s->rule.n : s->n_close;
        sq_moments **m = &s->moments[order - SQ_NOISE_SHOTS_LEAST];
        *m = malloc(n * s->n_times * sizeof **m);
        enough = enough && *m;
    }
    return enough ? SQ_OK
                  : sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu shots", s->rule.n);
}

enum sq_status
sq_noise_shots_run_all(sq_noise_shots *s, double planned, double until, int highest,
                       const sq_task *task, sq_errors *errors)
{
    s->highest = highest > SQ_NOISE_SHOTS_LEAST ? highest : SQ_NOISE_SHOTS_LEAST + 1;
    fill_times(s, planned, until);
    choose_close(s);
    enum sq_status status = allocate(s, errors);
    if (status)
        return status;
    sq_noise_watch watch = sq_noise_watch_begin(task, "shots with noise", (long)s->rule.n, 0);
    return follow_all(s, &watch, errors);
}
