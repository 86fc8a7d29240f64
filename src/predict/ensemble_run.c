/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/ensemble_run.h"

#include <math.h>

#include "base/clock.h"
#include "predict/ensemble_batch.h"

/* Trajectories between two looks at the error: at first, and in parts of those done. */
#define FIRST_BATCH 64
#define NEXT_BATCH 0.25

/* Fewer say nothing of the tail. */
#define LEAST_TRAJECTORIES 1000

/* So many of those that do not differ are enough to say so. */
#define EQUAL_TRAJECTORIES 4

static bool
is_interrupted(const sq_ensemble_run_goal *goal)
{
    return goal->interrupt && *goal->interrupt;
}

/* ---- how many ---- */

/* Nothing makes a jump: all members are equal. */
static bool
is_deterministic(const sq_protocol *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const sq_rates *r = &p->segment[i].rates;
        if (sq_rates_one_spin(r) + r->Gamma + r->Gamma_up + r->Gamma_phi > 0)
            return false;
    }
    return true;
}

long
sq_ensemble_run_least(const sq_protocol *p)
{
    return is_deterministic(p) ? EQUAL_TRAJECTORIES : LEAST_TRAJECTORIES;
}

/* How many there should be after the next batch. */
static long
next_size(const sq_ensemble *e, const sq_ensemble_run_goal *goal)
{
    bool equal = goal->error_db > 0 && is_deterministic(&e->protocol);
    long more = equal ? EQUAL_TRAJECTORIES : (long)fmax(FIRST_BATCH, NEXT_BATCH * (double)e->n);
    return more < goal->most - e->n ? e->n + more : goal->most;
}

/* Those that will be run at least. */
static long
least_wanted(const sq_ensemble *e, const sq_ensemble_run_goal *goal)
{
    long least = sq_ensemble_run_least(&e->protocol);
    return goal->error_db > 0 && least < goal->most ? least : goal->most;
}

/* ---- the whole ---- */

/* dB of the best point and its error; is that small enough, or as good as it gets? */
static enum sq_status
judge(const sq_ensemble *e, const sq_ensemble_run_goal *goal, double *db, double *db_error,
      bool *enough, sq_errors *errors)
{
    sq_statistics s;
    size_t best = sq_ensemble_best(e);
    enum sq_status status = sq_ensemble_statistics(&s, e, best, errors);
    if (status)
        return status;
    const sq_curve_point point = {.t = e->t[best],
                                  .segment = e->segment[best],
                                  .squeezing = s.squeezing,
                                  .xi2_error = s.xi2_error,
                                  .top_share = s.top_share};
    double optimism = sq_ensemble_optimism(e, &point);
    *db = sq_squeezing_decibel(s.squeezing.xi2) - (isnan(optimism) ? 0 : optimism);
    double sampling = sq_ensemble_sampling_error(e, &point),
           lasting = sq_ensemble_lasting_error(e, &point);
    *db_error = hypot(sampling, lasting);
    bool good = *db_error <= goal->error_db || sampling <= lasting;
    *enough = goal->error_db > 0 && good && e->n >= sq_ensemble_run_least(&e->protocol);
    return SQ_OK;
}

static enum sq_status
refuse_none(bool late, double seconds, sq_errors *errors)
{
    if (late)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "trajectories take much longer than announced: none was finished "
                             "in %.3g s; ask for them by --solver trajectories",
                             seconds);
    return sq_errors_add(errors, SQ_ERR_NUMERIC,
                         "interrupted before the first trajectory was finished");
}

enum sq_status
sq_ensemble_run(sq_ensemble *e, const sq_ensemble_run_goal *goal, sq_errors *errors)
{
    double before = e->seconds, start = sq_clock();
    enum sq_status status = SQ_OK;
    bool enough = e->n >= goal->most;
    sq_ensemble_batch batch = {.ensemble = e,
                               .threads = goal->threads,
                               .ranks = goal->ranks,
                               .most_seconds = goal->most_seconds,
                               .least = least_wanted(e, goal),
                               .interrupt = goal->interrupt};
    e->late = false;
    while (!status && !enough && !e->late && !is_interrupted(goal)) {
        double db = NAN, db_error = NAN;
        status = sq_ensemble_batch_run(&batch, next_size(e, goal), errors);
        e->seconds = before + sq_clock() - start;
        bool matters = goal->error_db > 0 || goal->progress;
        if (!status && matters && e->n > 0)
            status = judge(e, goal, &db, &db_error, &enough, errors);
        if (!status && goal->progress)
            goal->progress(goal->listener, e, goal, db, db_error);
        enough = enough || e->n >= goal->most;
    }
    e->late = e->late && !enough;
    return !status && e->n == 0 ? refuse_none(e->late, e->seconds - before, errors) : status;
}
