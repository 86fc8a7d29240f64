/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures: one script per figure goes to gnuplot, made of the terminal, the values
 * as gnuplot variables, the data as an inline block, and the template.  Templates
 * hold no numbers of the lab; this file holds no colours.
 *
 * Longer than 400 lines: one writer for each block of data, and gnuplot to run. */
#include "report/plot.h"

#include <errno.h>
#include <math.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report/columns.h"
#include "base/format.h"
#include "report/columns_single.h"
#include "base/locale.h"
#include "base/output.h"
#include "report/templates.h"

extern char **environ;

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

static sq_label
rate_text(const sq_lab *lab, double rate)
{
    return lab->platform->dimensionless ? sq_format_number(rate, 4) : sq_format_rate(rate, 4);
}

/* Some numbers do not exist for every lab. */
static sq_label
number_text(double value, int digits)
{
    static const sq_label none = {"-"};
    return isfinite(value) ? sq_format_number(value, digits) : none;
}

/* The time axis: all of it, or a little more than what was reached. */
static double
shown_time(const sq_prediction *p)
{
    double reached = 0;
    for (size_t i = 0; i < p->plan.n; i++)
        if (p->curve[i].n)
            reached = fmax(reached, p->curve[i].point[p->curve[i].n - 1].t);
    return reached > 0 ? fmin(p->until, 1.2 * reached) : p->until;
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
    double collective = sq_collective_rate(rates);
    double critical = rates->N * sq_upsilon_critical(rates);
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
    write_string(script, "ratio_text", number_text(sq_drive_ratio(rates), 4).s);
    write_number(script, "N", rates->N);
    write_count_axis(script, rates->N);
    write_string(script, "N_text", sq_format_number(rates->N, 7).s);
    write_number(script, "critical_number", sq_critical_number(rates));
    write_string(script, "critical_text", number_text(sq_critical_number(rates), 5).s);
    write_number(script, "valid_until", p->valid_until);
    fprintf(script, "has_end = %d\n", p->breakdown != NULL);
    write_number(script, "best_time", p->kind == SQ_BEST_NONE ? NAN : p->best.t);
    write_number(script, "best_db", p->db);
    char label[192], error[32] = "";
    if (isfinite(p->db_error) && p->db_error >= 0.005)
        snprintf(error, sizeof error, " ± %.2f", p->db_error);
    snprintf(label, sizeof label, "%.2f%s dB at %s", p->db + 0.0 /* no "-0.00" */, error,
             plain ? sq_format_number(p->best.t, 3).s : sq_format_si(p->best.t, "s", 3).s);
    write_string(script, "best_text", label);
}

/* Blank-separated names of the curves, in the order of write_curves. */
static void
write_names(FILE *script, const sq_prediction *p)
{
    fputs("names = '", script);
    for (size_t k = 0; k < p->plan.n; k++) {
        const sq_curve *curve = &p->curve[(p->plan.primary + k) % p->plan.n];
        if (curve->solver->largest_order)
            fprintf(script, "%sorder_%d", k ? " " : "", curve->options.order);
        else
            fprintf(script, "%s%s", k ? " " : "", curve->solver->name);
    }
    fputs("'\n", script);
}

/* Blocks separated by two blank lines: the reported curve, then the other orders. */
static void
write_curves(FILE *script, const sq_prediction *p)
{
    fputs("$curves << END_OF_CURVES\n", script);
    for (size_t k = 0; k < p->plan.n; k++) {
        const sq_curve *curve = &p->curve[(p->plan.primary + k) % p->plan.n];
        for (size_t i = 0; i < curve->n; i++) {
            const sq_squeezing *s = &curve->point[i].squeezing;
            fprintf(script, "%.12g %.9g %.9g\n", curve->point[i].t, sq_decibel(s->xi2),
                    s->n_eff);
        }
        fputs("\n\n", script);
    }
    fputs("END_OF_CURVES\n", script);
    fprintf(script, "n_curves = %zu\n", p->plan.n);
}

/* Single trajectories, to be drawn behind. */
static void
write_kept(FILE *script, const sq_ensemble *e, long keep)
{
    long n = sq_columns_single_count(e, keep);
    fputs("$kept << END_OF_KEPT\n", script);
    for (long i = 0; i < n; i++) {
        for (size_t k = 0; k < e->n_times; k++) {
            sq_columns_single_point p;
            sq_columns_single_at(&p, e, i, k);
            fprintf(script, "%.12g %.9g %.9g\n", p.t, sq_decibel(p.squeezing.xi2),
                    p.squeezing.n_eff);
        }
        fputs("\n\n", script);
    }
    fputs("END_OF_KEPT\n", script);
    fprintf(script, "n_kept = %ld\n", n);
}

/* With classes of coupling. */
static void
write_classes(FILE *script, const sq_classes_cost *l)
{
    fputs("$classes << END_OF_CLASSES\n", script);
    for (size_t i = 0; l && i < l->n; i++)
        fprintf(script, "%.12g %.9g %.9g\n", l->t[i], l->curve_db[i], l->weighted_curve_db[i]);
    fputs("END_OF_CLASSES\n", script);
    fprintf(script, "n_classes = %zu\n", l ? l->classes : 0);
}

static const char *
find_template(const char *name)
{
    for (size_t i = 0; sq_templates[i].name; i++)
        if (strcmp(sq_templates[i].name, name) == 0)
            return sq_templates[i].text;
    return NULL;
}

/* ---- running gnuplot ---- */

/* Last line of what gnuplot complained about, for the message: the lines before it
 * echo the script and may be warnings. */
static void
last_complaint(FILE *complaints, char *text, size_t n)
{
    char line[256];
    text[0] = '\0';
    rewind(complaints);
    while (fgets(line, sizeof line, complaints)) {
        line[strcspn(line, "\n")] = '\0';
        const char *start = line + strspn(line, " \t^");
        if (*start)
            snprintf(text, n, "%s", start);
    }
}

static enum sq_status
wait_for_gnuplot(pid_t child, FILE *complaints, sq_errors *errors)
{
    int state;
    while (waitpid(child, &state, 0) < 0)
        if (errno != EINTR)
            return sq_errors_add(errors, SQ_ERR_IO, "gnuplot was lost: %s", strerror(errno));
    if (WIFEXITED(state) && WEXITSTATUS(state) == 0)
        return SQ_OK;
    char text[256];
    last_complaint(complaints, text, sizeof text);
    return sq_errors_add(errors, SQ_ERR_IO, "gnuplot failed: %s",
                         text[0] ? text : "it gave no reason");
}

static enum sq_status
run_gnuplot(const char *script, sq_errors *errors)
{
    FILE *complaints = tmpfile();
    if (!complaints)
        return sq_errors_add(errors, SQ_ERR_IO, "no temporary file for gnuplot: %s",
                             strerror(errno));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", 0, 0);
    posix_spawn_file_actions_adddup2(&actions, fileno(complaints), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(complaints), STDERR_FILENO);
    char program[] = "gnuplot", name[4096];
    snprintf(name, sizeof name, "%s", script);
    char *const arguments[] = {program, name, NULL};
    pid_t child;
    int failure = posix_spawnp(&child, program, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    enum sq_status status;
    if (failure == ENOENT)
        status =
            sq_errors_add(errors, SQ_ERR_IO,
                          "gnuplot was not found, so there is no figure; install it (Debian: "
                          "apt-get install gnuplot-nox) or leave out --plot");
    else if (failure)
        status = sq_errors_add(errors, SQ_ERR_IO, "gnuplot cannot be started: %s",
                               strerror(failure));
    else
        status = wait_for_gnuplot(child, complaints, errors);
    fclose(complaints);
    return status;
}

/* A script in a temporary file of its own; the caller removes it. */
static FILE *
open_script(char *name, size_t n)
{
    const char *folder = getenv("TMPDIR");
    snprintf(name, n, "%s/squint-XXXXXX", folder && *folder ? folder : "/tmp");
    int descriptor = mkstemp(name);
    return descriptor < 0 ? NULL : fdopen(descriptor, "w");
}

static enum sq_status
draw(const char *script_name, FILE *script, const char *path, const char *target,
     const sq_lab *lab, const sq_prediction *p, const sq_classes_cost *lattice, long keep,
     sq_errors *errors)
{
    locale_t before = sq_locale_enter();
    fprintf(script, "set encoding utf8\nset terminal %s\n", find_terminal(path)->setting);
    write_number(script, "small", find_terminal(path)->small);
    write_number(script, "mark", find_terminal(path)->point);
    write_string(script, "target", target);
    fputs("set output target\n", script);
    write_values(script, lab, p);
    write_names(script, p);
    write_curves(script, p);
    write_kept(script, p->ensemble, keep);
    write_classes(script, lattice);
    fputs(find_template("predict"), script);
    sq_locale_leave(before);
    int failed = ferror(script);
    if (fclose(script) != 0 || failed)
        return sq_errors_add(errors, SQ_ERR_IO, "%s: cannot write: %s", script_name,
                             strerror(errno));
    return run_gnuplot(script_name, errors);
}

/* Some builds of gnuplot end well without a figure. */
static enum sq_status
check_figure(const sq_output *output, sq_errors *errors)
{
    struct stat figure;
    bool empty =
        output->temporary && stat(output->temporary, &figure) == 0 && figure.st_size == 0;
    return empty ? sq_errors_add(errors, SQ_ERR_IO,
                                 "%s: gnuplot ended without drawing anything; is its terminal "
                                 "for this kind of file there?",
                                 output->path)
                 : SQ_OK;
}

enum sq_status
sq_plot_prediction(const char *path, const sq_lab *lab, const sq_prediction *p,
                   const sq_classes_cost *lattice, long keep, sq_errors *errors)
{
    enum sq_status status = sq_plot_check(path, errors);
    if (status)
        return status;
    if (p->kind == SQ_BEST_NONE)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "%s: there is no figure, as squeezing is undefined at all times",
                             path);
    sq_output output;
    status = sq_output_open(&output, path, NULL, errors);
    if (status)
        return status;
    char name[4096];
    FILE *script = open_script(name, sizeof name);
    if (!script) {
        status = sq_errors_add(errors, SQ_ERR_IO, "no temporary file for gnuplot: %s",
                               strerror(errno));
    } else {
        const char *target = output.temporary ? output.temporary : output.path;
        status = draw(name, script, path, target, lab, p, lattice, keep, errors);
        unlink(name);
    }
    if (!status)
        status = check_figure(&output, errors);
    if (status) {
        sq_output_abandon(&output);
        return status;
    }
    return sq_output_commit(&output, errors);
}
