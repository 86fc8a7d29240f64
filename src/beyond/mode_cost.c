/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "beyond/mode_cost.h"

#include <math.h>

#include "base/clock.h"
#include "beyond/mode_pair.h"
#include "beyond/mode_exact.h"
#include "beyond/trust.h"

/* ---- few spins ---- */

/* As many spins as the lab may have to be followed exactly itself; else so many stand for it,
 * which take part of a second. */
#define MOST_SPINS 10
#define FEW_SPINS 6

/* The eps of those that stand for a lab: the elimination costs some hundredths of a decibel,
 * and the mode is not yet too fast to be followed. */
#define FEW_EPSILON_LEAST 0.03
#define FEW_EPSILON_LARGEST 0.3

/* The exact run ends at so many times the spin model's best time, or twice that if squeezing is
 * still growing there, and so on. */
#define FEW_HORIZON 1.5

/* What the highest level may hold: an error of xi² of that order. */
#define TOP_POPULATION 1e-6

/* Of the spin model alone, in units of the collective time: by then few spins are at their
 * best, or single ones rule. */
#define FEW_TIMES 1000
#define RELAXED_TIMES 10 /* in units of the one-spin time */

/* Numbers of density matrices that may be derived in all exact runs of a check: a second or
 * two. */
#define BUDGET 1e8

/* N spins that stand for the lab.  chi and Gamma stay, and times grow as N falls. */
static void
case_of_few(sq_mode_pair_case *few, sq_mode_cost_few *about, const sq_mode_pair_case *lab,
            double N)
{
    double eps = sq_mode_epsilon(&lab->mode, lab->rates.N), factor = N / lab->rates.N;
    double shift = 2 * lab->rates.chi * lab->mode.nbar;
    *few = *lab;
    *about = (sq_mode_cost_few){
        .N = N, .epsilon = fmin(fmax(eps, FEW_EPSILON_LEAST), FEW_EPSILON_LARGEST)};
    sq_rates_at_fewer_spins(&few->rates, &lab->rates, N);
    few->rates.delta = factor * (lab->rates.delta - shift) + shift;
    few->until = lab->until / factor;
    double faster = factor * eps / about->epsilon;
    few->mode.kappa *= faster;
    few->mode.detuning *= faster;
    few->mode.g *= faster * sqrt(about->epsilon / (eps * factor));
}

/* Levels that a thermal mode fills, and quanta scattered about their mean. */
static int
least_levels(const sq_mode *mode, double quanta)
{
    double seen = fmax(quanta, 0), coherent = seen + 5 * sqrt(seen) + 4;
    double thermal =
        mode->nbar > 0 ? log(TOP_POPULATION) / log(mode->nbar / (mode->nbar + 1)) : 0;
    double levels = ceil(coherent + thermal);
    return levels < SQ_MODE_EXACT_LEVELS ? (int)levels : SQ_MODE_EXACT_LEVELS + 1;
}

static enum sq_status
run_exactly(sq_mode_cost_few *about, const sq_mode_pair_case *few, double *budget,
            sq_errors *errors)
{
    double top = INFINITY;
    int levels =
        about->levels ? about->levels : least_levels(&few->mode, about->hierarchy.most_quanta);
    enum sq_status status = SQ_OK;
    while (top > TOP_POPULATION && !about->reason && !status) {
        if (levels > SQ_MODE_EXACT_LEVELS)
            about->reason = "the mode holds too many quanta";
        else
            status = sq_mode_pair_exactly(&about->exact, &top, few, levels, budget, errors);
        if (isnan(top))
            about->reason = "their master equation takes too long";
        about->levels = levels;
        levels += levels / 3 + 1;
    }
    return status;
}

/* By the hierarchy, which tells how many levels of the mode are needed, and exactly, for as
 * long as the spin model needs to its best squeezing. */
static enum sq_status
run_few(sq_mode_cost_few *about, sq_mode_pair_case *few, double *budget, sq_errors *errors)
{
    double db, time, end = few->until;
    end = fmin(end, FEW_TIMES / sq_rates_collective(&few->rates));
    few->until = end = fmin(end, RELAXED_TIMES / sq_rates_one_spin(&few->rates));
    enum sq_status status = sq_mode_pair_by_hierarchy(&about->hierarchy, few, errors);
    if (!status)
        status = sq_mode_pair_limit(&db, &time, few, errors);
    if (status)
        return status;
    if (!(db > SQ_MODE_PAIR_SQUEEZED_DB)) {
        about->reason = "so few spins are not squeezed";
        return SQ_OK;
    }
    few->until = fmin(end, FEW_HORIZON * time);
    status = run_exactly(about, few, budget, errors);
    while (!status && !about->reason && about->exact.ended && few->until < end) {
        sq_mode_pair_answer shorter = about->exact;
        few->until = fmin(end, 2 * few->until);
        status = run_exactly(about, few, budget, errors);
        if (about->reason) { /* better a short answer than none */
            about->exact = shorter;
            about->reason = NULL;
            break;
        }
    }
    return status;
}

/* The check of the answer must not cost the answer: what cannot be computed is a reason. */
static enum sq_status
try_few(sq_mode_cost_few *about, sq_mode_pair_case *few, sq_errors *errors)
{
    double budget = BUDGET;
    sq_errors found = {0};
    enum sq_status status = run_few(about, few, &budget, &found);
    if (status == SQ_ERR_NUMERIC) {
        about->reason = "their master equation cannot be followed";
        status = SQ_OK;
    }
    if (status)
        sq_errors_add(errors, status, "%s", sq_errors_first(&found));
    sq_errors_free(&found);
    return status;
}

static enum sq_status
check_few(sq_mode_cost_few *about, const sq_mode_pair_case *lab, sq_errors *errors)
{
    sq_mode_pair_case few = *lab;
    double N = lab->rates.N;
    if (N <= MOST_SPINS && N == floor(N)) {
        *about = (sq_mode_cost_few){
            .N = N, .epsilon = sq_mode_epsilon(&lab->mode, N), .itself = true};
        enum sq_status status = try_few(about, &few, errors);
        if (status || !about->reason)
            return status;
    }
    case_of_few(&few, about, lab, fmin(floor(N), FEW_SPINS));
    return try_few(about, &few, errors);
}

/* ---- the lab ---- */

enum sq_status
sq_mode_cost_run(sq_mode_cost *deep, const sq_lab *lab, sq_errors *errors)
{
    double start = sq_clock();
    *deep = (sq_mode_cost){.epsilon = NAN};
    if (!lab->platform->mode)
        return sq_errors_add(errors, SQ_ERR_UNSUPPORTED,
                             "platform '%s' has no mode that was eliminated: there is nothing "
                             "deeper to check",
                             lab->platform->name);
    sq_trust trust;
    sq_mode_pair_case wanted = {.rates = lab->rates, .spin = lab->spin, .until = lab->until};
    sq_lab_mode(lab, &wanted.mode);
    deep->epsilon = sq_mode_epsilon(&wanted.mode, lab->rates.N);
    enum sq_status status = sq_trust_of(&trust, lab, errors);
    if (!status) {
        sq_mode_pair_case trusted = wanted;
        trusted.until = trust.until;
        status = sq_mode_pair_by_hierarchy(&deep->lab, &trusted, errors);
        if (!deep->lab.breakdown)
            deep->lab.breakdown = trust.why;
    }
    if (!status)
        status = check_few(&deep->few, &wanted, errors);
    deep->exact = deep->few.itself && !deep->few.reason;
    if (deep->exact)
        deep->lab = deep->few.exact;
    deep->seconds = sq_clock() - start;
    return status;
}
