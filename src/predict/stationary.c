/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/stationary.h"

#include <math.h>
#include <string.h>

#include "base/machine.h"
#include "model/phases.h"
#include "predict/long_run.h"
#include "predict/rest.h"
#include "predict/stationary_forms.h"
#include "solvers/relaxation.h"

/* The hierarchy is followed for this many of the slowest decay times, 2/(one-spin rates) at
 * the most, and compared with half way: what is left of a transient is e^-20. */
#define DECAY_TIMES 40

/* The master equation is solved where that takes less than this. */
#define MOST_EXACT_SECONDS 5
#define MOST_EXACT_BYTES 2e9
#define MOST_PART 0.5 /* of the machine's memory */

/* Trajectories may take so long, and those of a branch to which the start does not lead. */
#define MOST_TRAJECTORY_SECONDS 60
#define MOST_OTHER_SECONDS 15

/* On its way to the branch that a stronger drive leads to, the drive is this times Upsilon_c.
 */
#define STRONGER 2

static void
fill(sq_stationary *s, const char *method, int order, const sq_moments *moments)
{
    s->method = method;
    s->order = order;
    s->moments = *moments;
    sq_squeezing_compute(&s->squeezing, moments);
    s->db = sq_squeezing_decibel(s->squeezing.xi2);
    s->db_error = s->jz_error = s->time = s->wanted = NAN;
}

/* Right to rounding. */
static void
fill_right(sq_stationary *s, const char *method, const sq_moments *moments)
{
    fill(s, method, 0, moments);
    s->db_error = s->jz_error = 0;
}

static void
fill_branch(sq_stationary_branch *b, double weight, const sq_moments *moments)
{
    b->weight = weight;
    b->moments = *moments;
    sq_squeezing_compute(&b->squeezing, moments);
    b->db = sq_squeezing_decibel(b->squeezing.xi2);
    b->db_error = 0;
}

static void
announce(const sq_task *task, const char *solver, sq_solver_cost cost)
{
    const sq_task_progress progress = {.solver = solver, .cost = cost, .db_error = NAN};
    if (task->progress)
        task->progress(task->listener, &progress);
}

/* By this method, or by any? */
static bool
is_asked(const sq_task *task, const char *solver)
{
    return strcmp(task->solver, "auto") == 0 || strcmp(task->solver, solver) == 0;
}

/* Exact methods want a whole number of spins. */
static void
make_whole(sq_rates *rates)
{
    const sq_rates given = *rates;
    if (given.N != rint(given.N))
        sq_rates_at_whole_number(rates, &given);
}

/* ---- exactly ---- */

static enum sq_status
find_product(sq_stationary *s, const sq_rates *rates, sq_errors *errors)
{
    double rate;
    sq_moments moments;
    enum sq_status status = sq_stationary_forms_product(&moments, &rate, rates, errors);
    if (status)
        return status;
    fill_right(s, "product state", &moments);
    s->settling = 1 / rate;
    return SQ_OK;
}

static enum sq_status
find_exact(sq_stationary *s, const sq_rates *rates, sq_errors *errors)
{
    sq_relaxation r;
    enum sq_status status = sq_relaxation_find(&r, rates, errors);
    if (status)
        return status;
    fill_right(s, "exact", &r.moments);
    s->settling = 1 / r.rate;
    s->branches = r.branches;
    for (int b = 0; b < r.branches; b++)
        fill_branch(&s->branch[b], r.branch[b].weight, &r.branch[b].moments);
    s->switching = r.branches ? r.rate : NAN;
    return SQ_OK;
}

/* May the master equation be solved, and at what cost? */
static enum sq_status
is_within_reach(bool *within, sq_solver_cost *cost, const sq_rates *rates, sq_errors *errors)
{
    double most = fmin(MOST_EXACT_BYTES, MOST_PART * sq_machine_bytes());
    *within = rates->N < 1e4;
    enum sq_status status =
        *within ? sq_relaxation_cost(&cost->seconds, &cost->bytes, rates, errors) : SQ_OK;
    *within = *within && cost->seconds < MOST_EXACT_SECONDS && cost->bytes < most;
    return status;
}

/* ---- by the hierarchy ---- */

/* The highest order that comes to rest; its error from the next lower one that does. */
static enum sq_status
find_by_hierarchy(sq_stationary *s, bool *found, const sq_task *task, const double spin[3],
                  sq_errors *errors)
{
    const sq_solver *solver = sq_solver_find("cumulant");
    const sq_rates *rates = &task->protocol.segment[0].rates;
    double duration =
        DECAY_TIMES * fmax(1 / sq_rates_one_spin(rates), 1 / sq_rates_collective(rates));
    enum sq_rest rest = SQ_REST_MOVES;
    *found = false;
    for (int order = solver->least_order;
         order <= solver->largest_order && rest != SQ_REST_SWINGS; order++) {
        sq_solver_options options;
        sq_curve_point last;
        sq_solver_options_init(&options);
        options.order = order;
        enum sq_status status =
            sq_rest_follow(&last, &rest, solver, &options, task, spin, duration, errors);
        if (status)
            return status;
        if (rest != SQ_REST_RESTS)
            continue;
        double db = *found ? s->db : NAN, jz = *found ? s->moments.mean[2] : NAN;
        fill(s, solver->name, order, &last.moments);
        s->db_error = fabs(s->db - db);
        s->jz_error = fabs(s->moments.mean[2] - jz);
        s->time = duration;
        *found = true;
    }
    return SQ_OK;
}

/* ---- by trajectories ---- */

static void
normalise(double spin[3], const double m[3])
{
    double length = hypot(hypot(m[0], m[1]), m[2]);
    for (int a = 0; a < 3; a++)
        spin[a] = m[a] / length;
}

/* From a polarised state along m the drive is as it is; towards a mixed one it comes down from
 * above Upsilon_c. */
static sq_long_run_start
start_towards(const double m[3], const sq_rates *rates, bool mixed)
{
    sq_long_run_start start = {.rates = *rates};
    double factor[SQ_RATES_ROLES];
    for (int i = 0; i < SQ_RATES_ROLES; i++)
        factor[i] = 1;
    factor[SQ_RATES_DRIVE] = STRONGER / fabs(sq_rates_drive_ratio(rates));
    if (mixed)
        sq_rates_scale(&start.rates, rates, factor);
    normalise(start.spin, m);
    return start;
}

static enum sq_status
find_by_trajectories(sq_stationary *s, const sq_task *task, const sq_long_run_start *start,
                     double most_seconds, sq_errors *errors)
{
    sq_long_run run;
    sq_task whole = *task;
    sq_long_run_start from = *start;
    make_whole(&whole.protocol.segment[0].rates);
    make_whole(&from.rates);
    announce(task, "trajectories", sq_long_run_cost(&whole.protocol.segment[0].rates));
    enum sq_status status = sq_long_run_make(&run, &whole, &from, most_seconds, errors);
    if (status)
        return status;
    fill(s, "trajectories", 0, &run.moments);
    s->squeezing = run.squeezing;
    s->db = run.db;
    s->db_error = run.db_error;
    s->jz_error = run.jz_error;
    s->unresolved = run.unresolved;
    s->time = run.time;
    return SQ_OK;
}

/* ---- many spins ---- */

/* Did a hierarchy answer whose error nothing tells? */
static bool
is_in_doubt(const sq_stationary *s)
{
    return isfinite(s->db) && isnan(s->db_error);
}

static enum sq_status
refuse_unrest(sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_NUMERIC,
                         "no order of the moment hierarchy comes to rest; ask solver "
                         "'trajectories', or 'auto', which does so by itself");
}

/* The hierarchy from there, and trajectories if it does not come to rest or no other order
 * tells its error; without them the hierarchy's answer stands. */
static enum sq_status
find_from(sq_stationary *s, const sq_task *task, const sq_long_run_start *start, bool mixed,
          double most_seconds, sq_errors *errors)
{
    bool found = false;
    sq_stationary sampled = *s;
    sq_errors why_not = {0};
    enum sq_status status = SQ_OK;
    if (is_asked(task, "cumulant") && !mixed && sq_rates_one_spin(&start->rates) > 0)
        status = find_by_hierarchy(s, &found, task, start->spin, errors);
    if (status)
        return status;
    if (!found && !is_asked(task, "trajectories"))
        return refuse_unrest(errors);
    if (!found)
        return find_by_trajectories(s, task, start, most_seconds, errors);
    if (is_in_doubt(s) && is_asked(task, "trajectories") &&
        find_by_trajectories(&sampled, task, start, most_seconds, &why_not) == SQ_OK)
        *s = sampled;
    sq_errors_free(&why_not);
    return SQ_OK;
}

/* To which of two branches mean field goes from the task's start; the first when it does not
 * tell. */
static enum sq_status
nearest_branch(int *nearest, double m[2][3], const sq_task *task, sq_errors *errors)
{
    const sq_rates *rates = &task->protocol.segment[0].rates;
    sq_solver_options options;
    sq_curve_point last;
    enum sq_rest rest = SQ_REST_MOVES;
    double apart[2] = {0, 0};
    sq_solver_options_init(&options);
    options.order = 1;
    enum sq_status status =
        sq_rest_follow(&last, &rest, sq_solver_find("mean-field"), &options, task, task->spin,
                       DECAY_TIMES / rates->gamma_s, errors);
    for (int b = 0; b < 2 && !status && rest == SQ_REST_RESTS; b++)
        for (int a = 0; a < 3; a++)
            apart[b] += pow(2 * last.moments.mean[a] / rates->N - m[b][a], 2);
    *nearest = apart[1] < apart[0];
    return status;
}

static enum sq_status
find_branch(sq_stationary *part, const sq_task *task, const double m[3], int b,
            double most_seconds, sq_errors *errors)
{
    sq_long_run_start start = start_towards(m, &task->protocol.segment[0].rates, b == 1);
    return find_from(part, task, &start, b == 1, most_seconds, errors);
}

/* ---- by mean field alone ---- */

static sq_moments
mean_field_moments(double N, const double m[3])
{
    sq_moments moments = {.N = N};
    for (int a = 0; a < 3; a++)
        moments.mean[a] = N / 2 * m[a];
    return moments;
}

/* All that mean field knows of a branch. */
static void
fill_mean_field(sq_stationary_branch *branch, double N, const double m[3])
{
    const sq_moments moments = mean_field_moments(N, m);
    fill_branch(branch, NAN, &moments);
    sq_squeezing_undefine(&branch->squeezing);
    branch->db = branch->db_error = NAN;
}

/* The branch itself, or where that is too much what mean field knows of it. */
static enum sq_status
find_taken(sq_stationary *part, const sq_task *task, const double m[3], int taken,
           sq_errors *errors)
{
    const sq_rates *rates = &task->protocol.segment[0].rates;
    sq_errors why_not = {0};
    enum sq_status status =
        find_branch(part, task, m, taken, MOST_TRAJECTORY_SECONDS, &why_not);
    bool any = strcmp(task->solver, "auto") == 0;
    if (status == SQ_ERR_NUMERIC && any && !sq_task_is_interrupted(task)) {
        const sq_moments moments = mean_field_moments(rates->N, m);
        fill(part, "mean-field", 0, &moments);
        sq_squeezing_undefine(&part->squeezing);
        part->db = NAN;
        part->wanted = sq_long_run_cost(rates).seconds;
        status = SQ_OK;
    } else if (status) {
        sq_errors_add(errors, status, "%s", sq_errors_first(&why_not));
    }
    sq_errors_free(&why_not);
    return status;
}

/* ---- two branches ---- */

static void
take_branch(sq_stationary *s, int b, const sq_stationary *part)
{
    s->branch[b] = (sq_stationary_branch){.weight = NAN,
                                          .moments = part->moments,
                                          .squeezing = part->squeezing,
                                          .db = part->db,
                                          .db_error = part->db_error};
}

/* The branch that is taken, and the other if that does not take long. */
static enum sq_status
find_both(sq_stationary *s, const sq_task *task, double m[2][3], sq_errors *errors)
{
    sq_stationary part = *s, other = *s;
    sq_errors why_not = {0};
    int taken;
    enum sq_status status = nearest_branch(&taken, m, task, errors);
    if (!status)
        status = find_taken(&part, task, m[taken], taken, errors);
    if (status)
        return status;
    *s = part;
    s->branches = 2;
    s->taken = taken;
    take_branch(s, taken, &part);
    if (find_branch(&other, task, m[!taken], !taken, MOST_OTHER_SECONDS, &why_not))
        fill_mean_field(&s->branch[!taken], task->protocol.segment[0].rates.N, m[!taken]);
    else
        take_branch(s, !taken, &other);
    sq_errors_free(&why_not);
    return SQ_OK;
}

static enum sq_status
find_many(sq_stationary *s, const sq_task *task, sq_errors *errors)
{
    const sq_rates *rates = &task->protocol.segment[0].rates;
    double m[2][3];
    if (sq_phases_states(m, rates) == 2)
        return find_both(s, task, m, errors);
    sq_long_run_start start = {.rates = *rates};
    memcpy(start.spin, task->spin, sizeof start.spin);
    return find_from(s, task, &start, false, MOST_TRAJECTORY_SECONDS, errors);
}

/* ---- the way to it ---- */

static enum sq_status
refuse_exact(double N, sq_errors *errors)
{
    return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                         "the master equation of %g spins takes too long to be solved for its "
                         "steady state; take fewer spins, or solver 'auto'",
                         N);
}

static enum sq_status
find_general(sq_stationary *s, const sq_task *task, sq_errors *errors)
{
    sq_rates rates = task->protocol.segment[0].rates;
    sq_solver_cost cost = {0};
    bool within;
    make_whole(&rates);
    enum sq_status status = is_within_reach(&within, &cost, &rates, errors);
    if (status)
        return status;
    if (within && is_asked(task, "exact")) {
        announce(task, "exact", cost);
        return find_exact(s, &rates, errors);
    }
    if (strcmp(task->solver, "exact") == 0)
        return refuse_exact(rates.N, errors);
    return find_many(s, task, errors);
}

/* One segment, and a solver that follows the spins to where they end up? */
static enum sq_status
check_task(const sq_task *task, sq_errors *errors)
{
    enum sq_status status = sq_protocol_check(&task->protocol, errors);
    if (!status && task->protocol.n > 1)
        status = sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                               "a steady state belongs to constant rates, and the protocol has "
                               "%zu segments; ask for that of one of them",
                               task->protocol.n);
    if (!status && !is_asked(task, "exact") && !is_asked(task, "cumulant") &&
        !is_asked(task, "trajectories"))
        status = sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                               "solver '%s' is not asked for steady states; take 'exact', "
                               "'cumulant', 'trajectories' or 'auto'",
                               task->solver);
    return status;
}

enum sq_status
sq_stationary_find(sq_stationary *s, const sq_task *task, sq_errors *errors)
{
    const sq_rates *rates = &task->protocol.segment[0].rates;
    bool any = strcmp(task->solver, "auto") == 0;
    sq_moments moments;
    *s = (sq_stationary){.wanted = NAN, .settling = NAN, .switching = NAN};
    enum sq_status status = check_task(task, errors);
    if (status)
        return status;
    if (any && sq_stationary_forms_closed(&moments, rates)) {
        fill_right(s, "closed form", &moments);
        return SQ_OK;
    }
    return any && sq_stationary_forms_are_independent(rates) ? find_product(s, rates, errors)
                                                             : find_general(s, task, errors);
}
