/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer is trusted up to the earliest of: the reported curve breaks down, its
 * neighbour breaks down, the two differ by more than accuracy.orders_part.  Before
 * that the orders converge (Known behaviour in doc/physics.md), beyond it none can
 * be trusted. */
#include "predict/judgement.h"

#include <math.h>
#include <stdlib.h>

#include "predict/transient.h"

/* What all of this rests on. */
typedef struct evidence {
    const sq_run *run;
    const sq_plan *plan;
    const sq_task *task;
    const sq_curve *mine,
        *other; /* the reported curve and its neighbour, which may be the same */
} evidence;

/* ---- trust ---- */

static double
difference_db(const sq_curve_point *a, const sq_curve_point *b)
{
    return fabs(sq_squeezing_decibel(a->squeezing.xi2) -
                sq_squeezing_decibel(b->squeezing.xi2));
}

static void
limit_validity(sq_judgement *j, double time, enum sq_breakdown why)
{
    if (time < j->valid_until) {
        j->valid_until = time;
        j->breakdown = why;
    }
}

/* The point of the curve at just the time of another's, NULL when there is none; *from: where
 * to look, for points that ascend. */
static const sq_curve_point *
same_time(const sq_curve *curve, size_t *from, const sq_curve_point *p)
{
    for (const sq_curve_point *q; *from < curve->n; ++*from) {
        q = &curve->point[*from];
        if (!sq_axis_is_before(q->t, q->segment, p->t, p->segment))
            return q->t == p->t && q->segment == p->segment ? q : NULL;
    }
    return NULL;
}

static void
judge_validity(sq_judgement *j, const evidence *e)
{
    const sq_curve *mine = e->mine, *other = e->other;
    double until = e->run->until;
    j->valid_until = until;
    limit_validity(j, mine->breakdown ? mine->valid_until : until, mine->breakdown);
    if (!sq_curve_is_unfinished(other))
        limit_validity(j, other->breakdown ? other->valid_until : until, other->breakdown);
    const sq_curve_point *before = mine->point;
    for (size_t i = 0, k = 0; i < mine->n; i++) {
        const sq_curve_point *same = same_time(other, &k, &mine->point[i]);
        if (!same)
            continue;
        if (difference_db(&mine->point[i], same) > e->task->accuracy.orders_part) {
            limit_validity(j, before->t, SQ_BREAKDOWN_ORDERS_PART);
            break;
        }
        before = &mine->point[i];
    }
}

/* The points to show, and there the difference of the orders. */
static enum sq_status
fill_shown(sq_judgement *j, const evidence *e, sq_errors *errors)
{
    const sq_curve *mine = e->mine, *other = e->other;
    j->shown = malloc((mine->n + 1) * sizeof *j->shown);
    j->xi2_error = malloc((mine->n + 1) * sizeof *j->xi2_error);
    if (!j->shown || !j->xi2_error)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu points", mine->n);
    for (size_t i = 0, k = 0; i < mine->n; i++) {
        const sq_curve_point *here = &mine->point[i];
        if (!here->on_axis)
            continue;
        const sq_curve_point *same = mine != other ? same_time(other, &k, here) : NULL;
        j->xi2_error[j->n_shown] =
            e->plan->solver->sampled
                ? sq_statistics_tail_factor(here->top_share) * here->xi2_error
            : same ? fabs(here->squeezing.xi2 - same->squeezing.xi2)
                   : NAN;
        j->shown[j->n_shown++] = i;
    }
    return SQ_OK;
}

/* ---- the best point ---- */

/* Where the best times of orders differ, by w in log(t), they have not converged in time, and
 * squeezing may go on long after both: measured at N = 300 to 2000, ratio 0.8 to 0.99, gamma_s
 * = 0.1 to 4 Gamma (trajectories), 8 to 45 w² dB where w > 0.1.  Not counted beyond FARTHEST.
 */
#define WALK_DB 30
#define FARTHEST 0.25

/* What is to be feared of the walk from the nearest minimum of the other curve, dB. */
static double
walk_error(const sq_curve_point *best, const sq_curve *other, const sq_protocol *p)
{
    double start = sq_protocol_start(p, best->segment), walk = FARTHEST;
    bool any = false;
    for (size_t i = 0; i < other->n_minima; i++) {
        const sq_curve_point *m = &other->minimum[i];
        if (m->segment != best->segment || !(m->t > start) || !(best->t > start))
            continue;
        walk = fmin(walk, fabs(log((m->t - start) / (best->t - start))));
        any = true;
    }
    return any ? WALK_DB * walk * walk : 0;
}

/* The larger of: the difference of two curves at the time reported, and between their own best
 * points. */
static double
distance(const sq_judgement *j, const evidence *e, const sq_curve *other)
{
    sq_curve_point best;
    double until = e->run->until;
    sq_best_of(&best, other, fmin(other->valid_until, until), until);
    const sq_curve_point *a = sq_curve_at(e->mine, j->best.t),
                         *b = sq_curve_at(other, j->best.t);
    double between = fabs(j->db - sq_squeezing_decibel(best.squeezing.xi2));
    return a && b && a->t == b->t ? fmax(between, difference_db(a, b)) : between;
}

/* Trust that ends with moments of no state not far beyond the best point: the orders do not
 * converge there, and that two of them are close says little. */
#define NOT_FAR 2

static bool
is_spoiled(const sq_judgement *j)
{
    return sq_breakdown_is_impossible(j->breakdown) && j->valid_until < NOT_FAR * j->best.t;
}

/* Between two orders where they converge; else that of all that ran, or where no others did so
 * many times that of the two. */
#define FACTOR_SPOILED 3

/* The largest distance from any order that ran. */
static double
widest_distance(const sq_judgement *j, const evidence *e)
{
    double widest = 0;
    for (size_t i = 0; i < e->plan->n; i++)
        if (e->run->curve[i].n)
            widest = fmax(widest, distance(j, e, &e->run->curve[i]));
    return widest;
}

/* Where squeezing rises to a steady value the closures of few spins need not converge: the last
 * step from order to order is not smaller than the one before (N = 12, chi_z = -0.55: 0.586,
 * 0.531, 0.451 dB of orders 2, 3, 4, and 0.64 right). */
static bool
diverges(const sq_judgement *j, const evidence *e, double pair, double widest)
{
    return j->kind == SQ_BEST_TIME_ENDS && e->plan->n > 2 && 2 * pair > widest;
}

static double
order_error(const sq_judgement *j, const evidence *e)
{
    double pair = distance(j, e, e->other), widest = widest_distance(j, e);
    if (is_spoiled(j))
        return e->plan->n > 2 ? widest : FACTOR_SPOILED * pair;
    return diverges(j, e, pair, widest) ? FACTOR_SPOILED * pair : pair;
}

/* Exact orders have no such error. */
static double
estimate_error(const sq_judgement *j, const evidence *e)
{
    const sq_curve *mine = e->mine, *other = e->other;
    if (j->kind == SQ_BEST_NONE)
        return NAN;
    if (e->plan->solver->stationary)
        return 0;
    if (e->plan->solver->sampled)
        return sq_ensemble_error(e->run->ensemble, &j->best);
    if (e->plan->solver->exact)
        return e->task->accuracy.minimum_db; /* steps are finer: measured, doc/solvers.md */
    if (mine->options.order >= sq_protocol_spins(&e->task->protocol))
        return 0;
    if (mine == other || (sq_curve_is_unfinished(other) && j->best.t >= other->valid_until))
        return NAN;
    double walk =
        j->kind == SQ_BEST_MINIMUM ? walk_error(&j->best, other, &e->task->protocol) : 0;
    return hypot(order_error(j, e), walk);
}

/* The end that was asked for is the end of the run in the lab: nothing comes after it.  What
 * rises to moments of no state says nothing, and has an error of its own. */
static double
to_come(const sq_judgement *j, const evidence *e)
{
    const sq_protocol *p = &e->task->protocol;
    bool rises = (j->kind == SQ_BEST_TRUST_ENDS && !is_spoiled(j)) ||
                 (j->kind == SQ_BEST_TIME_ENDS && e->task->until_chosen);
    if (!rises)
        return 0;
    return sq_best_to_come(e->mine, sq_protocol_start(p, j->best.segment), j->valid_until);
}

/* The best of noisy points is not as good as it looks. */
static void
sober(sq_curve_point *best, const sq_ensemble *ensemble)
{
    double optimism = sq_ensemble_optimism(ensemble, best);
    if (!isnan(optimism))
        best->squeezing.xi2 *= pow(10, optimism / 10);
}

static enum sq_status
fill_early_until(sq_judgement *j, const sq_curve *curve, const sq_protocol *p,
                 sq_errors *errors)
{
    j->early_until = malloc(p->n * sizeof *j->early_until);
    if (!j->early_until)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu segments", p->n);
    for (size_t i = 0; i < p->n; i++)
        j->early_until[i] = sq_transient_end(curve, p, i);
    return SQ_OK;
}

bool
sq_judgement_is_squeezed(const sq_judgement *j)
{
    return j->best.t > 0 && j->kind != SQ_BEST_NONE && j->kind != SQ_BEST_STEADY &&
           j->kind != SQ_BEST_START;
}

const char *
sq_judgement_minimum_kind(const sq_judgement *judgement, const sq_curve_point *minimum)
{
    return minimum->t < judgement->early_until[minimum->segment] ? "early" : "late";
}

/* ---- the whole ---- */

enum sq_status
sq_judgement_make(sq_judgement *j, const sq_run *run, const sq_plan *plan, const sq_task *task,
                  sq_errors *errors)
{
    const evidence e = {.run = run,
                        .plan = plan,
                        .task = task,
                        .mine = &run->curve[run->primary],
                        .other = &run->curve[run->partner]};
    *j = (sq_judgement){0};
    judge_validity(j, &e);
    j->kind = sq_best_of(&j->best, e.mine, j->valid_until, run->until);
    if (plan->solver->sampled && j->kind != SQ_BEST_NONE)
        sober(&j->best, run->ensemble);
    if (plan->solver->stationary && j->kind != SQ_BEST_NONE)
        j->kind = SQ_BEST_STEADY;
    j->db = sq_squeezing_decibel(j->best.squeezing.xi2);
    /* The noise of an ensemble has a slope of its own. */
    j->more_ahead =
        !plan->solver->sampled && sq_best_is_ahead(&j->best, e.mine, j->valid_until);
    j->to_come = to_come(j, &e);
    j->db_error = hypot(estimate_error(j, &e), j->to_come);
    j->t_critical = sq_transient_critical_time(e.mine, &task->protocol, 0);
    enum sq_status status = fill_early_until(j, e.mine, &task->protocol, errors);
    if (!status)
        status = fill_shown(j, &e, errors);
    if (status)
        sq_judgement_free(j);
    return status;
}

void
sq_judgement_free(sq_judgement *judgement)
{
    free(judgement->early_until);
    free(judgement->xi2_error);
    free(judgement->shown);
    *judgement = (sq_judgement){0};
}
