/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_lab.h"

#include <math.h>

#include "base/version.h"
#include "lab/lab_change.h"
#include "lab/numbers.h"
#include "lab/validity.h"
#include "model/phases.h"

/* ---- input ---- */

static enum sq_status
add_entry(const sq_param_entry *entry, void *context)
{
    sq_findings *f = context;
    const char *key = entry->row->key, *last = sq_key_last(key);
    int length = (int)sq_key_section(key);
    sq_findings_into(f, sq_findings_words(f, "input%s%.*s", length ? "." : "", length, key));
    if (entry->n > 1)
        last = sq_findings_words(f, "%s[]", last);
    for (size_t i = 0; i < entry->n; i++)
        sq_findings_input(f, last, entry->value[i]->text);
    return SQ_OK;
}

static void
add_input(sq_findings *f, const sq_lab *lab)
{
    sq_param_row_set sets[SQ_LAB_SETS];
    sq_lab_sets(lab, sets);
    sq_findings_section(f, "input", "Input in effect", NULL);
    f->failed = sq_param_visit(sets, SQ_LAB_SETS, add_entry, f) != SQ_OK || f->failed;
}

/* ---- numbers ---- */

/* A number of the open section, and its uncertainty where it has one. */
static void
add_uncertain(sq_findings *f, enum sq_fact_kind kind, const char *key, const char *label,
              double value, double sd)
{
    if (sd != 0) {
        const char *uncertainty = sq_findings_words(f, "uncertainty.%s", f->section);
        const char *section = sq_findings_into(f, uncertainty);
        sq_findings_value(f, key, sd);
        sq_findings_into(f, section);
    }
    sq_findings_measured(f, (enum sq_finding_kind)kind, key, label, value, sd);
}

static void
add_number(sq_findings *f, const sq_lab *lab, const sq_numbers_row *row)
{
    double value = sq_numbers_value(lab, row);
    bool pumped = lab->rates.Gamma_up > 0 && row->pumped_label;
    bool hidden = (row->if_not_zero && value == 0) || (row->if_known && !isfinite(value));
    add_uncertain(f, row->kind, row->key,
                  hidden   ? NULL
                  : pumped ? row->pumped_label
                           : row->label,
                  value, sq_uncertainty_of(lab, sq_numbers_value, row));
}

static void
add_numbers(sq_findings *f, const sq_lab *lab, const sq_numbers_row *row)
{
    for (; row->key; row++)
        add_number(f, lab, row);
}

static void
add_rates(sq_findings *f, const sq_lab *lab)
{
    sq_numbers_row row;
    sq_findings_section(f, "rates", "Rates of the spin model", NULL);
    for (size_t i = 0; sq_numbers_rate(&row, i); i++)
        add_number(f, lab, &row);
    const char *region = sq_phases_words(sq_phases_region(&lab->rates));
    sq_findings_text(f, "region", region ? "phase" : NULL, region);
}

/* A fact that does not exist for this lab is not shown. */
static void
add_facts(sq_findings *f, const sq_lab *lab)
{
    if (lab->platform->n_facts)
        sq_findings_section(f, "derived", "Apparatus", NULL);
    for (size_t i = 0; i < lab->platform->n_facts; i++) {
        const sq_fact *fact = &lab->platform->fact[i];
        double value = sq_numbers_of_fact(lab, fact);
        add_uncertain(f, fact->kind, fact->key, isfinite(value) ? fact->label : NULL, value,
                      sq_uncertainty_of(lab, sq_numbers_of_fact, fact));
    }
}

/* What the one-spin rates are made of. */
static void
add_channels(sq_findings *f, const sq_lab *lab)
{
    if (lab->platform->n_channels)
        sq_findings_section(f, "processes", "Processes of single spins", NULL);
    for (size_t i = 0; i < lab->platform->n_channels; i++) {
        const sq_process *channel = &lab->platform->channel[i];
        const char *effect = sq_process_effect_name(channel->effect);
        double rate = sq_numbers_of_channel(lab, channel);
        double sd = sq_uncertainty_of(lab, sq_numbers_of_channel, channel);
        if (!(rate > 0))
            continue;
        sq_findings_section(f, "processes[]", NULL, NULL);
        sq_findings_text(f, "name", NULL, channel->key);
        sq_findings_text(f, "label", NULL, channel->label);
        sq_findings_text(f, "effect", NULL, effect);
        sq_findings_measured(f, SQ_FINDING_RATE, "rate", channel->label, rate, sd);
        sq_findings_shown(f, "%s 1/s\t%s", sq_format_number_sd(rate, sd, 4).s, effect);
        sq_findings_value(f, "rate_sd", sd);
    }
}

/* ---- the mode ---- */

/* "chi x 1.02 = 2π × 49.1 µHz", or nothing where there is no such factor. */
static const char *
correction_words(sq_findings *f, const sq_lab *lab, const sq_numbers_row *row, const char *name,
                 double rate)
{
    double factor = sq_numbers_value(lab, row);
    double sd = sq_uncertainty_of(lab, sq_numbers_value, row);
    if (!isfinite(factor))
        return "";
    if (lab->n_variations) /* the rate's own uncertainty would be missing */
        return sq_findings_words(f, "%s x %s", name, sq_format_number_sd(factor, sd, 6).s);
    return sq_findings_words(f, "%s x %s = %s", name, sq_format_number_sd(factor, sd, 6).s,
                             sq_format_rate(factor * rate, 4).s);
}

/* The factors on Gamma and on chi, and what they make of them. */
static void
add_order(sq_findings *f, const sq_lab *lab, const sq_numbers_order *order, bool shown)
{
    const sq_numbers_row *row[2] = {&order->Gamma, &order->chi};
    const char *section = sq_findings_words(f, "elimination.%s", order->key);
    const char *uncertainty = sq_findings_words(f, "uncertainty.%s", section);
    for (int i = 0; i < 2; i++) {
        sq_findings_into(f, section);
        sq_findings_value(f, row[i]->key, sq_numbers_value(lab, row[i]));
        sq_findings_into(f, uncertainty);
        if (lab->n_variations)
            sq_findings_value(f, row[i]->key, sq_uncertainty_of(lab, sq_numbers_value, row[i]));
    }
    const sq_rates *r = &lab->rates;
    const char *Gamma =
        correction_words(f, lab, row[0], r->Gamma_up > 0 ? "(Gamma - Gamma_up)" : "Gamma",
                         r->Gamma - r->Gamma_up);
    const char *chi = correction_words(f, lab, row[1], "chi", r->chi);
    sq_findings_line(f, shown ? order->label : NULL, "%s%s%s", Gamma,
                     *Gamma && *chi ? ", " : "", chi);
}

/* The second order that the model is, and the orders after it. */
static void
add_elimination(sq_findings *f, const sq_lab *lab)
{
    sq_mode mode;
    if (!lab->platform->mode)
        return;
    sq_lab_mode(lab, &mode);
    double epsilon = sq_mode_epsilon(&mode, lab->rates.N);
    sq_findings_section(f, "elimination", "The mode that was eliminated", NULL);
    add_numbers(f, lab, sq_numbers_mode);
    sq_findings_text(f, "colour", "the elimination is",
                     sq_colour_name(sq_mode_colour(epsilon)));
    /* A first order is nothing to go by where the parameter is not small. */
    add_order(f, lab, &sq_numbers_orders[0], epsilon <= SQ_MODE_EPSILON_AMBER);
    add_order(f, lab, &sq_numbers_orders[1], true);
}

/* ---- validity ---- */

static sq_format_label
ratio_label(double ratio, double sd)
{
    static const sq_format_label infinite = {"infinite"}, undefined = {"undefined"};
    return isnan(ratio)   ? undefined
           : isinf(ratio) ? infinite
                          : sq_format_number_sd(ratio, sd, 4);
}

static void
add_verdict(sq_findings *f, const sq_validity_verdict *v)
{
    static const char *const words[] = {"ok", "CAUTION", "VIOLATED"};
    static const char *const before[] = {"else: ", "beyond the limit: ", ""};
    sq_findings_section(f, "validity[]", NULL, NULL);
    sq_findings_text(f, "name", NULL, v->name);
    sq_findings_text(f, "condition", NULL, v->condition);
    sq_findings_measured(f, SQ_FINDING_NUMBER, "ratio", words[v->colour], v->ratio,
                         v->ratio_sd);
    const char *caution =
        isfinite(v->caution) ? sq_findings_words(f, ", caution %.3g", v->caution) : "";
    sq_findings_shown(f, "%s\t ratio %s\t limit %.3g%s", v->condition,
                      ratio_label(v->ratio, v->ratio_sd).s, v->limit, caution);
    sq_findings_note(f, sq_findings_words(f, "%s%s", before[v->colour], v->meaning));
    sq_findings_value(f, "ratio_sd", v->ratio_sd);
    sq_findings_value(f, "limit", v->limit);
    sq_findings_value(f, "caution", v->caution);
    sq_findings_flag(f, "ok", v->ok);
    sq_findings_text(f, "colour", NULL, sq_colour_name(v->colour));
    sq_findings_text(f, "meaning", NULL, v->meaning);
}

static void
add_validity(sq_findings *f, const sq_lab *lab)
{
    sq_validity_verdict verdict[SQ_VALIDITY_MOST_VERDICTS];
    sq_validity_note note[SQ_VALIDITY_MOST_NOTES];
    sq_findings_section(f, "validity", "Validity of the spin model", NULL);
    size_t n = sq_validity_verdicts(verdict, lab);
    for (size_t i = 0; i < n; i++)
        add_verdict(f, &verdict[i]);
    sq_findings_into(f, "");
    n = sq_validity_notes(note, lab);
    for (size_t i = 0; i < n; i++)
        sq_findings_text(f, "notes[]", "note", sq_findings_words(f, "%s", note[i].text));
}

/* ---- the lab ---- */

void
sq_findings_lab(sq_findings *f, const sq_lab *lab, int parts)
{
    sq_findings_section(f, "", NULL,
                        "squint input{} seed rates{} derived{} uncertainty{} processes[] "
                        "elimination validity[] notes[]");
    sq_findings_text(f, "squint", NULL, SQ_VERSION);
    f->hidden = !(parts & SQ_FINDINGS_LAB_TITLE);
    sq_findings_title(f, sq_lab_title(lab),
                      sq_findings_words(f, "%s   (squint %s)", lab->path, SQ_VERSION));
    f->hidden = !(parts & SQ_FINDINGS_LAB_INPUT);
    add_input(f, lab);
    f->hidden = !(parts & SQ_FINDINGS_LAB_RATES);
    sq_findings_section(f, "uncertainty", NULL, "rates{} derived{} elimination{}");
    add_rates(f, lab);
    sq_findings_section(f, "derived", NULL, NULL);
    add_numbers(f, lab, sq_numbers_derived);
    add_facts(f, lab);
    add_channels(f, lab);
    add_elimination(f, lab);
    f->hidden = !(parts & SQ_FINDINGS_LAB_VALIDITY);
    add_validity(f, lab);
    f->hidden = false;
}

/* ---- misreadings ---- */

static void
add_reading(sq_findings *f, const char *label, const sq_rates *rates)
{
    double ratio = sq_numbers_relaxation_over_emission(rates);
    sq_findings_line(f, label, "%s\t%s\t%12s", sq_format_rate(rates->Gamma, 4).s,
                     sq_format_rate(rates->chi, 4).s,
                     isfinite(ratio) ? sq_format_number(ratio, 4).s : "-");
}

static void
add_misreading(sq_findings *f, const sq_lab *lab, size_t i)
{
    const char *label = lab->platform->misreading[i].label;
    sq_rates rates;
    sq_errors found = {0};
    sq_findings_section(f, "conventions[]", NULL, "misreading rates gamma_s_over_Gamma reason");
    sq_findings_text(f, "misreading", NULL, label);
    enum sq_status status = sq_lab_misread(lab, i, &rates, &found);
    f->failed = f->failed || status == SQ_ERR_MEMORY; /* no reason why it cannot be */
    if (status == SQ_OK) {
        sq_findings_value(f, "gamma_s_over_Gamma", sq_numbers_relaxation_over_emission(&rates));
        add_reading(f, label, &rates);
        sq_findings_section(f, "conventions[].rates", NULL, NULL);
        sq_findings_rates(f, &rates);
    } else {
        const char *reason = sq_findings_words(f, "%s", sq_errors_first(&found));
        sq_findings_text(f, "reason", label, reason);
        sq_findings_shown(f, "- (%s)", reason);
    }
    sq_errors_free(&found);
}

void
sq_findings_lab_misread(sq_findings *f, const sq_lab *lab)
{
    size_t n = lab->platform->n_misreadings;
    sq_findings_section(f, "", NULL, "conventions[]");
    sq_findings_section(f, "conventions",
                        n ? "Rates of this lab if a convention were misread"
                          : "Rates under misread conventions: none, the rates are given "
                            "directly",
                        NULL);
    if (n) {
        sq_findings_line(f, "", "Gamma\tchi\t%12s", "gamma_s/Gamma");
        add_reading(f, "as written in the file", &lab->rates);
    }
    for (size_t i = 0; i < n; i++)
        add_misreading(f, lab, i);
}
