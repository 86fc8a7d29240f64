/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_headline.h"

#include <math.h>

#include "beyond/classes.h"
#include "report/findings_doubt.h"
#include "report/findings_nearby.h"
#include "report/findings_noise.h"

/* What is less is not seen in the two digits that are printed. */
#define SETTLED_DB 0.005

/* ---- a best point ---- */

static const char *const kind_remarks[] = {
    [SQ_BEST_MINIMUM] = NULL,
    [SQ_BEST_START] = "never better than the initial state: there is no squeezing here",
    [SQ_BEST_TIME_ENDS] = "still improving when the time axis ends: lengthen time.until",
    [SQ_BEST_TRUST_ENDS] = "still improving where the answer can no longer be trusted: a lower "
                           "bound",
    [SQ_BEST_STEADY] = "of the steady state, which is reached whatever the initial state",
    [SQ_BEST_NONE] = "the mean spin vanishes: squeezing is undefined",
};

static const char settled_remark[] = "settled when the time axis ends: a longer one adds less "
                                     "than 0.01 dB";

static const char wanted_end_remark[] = "still improving at the end of the time that was "
                                        "asked for";

/* Has squeezing come to where it stays, on an axis that was chosen for it? */
static bool
is_settled(const sq_prediction *p)
{
    const sq_judgement *j = &p->judgement;
    return j->kind == SQ_BEST_TIME_ENDS && p->until_chosen && j->to_come < SETTLED_DB;
}

/* Whose squeezing that is. */
static const char *
curve_words(sq_findings *f, const sq_prediction *p, const sq_headline *h)
{
    const sq_answer *answer = sq_prediction_answer(p);
    const char *of = h->of == SQ_HEADLINE_MODEL ? "" : " of the uniform model";
    return answer->order ? sq_findings_words(f, "order %d%s", answer->order, of)
                         : sq_findings_words(f, "%s%s", answer->solver, of);
}

/* How it may be known what comes after a rise. */
static const char *
farther_words(sq_findings *f, const sq_prediction *p)
{
    bool trusted = p->judgement.valid_until >= p->run.until;
    const sq_answer *first = &p->answer[0];
    if (!trusted && p->n_answers > 1)
        return sq_findings_words(f, "%s beside it has not seen farther", first->solver);
    if (!trusted)
        return p->plan.solver->exact ? "the run got no farther"
                                     : "ask --solver exact or trajectories";
    if (p->run.until < first->until)
        return sq_findings_words(f, "--solver %s goes on longer", p->plan.solver->name);
    return p->until_chosen ? "that end was chosen; give a later one, time.until"
                           : "lengthen time.until";
}

/* A rising end is not an answer, whatever lies below it. */
static void
add_ahead(sq_findings *f, const sq_prediction *p, const sq_headline *h)
{
    const sq_judgement *j = &p->judgement;
    const sq_curve_point *last = sq_curve_at(&p->run.curve[p->run.primary], j->valid_until);
    const sq_answer *second = sq_prediction_seen_beyond(p);
    sq_findings_line(
        f, "CAUTION", "%s rises again where %s, at %s: %s dB there;", curve_words(f, p, h),
        j->valid_until < p->run.until ? "its trust ends" : "the run ends",
        sq_findings_time_label(f, j->valid_until, 4).s,
        sq_findings_decibel_label(sq_squeezing_decibel(last->squeezing.xi2), NAN, 2).s);
    if (second) {
        sq_findings_note(
            f, sq_findings_words(f, "%s beside it has seen farther: %s dB%s", second->solver,
                                 sq_findings_decibel_label(second->db, second->db_error, 2).s,
                                 sq_findings_after(f, second->time)));
        return;
    }
    sq_findings_note(f, sq_findings_words(f, "whether it comes to more than %s dB is not known",
                                          sq_findings_decibel_label(j->db, NAN, 2).s));
    sq_findings_line(f, "", "(%s)", farther_words(f, p));
}

/* Of the spin model, for scripts, and for people where another number is the first. */
static void
add_model(sq_findings *f, const sq_prediction *p, const sq_headline *h)
{
    const sq_judgement *j = &p->judgement;
    bool none = j->kind == SQ_BEST_NONE, shown = h->of != SQ_HEADLINE_MODEL;
    double time = none || j->kind == SQ_BEST_STEADY ? NAN : j->best.t;
    sq_findings_value(f, "db_error", j->db_error);
    sq_findings_text(f, "best", NULL, sq_best_kind_name(j->kind));
    sq_findings_flag(f, "more_ahead", j->more_ahead);
    if (none)
        return;
    sq_findings_value(f, "time", time);
    sq_findings_decibel(f, "db", shown ? "of the uniform model" : NULL, j->db, j->db_error, 2,
                        sq_findings_words(f, "%s%s", sq_findings_after(f, time),
                                          shown ? ", as all that follows" : ""));
    if (shown && kind_remarks[j->kind])
        sq_findings_note(f, is_settled(p) ? settled_remark : kind_remarks[j->kind]);
}

/* ---- the number that counts ---- */

static const char *const readout_labels[] = {[SQ_COUPLING_BY_MODE] = "read through the mode",
                                             [SQ_COUPLING_BY_ATOMS] = "read atom by atom"};

/* Whether it need not be the apparatus' number at all. */
static const char *
only_words(sq_findings *f, const sq_headline *h)
{
    bool only = h->verdict == SQ_HEADLINE_MODEL_ONLY || h->verdict == SQ_HEADLINE_UNIFORM_ONLY;
    return only ? sq_findings_words(f, " (%s)", sq_headline_verdict_name(h->verdict)) : "";
}

/* What stands behind the decibels. */
static const char *
behind_words(sq_findings *f, const sq_headline *h)
{
    const char *inputs = "", *of = "", *noise = h->noises.n ? ", without noise" : "";
    if (isfinite(h->inputs.loss))
        inputs = sq_findings_words(f, " (%.2f to %.2f dB with the inputs' uncertainties)",
                                   h->db - h->inputs.loss, h->db + h->inputs.gain);
    if (h->of != SQ_HEADLINE_MODEL)
        of =
            sq_findings_words(f, ", %s",
                              readout_labels[h->of == SQ_HEADLINE_MODE ? SQ_COUPLING_BY_MODE
                                                                       : SQ_COUPLING_BY_ATOMS]);
    return sq_findings_words(f, "%s%s%s%s%s", inputs, sq_findings_after(f, h->time), of, noise,
                             only_words(f, h));
}

/* Why the number says less than it might; NULL: nothing to remark. */
static const char *
remark_words(sq_findings *f, const sq_prediction *p, const sq_headline *h)
{
    bool settled = h->of == SQ_HEADLINE_MODEL && is_settled(p);
    bool at_wanted_end = h->time_is_wanted && h->kind == SQ_BEST_TIME_ENDS;
    const char *remark = settled         ? settled_remark
                         : at_wanted_end ? wanted_end_remark
                                         : kind_remarks[h->kind],
               *more = NULL;
    if (h->classes && h->classes->given_up)
        more = h->classes->most_work < SQ_CLASSES_PATIENT
                   ? "the couplings differ, but atoms in classes take too long; --classes auto "
                     "waits longer"
                   : "the couplings differ, but atoms in classes take too long";
    else if (h->inputs.open)
        more = sq_findings_words(f,
                                 "with %s at the %s end of its uncertainty the best lies where "
                                 "trust or time end: that end is not known",
                                 h->inputs.open, h->inputs.open_is_larger ? "upper" : "lower");
    return remark && more ? sq_findings_words(f, "%s; %s", remark, more)
           : remark       ? remark
                          : more;
}

static const char *
why_none(const sq_prediction *p)
{
    return !p->plan.solver->correlated ? "this solver knows no correlations"
           : p->judgement.breakdown == SQ_BREAKDOWN_INTERRUPTED
               ? "it was interrupted before there was any"
               : kind_remarks[SQ_BEST_NONE];
}

static void
add_number(sq_findings *f, const sq_prediction *p, const sq_headline *h)
{
    static const char *const of[] = {[SQ_HEADLINE_MODEL] = "model",
                                     [SQ_HEADLINE_MODE] = "mode",
                                     [SQ_HEADLINE_ATOMS] = "atoms"};
    const char *label = "best squeezing", *remark = remark_words(f, p, h);
    sq_findings_section(f, "headline", NULL,
                        "db db_error db_inputs time kind verdict of remark");
    sq_findings_decibel(f, "db", label, h->db, h->db_error, 2, behind_words(f, h));
    if (h->kind == SQ_BEST_NONE)
        sq_findings_shown(f, "none: %s", why_none(p));
    else if (h->kind == SQ_BEST_START)
        sq_findings_shown(f, "none: never better than the initial state%s", only_words(f, h));
    else if (remark)
        sq_findings_note(f, remark);
    sq_findings_value(f, "db_error", h->db_error);
    if (isfinite(h->inputs.loss)) {
        sq_findings_value(f, "db_inputs[]", h->db - h->inputs.loss);
        sq_findings_value(f, "db_inputs[]", h->db + h->inputs.gain);
    }
    sq_findings_value(f, "time", h->time);
    sq_findings_text(f, "kind", NULL, sq_best_kind_name(h->kind));
    sq_findings_text(f, "verdict", NULL, sq_headline_verdict_name(h->verdict));
    sq_findings_text(f, "of", NULL, of[h->of]);
    sq_findings_text(f, "remark", NULL, remark);
}

/* ---- beside it ---- */

/* The other way to read atoms in classes. */
static void
add_other_readout(sq_findings *f, const sq_headline *h)
{
    const sq_classes_cost *c = h->classes;
    bool other_is_mode = h->of == SQ_HEADLINE_ATOMS;
    double db = other_is_mode ? c->weighted_db : c->db,
           time = other_is_mode ? c->weighted_time : c->time;
    const char *label =
        readout_labels[other_is_mode ? SQ_COUPLING_BY_MODE : SQ_COUPLING_BY_ATOMS];
    if (isfinite(db))
        sq_findings_line(f, label, "%s dB%s", sq_findings_decibel_label(db, NAN, 2).s,
                         sq_findings_after(f, time));
    else
        sq_findings_line(f, label, "none: xi^2 is undefined throughout");
}

void
sq_findings_headline(sq_findings *f, const sq_lab *lab, const sq_prediction *p,
                     const sq_headline *h)
{
    sq_findings_doubt(f, lab);
    add_number(f, p, h);
    if (p->judgement.more_ahead)
        add_ahead(f, p, h);
    if (h->of != SQ_HEADLINE_MODEL)
        add_other_readout(f, h);
    sq_findings_noise(f, lab, p, h);
    if (h->nearby)
        sq_findings_nearby(f, h->nearby);
    sq_findings_into(f, "prediction");
    add_model(f, p, h);
}
