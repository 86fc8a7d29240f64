/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the template of a prediction wants to know. */
#include "report/plot.h"

#include <math.h>

#include "base/format.h"
#include "report/columns.h"
#include "report/script.h"

/* What is drawn, and where. */
typedef struct figure {
    const sq_lab *lab;
    const sq_prediction *prediction;
    const sq_classes_cost *classes; /* NULL: none */
    long keep;                      /* single trajectories */
} figure;

static sq_format_label
rate_text(const sq_lab *lab, double rate)
{
    return lab->platform->dimensionless ? sq_format_number(rate, 4) : sq_format_rate(rate, 4);
}

/* Some numbers do not exist for every lab. */
static sq_format_label
number_text(double value, int digits)
{
    static const sq_format_label none = {"-"};
    return isfinite(value) ? sq_format_number(value, digits) : none;
}

/* The time axis: all of it, or a little more than what was reached. */
static double
shown_time(const sq_prediction *p)
{
    double reached = 0;
    for (size_t i = 0; i < p->plan.n; i++)
        if (p->run.curve[i].n)
            reached = fmax(reached, p->run.curve[i].point[p->run.curve[i].n - 1].t);
    return reached > 0 ? fmin(p->run.until, 1.2 * reached) : p->run.until;
}

/* Above the figure: time in units of the rate that matters most. */
static void
write_scaled_axis(FILE *script, const sq_rates *rates)
{
    double collective = sq_rates_collective(rates);
    double critical = rates->N * sq_rates_upsilon_critical(rates);
    const char *label = rates->gamma_s > 0       ? "time × γ_s"
                        : collective == 0        ? "time"
                        : collective == critical ? "time × N Υ_c"
                                                 : "time × fastest rate";
    double rate = rates->gamma_s > 0 ? rates->gamma_s : collective > 0 ? collective : 1;
    sq_script_string(script, "scaled_label", label);
    sq_script_number(script, "time_unit", 1 / rate);
}

/* Numbers of atoms are drawn in a power of ten that keeps the axis narrow. */
static void
write_count_axis(FILE *script, double N)
{
    int power = N >= 1e5 ? (int)floor(log10(N)) : 0;
    fprintf(script, "count_power = %d\n", power);
}

/* The mark at the optimum, and what is said beside it. */
static void
write_best(FILE *script, bool plain, const sq_prediction *p)
{
    char label[192], error[32] = "";
    if (isfinite(p->judgement.db_error) && p->judgement.db_error >= 0.005)
        snprintf(error, sizeof error, " ± %.2f", p->judgement.db_error);
    snprintf(label, sizeof label, "%.2f%s dB at %s",
             sq_format_unsigned_zero(p->judgement.db, 2), error,
             plain ? sq_format_number(p->judgement.best.t, 3).s
                   : sq_format_si(p->judgement.best.t, "s", 3).s);
    sq_script_number(script, "best_time",
                     p->judgement.kind == SQ_BEST_NONE ? NAN : p->judgement.best.t);
    sq_script_number(script, "best_db", p->judgement.db);
    sq_script_string(script, "best_text", label);
}

static void
write_values(FILE *script, const sq_lab *lab, const sq_prediction *p)
{
    const sq_rates *rates = &lab->rates;
    bool plain = lab->platform->dimensionless;
    sq_script_title(script, sq_lab_title(lab));
    sq_script_times(script, plain, shown_time(p));
    sq_script_number(script, "until", shown_time(p));
    write_scaled_axis(script, rates);
    sq_script_string(script, "gamma_text", rate_text(lab, rates->Gamma).s);
    sq_script_string(script, "chi_text", rate_text(lab, rates->chi).s);
    sq_script_string(script, "gamma_s_text", rate_text(lab, rates->gamma_s).s);
    sq_script_string(script, "ratio_text", number_text(sq_rates_drive_ratio(rates), 4).s);
    sq_script_number(script, "N", rates->N);
    write_count_axis(script, rates->N);
    sq_script_string(script, "N_text", sq_format_number(rates->N, 7).s);
    sq_script_number(script, "critical_number", sq_rates_critical_number(rates));
    sq_script_string(script, "critical_text",
                     number_text(sq_rates_critical_number(rates), 5).s);
    sq_script_number(script, "valid_until", p->judgement.valid_until);
    fprintf(script, "has_end = %d\n", p->judgement.breakdown != SQ_BREAKDOWN_NONE);
    write_best(script, plain, p);
}

/* Blank-separated names of the curves, in the order of write_curves. */
static void
write_names(FILE *script, const sq_prediction *p)
{
    fputs("names = '", script);
    for (size_t k = 0; k < p->plan.n; k++) {
        const sq_curve *curve = &p->run.curve[(p->run.primary + k) % p->plan.n];
        if (curve->solver->largest_order)
            fprintf(script, "%sorder_%d", k ? " " : "", curve->options.order);
        else
            fprintf(script, "%s%s", k ? " " : "", curve->solver->name);
    }
    fputs("'\n", script);
}

static void
write_table(FILE *script, const sq_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        double value[SQ_TABLE_COLUMNS];
        table->row(value, table, i);
        for (size_t c = 0; c < table->n_columns; c++)
            fprintf(script, c ? " %.9g" : "%.12g", value[c]);
        fputc('\n', script);
    }
}

/* Blocks separated by two blank lines: the reported curve, then the other orders. */
static void
write_curves(FILE *script, const sq_prediction *p)
{
    fputs("$curves << END_OF_CURVES\n", script);
    for (size_t k = 0; k < p->plan.n; k++) {
        sq_table table;
        sq_columns_of_curve(&table, p, k);
        write_table(script, &table);
        fputs("\n\n", script);
    }
    fputs("END_OF_CURVES\n", script);
    fprintf(script, "n_curves = %zu\n", p->plan.n);
}

/* Single trajectories, to be drawn behind. */
static void
write_trajectories(FILE *script, const sq_prediction *p, long keep)
{
    long n = sq_columns_trajectories(p, keep);
    fputs("$kept << END_OF_KEPT\n", script);
    for (long i = 0; i < n; i++) {
        sq_table table;
        sq_columns_of_trajectory(&table, p, i, true);
        write_table(script, &table);
        fputs("\n\n", script);
    }
    fputs("END_OF_KEPT\n", script);
    fprintf(script, "n_kept = %ld\n", n);
}

/* With classes of coupling. */
static void
write_classes(FILE *script, const sq_classes_cost *cost)
{
    fputs("$classes << END_OF_CLASSES\n", script);
    if (cost) {
        sq_table table;
        sq_columns_of_classes(&table, cost);
        write_table(script, &table);
    }
    fputs("END_OF_CLASSES\n", script);
    fprintf(script, "n_classes = %zu\n", cost ? cost->classes : 0);
}

/* ---- the figure ---- */

static void
write_script(FILE *script, const void *context)
{
    const figure *f = context;
    write_values(script, f->lab, f->prediction);
    write_names(script, f->prediction);
    write_curves(script, f->prediction);
    write_trajectories(script, f->prediction, f->keep);
    write_classes(script, f->classes);
}

enum sq_status
sq_plot_prediction(const char *path, const sq_lab *lab, const sq_prediction *p,
                   const sq_classes_cost *classes, long keep, sq_errors *errors)
{
    const figure wanted = {.lab = lab, .prediction = p, .classes = classes, .keep = keep};
    enum sq_status status = sq_script_check(path, errors);
    if (status)
        return status;
    if (p->judgement.kind == SQ_BEST_NONE)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "%s: there is no figure, as squeezing is undefined at all times",
                             path);
    return sq_script_draw(path, "predict", write_script, &wanted, errors);
}
