/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the template of tolerances wants to know: one line for each input, with how far its ends
 * are in units of its scale. */
#include "report/plot_tolerance.h"

#include <math.h>
#include <string.h>

#include "base/format.h"
#include "report/findings_tolerance.h"
#include "report/script.h"

/* More would be too small to be read. */
enum { MOST_SHOWN = 24 };

/* How a side is drawn. */
enum side_kind { ENDS, OPEN, UNKNOWN };

static enum side_kind
kind_of(enum sq_tolerance_end end)
{
    return end == SQ_TOLERANCE_LOSS                               ? ENDS
           : end == SQ_TOLERANCE_BOUND || end == SQ_TOLERANCE_FAR ? OPEN
                                                                  : UNKNOWN;
}

/* Distance, kind and text; an open side is as long as the axis. */
static void
write_side(FILE *script, const sq_tolerance_input *input, const sq_tolerance_side *side)
{
    enum side_kind kind = kind_of(side->end);
    double distance = fabs(side->value - input->value) / input->scale;
    fprintf(script, " %.9g %d \"%s%s\"", distance, kind,
            kind == OPEN ? "" : sq_findings_tolerance_number(input, side->value).s,
            kind == UNKNOWN ? " ?" : "");
}

static bool
is_shown(const sq_tolerance_input *input)
{
    return input->done && isfinite(input->half);
}

static void
write_inputs(FILE *script, const sq_tolerance *t)
{
    int shown = 0;
    size_t longest = 0;
    bool has[] = {[OPEN] = false, [UNKNOWN] = false};
    fputs("$inputs << END_OF_INPUTS\n", script);
    for (size_t i = 0; i < t->n && shown < MOST_SHOWN; i++) {
        const sq_tolerance_input *input = &t->input[i];
        if (!is_shown(input))
            continue;
        fprintf(script, "%d", shown++);
        write_side(script, input, &input->low);
        write_side(script, input, &input->high);
        fprintf(script, " \"%s\" \"%s\"\n", input->key.text,
                sq_findings_tolerance_value(input).s);
        has[kind_of(input->low.end)] = has[kind_of(input->high.end)] = true;
        size_t length = strlen(input->key.text);
        longest = length > longest ? length : longest;
    }
    fputs("END_OF_INPUTS\n", script);
    fprintf(script, "n_inputs = %d\nlongest_key = %zu\nhas_open = %d\nhas_unknown = %d\n",
            shown, longest, has[OPEN], has[UNKNOWN]);
}

typedef struct figure {
    const sq_lab *lab;
    const sq_tolerance *tolerance;
} figure;

static void
write_values(FILE *script, const void *context)
{
    const figure *f = context;
    const sq_tolerance *t = f->tolerance;
    sq_format_label time = f->lab->platform->dimensionless ? sq_format_number(t->planned, 4)
                                                           : sq_format_si(t->planned, "s", 4);
    sq_script_title(script, sq_lab_title(f->lab));
    sq_script_number(script, "loss_db", t->loss_db);
    sq_script_string(script, "time_text", time.s);
    sq_script_number(script, "ideal_db", t->ideal_db);
    write_inputs(script, t);
}

enum sq_status
sq_plot_tolerance(const char *path, const sq_lab *lab, const sq_tolerance *tolerance,
                  sq_errors *errors)
{
    const figure wanted = {lab, tolerance};
    for (size_t i = 0; i < tolerance->n; i++)
        if (is_shown(&tolerance->input[i]))
            return sq_script_draw(path, "tolerance", write_values, &wanted, errors);
    return sq_errors_add(errors, SQ_ERR_NUMERIC,
                         "%s: there is no figure, as no input has a limit that is known", path);
}
