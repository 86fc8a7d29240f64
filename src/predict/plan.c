/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/plan.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/locale.h"
#include "base/machine.h"
#include "base/text.h"
#include "predict/curve.h"
#include "predict/ensemble_run.h"

/* Of the time axis where the task leaves it open; a point of each trajectory is kept.  Few even
 * points may miss the best, so that beside those of a task trajectories have their own. */
enum { DEFAULT_POINTS = 401, SAMPLED_POINTS = 201 };

/* Trajectories that a plan reckons with where the error decides; measured: 50 to 400 for
 * USUAL_DB at an optimum, and as many as this are run in any case. */
#define USUAL_TRAJECTORIES 1000
#define USUAL_DB 0.05

static long
expected_trajectories(const sq_task *task)
{
    if (task->trajectories)
        return task->trajectories;
    long least = sq_ensemble_run_least(&task->protocol);
    if (least < USUAL_TRAJECTORIES)
        return least;
    double expected = USUAL_TRAJECTORIES * pow(USUAL_DB / task->accuracy.answer_db, 2);
    return (long)fmin(fmax(expected, USUAL_TRAJECTORIES), SQ_TASK_MOST_TRAJECTORIES);
}

static void
add_run(sq_plan *plan, const sq_task *task, int order)
{
    sq_solver_options *options = &plan->options[plan->n++];
    sq_solver_options_init(options);
    bool master = plan->solver->exact && !plan->solver->sampled;
    options->tolerance = master ? task->accuracy.exact_step : task->accuracy.step;
    options->order = order;
    options->past_breakdown = task->past_validity && task->past_steps == 0;
    options->trajectories = expected_trajectories(task);
    options->seed = task->seed;
    options->direct = task->direct;
}

/* The order asked for and its neighbour; the neighbour above where there is one. */
static void
choose_orders(sq_plan *plan, const sq_task *task)
{
    int least = plan->solver->least_order, largest = plan->solver->largest_order;
    double N = sq_protocol_spins(&task->protocol);
    if (N < largest)
        largest = (int)N; /* the hierarchy is exact from there on */
    int wanted = task->order ? task->order : largest;
    if (wanted > largest)
        wanted = largest;
    int low = task->order == 0 ? least : wanted < largest ? wanted : wanted - 1;
    int high = task->order == 0 ? largest : low + 1;
    if (wanted >= N || low < least)
        low = wanted; /* exact, or nothing below to compare with */
    if (task->alone)
        low = high = wanted;
    if (high > largest)
        high = largest;
    for (int order = low; order <= high; order++) {
        if (order == wanted)
            plan->primary = plan->n;
        add_run(plan, task, order);
    }
    plan->partner = plan->primary + 1 < plan->n ? plan->primary + 1
                    : plan->primary > 0         ? plan->primary - 1
                                                : plan->primary;
}

static void
explain(sq_plan *plan, const sq_task *task)
{
    int order = plan->options[plan->primary].order;
    double N = sq_protocol_spins(&task->protocol);
    if (plan->solver->sampled && task->resume)
        sq_locale_print(plan->reason, sizeof plan->reason, "ensemble of %s and %ld more",
                        task->resume, task->trajectories);
    else if (plan->solver->sampled && task->trajectories)
        sq_locale_print(plan->reason, sizeof plan->reason, "%ld trajectories, as asked",
                        task->trajectories);
    else if (plan->solver->sampled)
        sq_locale_print(plan->reason, sizeof plan->reason,
                        "trajectories until the best point is known to ± %g dB",
                        task->accuracy.answer_db);
    else if (plan->solver->largest_order == 0)
        sq_locale_print(plan->reason, sizeof plan->reason, "as asked");
    else if (plan->n == 1 && task->alone)
        sq_locale_print(plan->reason, sizeof plan->reason, "order %d alone, as asked", order);
    else if (order >= N)
        sq_locale_print(plan->reason, sizeof plan->reason,
                        "order %d is exact for %g spins: nothing is dropped", order, N);
    else
        sq_locale_print(plan->reason, sizeof plan->reason,
                        "%s; the error is the difference from order %d",
                        task->order ? "order as asked" : "highest order",
                        plan->options[plan->partner].order);
}

static enum sq_status
choose_solver(sq_plan *plan, const sq_task *task, sq_errors *errors)
{
    bool automatic = strcmp(task->solver, "auto") == 0;
    plan->solver = sq_solver_find(automatic ? "cumulant" : task->solver);
    if (!plan->solver)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "unknown solver '%s'; see 'squint list solvers'", task->solver);
    bool ordered = plan->solver->largest_order > 0;
    bool fits = !task->order || (ordered && task->order >= plan->solver->least_order &&
                                 task->order <= plan->solver->largest_order);
    if (!fits && !ordered)
        return sq_errors_add(errors, SQ_ERR_INPUT, "solver '%s' has no orders to choose from",
                             plan->solver->name);
    if (!fits)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "solver '%s' has the orders %d to %d, not %d", plan->solver->name,
                             plan->solver->least_order, plan->solver->largest_order,
                             task->order);
    return SQ_OK;
}

/* Of one segment: as if it stood alone, or as it goes on from those before, in whose time a
 * state may have become broad. */
static void
add_segment(sq_plan *plan, const sq_rates *rates, const double spin[3],
            const sq_solver_options *options, double begin, double end, int points)
{
    sq_solver_cost all =
        plan->solver->cost(rates, spin, options, end, plan->points + plan->own_points);
    double seconds = all.seconds;
    if (begin > 0)
        seconds =
            fmax(plan->solver->cost(rates, spin, options, end - begin, points).seconds,
                 all.seconds - plan->solver->cost(rates, spin, options, begin, points).seconds);
    plan->cost.seconds += seconds;
    plan->cost.bytes = fmax(plan->cost.bytes, all.bytes);
}

static void
add_cost(sq_plan *plan, const sq_task *task, const sq_solver_options *options)
{
    const sq_protocol *p = &task->protocol;
    double until = sq_task_end(task);
    int points = (plan->points + plan->own_points - 1) / (int)p->n + 1; /* of each segment */
    for (size_t i = 0; i < p->n && sq_protocol_start(p, i) <= until; i++)
        add_segment(plan, &p->segment[i].rates, task->spin, options, sq_protocol_start(p, i),
                    fmin(sq_protocol_start(p, i + 1), until), points);
}

/* Of exact solvers, which took the nearest whole number. */
static void
add_spins(sq_plan *plan, const sq_task *wanted)
{
    sq_task fitted, named = *wanted;
    named.solver = plan->solver->name;
    sq_task_fit(&fitted, &named);
    double N = sq_protocol_spins(&fitted.protocol),
           asked = sq_protocol_spins(&wanted->protocol);
    if (N != asked)
        sq_text_append(plan->reason, sizeof plan->reason, "; %.0f spins stand for %.6g", N,
                       asked);
}

void
sq_plan_explain(sq_plan *plan, const sq_task *task, const char *reason)
{
    snprintf(plan->reason, sizeof plan->reason, "%s", reason);
    add_spins(plan, task);
}

enum sq_status
sq_plan_make(sq_plan *plan, const sq_task *wanted, sq_errors *errors)
{
    sq_task fitted;
    const sq_task *task = &fitted;
    sq_task_fit(&fitted, wanted);
    assert(task->points == 0 || task->points >= 2);
    *plan = (sq_plan){0};
    enum sq_status status = sq_protocol_check(&task->protocol, errors);
    if (!status)
        status = choose_solver(plan, task, errors);
    if (status)
        return status;
    if (plan->solver->largest_order > 0)
        choose_orders(plan, task);
    else
        add_run(plan, task, 1);
    plan->points = task->points            ? task->points
                   : plan->solver->sampled ? SAMPLED_POINTS
                                           : DEFAULT_POINTS;
    plan->own_points =
        task->points && plan->solver->sampled && !task->resume ? SAMPLED_POINTS : 0;
    for (size_t i = 0; i < plan->n && !status; i++) {
        status = sq_curve_applicable(plan->solver, &plan->options[i], &task->protocol, errors);
        /* Who cannot serve cannot reckon either: sizes may be beyond all numbers. */
        if (!status)
            add_cost(plan, task, &plan->options[i]);
    }
    plan->cost.bytes +=
        (double)((size_t)(plan->points + plan->own_points) * plan->n * sizeof(sq_curve_point));
    if (!status && plan->cost.bytes > sq_machine_bytes())
        status =
            sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                          "this would take %.3g GB of memory, and the machine has %.3g; ask "
                          "for fewer --trajectories or --points",
                          1e-9 * plan->cost.bytes, 1e-9 * sq_machine_bytes());
    explain(plan, task);
    add_spins(plan, wanted);
    return status;
}
