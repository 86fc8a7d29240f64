/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/settle.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

/* Where the higher orders find that much less than order 2 does, they alone decide, or look for
 * hills anew. */
#define PROMISED_DB 0.3
#define BROKEN_DB 1.0

/* What keeps not to the floor lies lower than all that does. */
#define BELOW_FLOOR 1.0

/* Below the merits of labs with squeezing that do not reach a target. */
#define UNREACHED (5 * SQ_MERIT_POOR)

/* So many hills are climbed by the higher orders. */
enum { CLIMBS = 3 };

/* A hill, or the lab as it is. */
typedef struct candidate {
    sq_search_point point; /* with its merit by order 2 */
    double height;         /* by what answers */
} candidate;

typedef struct candidates {
    size_t n;
    candidate of[SQ_SEARCH_CLIMBS + 1];
    const candidate *here; /* the last; NULL: outside */
} candidates;

/* ---- merits ---- */

static double
merit_by(const sq_settle *s, const double *x, int order, int thread)
{
    sq_merit_view view;
    double value[SQ_SPACE_MOST];
    sq_space_values(value, s->goal->space, x);
    sq_merit_look(&view, s->goal, value, order, &s->desk[thread]);
    return view.merit;
}

static double
merit_of(const double *x, int thread, void *context)
{
    const sq_settle *s = context;
    if (s->order == 2 || !isfinite(s->floor))
        return merit_by(s, x, s->order, thread);
    double kept = merit_by(s, x, 2, thread);
    return kept < s->floor ? SQ_MERIT_POOR - BELOW_FLOOR - (s->floor - kept)
                           : merit_by(s, x, s->answer, thread);
}

void
sq_settle_begin(sq_settle *s, const sq_merit_goal *goal, sq_merit_desk *desk,
                const sq_search *how)
{
    *s = (sq_settle){.goal = goal,
                     .desk = desk,
                     .search = *how,
                     .answer = sq_merit_answer(goal),
                     .order = 2,
                     .floor = -INFINITY};
    s->search.merit = merit_of;
    s->search.context = s;
}

void
sq_settle_known(sq_search_result *found, sq_settle *s, const double *const *start, size_t n)
{
    *found = (sq_search_result){0};
    for (size_t i = 0; i < n; i++) {
        sq_search_point *top = &found->top[found->n_tops];
        if (!start[i])
            continue;
        memcpy(top->x, start[i], s->search.n * sizeof *start[i]);
        top->merit = merit_by(s, top->x, 2, 0);
        found->n_tops++;
        found->evaluations++;
    }
}

/* Is order 2 of another model than what answers? */
static bool
is_guided(const sq_settle *s)
{
    return s->answer == SQ_MERIT_IN_CLASSES;
}

/* ---- candidates ---- */

static void
gather(candidates *c, const sq_settle *s, const sq_search_result *found)
{
    *c = (candidates){.n = found->n_tops};
    for (size_t i = 0; i < found->n_tops; i++)
        c->of[i].point = found->top[i];
    if (!s->here)
        return;
    candidate *here = &c->of[c->n++];
    memcpy(here->point.x, s->here, s->search.n * sizeof *s->here);
    here->point.merit = merit_by(s, here->point.x, 2, 0);
    c->here = here;
}

static void
look_higher(candidates *c, sq_settle *s)
{
#pragma omp parallel for schedule(dynamic) num_threads(sq_search_threads(&s->search))
    for (size_t i = 0; i < c->n; i++)
        c->of[i].height = merit_by(s, c->of[i].point.x, s->answer, omp_get_thread_num());
    s->evaluations += (long)c->n;
}

static double
most_promised(const candidates *c)
{
    double most = -INFINITY;
    for (size_t i = 0; i < c->n; i++)
        most = fmax(most, c->of[i].point.merit);
    return most;
}

/* The highest first; where two are as high, what order 2 found first. */
static int
compare(const void *a, const void *b)
{
    const candidate *p = a, *q = b;
    if (p->height != q->height)
        return p->height < q->height ? 1 : -1;
    return (p->point.merit < q->point.merit) - (p->point.merit > q->point.merit);
}

/* ---- by both ---- */

/* Of the merit by order 2: what is below the lab as it is, is worse than it, and so is what
 * gives away what order 2 sees in the lab that is the best by order 4. */
static double
floor_of(const candidates *c, double promised)
{
    double lowest = promised - SQ_SETTLE_SLACK_DB, highest = -INFINITY;
    if (!c->here)
        return lowest;
    for (size_t i = 0; i < c->n; i++)
        if (c->of[i].point.merit >= lowest)
            highest = fmax(highest, c->of[i].height);
    bool above = c->here->point.merit > lowest || c->here->height > highest;
    return above ? c->here->point.merit : lowest;
}

static enum sq_status
take_by_both(sq_search_point *point, sq_settle *s, const candidates *c, double promised,
             sq_errors *errors)
{
    const candidate *best = NULL;
    s->floor = floor_of(c, promised);
    for (size_t i = 0; i < c->n; i++)
        if (c->of[i].point.merit >= s->floor && (!best || compare(&c->of[i], best) < 0))
            best = &c->of[i];
    *point = best->point;
    if (s->search.brief || s->goal->with_noise)
        return SQ_OK; /* what noise leaves is dear, and differs by more than orders do */
    s->order = s->answer;
    point->merit = best->height;
    enum sq_status status = sq_search_climb(point, 1, &s->evaluations, &s->search, errors);
    s->order = 2;
    s->floor = -INFINITY;
    point->merit = merit_by(s, point->x, 2, 0);
    return status;
}

/* ---- by the higher orders ---- */

/* Where order 2 promises what answers does not see at all, it has led to the wrong hills. */
static enum sq_status
search_again(sq_search_point *point, sq_settle *s, sq_errors *errors)
{
    sq_search_result found;
    double guess[SQ_SEARCH_MOST];
    memcpy(guess, point->x, sizeof guess);
    s->search.guess = guess;
    s->search.brief = true;
    enum sq_status status = sq_search_run(&found, &s->search, errors);
    s->evaluations += found.evaluations;
    if (!status && found.top[0].merit > point->merit)
        *point = found.top[0];
    return status;
}

/* From where to climb: the highest; the top of order 2, whose hill may be the wider one; and
 * what comes next. */
static size_t
choose_climbers(sq_search_point climber[CLIMBS], const sq_settle *s, candidates *c)
{
    size_t guide = 0, n = s->search.brief ? 1 : CLIMBS < c->n ? CLIMBS : c->n;
    qsort(c->of, c->n, sizeof *c->of, compare);
    for (size_t i = 1; i < c->n; i++)
        if (c->of[i].point.merit > c->of[guide].point.merit)
            guide = i;
    if (guide > 1) {
        candidate top = c->of[guide];
        memmove(&c->of[2], &c->of[1], (guide - 1) * sizeof top);
        c->of[1] = top;
    }
    for (size_t i = 0; i < n; i++) {
        climber[i] = c->of[i].point;
        climber[i].merit = c->of[i].height;
    }
    return n;
}

static enum sq_status
take_by_higher(sq_search_point *point, sq_settle *s, candidates *c, double promised,
               sq_errors *errors)
{
    sq_search_point climber[CLIMBS];
    size_t n = choose_climbers(climber, s, c);
    enum sq_status status = SQ_OK;
    s->order = s->answer;
    if (climber[0].merit <= (is_guided(s) ? 0 : promised - BROKEN_DB))
        status = search_again(&climber[0], s, errors);
    if (!status)
        status = sq_search_climb(climber, n, &s->evaluations, &s->search, errors);
    *point = climber[0];
    for (size_t i = 1; i < n; i++)
        if (climber[i].merit > point->merit)
            *point = climber[i];
    return status;
}

enum sq_status
sq_settle_take(sq_search_point *point, sq_settle *s, const sq_search_result *found,
               sq_errors *errors)
{
    candidates c;
    gather(&c, s, found);
    double promised = most_promised(&c), height = -INFINITY;
    *point = found->top[0];
    if (s->rough || !(promised > (s->in_truth ? UNREACHED : SQ_MERIT_POOR)))
        return SQ_OK;
    look_higher(&c, s);
    for (size_t i = 0; i < c.n; i++)
        height = fmax(height, c.of[i].height);
    bool kept = height > promised - PROMISED_DB && !s->in_truth && !is_guided(s);
    return kept ? take_by_both(point, s, &c, promised, errors)
                : take_by_higher(point, s, &c, promised, errors);
}
