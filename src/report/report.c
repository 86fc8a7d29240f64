/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for people: aligned, with units, the 2 pi written out.
 *
 * The apparatus itself is in report_apparatus.c.  Longer than 400 lines, of many short
 * sections. */
#include "report/report.h"

#include <inttypes.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/format.h"
#include "lab/lab_change.h"
#include "lab/numbers.h"
#include "report/report_line.h"
#include "lab/validity.h"
#include "base/version.h"

/* Width of the column of names, of the first values. */
enum { VALUE_WIDTH = 22 };

void
sq_report_title(FILE *out, const sq_lab *lab)
{
    fprintf(out, "%s\n%s   (squint %s)\n", sq_lab_title(lab), lab->path, SQ_VERSION);
}

/* ---- input ---- */

typedef struct yaml_writer {
    FILE *out;
    char section[64]; /* the one that is open */
} yaml_writer;

static enum sq_status
write_scalar(FILE *out, const char *text)
{
    char *yaml = sq_text_yaml(text);
    if (!yaml)
        return SQ_ERR_MEMORY;
    fputs(yaml, out);
    free(yaml);
    return SQ_OK;
}

static void
open_section(yaml_writer *w, const char *key, size_t length)
{
    if (strncmp(w->section, key, length) == 0 && w->section[length] == '\0')
        return;
    snprintf(w->section, sizeof w->section, "%.*s", (int)length, key);
    fprintf(w->out, "  %s:\n", w->section);
}

static enum sq_status
write_entry(const sq_param_entry *entry, void *context)
{
    yaml_writer *w = context;
    const char *key = entry->row->key;
    size_t length = sq_key_section(key);
    if (length)
        open_section(w, key, length);
    fprintf(w->out, "  %s%s: %s", length ? "  " : "", sq_key_last(key),
            entry->n > 1 ? "[" : "");
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < entry->n && !status; i++) {
        fputs(i ? ", " : "", w->out);
        status = write_scalar(w->out, entry->value[i]->text);
    }
    fputs(entry->n > 1 ? "]\n" : "\n", w->out);
    return status;
}

enum sq_status
sq_report_head(FILE *out, const sq_lab *lab, sq_errors *errors)
{
    sq_param_set sets[SQ_LAB_SETS];
    yaml_writer writer = {.out = out};
    sq_report_title(out, lab);
    sq_lab_sets(lab, sets);
    fputs("\nInput in effect\n", out);
    if (sq_params_visit(sets, SQ_LAB_SETS, write_entry, &writer) != SQ_OK)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory to print the input");
    return SQ_OK;
}

/* ---- conventions ---- */

static void
convention_line(FILE *out, const char *label, const sq_rates *rates)
{
    fputs("  ", out);
    sq_print_padded(out, label, 60);
    sq_print_padded(out, sq_format_rate(rates->Gamma, 4).s, 18);
    sq_print_padded(out, sq_format_rate(rates->chi, 4).s, 19);
    fprintf(out, "%12s\n", sq_format_number(sq_relaxation_over_emission(rates), 4).s);
}

void
sq_report_conventions(FILE *out, const sq_lab *lab)
{
    if (lab->platform->n_misreadings == 0) {
        fputs("\nRates under misread conventions: none, the rates are given directly\n", out);
        return;
    }
    fputs("\nRates of this lab if a convention were misread\n  ", out);
    sq_print_padded(out, "", 60);
    sq_print_padded(out, "Gamma", 18);
    sq_print_padded(out, "chi", 19);
    fprintf(out, "%12s\n", "gamma_s/Gamma");
    convention_line(out, "as written in the file", &lab->rates);
    for (size_t i = 0; i < lab->platform->n_misreadings; i++) {
        const char *label = lab->platform->misreading[i].label;
        sq_rates rates;
        sq_errors found = {0};
        if (sq_lab_misread(lab, i, &rates, &found) == SQ_OK) {
            convention_line(out, label, &rates);
        } else {
            fputs("  ", out);
            sq_print_padded(out, label, 60);
            fprintf(out, "- (%s)\n", sq_errors_first(&found));
        }
        sq_errors_free(&found);
    }
}

/* ---- prediction ---- */

static void
number_line(FILE *out, const char *name, double value)
{
    sq_line_start(out, name);
    fprintf(out, "%s\n", isfinite(value) ? sq_format_number(value, 6).s : "-");
}

static void
time_line(FILE *out, const sq_lab *lab, const char *name, double t)
{
    sq_line_start(out, name);
    fprintf(out, "%s\n", isfinite(t) ? sq_time_text(lab, t, 4).s : "-");
}

static const char *
byte_text(char *text, size_t n, double bytes)
{
    if (bytes < 1e6)
        snprintf(text, n, "%.0f kB", ceil(bytes / 1e3));
    else
        snprintf(text, n, "%.0f MB", ceil(bytes / 1e6));
    return text;
}

void
sq_report_plan(FILE *out, const sq_plan *plan)
{
    char memory[32];
    fprintf(out, "\nWould run\n  solver %s", plan->solver->name);
    for (size_t i = 0; i < plan->n && plan->solver->largest_order; i++)
        fprintf(out, "%s%d", i ? ", " : ", order ", plan->options[i].order);
    fprintf(out, "\n  %s\n  about %s of computing and %s of memory\n", plan->reason,
            sq_format_si(plan->cost.seconds, "s", 1).s,
            byte_text(memory, sizeof memory, plan->cost.bytes));
}

static const char *const kind_remarks[] = {
    [SQ_BEST_MINIMUM] = NULL,
    [SQ_BEST_START] = "never better than the initial state: there is no squeezing here",
    [SQ_BEST_TIME_ENDS] = "still improving when the time axis ends: lengthen time.until",
    [SQ_BEST_TRUST_ENDS] = "still improving where the answer can no longer be trusted: a lower "
                           "bound",
    [SQ_BEST_STEADY] = "of the steady state, which is reached whatever the initial state",
    [SQ_BEST_NONE] = "the mean spin vanishes: squeezing is undefined",
};

/* A component that would be shown as "-0.0000" is shown without its sign. */
static double
component(double v)
{
    return fabs(v) < 5e-5 ? 0 : v;
}

static void
vector_line(FILE *out, const char *name, const double *v)
{
    sq_line_start(out, name);
    fprintf(out, "(%+.4f, %+.4f, %+.4f)\n", component(v[0]), component(v[1]), component(v[2]));
}

/* Said beside the answer, since an answer may be read alone. */
static void
report_doubt(FILE *out, const sq_lab *lab)
{
    sq_verdict verdict[SQ_MAX_VERDICTS];
    size_t n = sq_validity_verdicts(verdict, lab), violated = 0;
    for (size_t i = 0; i < n; i++)
        violated += !verdict[i].ok;
    if (violated == 0)
        return;
    sq_line_start(out, "CAUTION");
    fprintf(out,
            "the spin model is out of its range for this apparatus: %zu condition%s violated\n",
            violated, violated == 1 ? " is" : "s are");
    sq_line_start(out, "");
    fputs("(squint check); the numbers below are the model's and may not be the apparatus'\n",
          out);
}

static void
report_best(FILE *out, const sq_lab *lab, const sq_prediction *p)
{
    sq_line_start(out, "best squeezing");
    if (p->kind == SQ_BEST_NONE) {
        fprintf(out, "none: %s\n",
                p->plan.solver->correlated ? kind_remarks[p->kind]
                                           : "this solver knows no correlations");
        return;
    }
    fprintf(out, "%.2f", p->db + 0.0 * (p->db == 0)); /* no "-0.00" */
    if (isfinite(p->db_error))
        fprintf(out, " ± %.2f", p->db_error);
    if (p->kind == SQ_BEST_STEADY)
        fputs(" dB\n", out);
    else
        fprintf(out, " dB after %s\n", sq_time_text(lab, p->best.t, 4).s);
    if (kind_remarks[p->kind]) {
        sq_line_start(out, "");
        fprintf(out, "%s\n", kind_remarks[p->kind]);
    }
}

static void
report_state(FILE *out, const sq_squeezing *s)
{
    number_line(out, "xi^2", s->xi2);
    sq_line_start(out, "antisqueezing");
    double antisqueezing = -sq_decibel(s->antisqueezed);
    fprintf(out, "%.2f dB\n", fabs(antisqueezing) < 5e-3 ? 0 : antisqueezing);
    number_line(out, "contrast, 2 |<J>|/N", s->contrast);
    number_line(out, "N_eff", s->n_eff);
    vector_line(out, "mean spin along (x, y, z)", s->n);
    vector_line(out, "squeezed along (x, y, z)", s->direction);
    sq_line_start(out, "its angle from increasing polar angle");
    fprintf(out, "%.2f deg\n", s->angle * 180 / SQ_PI);
}

static void
report_trust(FILE *out, const sq_lab *lab, const sq_prediction *p)
{
    sq_line_start(out, "solver");
    fprintf(out, "%s", p->plan.solver->name);
    if (p->plan.solver->largest_order)
        fprintf(out, ", order %d", p->plan.options[p->plan.primary].order);
    fprintf(out, " (%s)\n", p->plan.reason);
    if (*p->remark) {
        sq_line_start(out, "not done");
        fprintf(out, "%s\n", p->remark);
    }
    sq_line_start(out, "trusted until");
    fprintf(out, "%s", sq_time_text(lab, p->valid_until, 4).s);
    fprintf(out, "%s%s\n", p->breakdown ? ": " : ", the end", p->breakdown ? p->breakdown : "");
    if (isfinite(p->t_critical))
        time_line(out, lab, "N_eff falls to N_c at", p->t_critical);
}

/* Minima are shown when they are among the deepest of an oscillation. */
enum { SHOWN_MINIMA = 6 };

static bool
is_shown(const sq_curve *curve, size_t n, size_t i)
{
    size_t deeper = 0;
    for (size_t k = 0; k < n; k++)
        deeper += curve->minimum[k].squeezing.xi2 < curve->minimum[i].squeezing.xi2;
    return deeper < SHOWN_MINIMA;
}

static void
report_minima(FILE *out, const sq_lab *lab, const sq_prediction *p)
{
    const sq_curve *curve = &p->curve[p->plan.primary];
    size_t n = 0;
    while (n < curve->n_minima && curve->minimum[n].t <= p->valid_until)
        n++;
    for (size_t i = 0; i < n; i++) {
        if (!is_shown(curve, n, i))
            continue;
        char name[32];
        snprintf(name, sizeof name, "%s minimum", sq_minimum_kind(p, &curve->minimum[i]));
        sq_line_start(out, name);
        fprintf(out, "%.4f dB at %s\n", sq_decibel(curve->minimum[i].squeezing.xi2),
                sq_time_text(lab, curve->minimum[i].t, 5).s);
    }
    if (n > SHOWN_MINIMA) {
        sq_line_start(out, "");
        fprintf(out, "and %zu shallower ones (--json has all)\n", n - SHOWN_MINIMA);
    }
}

static void
report_orders(FILE *out, const sq_lab *lab, const sq_prediction *p)
{
    for (size_t i = 0; i < p->plan.n && p->plan.n > 1; i++) {
        const sq_curve *curve = &p->curve[i];
        sq_point best;
        char name[32];
        snprintf(name, sizeof name, "order %d", curve->options.order);
        sq_line_start(out, name);
        if (sq_curve_best(&best, curve, curve->valid_until, p->until) == SQ_BEST_NONE) {
            fputs("no squeezing defined\n", out);
            continue;
        }
        fprintf(out, "%.3f dB at %s", sq_decibel(best.squeezing.xi2) + 0.0 /* no "-0.000" */,
                sq_time_text(lab, best.t, 4).s);
        if (curve->breakdown)
            fprintf(out, "; until %s: %s", sq_time_text(lab, curve->valid_until, 4).s,
                    curve->breakdown);
        fputc('\n', out);
    }
}

static void
report_sampling(FILE *out, const sq_prediction *p)
{
    const sq_ensemble *e = p->ensemble;
    if (!e)
        return;
    sq_line_start(out, "trajectories");
    fprintf(out, "%ld%s, seed %" PRIu64 "; %s\n", e->n, p->interrupted ? " (interrupted)" : "",
            e->options.seed,
            isnan(p->db_error)
                ? "too few to know the error"
                : "the error is the standard error and the luck of the best point");
    if (p->best.top_share > SQ_HEAVY_TAIL) {
        sq_line_start(out, "CAUTION");
        fprintf(out,
                "%.0f %% of the variance comes from the largest per cent of them: the error\n",
                100 * p->best.top_share);
        sq_line_start(out, "");
        fprintf(out, "is %d standard errors, and may be more; run more (--trajectories)\n",
                SQ_TAIL_FACTOR);
    }
}

static void
answer_text(FILE *out, const sq_answer *a)
{
    fprintf(out, "%s", a->solver);
    if (a->order)
        fprintf(out, " (order %d)", a->order);
    fprintf(out, " %.3f", a->db + 0.0);
    if (isfinite(a->db_error))
        fprintf(out, " ± %.3f", a->db_error);
}

static void
report_checks(FILE *out, const sq_prediction *p)
{
    for (size_t i = 0; i < p->n_checks; i++) {
        const sq_check *c = &p->check[i];
        char name[48];
        snprintf(name, sizeof name, "cross-check, N = %g", c->rates.N);
        sq_line_start(out, name);
        answer_text(out, &c->answer);
        fputs(", ", out);
        answer_text(out, &c->second);
        fprintf(out, ": %+.3f ± %.3f dB\n", c->difference_db, c->error_db);
    }
}

static void
report_work(FILE *out, const sq_prediction *p)
{
    const sq_ensemble *e = p->ensemble;
    sq_line_start(out, "bias of xi^2, jackknife");
    fprintf(out, "%.2g\n", p->best.xi2_bias);
    sq_line_start(out, "variance, largest per cent");
    fprintf(out, "%.2g\n", p->best.top_share);
    sq_line_start(out, "per trajectory");
    double n = (double)e->n;
    fprintf(out, "%.0f steps, %.0f products, %.1f one-spin and %.1f collective jumps\n",
            (double)e->work.steps / n, (double)e->work.products / n,
            (double)e->work.single_jumps / n, (double)e->work.collective_jumps / n);
    sq_line_start(out, "amplitudes kept at most");
    fprintf(out, "%d\n", e->work.longest);
}

/* All solvers that ran, when there are several. */
static void
report_answers(FILE *out, const sq_lab *lab, const sq_prediction *p)
{
    for (size_t i = 0; i < p->n_answers && p->n_answers > 1; i++) {
        const sq_answer *a = &p->answer[i];
        sq_line_start(out, a->solver);
        fprintf(out, "%.3f", a->db + 0.0);
        if (isfinite(a->db_error))
            fprintf(out, " ± %.3f", a->db_error);
        fprintf(out, " dB at %s, in %s", sq_time_text(lab, a->time, 4).s,
                sq_format_si(a->seconds, "s", 2).s);
        if (a->order)
            fprintf(out, " (order %d)", a->order);
        fputc('\n', out);
    }
}

void
sq_report_prediction(FILE *out, const sq_lab *lab, const sq_prediction *p, bool verbose)
{
    fputs("\nPrediction\n", out);
    report_doubt(out, lab);
    report_best(out, lab, p);
    if (p->kind != SQ_BEST_NONE)
        report_state(out, &p->best.squeezing);
    report_trust(out, lab, p);
    report_sampling(out, p);
    report_answers(out, lab, p);
    report_checks(out, p);
    report_minima(out, lab, p);
    report_orders(out, lab, p);
    if (!verbose)
        return;
    if (p->ensemble)
        report_work(out, p);
    for (size_t i = 0; i < p->plan.n; i++) {
        sq_line_start(out, "run");
        if (p->plan.solver->largest_order)
            fprintf(out, "order %d: ", p->curve[i].options.order);
        fprintf(out, "%ld steps, %s\n", p->curve[i].steps,
                sq_format_si(p->curve[i].seconds, "s", 3).s);
    }
}

void
sq_report_steady(FILE *out, const sq_lab *lab, const sq_stationary *s)
{
    fputs("\nSteady state\n", out);
    sq_line_start(out, "squeezing");
    if (isnan(s->db))
        fputs("undefined: the mean spin vanishes\n", out);
    else if (s->db_error > 0)
        fprintf(out, "%.3f ± %.3f dB\n", s->db, s->db_error);
    else
        fprintf(out, "%.4f dB\n", s->db);
    number_line(out, "inversion, 2 <Jz>/N", 2 * s->moments.mean[2] / lab->rates.N);
    if (!isnan(s->db))
        report_state(out, &s->squeezing);
    sq_line_start(out, "method");
    fprintf(out, s->order ? "%s, order %d\n" : "%s\n", s->method, s->order);
    if (!isnan(s->time))
        time_line(out, lab, "followed for", s->time);
}
