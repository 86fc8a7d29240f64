/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures: one script per figure goes to gnuplot, made of the terminal, the values
 * as gnuplot variables, the data as an inline block, and the template.  Templates
 * hold no numbers of the lab; this file holds no colours. */
#include "report/plot.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "base/format.h"
#include "base/locale.h"
#include "base/output.h"
#include "report/columns.h"
#include "report/gnuplot.h"
#include "report/templates.h"

/* What is drawn, and where. */
typedef struct figure {
    const char *path, *target; /* as it will be called, and while it is written */
    const sq_lab *lab;
    const sq_prediction *prediction;
    const sq_classes_cost *classes; /* NULL: none */
    long keep;                      /* single trajectories */
} figure;

/* Sizes are those of one journal column (8.6 cm), drawn large enough to be read. */
typedef struct terminal {
    const char *ending, *setting;
    double small; /* font size of small print */
    double point; /* size of the mark at the optimum */
} terminal;

static const terminal terminals[] = {
    {".png", "pngcairo size 1290,1110 font 'DejaVu Sans,21' linewidth 2.2", 17.5, 1.6},
    {".svg", "svg size 516,444 font 'DejaVu Sans,10' linewidth 1 background 'white'", 8.4, 0.6},
    {".pdf", "pdfcairo size 8.6cm,7.4cm font 'DejaVu Sans,6.5' linewidth 0.8", 5.5, 0.3},
};
#define N_TERMINALS (sizeof terminals / sizeof terminals[0])

static const terminal *
find_terminal(const char *path)
{
    const char *ending = strrchr(path, '.');
    for (size_t i = 0; ending && i < N_TERMINALS; i++)
        if (strcmp(ending, terminals[i].ending) == 0)
            return &terminals[i];
    return NULL;
}

enum sq_status
sq_plot_check(const char *path, sq_errors *errors)
{
    if (!find_terminal(path))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--plot %s: the file name must end in .png, .svg or .pdf", path);
    return SQ_OK;
}

/* ---- the script ---- */

/* A single-quoted gnuplot string: quotes are doubled, control characters dropped;
 * nothing else is special inside. */
static void
write_string(FILE *script, const char *name, const char *text)
{
    fprintf(script, "%s = '", name);
    for (const char *c = text; *c; c++) {
        if (*c == '\'')
            fputc('\'', script);
        if ((unsigned char)*c >= ' ')
            fputc(*c, script);
    }
    fputs("'\n", script);
}

static void
write_number(FILE *script, const char *name, double value)
{
    /* The exponent keeps gnuplot from dividing whole numbers as integers: 3/7 = 0. */
    if (isfinite(value))
        fprintf(script, "%s = %.15e\n", name, value);
    else
        fprintf(script, "%s = NaN\n", name);
}

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

/* Times are drawn in the unit that keeps the numbers on the axis short. */
static void
write_time_axis(FILE *script, bool plain, double until)
{
    static const struct {
        double unit;
        const char *label;
    } scales[] = {
        {1, "time (s)"}, {1e-3, "time (ms)"}, {1e-6, "time (µs)"}, {1e-9, "time (ns)"}};
    size_t i = 0;
    while (!plain && i < 3 && until < 2 * scales[i].unit)
        i++;
    write_string(script, "time_label",
                 plain ? "time (inverse unit of the rates)" : scales[i].label);
    write_number(script, "scale", 1 / scales[i].unit);
    write_number(script, "until", until);
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
    write_string(script, "scaled_label", label);
    write_number(script, "time_unit", 1 / rate);
}

/* Numbers of atoms are drawn in a power of ten that keeps the axis narrow. */
static void
write_count_axis(FILE *script, double N)
{
    int power = N >= 1e5 ? (int)floor(log10(N)) : 0;
    fprintf(script, "count_power = %d\n", power);
}

/* A long title is cut: it has one line. */
static void
write_title(FILE *script, const char *title)
{
    enum { MOST = 66, CUT = 62 };
    char text[4 * MOST + 8];
    int shown = 0;
    size_t n = 0;
    for (const char *c = title; *c && n < sizeof text - 5 && shown <= MOST; c++) {
        shown += ((unsigned char)*c & 0xC0) != 0x80;
        text[n++] = *c;
    }
    text[n] = '\0';
    if (shown > MOST) {
        for (shown = 0, n = 0; shown <= CUT; n++)
            shown += ((unsigned char)text[n] & 0xC0) != 0x80;
        snprintf(text + n - 1, 4, "…");
    }
    write_string(script, "lab_title", text);
    fprintf(script, "title_is_long = %d\n", shown > 40);
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
    write_number(script, "best_time",
                 p->judgement.kind == SQ_BEST_NONE ? NAN : p->judgement.best.t);
    write_number(script, "best_db", p->judgement.db);
    write_string(script, "best_text", label);
}

static void
write_values(FILE *script, const sq_lab *lab, const sq_prediction *p)
{
    const sq_rates *rates = &lab->rates;
    bool plain = lab->platform->dimensionless;
    write_title(script, sq_lab_title(lab));
    write_time_axis(script, plain, shown_time(p));
    write_scaled_axis(script, rates);
    write_string(script, "gamma_text", rate_text(lab, rates->Gamma).s);
    write_string(script, "chi_text", rate_text(lab, rates->chi).s);
    write_string(script, "gamma_s_text", rate_text(lab, rates->gamma_s).s);
    write_string(script, "ratio_text", number_text(sq_rates_drive_ratio(rates), 4).s);
    write_number(script, "N", rates->N);
    write_count_axis(script, rates->N);
    write_string(script, "N_text", sq_format_number(rates->N, 7).s);
    write_number(script, "critical_number", sq_rates_critical_number(rates));
    write_string(script, "critical_text", number_text(sq_rates_critical_number(rates), 5).s);
    write_number(script, "valid_until", p->judgement.valid_until);
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

static const char *
find_template(const char *name)
{
    for (size_t i = 0; sq_templates[i].name; i++)
        if (strcmp(sq_templates[i].name, name) == 0)
            return sq_templates[i].text;
    return NULL;
}

/* ---- the figure ---- */

static void
write_script(FILE *script, const figure *f)
{
    const terminal *kind = find_terminal(f->path);
    fprintf(script, "set encoding utf8\nset terminal %s\n", kind->setting);
    write_number(script, "small", kind->small);
    write_number(script, "mark", kind->point);
    write_string(script, "target", f->target);
    fputs("set output target\n", script);
    write_values(script, f->lab, f->prediction);
    write_names(script, f->prediction);
    write_curves(script, f->prediction);
    write_trajectories(script, f->prediction, f->keep);
    write_classes(script, f->classes);
    fputs(find_template("predict"), script);
}

static enum sq_status
draw(const figure *f, sq_errors *errors)
{
    sq_gnuplot gnuplot;
    enum sq_status status = sq_gnuplot_begin(&gnuplot, errors);
    if (status)
        return status;
    locale_t before = sq_locale_enter();
    write_script(gnuplot.script, f);
    sq_locale_leave(before);
    return sq_gnuplot_end(&gnuplot, errors);
}

/* Some builds of gnuplot end well without a figure. */
static enum sq_status
check_figure(const sq_output *output, sq_errors *errors)
{
    struct stat state;
    bool empty =
        output->temporary && stat(output->temporary, &state) == 0 && state.st_size == 0;
    return empty ? sq_errors_add(errors, SQ_ERR_IO,
                                 "%s: gnuplot ended without drawing anything; is its terminal "
                                 "for this kind of file there?",
                                 output->path)
                 : SQ_OK;
}

enum sq_status
sq_plot_prediction(const char *path, const sq_lab *lab, const sq_prediction *p,
                   const sq_classes_cost *classes, long keep, sq_errors *errors)
{
    enum sq_status status = sq_plot_check(path, errors);
    if (status)
        return status;
    if (p->judgement.kind == SQ_BEST_NONE)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "%s: there is no figure, as squeezing is undefined at all times",
                             path);
    sq_output output;
    status = sq_output_open(&output, path, NULL, errors);
    if (status)
        return status;
    const figure wanted = {.path = path,
                           .target = output.temporary ? output.temporary : output.path,
                           .lab = lab,
                           .prediction = p,
                           .classes = classes,
                           .keep = keep};
    status = draw(&wanted, errors);
    if (!status)
        status = check_figure(&output, errors);
    if (!status)
        return sq_output_commit(&output, errors);
    sq_output_abandon(&output);
    return status;
}
