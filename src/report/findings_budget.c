/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_budget.h"

#include <math.h>

#include "report/findings_doubt.h"
#include "report/findings_prediction.h"

/* Of the largest cost, in characters. */
enum { BAR = 7 };

/* What is largest may be next to nothing. */
#define LEAST_SCALE_DB 0.1

/* What costs less is not worth a word. */
#define FELT_DB 0.05

/* ---- one cause ---- */

static const char *
cell(sq_findings *f, double db)
{
    return isnan(db) ? "-"
                     : sq_findings_words(f, "%s", sq_findings_decibel_label(db, NAN, 2).s);
}

/* A best point may be a lower bound. */
static const char *
best_cell(sq_findings *f, const sq_budget_best *best)
{
    return sq_findings_words(f, "%s%s", cell(f, best->db),
                             isfinite(best->db) && best->ended ? " >" : "");
}

static double
largest_cost(const sq_budget *b)
{
    double largest = LEAST_SCALE_DB;
    for (size_t i = 0; i < b->n; i++)
        largest = fmax(largest, fabs(b->cause[i].cost_db)); /* fmax leaves NaN out */
    return largest;
}

static const char *
bar(double cost, double largest)
{
    static const char costs[] = "#######", helps[] = "+++++++";
    int length = largest > 0 && isfinite(cost) ? (int)rint(BAR * fabs(cost) / largest) : 0;
    return (cost < 0 ? helps : costs) + BAR - length;
}

static void
add_best(sq_findings *f, const char *db_key, const char *time_key, const sq_budget_best *best)
{
    sq_findings_value(f, db_key, best->db);
    sq_findings_value(f, time_key, best->time);
}

static void
add_cause(sq_findings *f, const sq_budget_cause *c, double largest)
{
    const char *words = sq_findings_words(f, "%s", c->words.text);
    sq_findings_section(f, "budget[]", NULL,
                        "cause words cost db_without time_without db_without_planned db_only "
                        "time_only");
    sq_findings_text(f, "cause", NULL, sq_findings_words(f, "%s", c->name.text));
    sq_findings_text(f, "words", words, words);
    sq_findings_shown(f, "%s\t%s\t%s\t%6s %s", cell(f, c->without_planned_db),
                      best_cell(f, &c->without), best_cell(f, &c->only), cell(f, c->cost_db),
                      isnan(c->cost_db) ? "" : bar(c->cost_db, largest));
    sq_findings_value(f, "cost", c->cost_db);
    add_best(f, "db_without", "time_without", &c->without);
    sq_findings_value(f, "db_without_planned", c->without_planned_db);
    add_best(f, "db_only", "time_only", &c->only);
}

/* What the lab does not say. */
static void
add_poisson(sq_findings *f, const sq_budget_poisson *p)
{
    if (p->asked) {
        sq_findings_line(f, "with it, dB, not counted above", "then\tre-timed\talone\t  cost");
        sq_findings_line(f, "if the number were Poisson", "%s\t%s\t%s\t%6s",
                         cell(f, p->planned_db), best_cell(f, &p->with), best_cell(f, &p->only),
                         cell(f, p->cost_db));
    }
    sq_findings_section(f, "budget_if_poisson", NULL,
                        "cost db_with time_with db_with_planned db_only time_only");
    sq_findings_value(f, "cost", p->cost_db);
    add_best(f, "db_with", "time_with", &p->with);
    sq_findings_value(f, "db_with_planned", p->planned_db);
    add_best(f, "db_only", "time_only", &p->only);
}

/* ---- in words ---- */

/* The costliest, or what helps most; NULL: none is felt. */
static const sq_budget_cause *
extreme(const sq_budget *b, bool costs)
{
    for (size_t i = 0; i < b->n; i++) {
        const sq_budget_cause *c = &b->cause[b->order[costs ? i : b->n - 1 - i]];
        if (isfinite(c->cost_db))
            return fabs(c->cost_db) > FELT_DB && (c->cost_db > 0) == costs ? c : NULL;
    }
    return NULL;
}

static bool
has_open_end(const sq_budget *b)
{
    bool open =
        b->now.ended || b->ideal.ended || b->poisson.with.ended || b->poisson.only.ended;
    for (size_t i = 0; i < b->n; i++)
        open = open || b->cause[i].without.ended || b->cause[i].only.ended;
    return open;
}

/* Where the coupling differs, all but one row is not of the atoms that a prediction is of. */
static const char *
spread_words(enum sq_budget_spread spread)
{
    return spread == SQ_BUDGET_IN_CLASSES
               ? "all by the uniform model, but the spread: by atoms in classes, of order 2"
               : "all by the uniform model: what the spread of the coupling costs is not known";
}

/* Squeezing is no sum of what spoils it: one cause hides another. */
static void
add_sum(sq_findings *f, const sq_budget *b)
{
    const sq_budget_cause *cost = extreme(b, true), *help = extreme(b, false);
    sq_findings_into(f, "budget_summary");
    sq_findings_text(
        f, NULL,
        cost ? sq_findings_words(f, "costs most: %s, %.2f dB", cost->words.text, cost->cost_db)
             : "nothing here costs much",
        NULL);
    if (help)
        sq_findings_text(f, NULL,
                         sq_findings_words(f, "helps: %s, without it there are %.2f dB less",
                                           help->words.text, -help->cost_db),
                         NULL);
    sq_findings_text(f, NULL, "costs do not add up: one hides another", NULL);
    if (b->spread != SQ_BUDGET_UNIFORM)
        sq_findings_text(f, NULL, spread_words(b->spread), NULL);
    if (has_open_end(b))
        sq_findings_text(f, NULL, "> there may be more: trust or time end", NULL);
}

/* ---- the whole ---- */

static const char *
point_words(sq_findings *f, const sq_budget_best *best)
{
    return isnan(best->db)
               ? "unknown"
               : sq_findings_words(f, "%s dB%s%s", cell(f, best->db),
                                   sq_findings_after(f, best->time), best->ended ? " >" : "");
}

static void
add_plan(sq_findings *f, const sq_budget *b, const sq_prediction *p)
{
    sq_findings_planned(f, p, b->planned);
    sq_findings_value(f, "planned_db", b->planned_db);
    sq_findings_line(f, "with all that is listed", "%s",
                     isnan(b->planned_db)
                         ? b->noisy ? "unknown: too many shots past trust"
                                    : "unknown: beyond trust"
                         : sq_findings_words(f, "%s dB", cell(f, b->planned_db)));
    add_best(f, "best_db", "best_time", &b->now);
    sq_findings_line(f, "at the best time", "%s", point_words(f, &b->now));
    add_best(f, "ideal_db", "ideal_time", &b->ideal);
    sq_findings_line(f, "without all of it", "%s", point_words(f, &b->ideal));
    sq_findings_count(f, "order", b->by_order);
    sq_findings_flag(f, "closed_form", b->closed_form);
    sq_findings_flag(f, "interrupted", b->interrupted);
}

void
sq_findings_budget(sq_findings *f, const sq_lab *lab, const sq_budget *b,
                   const sq_prediction *p)
{
    double largest = largest_cost(b);
    sq_findings_section(f, "", NULL, "budget_summary budget[] budget_if_poisson{}");
    sq_findings_section(
        f, "budget_summary", "Budget",
        "time db db_error verdict planned_db best_db best_time ideal_db ideal_time "
        "order closed_form "
        "interrupted");
    sq_findings_doubt_of_model(f, lab);
    add_plan(f, b, p);
    sq_findings_into(f, "budget[]");
    sq_findings_line(f, "without it, dB", "then\tre-timed\talone\t  cost");
    for (size_t i = 0; i < b->n; i++)
        add_cause(f, &b->cause[b->order[i]], largest);
    add_poisson(f, &b->poisson);
    add_sum(f, b);
    if (b->interrupted)
        sq_findings_line(f, "CAUTION", "interrupted: not all is here");
}
