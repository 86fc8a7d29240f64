/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/search.h"

#include <gsl/gsl_qrng.h>
#include <math.h>
#include <nlopt.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/philox.h"

/* Points that are spread over the box: so many, and for each dimension. */
enum { SCAN = 64, SCAN_OF_DIMENSION = 96 };

/* A brief search has so many times fewer points and climbs. */
enum { BRIEF = 4 };

/* Nearer than that, climbs would meet. */
#define APART 0.08

/* Tops nearer than that are the same. */
#define SAME 0.01

/* The best tops are climbed again with smaller steps, as ridges are long, and those that are
 * then the best to the end. */
enum { FINE_CLIMBS = 4, LAST_CLIMBS = 2 };

/* How a climb goes: its first step, what its steps end at, and how many evaluations it may take
 * for each dimension. */
typedef struct way {
    nlopt_algorithm algorithm;
    double first, last;
    int most;
} way;

static const way coarse = {NLOPT_LN_BOBYQA, 0.06, 1e-3, 60},
                 fine = {NLOPT_LN_BOBYQA, 0.02, 1e-5, 60},
                 last = {NLOPT_LN_SBPLX, 0.03, 1e-4, 150},
                 dear = {NLOPT_LN_NELDERMEAD, 0.02, 3e-4, 60},
                 dear_of_many = {NLOPT_LN_SBPLX, 0.03, 3e-4, 100};

/* In more dimensions the simplex of Nelder and Mead loses its way. */
enum { FEW_DIMENSIONS = 4 };

/* How much of the work is done after the scan, the first and the finer climbs. */
#define SCANNED 0.3
#define CLIMBED 0.6
#define REFINED 0.8

static double
wrap(double x)
{
    double part = x - floor(x);
    return part < 1 ? part : 0;
}

static bool
is_interrupted(const sq_search *s)
{
    return s->interrupt && *s->interrupt;
}

int
sq_search_threads(const sq_search *s)
{
    return s->threads > 0 ? s->threads : omp_get_max_threads();
}

/* ---- scan ---- */

static size_t
scan_size(const sq_search *s)
{
    return (SCAN + SCAN_OF_DIMENSION * s->n) / (s->brief ? BRIEF : 1);
}

/* The low-discrepancy points, shifted by a random vector. */
static enum sq_status
spread(sq_search_point *point, const sq_search *s, sq_errors *errors)
{
    sq_philox_stream stream = {.seed = s->seed};
    double shift[SQ_SEARCH_MOST];
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)s->n);
    if (!sequence)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a search");
    for (size_t k = 0; k < s->n; k++)
        shift[k] = sq_philox_uniform(&stream);
    for (size_t i = 0; i < scan_size(s); i++) {
        gsl_qrng_get(sequence, point[i].x);
        for (size_t k = 0; k < s->n; k++)
            point[i].x[k] = s->fixed[k] ? 0 : wrap(point[i].x[k] + shift[k]);
    }
    gsl_qrng_free(sequence);
    return SQ_OK;
}

static void
tell(const sq_search *s, double part)
{
    if (s->progress)
        s->progress(s->listener, part);
}

static void
scan(sq_search_point *point, const sq_search *s)
{
    long n = (long)scan_size(s);
#pragma omp parallel for schedule(dynamic, 4) num_threads(sq_search_threads(s))
    for (long i = 0; i < n; i++) {
        point[i].merit = is_interrupted(s)
                             ? -INFINITY
                             : s->merit(point[i].x, omp_get_thread_num(), s->context);
        if (omp_get_thread_num() == 0)
            tell(s, SCANNED * (double)i / (double)n);
    }
}

/* ---- hills ---- */

static double
distance(const sq_search *s, const double *x, const double *y)
{
    double largest = 0;
    for (size_t k = 0; k < s->n; k++) {
        double d = fabs(x[k] - y[k]);
        largest = fmax(largest, s->periodic[k] ? fmin(d, 1 - d) : d);
    }
    return largest;
}

/* The best first; where two are equal, in the order of their coordinates. */
static int
compare(const void *a, const void *b)
{
    const sq_search_point *p = a, *q = b;
    if (p->merit != q->merit)
        return p->merit < q->merit ? 1 : -1;
    return memcmp(p->x, q->x, sizeof p->x);
}

/* Keeps the best of the sorted points that lie apart; returns how many. */
static size_t
thin(sq_search_point *point, size_t n, size_t most, double apart, const sq_search *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < n && kept < most; i++) {
        bool near = false;
        for (size_t k = 0; k < kept; k++)
            near = near || distance(s, point[i].x, point[k].x) < apart;
        if (!near)
            point[kept++] = point[i];
    }
    return kept;
}

/* ---- climbs ---- */

typedef struct climb {
    const sq_search *search;
    int thread; /* that climbs; who calls may be one of many that have their own search */
    nlopt_opt optimiser;
    sq_search_point best;
    long evaluations;
} climb;

static double
merit_of(unsigned n, const double *x, double *gradient, void *context)
{
    climb *c = context;
    double wrapped[SQ_SEARCH_MOST] = {0};
    (void)gradient;
    if (is_interrupted(c->search))
        nlopt_force_stop(c->optimiser);
    for (unsigned k = 0; k < n; k++)
        wrapped[k] = c->search->periodic[k] ? wrap(x[k]) : x[k];
    double merit = c->search->merit(wrapped, c->thread, c->search->context);
    c->evaluations++;
    if (merit > c->best.merit) {
        memcpy(c->best.x, wrapped, sizeof wrapped);
        c->best.merit = merit;
    }
    return merit;
}

/* Where an axis is periodic a climb may go once around. */
static void
set_up(climb *c, const way *how)
{
    const sq_search *s = c->search;
    double low[SQ_SEARCH_MOST], high[SQ_SEARCH_MOST], steps[SQ_SEARCH_MOST];
    for (size_t k = 0; k < s->n; k++) {
        low[k] = s->periodic[k] ? -1 : 0;
        high[k] = s->fixed[k] ? low[k] : s->periodic[k] ? 2 : 1; /* NLopt leaves it out then */
        steps[k] = how->first;
    }
    nlopt_set_max_objective(c->optimiser, merit_of, c);
    nlopt_set_lower_bounds(c->optimiser, low);
    nlopt_set_upper_bounds(c->optimiser, high);
    nlopt_set_initial_step(c->optimiser, steps);
    nlopt_set_xtol_abs1(c->optimiser, how->last);
    nlopt_set_maxeval(c->optimiser, how->most * (int)s->n);
}

/* The climb's own account of its best point is taken, whatever it ended by. */
static enum sq_status
climb_from(sq_search_point *point, long *evaluations, const sq_search *s, const way *how,
           int thread, sq_errors *errors)
{
    climb c = {.search = s, .thread = thread, .best = *point};
    double x[SQ_SEARCH_MOST], value;
    c.optimiser = nlopt_create(how->algorithm, (unsigned)s->n);
    if (!c.optimiser)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a search");
    set_up(&c, how);
    memcpy(x, point->x, sizeof x);
    nlopt_result result = nlopt_optimize(c.optimiser, x, &value);
    nlopt_destroy(c.optimiser);
    *point = c.best;
    *evaluations += c.evaluations;
    return result == NLOPT_OUT_OF_MEMORY
               ? sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a search")
               : SQ_OK;
}

enum sq_status
sq_search_ascend(sq_search_point *point, long *evaluations, const sq_search *s,
                 sq_errors *errors)
{
    return climb_from(point, evaluations, s, &coarse, 0, errors);
}

/* How far a stage of the work has come. */
typedef struct stage {
    double from, to;
} stage;

/* From n points at once, which is this stage of the work. */
static enum sq_status
climb_all(sq_search_point *point, size_t n, long *evaluations, const way *how, stage part,
          const sq_search *s, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    long taken = 0, done = 0;
#pragma omp parallel for schedule(dynamic) num_threads(sq_search_threads(s))                   \
    reduction(+ : taken)
    for (size_t i = 0; i < n; i++) {
        sq_errors mine = {0};
        enum sq_status ended =
            climb_from(&point[i], &taken, s, how, omp_get_thread_num(), &mine);
        sq_errors_free(&mine);
#pragma omp critical
        {
            status = status ? status : ended;
            done++;
            if (omp_get_thread_num() == 0)
                tell(s, part.from + (part.to - part.from) * (double)done / (double)n);
        }
    }
    *evaluations += taken;
    return status ? sq_errors_add(errors, status, "no memory for a search") : SQ_OK;
}

enum sq_status
sq_search_climb(sq_search_point *point, size_t n, long *evaluations, const sq_search *s,
                sq_errors *errors)
{
    const way *how = s->n > FEW_DIMENSIONS ? &dear_of_many : &dear;
    return climb_all(point, n, evaluations, how, (stage){0, 1}, s, errors);
}

/* ---- the whole ---- */

/* The guess comes first, so that no climb begins beside it. */
static size_t
begin_with_guess(sq_search_point *point, const sq_search *s)
{
    if (!s->guess)
        return 0;
    memcpy(point->x, s->guess, s->n * sizeof *s->guess);
    point->merit = s->merit(point->x, 0, s->context);
    return 1;
}

static size_t
smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void
sort_tops(sq_search_result *result, const sq_search *s)
{
    qsort(result->top, result->n_tops, sizeof *result->top, compare);
    result->n_tops = thin(result->top, result->n_tops, SQ_SEARCH_CLIMBS, SAME, s);
}

/* The first so many tops, which may change places. */
static enum sq_status
climb_tops(sq_search_result *result, size_t most, const way *how, stage part,
           const sq_search *s, sq_errors *errors)
{
    enum sq_status status = climb_all(result->top, smaller(result->n_tops, most),
                                      &result->evaluations, how, part, s, errors);
    sort_tops(result, s);
    return status;
}

static enum sq_status
search_with(sq_search_point *point, sq_search_result *result, const sq_search *s,
            sq_errors *errors)
{
    size_t guessed = begin_with_guess(point, s), n = scan_size(s),
           most = s->brief ? (size_t)SQ_SEARCH_CLIMBS / BRIEF : (size_t)SQ_SEARCH_CLIMBS;
    enum sq_status status = spread(point + guessed, s, errors);
    if (status)
        return status;
    scan(point + guessed, s);
    qsort(point + guessed, n, sizeof *point, compare);
    result->evaluations = (long)(guessed + n);
    result->n_tops = thin(point, guessed + n, most, APART, s);
    memcpy(result->top, point, result->n_tops * sizeof *point);
    status = climb_tops(result, most, &coarse, (stage){SCANNED, CLIMBED}, s, errors);
    if (!status)
        status = climb_tops(result, s->brief ? 1 : FINE_CLIMBS, &fine,
                            (stage){CLIMBED, REFINED}, s, errors);
    if (!status)
        status = climb_tops(result, s->brief ? 1 : LAST_CLIMBS, &last, (stage){REFINED, 1}, s,
                            errors);
    result->interrupted = is_interrupted(s);
    return status;
}

enum sq_status
sq_search_run(sq_search_result *result, const sq_search *s, sq_errors *errors)
{
    *result = (sq_search_result){0};
    sq_search_point *point = calloc(scan_size(s) + 1, sizeof *point);
    enum sq_status status =
        point ? search_with(point, result, s, errors)
              : sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for a search");
    free(point);
    return status;
}
