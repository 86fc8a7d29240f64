/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_rules.h"

#include <assert.h>
#include <string.h>

#include "cli/words.h"
#include "solvers/solver.h"

/* ---- states of a command line ---- */

/* May the moment hierarchy be followed by an exact solver? */
static bool
is_automatic(const sq_options *options)
{
    return strcmp(options->solver, "auto") == 0 && options->order == 0;
}

/* The solver that runs, or runs first; NULL: there is none of that name, which is said when it
 * is to run. */
static const sq_solver *
solver_of(const sq_options *options)
{
    bool is_auto = strcmp(options->solver, "auto") == 0;
    return sq_solver_find(is_auto ? "cumulant" : options->solver);
}

static bool
is_sampled(const sq_options *options)
{
    const sq_solver *solver = solver_of(options);
    return !solver || solver->sampled;
}

static bool
is_ordered(const sq_options *options)
{
    const sq_solver *solver = solver_of(options);
    return !solver || solver->largest_order > 0;
}

static bool
is_moving(const sq_options *options)
{
    const sq_solver *solver = solver_of(options);
    return !solver || !solver->stationary;
}

/* May the run end before the time axis does? */
static bool
is_bounded(const sq_options *options)
{
    const sq_solver *solver = solver_of(options);
    return !solver || (!solver->sampled && !solver->stationary);
}

static bool
is_comparable(const sq_options *options)
{
    const sq_solver *solver = solver_of(options);
    return !solver || (solver->correlated && !solver->stationary);
}

/* May trajectories run?  They are the second solver wherever they are not the first. */
static bool
is_sampling(const sq_options *options)
{
    return is_automatic(options) || is_sampled(options) ||
           (options->cross_check && is_comparable(options));
}

static bool
is_text(const sq_options *options)
{
    return !options->json && !options->csv;
}

/* Is there a line of progress to be silenced? */
static bool
is_watched(const sq_options *options)
{
    return options->command->watched && !options->dry_run;
}

static const struct {
    const char *name;
    bool (*holds)(const sq_options *options);
} states[] = {
    {"automatic", is_automatic},   {"sampled", is_sampled}, {"sampling", is_sampling},
    {"ordered", is_ordered},       {"moving", is_moving},   {"bounded", is_bounded},
    {"comparable", is_comparable}, {"text", is_text},       {"watched", is_watched},
};
enum { N_STATES = sizeof states / sizeof states[0] };

/* ---- rules ---- */

static bool
is_given(const sq_options *options, sq_words_one word)
{
    size_t i = 0;
    while (sq_option_rows[i].name && !sq_words_equal(word, sq_option_rows[i].name))
        i++;
    assert(sq_option_rows[i].name);
    return options->given[i] != NULL;
}

static bool
holds(const sq_options *options, sq_words_one word)
{
    if (*word.text == '!')
        return !is_given(options, (sq_words_one){word.text + 1, word.n - 1});
    for (size_t i = 0; i < N_STATES; i++)
        if (sq_words_equal(word, states[i].name))
            return states[i].holds(options);
    return is_given(options, word);
}

static bool
any_holds(const sq_options *options, const char *words)
{
    for (sq_words_one w = sq_words_first(words); w.text; w = sq_words_first(w.text + w.n))
        if (holds(options, w))
            return true;
    return false;
}

/* The first rule of the row that is broken; NULL: the option counts. */
static const sq_option_rule *
broken_rule(const sq_options *options, const sq_option_row *row)
{
    for (size_t i = 0; i < SQ_OPTION_RULES && row->needs[i].with; i++)
        if (!any_holds(options, row->needs[i].with))
            return &row->needs[i];
    for (size_t i = 0; i < SQ_OPTION_RULES && row->excludes[i].with; i++)
        if (any_holds(options, row->excludes[i].with))
            return &row->excludes[i];
    return NULL;
}

static enum sq_status
refuse(const sq_options *options, const sq_option_row *row, const char *value,
       const sq_option_rule *rule, sq_errors *errors)
{
    if (!rule->of_solver)
        return sq_errors_add(errors, SQ_ERR_INPUT, "--%s %s", row->name, rule->why);
    return sq_errors_add(errors, SQ_ERR_INPUT, "--%s%s%s: solver '%s' %s", row->name,
                         *value ? " " : "", value, solver_of(options)->name, rule->why);
}

/* Does the option ask for nothing but trajectories here? */
static bool
is_of_trajectories(const sq_options *options, const sq_option_row *row)
{
    if (!row->needs[0].with)
        return false;
    sq_words_one first = sq_words_first(row->needs[0].with);
    return sq_words_equal(first, "sampling") && !any_holds(options, first.text + first.n);
}

void
sq_option_rules_unsampled(const sq_options *options, FILE *out)
{
    for (size_t i = 0; sq_option_rows[i].name; i++) {
        const sq_option_row *row = &sq_option_rows[i];
        if (options->given[i] && is_of_trajectories(options, row))
            fprintf(
                out,
                "squint: --%s%s%s had no effect: no trajectories ran, as the answer was good "
                "enough without; add --solver trajectories\n",
                row->name, *options->given[i] ? " " : "", options->given[i]);
    }
}

void
sq_option_rules_undrawn(const sq_options *options, FILE *out)
{
    for (size_t i = 0; sq_option_rows[i].name; i++)
        if (options->given[i] && strcmp(sq_option_rows[i].name, "seed") == 0)
            fprintf(
                out,
                "squint: --seed %s had no effect: nothing was drawn; add --noise KEY=RMS, or "
                "uncertainties\n",
                options->given[i]);
}

enum sq_status
sq_option_rules_check(const sq_options *options, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (size_t i = 0; sq_option_rows[i].name; i++) {
        const sq_option_row *row = &sq_option_rows[i];
        const sq_option_rule *rule = options->given[i] ? broken_rule(options, row) : NULL;
        if (rule)
            status = refuse(options, row, options->given[i], rule, errors);
    }
    return status;
}
