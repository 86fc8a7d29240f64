/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_prediction.h"

#include <inttypes.h>
#include <math.h>

#include "base/locale.h"
#include "report/columns.h"
#include "report/findings_headline.h"
#include "report/findings_steady.h"

/* ---- the plan ---- */

static sq_format_label
byte_label(double bytes)
{
    sq_format_label text;
    bool large = bytes >= 1e6;
    sq_locale_print(text.s, sizeof text.s, "%.0f %s", ceil(bytes / (large ? 1e6 : 1e3)),
                    large ? "MB" : "kB");
    return text;
}

static void
add_plan(sq_findings *f, const sq_plan *plan)
{
    sq_findings_text(f, "solver", NULL, plan->solver->name);
    for (size_t i = 0; i < plan->n && plan->solver->largest_order; i++)
        sq_findings_count(f, "orders[]", plan->options[i].order);
    sq_findings_text(f, "reason", NULL, plan->reason);
    sq_findings_value(f, "seconds", plan->cost.seconds);
    sq_findings_value(f, "bytes", plan->cost.bytes);
}

static const char *
plan_words(sq_findings *f, const sq_plan *plan)
{
    const char *words = sq_findings_words(f, "solver %s", plan->solver->name);
    for (size_t i = 0; i < plan->n && plan->solver->largest_order; i++)
        words =
            sq_findings_words(f, "%s, %s%d", words, i ? "" : "order ", plan->options[i].order);
    return words;
}

static const char *
cost_words(sq_findings *f, const sq_plan *plan)
{
    return sq_findings_words(f, "about %s of computing and %s of memory",
                             sq_format_si(plan->cost.seconds, "s", 1).s,
                             byte_label(plan->cost.bytes).s);
}

/* What comes after the first, or would where it is asked for. */
static void
add_next(sq_findings *f, const sq_choice *choice)
{
    const sq_plan *next = &choice->next;
    sq_findings_section(f, "plan.next", choice->next_runs ? "Then" : "Only if asked for",
                        "solver orders[] reason seconds bytes runs");
    add_plan(f, next);
    sq_findings_flag(f, "runs", choice->next_runs);
    sq_findings_text(f, NULL, plan_words(f, next), NULL);
    sq_findings_text(f, NULL, next->reason, NULL);
    sq_findings_text(f, NULL, cost_words(f, next), NULL);
}

void
sq_findings_plan(sq_findings *f, const sq_choice *choice, bool classes)
{
    const sq_plan *plan = &choice->first;
    sq_findings_section(f, "plan", "Would run",
                        "solver orders[] reason seconds bytes next classes");
    add_plan(f, plan);
    sq_findings_text(f, NULL, plan_words(f, plan), NULL);
    sq_findings_text(f, NULL, plan->reason, NULL);
    sq_findings_text(f, NULL, cost_words(f, plan), NULL);
    sq_findings_flag(f, "classes", classes);
    if (classes)
        sq_findings_text(
            f, NULL, "then the atoms in classes of coupling, some tenths of a second", NULL);
    if (choice->next.solver)
        add_next(f, choice);
}

/* ---- trust ---- */

/* Where it comes from, and how far to believe it. */
static void
add_trust(sq_findings *f, const sq_prediction *p)
{
    const sq_plan *plan = &p->plan;
    const char *reason = sq_prediction_answer(p)->reason;
    bool ordered = plan->solver->largest_order > 0;
    int order = plan->options[p->run.primary].order;
    sq_findings_text(f, "solver", "solver", plan->solver->name);
    sq_findings_shown(f, "%s%s (%s)", plan->solver->name,
                      ordered ? sq_findings_words(f, ", order %d", order) : "", reason);
    sq_findings_count_if_any(f, "order", ordered ? order : 0);
    if (p->run.ensemble)
        sq_findings_count(f, "trajectories", p->run.ensemble->n);
    sq_findings_text(f, "reason", NULL, reason);
    if (*p->remark)
        sq_findings_text(f, "remark", "not done", p->remark);
    const char *end = sq_breakdown_words(p->judgement.breakdown);
    sq_findings_time(f, "until", "time axis until", p->run.until);
    sq_findings_shown(f, "%s%s", sq_findings_time_label(f, p->run.until, 4).s,
                      p->until_chosen ? ", chosen: time.until is left out" : "");
    sq_findings_flag(f, "until_chosen", p->until_chosen);
    sq_findings_time(f, "valid_until", "trusted until", p->judgement.valid_until);
    sq_findings_shown(f, "%s%s%s", sq_findings_time_label(f, p->judgement.valid_until, 4).s,
                      end ? ": " : ", the end", end ? end : "");
    sq_findings_text(f, "breakdown", NULL, end);
    sq_findings_time(f, "critical_time",
                     isfinite(p->judgement.t_critical) ? "N_eff falls to N_c at" : NULL,
                     p->judgement.t_critical);
}

/* ---- sampling ---- */

static void
add_sampling(sq_findings *f, const sq_prediction *p)
{
    const sq_ensemble *e = p->run.ensemble;
    bool heavy = p->judgement.best.top_share > SQ_STATISTICS_HEAVY_TAIL;
    sq_findings_section(f, "sampling", NULL,
                        "trajectories unraveling interrupted xi2_bias top_share heavy_tail "
                        "steps products single_jumps collective_jumps");
    sq_findings_count(f, "trajectories", e->n);
    sq_findings_line(f, "trajectories", "%ld%s, seed %" PRIu64 "; %s", e->n,
                     p->run.interrupted ? " (interrupted)" : "", e->options.seed,
                     isnan(p->judgement.db_error) ? "too few to know the error"
                                                  : "the luck of the best point is subtracted");
    sq_findings_text(f, "unraveling", NULL,
                     e->options.unraveling == SQ_TRAJECTORY_DIRECT ? "direct" : "displaced");
    sq_findings_flag(f, "interrupted", p->run.interrupted);
    sq_findings_flag(f, "heavy_tail", heavy);
    if (!heavy)
        return;
    sq_findings_line(
        f, "CAUTION",
        "%.0f %% of the variance comes from the largest per cent of them: the error",
        100 * p->judgement.best.top_share);
    sq_findings_note(f,
                     sq_findings_words(
                         f, "is %d standard errors, and may be more; run more (--trajectories)",
                         SQ_STATISTICS_TAIL_FACTOR));
}

static void
add_work(sq_findings *f, const sq_prediction *p)
{
    const sq_trajectory_work *work = &p->run.ensemble->work;
    double n = (double)p->run.ensemble->n;
    sq_findings_into(f, "sampling");
    sq_findings_number(f, "xi2_bias", "bias of xi^2, jackknife", p->judgement.best.xi2_bias);
    sq_findings_shown(f, "%.2g", p->judgement.best.xi2_bias);
    sq_findings_number(f, "top_share", "variance, largest per cent",
                       p->judgement.best.top_share);
    sq_findings_shown(f, "%.2g", p->judgement.best.top_share);
    sq_findings_line(f, "per trajectory",
                     "%.0f steps, %.0f products, %.1f one-spin and %.1f collective jumps",
                     (double)work->steps / n, (double)work->products / n,
                     (double)work->single_jumps / n, (double)work->collective_jumps / n);
    sq_findings_line(f, "amplitudes kept at most", "%d", work->longest);
    sq_findings_count(f, "steps", work->steps);
    sq_findings_count(f, "products", work->products);
    sq_findings_count(f, "single_jumps", work->single_jumps);
    sq_findings_count(f, "collective_jumps", work->collective_jumps);
}

/* ---- answers of all solvers ---- */

static const char *
order_words(sq_findings *f, const sq_answer *a)
{
    return a->order ? sq_findings_words(f, " (order %d)", a->order) : "";
}

/* By the clock, where that is told. */
static const char *
took_words(sq_findings *f, const sq_answer *a)
{
    return f->timed ? sq_findings_words(f, ", in %s", sq_format_si(a->seconds, "s", 2).s) : "";
}

/* label: NULL, or the solver. */
static void
add_answer(sq_findings *f, const sq_answer *a, const char *label)
{
    sq_findings_text(f, "solver", NULL, a->solver);
    sq_findings_count_if_any(f, "order", a->order);
    sq_findings_count_if_any(f, "trajectories", a->trajectories);
    sq_findings_decibel(f, "db", label, a->db, a->db_error, 3,
                        sq_findings_words(f, " at %s%s%s",
                                          sq_findings_time_label(f, a->time, 4).s,
                                          took_words(f, a), order_words(f, a)));
    sq_findings_value(f, "db_error", a->db_error);
    sq_findings_value(f, "time", a->time);
    sq_findings_value(f, "until", a->until);
    sq_findings_seconds(f, a->seconds);
    sq_findings_text(f, "reason", NULL, a->reason);
}

static void
add_answers(sq_findings *f, const sq_prediction *p)
{
    for (size_t i = 0; i < p->n_answers; i++) {
        sq_findings_section(f, "answers[]", NULL, NULL);
        add_answer(f, &p->answer[i], p->n_answers > 1 ? p->answer[i].solver : NULL);
    }
}

static const char *
answer_words(sq_findings *f, const sq_answer *a)
{
    return sq_findings_words(f, "%s%s %s", a->solver, order_words(f, a),
                             sq_findings_decibel_label(a->db, a->db_error, 3).s);
}

static void
add_cross_check(sq_findings *f, const sq_answer_pair *c)
{
    sq_findings_section(f, "cross_check[]", NULL,
                        "rates{} answer{} second{} difference_db error_db");
    sq_findings_measured(f, SQ_FINDING_DECIBEL, "difference_db",
                         sq_findings_words(f, "cross-check, N = %g", c->rates.N),
                         c->difference_db, c->error_db);
    sq_findings_shown(f, "%s, %s: %+.3f ± %.3f dB", answer_words(f, &c->answer),
                      answer_words(f, &c->second), sq_format_unsigned_zero(c->difference_db, 3),
                      c->error_db);
    sq_findings_value(f, "error_db", c->error_db);
    sq_findings_section(f, "cross_check[].rates", NULL, NULL);
    sq_findings_rates(f, &c->rates);
    sq_findings_section(f, "cross_check[].answer", NULL, NULL);
    add_answer(f, &c->answer, NULL);
    sq_findings_section(f, "cross_check[].second", NULL, NULL);
    add_answer(f, &c->second, NULL);
}

/* ---- minima and orders ---- */

/* What is sampled is told to two digits, and with the luck of its noise: that is taken from the
 * best point alone.
 *
 * Minima are shown when they are among the deepest of an oscillation. */
enum { SHOWN_MINIMA = 6 };

static bool
is_shown(const sq_curve_point *list, size_t n, size_t i)
{
    size_t deeper = 0;
    for (size_t k = 0; k < n; k++)
        deeper += list[k].squeezing.xi2 < list[i].squeezing.xi2;
    return deeper < SHOWN_MINIMA;
}

static void
add_minimum(sq_findings *f, const sq_prediction *p, const sq_curve_point *minimum, bool shown,
            bool trusted)
{
    bool sampled = p->run.ensemble != NULL;
    const char *kind = sq_judgement_minimum_kind(&p->judgement, minimum),
               *label = sq_findings_words(f, "%s minimum", kind);
    sq_findings_section(f, "minima[]", NULL, NULL);
    sq_findings_value(f, "time", minimum->t);
    sq_findings_value(f, "xi2", minimum->squeezing.xi2);
    sq_findings_decibel(
        f, "db", shown ? label : NULL, sq_squeezing_decibel(minimum->squeezing.xi2), NAN,
        sampled ? 2 : 4,
        sq_findings_words(f, " at %s%s%s",
                          sq_findings_time_label(f, minimum->t, sampled ? 4 : 5).s,
                          sampled ? ", as sampled" : "", trusted ? "" : ", past trust"));
    sq_findings_text(f, "kind", NULL, kind);
    sq_findings_flag(f, "trusted", trusted);
}

/* Some minima of a list, which are all trusted or none. */
static void
add_minima_of(sq_findings *f, const sq_prediction *p, const sq_curve_point *list, size_t n,
              bool trusted)
{
    for (size_t i = 0; i < n; i++)
        add_minimum(f, p, &list[i], is_shown(list, n, i), trusted);
    if (n > SHOWN_MINIMA)
        sq_findings_line(f, "", "and %zu shallower ones (--json has all)", n - SHOWN_MINIMA);
}

/* A curve may go on when its neighbour no longer does: some of its minima are not trusted. */
static void
add_minima(sq_findings *f, const sq_prediction *p)
{
    const sq_judgement *j = &p->judgement;
    const sq_curve *curve = &p->run.curve[p->run.primary];
    size_t n = 0;
    while (n < curve->n_minima && curve->minimum[n].t <= j->valid_until)
        n++;
    add_minima_of(f, p, curve->minimum, n, true);
    if (p->run.past_validity) {
        add_minima_of(f, p, curve->minimum + n, curve->n_minima - n, false);
        add_minima_of(f, p, curve->past, curve->n_past, false);
    }
}

static void
add_order(sq_findings *f, const sq_prediction *p, const sq_curve *curve)
{
    sq_curve_point best;
    bool exists = sq_best_of(&best, curve, curve->valid_until, p->run.until) != SQ_BEST_NONE;
    double db = exists ? sq_squeezing_decibel(best.squeezing.xi2) : NAN;
    const char *label = sq_findings_words(f, "order %d", curve->options.order), *end = "";
    if (curve->breakdown)
        end = sq_findings_words(f, "; until %s: %s",
                                sq_findings_time_label(f, curve->valid_until, 4).s,
                                sq_breakdown_words(curve->breakdown));
    sq_findings_section(f, "orders[]", NULL, NULL);
    sq_findings_count_if_any(f, "order",
                             curve->solver->largest_order ? curve->options.order : 0);
    sq_findings_decibel(
        f, "db", p->plan.n > 1 ? label : NULL, db, NAN, 3,
        sq_findings_words(f, " at %s%s", sq_findings_time_label(f, best.t, 4).s, end));
    if (!exists)
        sq_findings_shown(f, "no squeezing defined");
    sq_findings_value(f, "time", exists ? best.t : NAN);
    sq_findings_value(f, "valid_until", curve->valid_until);
    sq_findings_text(f, "breakdown", NULL, sq_breakdown_words(curve->breakdown));
    sq_findings_count(f, "steps", curve->steps);
    sq_findings_seconds(f, curve->seconds);
}

/* ---- the prediction ---- */

void
sq_findings_prediction(sq_findings *f, const sq_lab *lab, const sq_prediction *p,
                       const sq_headline *headline, bool verbose)
{
    sq_findings_section(
        f, "", NULL,
        p->n_cross_checks
            ? "headline prediction noise nearby minima[] orders[] answers[] cross_check[] "
              "sampling"
            : "headline prediction noise nearby minima[] orders[] answers[] sampling");
    if (p->run.ensemble)
        sq_findings_count(f, "seed", (long long)p->run.ensemble->options.seed);
    sq_findings_section(f, "prediction", "Prediction",
                        "xi2 db time db_error solver order trajectories reason remark "
                        "valid_until breakdown best contrast antisqueezing_db n_eff direction "
                        "angle mean_spin critical_time steady_db_without_gamma_s "
                        "gain_over_steady_db");
    sq_findings_headline(f, lab, p, headline);
    if (p->judgement.kind != SQ_BEST_NONE) {
        sq_findings_steady_squeezing(f, &p->judgement.best.squeezing, true);
        sq_findings_steady_gain(f, lab, p->judgement.db);
    }
    add_trust(f, p);
    if (p->run.ensemble)
        add_sampling(f, p);
    add_answers(f, p);
    for (size_t i = 0; i < p->n_cross_checks; i++)
        add_cross_check(f, &p->cross_check[i]);
    add_minima(f, p);
    for (size_t i = 0; i < p->plan.n; i++)
        add_order(f, p, &p->run.curve[i]);
    f->hidden = !verbose;
    if (p->run.ensemble)
        add_work(f, p);
    for (size_t i = 0; i < p->plan.n; i++) {
        const sq_curve *curve = &p->run.curve[i];
        sq_findings_line(f, "run", "%s%ld steps, %s",
                         curve->solver->largest_order
                             ? sq_findings_words(f, "order %d: ", curve->options.order)
                             : "",
                         curve->steps, sq_format_si(curve->seconds, "s", 3).s);
    }
    f->hidden = false;
}

void
sq_findings_series(sq_findings *f, const sq_prediction *p)
{
    sq_table table;
    sq_columns_of_series(&table, p);
    sq_findings_section(f, "series", NULL, NULL);
    sq_findings_table(f, &table);
}

void
sq_findings_trajectories(sq_findings *f, const sq_prediction *p, long keep)
{
    sq_findings_section(f, "", NULL, "trajectories[]");
    for (long i = 0; i < sq_columns_trajectories(p, keep); i++) {
        sq_table table;
        sq_columns_of_trajectory(&table, p, i, false);
        sq_findings_section(f, "trajectories[]", NULL, NULL);
        sq_findings_count(f, "number", table.number);
        sq_findings_table(f, &table);
    }
}

void
sq_findings_planned(sq_findings *f, const sq_prediction *p, double planned)
{
    const sq_judgement *j = &p->judgement;
    const sq_answer *answer = sq_prediction_answer(p);
    const char *solver =
        answer->order ? sq_findings_words(f, "order %d", answer->order) : p->plan.solver->name;
    sq_findings_time(f, "time", "planned time", planned);
    sq_findings_shown(f, "%s", sq_findings_time_label(f, planned, 4).s);
    sq_findings_decibel(f, "db", "squeezing then", j->db, j->db_error, 2,
                        sq_findings_words(f, " by %s", solver));
    sq_findings_value(f, "db_error", j->db_error);
}
