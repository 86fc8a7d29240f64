/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_beyond.h"

#include <math.h>

#include "report/columns.h"

/* "8.23 dB after 2.18 s", and more behind it. */
static void
add_best(sq_findings *f, const char *label, double db, double time, int decimals,
         const char *more)
{
    sq_findings_line(f, label, "%s dB after %s%s",
                     sq_findings_decibel_label(db, NAN, decimals).s,
                     sq_findings_time_label(f, time, 4).s, more);
}

static void
add_end(sq_findings *f, double until, enum sq_breakdown breakdown)
{
    if (breakdown)
        sq_findings_line(f, "followed until", "%s: %s", sq_findings_time_label(f, until, 4).s,
                         sq_breakdown_words(breakdown));
}

/* ---- the mode kept ---- */

/* What the mode does to the squeezing; people read the difference. */
static void
add_pair(sq_findings *f, const char *label, const sq_mode_pair_answer *a)
{
    sq_findings_value(f, "db", a->db);
    sq_findings_value(f, "time", a->time);
    sq_findings_value(f, "limit_db", a->limit_db);
    sq_findings_value(f, "limit_time", a->limit_time);
    sq_findings_flag(f, "settled", a->settled);
    sq_findings_flag(f, "ended", a->ended);
    sq_findings_flag(f, "squeezed", a->squeezed);
    sq_findings_value(f, "difference_db", a->squeezed ? a->difference_db : NAN);
    sq_findings_value(f, "largest_db", a->squeezed ? a->largest_db : NAN);
    sq_findings_value(f, "largest_time", a->largest_time);
    sq_findings_value(f, "later_db", a->squeezed ? a->later_db : NAN);
    sq_findings_value(f, "until", a->until);
    sq_findings_text(f, "breakdown", NULL, sq_breakdown_words(a->breakdown));
    sq_findings_value(f, "quanta", a->quanta);
    if (a->squeezed)
        sq_findings_line(f, label,
                         "%+.2g dB at the best, up to %+.2g dB on the way, %+.2g dB later",
                         a->difference_db, a->largest_db, a->later_db);
    else
        sq_findings_line(f, label, "- (no squeezing, with or without the mode)");
}

/* So much is lost where the start is worth a word. */
#define KICK_DB 1

/* The lab's own pair. */
static void
add_lab(sq_findings *f, const sq_lab *lab, const sq_mode_pair_answer *a, bool exact)
{
    add_best(f, "best squeezing", a->db, a->time, 4,
             a->ended && a->breakdown ? ", where it has to end" : "");
    add_best(f, "with an infinitely fast mode", a->limit_db, a->limit_time, 4,
             exact ? "" : " (closed alike; compare these two only)");
    add_pair(f, "the elimination is off by", a);
    if (a->squeezed)
        sq_findings_note(
            f, "(with the mode less without it; -: the spin model promises too much)");
    sq_findings_line(f, "quanta that the spins put into the mode", "%s",
                     sq_format_number(a->quanta, 4).s);
    if (a->squeezed && !a->settled && !lab->at_rest && a->difference_db < -KICK_DB)
        sq_findings_note(f, "(the mode starts without the spins' light and may kick them off "
                            "their course: try initial.direction: mean-field)");
    if (a->settled)
        sq_findings_line(f, "start of the mode",
                         "as the spins make it: its ringing is too fast to be followed");
    add_end(f, a->until, a->breakdown);
}

/* The hierarchy against the master equation, where that can be solved. */
static void
add_few(sq_findings *f, const sq_mode_cost *cost)
{
    const sq_mode_cost_few *few = &cost->few;
    const char *title = "The same", *why = "";
    if (few->epsilon < 0.99 * cost->epsilon)
        why = sq_findings_words(f, " (the lab's %.3g is too large for it)", cost->epsilon);
    if (!few->itself)
        title = sq_findings_words(
            f, "To check this: few spins with the lab's ratios, %g at eps = %.3g%s", few->N,
            few->epsilon, why);
    sq_findings_section(f, "deep.few", title, "N epsilon levels reason hierarchy{} exact");
    sq_findings_value(f, "N", few->N);
    sq_findings_value(f, "epsilon", few->epsilon);
    sq_findings_into(f, "deep.few.hierarchy");
    add_pair(f, "by the moment hierarchy, order 2", &few->hierarchy);
    sq_findings_into(f, "deep.few");
    if (few->reason) {
        sq_findings_text(f, "reason", "exactly", few->reason);
        sq_findings_shown(f, "- (%s)", few->reason);
    } else {
        sq_findings_count(f, "levels", few->levels);
        sq_findings_into(f, "deep.few.exact");
        add_pair(f, "exactly", &few->exact);
    }
}

void
sq_findings_mode(sq_findings *f, const sq_lab *lab, const sq_mode_cost *cost)
{
    const sq_mode_pair_answer *a = &cost->lab;
    const char *title = "With the mode kept (moment hierarchy, order 2)";
    if (cost->exact)
        title = sq_findings_words(
            f, "With the mode kept (exact: master equation with %d levels of the mode)",
            cost->few.levels);
    sq_findings_section(f, "deep", title, NULL);
    sq_findings_value(f, "epsilon", cost->epsilon);
    sq_findings_text(f, "method", NULL, cost->exact ? "exact" : "hierarchy");
    bool unknown = !isfinite(a->db) || (a->breakdown && !(a->until > 0));
    if (unknown)
        sq_findings_line(f, "best squeezing", "unknown: %s",
                         a->breakdown ? sq_breakdown_words(a->breakdown)
                                      : "xi^2 is undefined throughout");
    f->hidden = unknown;
    add_lab(f, lab, a, cost->exact);
    add_few(f, cost);
    f->hidden = false;
    sq_findings_into(f, "deep");
    sq_findings_seconds(f, cost->seconds);
}

/* ---- couplings that differ ---- */

/* What the differences cost. */
static void
add_cost(sq_findings *f, const sq_classes_cost *c)
{
    const char *label = "beside that, the differences cost", *seen = "";
    double cost = c->given_up ? NAN : c->uniform_db - c->db;
    if (isfinite(c->weighted_db))
        seen = sq_findings_words(f, " (of the spin that the mode sees: %+.2f dB)",
                                 sq_format_unsigned_zero(c->uniform_db - c->weighted_db, 2));
    sq_findings_value(f, "cost_db", cost);
    if (c->given_up)
        sq_findings_line(f, label,
                         "- (the classes could not be followed as long as the uniform model)");
    else if (isfinite(cost))
        sq_findings_line(f, label, "%+.2f dB%s", sq_format_unsigned_zero(cost, 2), seen);
}

void
sq_findings_classes(sq_findings *f, const sq_lab *lab, const sq_classes_cost *c, bool shown)
{
    sq_table curve;
    f->hidden = !shown;
    sq_findings_section(
        f, "classes",
        "With couplings that differ from atom to atom (moment hierarchy, order "
        "2)",
        "classes atoms db time weighted_db weighted_time fewer_db "
        "weighted_fewer_db uniform_db uniform_time cost_db until breakdown start curve{}");
    sq_findings_count(f, "classes", (long long)c->classes);
    sq_findings_number(f, "atoms", "atoms, in classes of coupling", c->atoms);
    sq_findings_shown(f, "%s in %zu", sq_format_number(c->atoms, 6).s, c->classes);
    sq_findings_text(f, "start", "start", c->at_rest ? "rest" : "direction");
    sq_findings_shown(f, "%s",
                      c->at_rest ? "each class where the drive, turned up slowly, leaves it at "
                                   "rest"
                      : lab->at_rest ? "all spins along one direction: this drive is above the "
                                       "classes' threshold"
                                     : "all spins along initial.direction");
    sq_findings_value(f, "db", c->db);
    sq_findings_value(f, "time", c->time);
    if (isfinite(c->db))
        add_best(f, "best squeezing", c->db, c->time, 2, "");
    else
        sq_findings_line(f, "best squeezing", "none: xi^2 is undefined throughout");
    sq_findings_value(f, "weighted_db", c->weighted_db);
    sq_findings_value(f, "weighted_time", c->weighted_time);
    sq_findings_value(f, "weighted_fewer_db", c->weighted_fewer_db);
    if (isfinite(c->weighted_db))
        sq_findings_line(f, "of the spin that the mode sees",
                         "%s dB (atoms weighted by their coupling)",
                         sq_findings_decibel_label(c->weighted_db, NAN, 2).s);
    sq_findings_decibel(f, "fewer_db",
                        isfinite(c->fewer_db) ? "with half as many classes" : NULL, c->fewer_db,
                        NAN, 2, "");
    sq_findings_value(f, "uniform_db", c->uniform_db);
    sq_findings_value(f, "uniform_time", c->uniform_time);
    if (isfinite(c->uniform_db))
        add_best(f, "the effective uniform model, closed alike", c->uniform_db, c->uniform_time,
                 2, "");
    add_cost(f, c);
    sq_findings_value(f, "until", c->until);
    sq_findings_text(f, "breakdown", NULL, sq_breakdown_words(c->breakdown));
    add_end(f, c->until, c->breakdown);
    sq_columns_of_classes(&curve, c);
    sq_findings_into(f, "classes.curve");
    sq_findings_table(f, &curve);
    sq_findings_into(f, "classes");
    sq_findings_seconds(f, c->seconds);
    f->hidden = false;
}
