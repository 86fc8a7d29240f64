/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_optimum.h"

#include <math.h>
#include <string.h>

/* Less is what settings lose when they are rounded. */
#define WORSE_DB 0.005

/* Less is not seen in the two digits that are printed. */
#define SHORT_DB 0.005

enum { EDGE_DIGITS = 4, LABEL = 27 /* characters beside which there is room */ };

/* ---- settings ---- */

/* In the unit of the lab. */
static void
add_value(sq_findings *f, const char *key, double value, const sq_inputs_unit *unit)
{
    sq_findings_value(f, key, value / unit->size);
}

static const char *
text_of(sq_findings *f, const sq_space_axis *axis, double value)
{
    return sq_findings_words(f, "%s", sq_inputs_text(&axis->unit, value, EDGE_DIGITS).s);
}

/* How well it has to be met, where that was measured. */
static const char *
flat_words(sq_findings *f, const sq_optimize_setting *s, const sq_space_axis *axis)
{
    bool low = isfinite(s->low), high = isfinite(s->high);
    if (!low && !high)
        return "anywhere in its range";
    const char *from = low ? text_of(f, axis, s->low) : NULL,
               *to = high ? text_of(f, axis, s->high) : NULL;
    return low && high ? sq_findings_words(f, "%s to %s", from, to)
           : low       ? sq_findings_words(f, "%s or more", from)
                       : sq_findings_words(f, "%s or less", to);
}

static const char *
bound_words(sq_findings *f, const sq_optimize_setting *s, const sq_space_axis *axis)
{
    if (!s->at_low && !s->at_high)
        return NULL;
    return sq_findings_words(f, "at the %s end of its range, %s to %s",
                             s->at_low ? "lower" : "upper", text_of(f, axis, axis->range.low),
                             text_of(f, axis, axis->range.high));
}

/* What is remarkable about a value. */
static const char *
remark_words(sq_findings *f, const sq_optimize_result *r, const sq_optimize_task *task,
             size_t k)
{
    const sq_space *space = task->goal.space;
    if (k == space->sought && r->reached && !r->interrupted)
        return sq_findings_words(f, "the %s that gives %g dB", space->most ? "most" : "least",
                                 task->goal.target);
    bool is_known = r->reached && !r->interrupted && task->goal.kind != SQ_MERIT_TIME_TO;
    return is_known ? sq_findings_words(f, "within %g dB: %s", SQ_OPTIMIZE_FLAT_DB,
                                        flat_words(f, &r->setting[k], &space->axis[k]))
                    : "";
}

static void
add_setting(sq_findings *f, const sq_optimize_result *r, const sq_optimize_task *task, size_t k)
{
    const sq_optimize_setting *s = &r->setting[k];
    const sq_space_axis *axis = &task->goal.space->axis[k];
    const char *remark = remark_words(f, r, task, k), *bound = bound_words(f, s, axis),
               *key = sq_findings_words(f, "%s", axis->key.text);
    sq_findings_section(f, "optimum.settings[]", NULL,
                        "key value unit text low high range_low range_high at_low at_high");
    sq_findings_text(f, "key", NULL, key);
    add_value(f, "value", s->value, &axis->unit);
    sq_findings_text(f, "unit", NULL, sq_findings_words(f, "%s", axis->unit.name.text));
    bool is_long = strlen(key) > LABEL;
    if (is_long)
        sq_findings_text(f, NULL, key, NULL);
    sq_findings_text(f, "text", is_long ? "" : key, sq_findings_words(f, "%s", s->text.s));
    if (*remark)
        sq_findings_shown(f, "%s \t%s", s->text.s, remark);
    if (bound)
        sq_findings_note(f, bound);
    add_value(f, "low", s->low, &axis->unit);
    add_value(f, "high", s->high, &axis->unit);
    add_value(f, "range_low", axis->range.low, &axis->unit);
    add_value(f, "range_high", axis->range.high, &axis->unit);
    sq_findings_flag(f, "at_low", s->at_low);
    sq_findings_flag(f, "at_high", s->at_high);
}

/* ---- the optimum ---- */

static const char *const goals[] = {[SQ_MERIT_DB] = "db",
                                    [SQ_MERIT_DB_AT] = "db_at",
                                    [SQ_MERIT_TIME_TO] = "time",
                                    [SQ_MERIT_CLOCK] = "clock"};

static const char *
point_words(sq_findings *f, double db, double time)
{
    return !(db > 0)
               ? "no squeezing"
               : sq_findings_words(f, "%s dB after %s", sq_findings_decibel_label(db, NAN, 2).s,
                                   sq_findings_time_label(f, time, 4).s);
}

/* Only where atoms begin as no setting of the space makes them. */
static bool
is_worse(const sq_optimize_result *r, const sq_optimize_task *task)
{
    return r->here_inside && r->in_classes && task->goal.kind != SQ_MERIT_TIME_TO &&
           task->goal.kind != SQ_MERIT_CLOCK && r->here_db > r->db + WORSE_DB;
}

static double
uncertainty_of(const sq_headline *h)
{
    return isfinite(h->db_error) ? h->db_error : 0;
}

/* What stands against it. */
static void
add_doubts(sq_findings *f, const sq_optimize_result *r, const sq_optimize_task *task,
           const sq_headline *answer)
{
    if (r->violated) {
        sq_findings_line(f, "CAUTION", "nothing within the ranges keeps to the model, but");
        sq_findings_note(f, sq_findings_words(f, "violates %s (--allow %s lets it)",
                                              r->violated, r->violated));
    } else if (!r->reached && task->goal.target > 0) {
        sq_findings_line(f, "CAUTION", "nothing within the ranges reaches %g dB;",
                         task->goal.target);
        sq_findings_note(f, "the most there is stands here");
    } else if (!r->reached) {
        sq_findings_line(f, "CAUTION", "there is no squeezing within the ranges");
    }
    if (r->at_trust)
        sq_findings_line(f, "CAUTION",
                         "squeezing still rises where it can no longer be trusted");
    if (is_worse(r, task)) {
        sq_findings_line(f, "CAUTION",
                         "the lab as it was squeezes more: there every atom begins");
        sq_findings_note(f, "at a rest of its own, which no one direction is; keep that and");
        sq_findings_note(f, "choose the rest (--free drive.ratio)");
    }
    if (r->at_end) {
        sq_findings_line(f, "CAUTION", "squeezing still rises where the time ends");
        sq_findings_note(f, task->goal.within > 0 ? "(--within)" : "(time.until, or --within)");
    }
    if (r->interrupted)
        sq_findings_line(f, "CAUTION", "interrupted: there may be better settings");
    bool has_target = task->goal.target > 0 && r->reached && !r->interrupted;
    if (has_target && answer->db + uncertainty_of(answer) < task->goal.target - SHORT_DB) {
        sq_findings_line(f, "CAUTION", "the prediction below has %.2f dB:", answer->db);
        sq_findings_note(f, sq_findings_words(f, "it does not reach %g dB", task->goal.target));
    }
}

static void
add_point(sq_findings *f, const sq_optimize_result *r, bool with_noise)
{
    const char *by = r->in_classes    ? "in classes of coupling"
                     : r->closed_form ? "by the closed form"
                     : r->order == 2  ? "by order 2"
                                      : sq_findings_words(f, "by order 2, then %d", r->order);
    const char *label = with_noise ? sq_findings_words(f, "%s, noisy", by) : by;
    sq_findings_value(f, "db", r->db);
    sq_findings_value(f, "time", r->time);
    sq_findings_count(f, "order", r->order);
    sq_findings_flag(f, "closed_form", r->closed_form);
    sq_findings_flag(f, "in_classes", r->in_classes);
    sq_findings_count(f, "evaluations", r->evaluations);
    sq_findings_flag(f, "reached", r->reached);
    sq_findings_flag(f, "at_end", r->at_end);
    sq_findings_flag(f, "at_trust", r->at_trust);
    sq_findings_flag(f, "interrupted", r->interrupted);
    sq_findings_text(f, "violated", NULL, r->violated);
    sq_findings_value(f, "here_db", r->here_db);
    sq_findings_value(f, "here_time", r->here_time);
    sq_findings_line(f, label, "%s, of %ld labs", point_words(f, r->db, r->time),
                     r->evaluations);
    if (r->in_classes)
        sq_findings_note(f, "found by the uniform model, climbed by atoms in classes");
    sq_findings_line(f, r->here_inside ? "the lab as it was" : "the lab as it was, outside",
                     "%s", point_words(f, r->here_db, r->here_time));
}

void
sq_findings_optimum(sq_findings *f, const sq_optimize_result *r, const sq_optimize_task *task,
                    const sq_headline *answer)
{
    sq_findings_section(f, "optimum", "Best settings",
                        "goal at target sought with_noise db time order closed_form in_classes "
                        "reached at_end at_trust violated interrupted "
                        "evaluations here_db here_time settings[]");
    const sq_space *space = task->goal.space;
    bool sought = space->sought != SQ_SPACE_NONE;
    sq_findings_text(f, "goal", NULL,
                     sought ? space->most ? "most" : "least" : goals[task->goal.kind]);
    sq_findings_value(f, "at", task->goal.kind == SQ_MERIT_DB_AT ? task->goal.at : NAN);
    sq_findings_value(f, "target",
                      sought || task->goal.kind == SQ_MERIT_TIME_TO ? task->goal.target : NAN);
    sq_findings_text(f, "sought", NULL,
                     sought ? sq_findings_words(f, "%s", space->axis[space->sought].key.text)
                            : NULL);
    sq_findings_flag(f, "with_noise", task->goal.with_noise);
    for (size_t k = 0; k < space->n; k++)
        add_setting(f, r, task, k);
    sq_findings_into(f, "optimum");
    add_point(f, r, task->goal.with_noise);
    add_doubts(f, r, task, answer);
}
