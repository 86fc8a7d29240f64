/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The apparatus in numbers, for people: rates, derived values, one-spin processes, the
 * elimination of the mode, validity.  Where inputs have uncertainties, value ± sd.
 *
 * Rates are given twice, as 2π × Hz and in rad/s, so that nobody has to guess which one a
 * number is. */
#include <math.h>

#include "base/format.h"
#include "lab/numbers.h"
#include "report/report.h"
#include "report/report_line.h"
#include "lab/validity.h"

/* Columns of a rate in Hz; wider with an uncertainty. */
enum { RATE_WIDTH = 22, RATE_SD_WIDTH = 32 };

/* ---- a number of the lab ---- */

static void
print_rate(FILE *out, const sq_lab *lab, double rate, double sd)
{
    if (lab->platform->dimensionless) {
        fprintf(out, "%s\n", sq_format_number_sd(rate, sd, 6).s);
        return;
    }
    sq_print_padded(out, sq_format_rate_sd(rate, sd, 4).s,
                    lab->n_variations ? RATE_SD_WIDTH : RATE_WIDTH);
    if (sd > 0)
        fprintf(out, "%s rad/s\n", sq_format_number_sd(rate, sd, 6).s);
    else
        fprintf(out, "%.6g rad/s\n", rate);
}

static void
print_line(FILE *out, const sq_lab *lab, const char *label, enum sq_fact_kind kind,
           double value, double sd)
{
    sq_line_start(out, label);
    if (!isfinite(value))
        fputs("-\n", out);
    else if (kind == SQ_FACT_RATE)
        print_rate(out, lab, value, sd);
    else if (kind == SQ_FACT_POWER)
        fprintf(out, "%s\n", sq_format_si_sd(value, sd, "W", 5).s);
    else if (kind == SQ_FACT_LENGTH)
        fprintf(out, "%s\n", sq_format_si_sd(value, sd, "m", 5).s);
    else if (kind == SQ_FACT_TIME && !lab->platform->dimensionless)
        fprintf(out, "%s\n", sq_format_si_sd(value, sd, "s", 4).s);
    else
        fprintf(out, "%s\n", sq_format_number_sd(value, sd, kind == SQ_FACT_TIME ? 4 : 6).s);
}

static void
print_numbers(FILE *out, const sq_lab *lab, const sq_number_row *row)
{
    for (; row->key; row++) {
        double value = sq_number_of(row, &lab->rates);
        bool pumped = lab->rates.Gamma_up > 0 && row->pumped_label;
        if (value != 0 || !row->if_not_zero)
            print_line(out, lab, pumped ? row->pumped_label : row->label, row->kind, value,
                       sq_uncertainty_of(lab, sq_number_value, row));
    }
}

/* ---- sections ---- */

static void
report_facts(FILE *out, const sq_lab *lab)
{
    if (lab->platform->n_facts)
        fputs("\nApparatus\n", out);
    for (size_t i = 0; i < lab->platform->n_facts; i++) {
        const sq_fact *fact = &lab->platform->fact[i];
        double value = sq_fact_value(lab, fact);
        if (isfinite(value)) /* else it does not exist for this lab */
            print_line(out, lab, fact->label, fact->kind, value,
                       sq_uncertainty_of(lab, sq_fact_value, fact));
    }
}

/* What the one-spin rates are made of. */
static void
report_channels(FILE *out, const sq_lab *lab)
{
    const sq_platform *p = lab->platform;
    if (p->n_channels)
        fputs("\nProcesses of single spins\n", out);
    for (size_t i = 0; i < p->n_channels; i++) {
        double rate = p->channel[i].rate(lab->record);
        double sd = sq_uncertainty_of(lab, sq_channel_value, &p->channel[i]);
        if (!(rate > 0))
            continue;
        char text[SQ_FORMAT_SIZE + 8];
        snprintf(text, sizeof text, "%s 1/s", sq_format_number_sd(rate, sd, 4).s);
        sq_line_start(out, p->channel[i].label);
        sq_print_padded(out, text, RATE_WIDTH);
        fprintf(out, "%s\n", sq_effect_name(p->channel[i].effect));
    }
}

/* The factors on Gamma and on chi, and what they make of them; row[0] is that on Gamma. */
static void
correction_line(FILE *out, const sq_lab *lab, const sq_mode_row row[2])
{
    const char *const names[2] = {lab->rates.Gamma_up > 0 ? "(Gamma - Gamma_up)" : "Gamma",
                                  "chi"};
    const double rate[2] = {lab->rates.Gamma - lab->rates.Gamma_up, lab->rates.chi};
    sq_line_start(out, row->label);
    for (int i = 0; i < 2; i++) {
        double factor = sq_mode_value(lab, &row[i]);
        if (!isfinite(factor))
            continue;
        double sd = sq_uncertainty_of(lab, sq_mode_value, &row[i]);
        fprintf(out, "%s%s x %s", i ? ", " : "", names[i],
                sq_format_number_sd(factor, sd, 6).s);
        if (lab->n_variations == 0) /* else the rate's own uncertainty would be missing */
            fprintf(out, " = %s", sq_format_rate(factor * rate[i], 4).s);
    }
    fputc('\n', out);
}

/* The second order that the model is, and the orders after it. */
static void
report_elimination(FILE *out, const sq_lab *lab)
{
    sq_mode mode;
    if (!lab->platform->mode)
        return;
    sq_lab_mode(lab, &mode);
    fputs("\nThe mode that was eliminated\n", out);
    for (const sq_mode_row *row = sq_mode_numbers; row->key; row++) {
        double value = row->value(&mode, &lab->rates);
        if (isfinite(value) && (value != 0 || !row->if_not_zero))
            print_line(out, lab, row->label, row->kind, value,
                       sq_uncertainty_of(lab, sq_mode_value, row));
    }
    double N = lab->rates.N;
    sq_line_start(out, "the elimination is");
    fprintf(out, "%s\n", sq_colour_name(sq_mode_colour(sq_mode_epsilon(&mode, N))));
    /* A first order is nothing to go by where the parameter is not small. */
    bool small = sq_mode_epsilon(&mode, N) <= SQ_EPSILON_AMBER;
    for (int i = small ? 0 : 2; i < SQ_CORRECTIONS; i += 2)
        correction_line(out, lab, &sq_correction_numbers[i]);
}

void
sq_report_rates(FILE *out, const sq_lab *lab)
{
    fputs("\nRates of the spin model\n", out);
    print_numbers(out, lab, sq_rate_numbers);
    print_numbers(out, lab, sq_derived_numbers);
    report_facts(out, lab);
    report_channels(out, lab);
    report_elimination(out, lab);
}

/* ---- validity ---- */

static sq_label
ratio_text(double ratio, double sd)
{
    static const sq_label infinite = {"infinite"}, undefined = {"undefined"};
    return isnan(ratio)   ? undefined
           : isinf(ratio) ? infinite
                          : sq_format_number_sd(ratio, sd, 4);
}

void
sq_report_validity(FILE *out, const sq_lab *lab)
{
    static const char *const words[] = {"ok", "CAUTION", "VIOLATED"};
    static const char *const before[] = {"else: ", "beyond the limit: ", ""};
    sq_verdict verdict[SQ_MAX_VERDICTS];
    sq_note note[SQ_MAX_NOTES];
    size_t n = sq_validity_verdicts(verdict, lab), n_notes = sq_validity_notes(note, lab);
    fputs("\nValidity of the spin model\n", out);
    for (size_t i = 0; i < n; i++) {
        const sq_verdict *v = &verdict[i];
        fprintf(out, "  %-8s ", words[v->colour]);
        sq_print_padded(out, v->condition, 26);
        fprintf(out, " ratio ");
        sq_print_padded(out, ratio_text(v->ratio, v->ratio_sd).s, lab->n_variations ? 22 : 11);
        fprintf(out, " limit %.3g", v->limit);
        if (isfinite(v->caution))
            fprintf(out, ", caution %.3g", v->caution);
        fputc('\n', out);
        fprintf(out, "           %s%s\n", before[v->colour], v->meaning);
    }
    for (size_t i = 0; i < n_notes; i++)
        fprintf(out, "  note     %s\n", note[i].text);
}

/* What the mode does to the squeezing. */
static void
report_off(FILE *out, const char *name, const sq_mode_pair_answer *a)
{
    sq_line_start(out, name);
    if (!a->squeezed)
        fputs("- (no squeezing, with or without the mode)\n", out);
    else
        fprintf(out, "%+.2g dB at the best, up to %+.2g dB on the way, %+.2g dB later\n",
                a->difference_db, a->largest_db, a->later_db);
}

/* The hierarchy against the master equation, where that can be solved. */
static void
report_few(FILE *out, const sq_mode_cost *deep)
{
    const sq_mode_cost_few *few = &deep->few;
    fputs(few->itself ? "\nThe same" : "\nTo check this: few spins", out);
    if (!few->itself)
        fprintf(out, " with the lab's ratios, %g at eps = %.3g", few->N, few->epsilon);
    if (!few->itself && few->epsilon < 0.99 * deep->epsilon)
        fprintf(out, " (the lab's %.3g is too large for it)", deep->epsilon);
    fputc('\n', out);
    report_off(out, "by the moment hierarchy, order 2", &few->hierarchy);
    if (!few->reason) {
        report_off(out, "exactly", &few->exact);
        return;
    }
    sq_line_start(out, "exactly");
    fprintf(out, "- (%s)\n", few->reason);
}

/* So much is lost where the start is worth a word. */
#define KICK_DB 1

void
sq_report_deep(FILE *out, const sq_lab *lab, const sq_mode_cost *deep)
{
    const sq_mode_pair_answer *d = &deep->lab;
    if (deep->exact)
        fprintf(out,
                "\nWith the mode kept (exact: master equation with %d levels of the mode)\n",
                deep->few.levels);
    else
        fputs("\nWith the mode kept (moment hierarchy, order 2)\n", out);
    if (!isfinite(d->db) || (d->breakdown && !(d->until > 0))) {
        sq_line_start(out, "best squeezing");
        fprintf(out, "unknown: %s\n",
                d->breakdown ? d->breakdown : "xi^2 is undefined throughout");
        return;
    }
    sq_line_start(out, "best squeezing");
    fprintf(out, "%.4f dB after %s%s\n", d->db, sq_time_text(lab, d->time, 4).s,
            d->ended && d->breakdown ? ", where it has to end" : "");
    sq_line_start(out, "with an infinitely fast mode");
    fprintf(out, "%.4f dB after %s%s\n", d->limit_db, sq_time_text(lab, d->limit_time, 4).s,
            deep->exact ? "" : " (closed alike; compare these two only)");
    report_off(out, "the elimination is off by", d);
    if (d->squeezed)
        fprintf(out,
                "%44s(with the mode less without it; -: the spin model promises too much)\n",
                "");
    sq_line_start(out, "quanta that the spins put into the mode");
    fprintf(out, "%s\n", sq_format_number(d->quanta, 4).s);
    if (d->squeezed && !d->settled && !lab->at_rest && d->difference_db < -KICK_DB) {
        sq_line_start(out, "");
        fputs(
            "(the mode starts without the spins' light and may kick them off their course: try "
            "initial.direction: mean-field)\n",
            out);
    }
    if (d->settled) {
        sq_line_start(out, "start of the mode");
        fputs("as the spins make it: its ringing is too fast to be followed\n", out);
    }
    if (d->breakdown) {
        sq_line_start(out, "followed until");
        fprintf(out, "%s: %s\n", sq_time_text(lab, d->until, 4).s, d->breakdown);
    }
    report_few(out, deep);
}

void
sq_report_lattice(FILE *out, const sq_lab *lab, const sq_classes_cost *l)
{
    fprintf(out,
            "\nWith couplings that differ from atom to atom (moment hierarchy, order 2)\n");
    sq_line_start(out, "atoms, in classes of coupling");
    fprintf(out, "%s in %zu\n", sq_format_number(l->atoms, 6).s, l->classes);
    sq_line_start(out, "start");
    fputs(l->at_rest ? "each class where the drive, turned up slowly, leaves it at rest\n"
          : lab->at_rest
              ? "all spins along one direction: this drive is above the classes' threshold\n"
              : "all spins along initial.direction\n",
          out);
    sq_line_start(out, "best squeezing");
    if (isfinite(l->db))
        fprintf(out, "%.2f dB after %s\n", l->db, sq_time_text(lab, l->time, 4).s);
    else
        fputs("none: xi^2 is undefined throughout\n", out);
    if (isfinite(l->weighted_db)) {
        sq_line_start(out, "of the spin that the mode sees");
        fprintf(out, "%.2f dB (atoms weighted by their coupling)\n", l->weighted_db);
    }
    if (isfinite(l->fewer_db)) {
        sq_line_start(out, "with half as many classes");
        fprintf(out, "%.2f dB\n", l->fewer_db);
    }
    if (isfinite(l->uniform_db)) {
        sq_line_start(out, "the effective uniform model, closed alike");
        fprintf(out, "%.2f dB after %s\n", l->uniform_db,
                sq_time_text(lab, l->uniform_time, 4).s);
    }
    if (l->given_up) {
        sq_line_start(out, "beside that, the differences cost");
        fputs("- (the classes could not be followed as long as the uniform model)\n", out);
    } else if (isfinite(l->uniform_db - l->db)) {
        sq_line_start(out, "beside that, the differences cost");
        fprintf(out, "%+.2f dB", l->uniform_db - l->db);
        if (isfinite(l->weighted_db))
            fprintf(out, " (of the spin that the mode sees: %+.2f dB)",
                    l->uniform_db - l->weighted_db);
        fputc('\n', out);
    }
    if (l->breakdown) {
        sq_line_start(out, "followed until");
        fprintf(out, "%s: %s\n", sq_time_text(lab, l->until, 4).s, l->breakdown);
    }
}
