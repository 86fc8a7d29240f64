/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One script per figure goes to gnuplot, made of the terminal, the values as gnuplot variables,
 * the data as an inline block, and the template.  Templates hold no numbers of the lab; the
 * program holds no colours. */
#include "report/script.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "base/locale.h"
#include "base/output.h"
#include "report/gnuplot.h"
#include "report/templates.h"

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
sq_script_check(const char *path, sq_errors *errors)
{
    if (!find_terminal(path))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--plot %s: the file name must end in .png, .svg or .pdf", path);
    return SQ_OK;
}

/* ---- values ---- */

/* Quotes are doubled, control characters dropped; nothing else is special inside. */
void
sq_script_string(FILE *script, const char *name, const char *text)
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

void
sq_script_number(FILE *script, const char *name, double value)
{
    /* The exponent keeps gnuplot from dividing whole numbers as integers: 3/7 = 0. */
    if (isfinite(value))
        fprintf(script, "%s = %.15e\n", name, value);
    else
        fprintf(script, "%s = NaN\n", name);
}

void
sq_script_title(FILE *script, const char *title)
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
    sq_script_string(script, "lab_title", text);
    fprintf(script, "title_is_long = %d\n", shown > 40);
}

void
sq_script_times(FILE *script, bool plain, double until)
{
    static const struct {
        double unit;
        const char *label;
    } scales[] = {
        {1, "time (s)"}, {1e-3, "time (ms)"}, {1e-6, "time (µs)"}, {1e-9, "time (ns)"}};
    size_t i = 0;
    while (!plain && i < 3 && until < 2 * scales[i].unit)
        i++;
    sq_script_string(script, "time_label",
                     plain ? "time (inverse unit of the rates)" : scales[i].label);
    sq_script_number(script, "scale", 1 / scales[i].unit);
}

/* ---- the figure ---- */

static const char *
find_template(const char *name)
{
    for (size_t i = 0; sq_templates[i].name; i++)
        if (strcmp(sq_templates[i].name, name) == 0)
            return sq_templates[i].text;
    return NULL;
}

static void
write_script(FILE *script, const char *path, const char *target, const char *template,
             sq_script_writer *write, const void *context)
{
    const terminal *kind = find_terminal(path);
    fprintf(script, "set encoding utf8\nset terminal %s\n", kind->setting);
    sq_script_number(script, "small", kind->small);
    sq_script_number(script, "mark", kind->point);
    sq_script_string(script, "target", target);
    fputs("set output target\n", script);
    write(script, context);
    fputs(find_template(template), script);
}

static enum sq_status
draw(const char *path, const char *target, const char *template, sq_script_writer *write,
     const void *context, sq_errors *errors)
{
    sq_gnuplot gnuplot;
    enum sq_status status = sq_gnuplot_begin(&gnuplot, errors);
    if (status)
        return status;
    locale_t before = sq_locale_enter();
    write_script(gnuplot.script, path, target, template, write, context);
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
sq_script_draw(const char *path, const char *template, sq_script_writer *write,
               const void *context, sq_errors *errors)
{
    sq_output output;
    enum sq_status status = sq_script_check(path, errors);
    if (!status)
        status = sq_output_open(&output, path, NULL, errors);
    if (status)
        return status;
    status = draw(path, output.temporary ? output.temporary : output.path, template, write,
                  context, errors);
    if (!status)
        status = check_figure(&output, errors);
    if (!status)
        return sq_output_commit(&output, errors);
    sq_output_abandon(&output);
    return status;
}
