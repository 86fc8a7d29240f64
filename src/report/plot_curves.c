/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plot_curves.h"

#include <math.h>
#include <stdlib.h>

#include "report/columns.h"
#include "report/script.h"

/* So much later than the last best point nothing is to be seen. */
#define BEHIND 1.4

/* Keys of up to two inputs have room. */
enum { SHOWN = 2 };

static double
reached(const sq_prediction *p)
{
    const sq_curve *curve = &p->run.curve[p->run.primary];
    return curve->n ? fmin(curve->point[curve->n - 1].t, p->judgement.valid_until) : 0;
}

/* Until all best points are behind. */
static double
shown_until(const sq_plot_curves *c)
{
    double best = 0, end = 0;
    for (size_t i = 0; i < c->n; i++) {
        const sq_judgement *j = &c->prediction[i].judgement;
        if (sq_judgement_is_squeezed(j))
            best = fmax(best, j->best.t);
        end = fmax(end, reached(&c->prediction[i]));
    }
    return best > 0 ? fmin(BEHIND * best, end) : end;
}

/* ---- labels, at the end of each curve ---- */

/* Between labels, of the height of the largest squeezing; lowest and highest of them. */
#define STEP 0.062
#define LOWEST (-0.05)
#define HIGHEST 1.09

typedef struct label {
    size_t i; /* curve */
    double y; /* dB */
} label;

static double
value_at(const sq_prediction *p, double t)
{
    const sq_curve_point *point = sq_curve_at(&p->run.curve[p->run.primary], t);
    double db = point ? sq_squeezing_decibel(point->squeezing.xi2) : NAN;
    return isfinite(db) ? db : 0;
}

static int
from_below(const void *a, const void *b)
{
    const label *x = a, *y = b;
    return (x->y > y->y) - (x->y < y->y);
}

/* Labels that would lie on each other are moved up, and if that is too high all down. */
static void
place_labels(label *l, const sq_plot_curves *c, double until, double top)
{
    for (size_t i = 0; i < c->n; i++) {
        double end = fmin(until, reached(&c->prediction[i]));
        l[i] = (label){i, fmax(value_at(&c->prediction[i], end), LOWEST * top)};
    }
    qsort(l, c->n, sizeof *l, from_below);
    for (size_t i = 1; i < c->n; i++)
        l[i].y = fmax(l[i].y, l[i - 1].y + STEP * top);
    double over = l[c->n - 1].y - HIGHEST * top;
    for (size_t i = c->n; i-- > 0 && over > 0;) {
        double room = i + 1 < c->n ? l[i + 1].y - STEP * top : HIGHEST * top;
        l[i].y = fmin(l[i].y, room);
    }
}

/* text_0 and level_0: "0.9" of one input, "0.9, 100 kHz" of two. */
static void
write_label(FILE *script, const sq_plot_curves *c, const label *l)
{
    char text[2 * SQ_TEXT_EXCERPT_SIZE] = "", name[32];
    size_t n = 0;
    for (size_t k = 0; k < c->grid->n_axes && n < SHOWN; k++) {
        const sq_grid_axis *axis = &c->grid->axis[k];
        if (axis->n < 2 && c->grid->n > 1)
            continue;
        sq_text_append(text, sizeof text, "%s%.4g%s%s", n ? ", " : "",
                       sq_grid_value(c->grid, c->point[l->i], k) / axis->unit.size,
                       *axis->unit.name.text ? " " : "", axis->unit.name.text);
        n++;
    }
    snprintf(name, sizeof name, "text_%zu", l->i);
    sq_script_string(script, name, text);
    snprintf(name, sizeof name, "level_%zu", l->i);
    sq_script_number(script, name, l->y);
}

static void
write_labels(FILE *script, const sq_plot_curves *c)
{
    label l[SQ_PLOT_CURVES_MOST];
    double top = 0.5;
    for (size_t i = 0; i < c->n; i++)
        if (c->prediction[i].judgement.db > top)
            top = c->prediction[i].judgement.db;
    place_labels(l, c, shown_until(c), top);
    sq_script_number(script, "top", top);
    for (size_t i = 0; i < c->n; i++)
        write_label(script, c, &l[i]);
}

/* ---- the figure ---- */

static void
write_keys(FILE *script, const sq_plot_curves *c)
{
    char keys[4 * SQ_TEXT_EXCERPT_SIZE] = "";
    size_t n = 0;
    for (size_t k = 0; k < c->grid->n_axes && n < SHOWN; k++)
        if (c->grid->axis[k].n > 1 || c->grid->n == 1)
            sq_text_append(keys, sizeof keys, "%s%s", n++ ? ", " : "",
                           c->grid->axis[k].key.text);
    sq_script_string(script, "keys", keys);
}

/* Up to where it is trusted: what comes then is of no use beside others. */
static void
write_curve(FILE *script, const sq_prediction *p)
{
    sq_table table;
    double end = reached(p);
    sq_columns_of_curve(&table, p, 0);
    for (size_t i = 0; i < table.n_rows; i++) {
        double value[SQ_TABLE_COLUMNS];
        table.row(value, &table, i);
        if (value[0] <= end)
            fprintf(script, "%.12g %.9g %.9g\n", value[0], isfinite(value[1]) ? value[1] : 0,
                    value[2]);
    }
    fputs("\n\n", script);
}

static void
write_values(FILE *script, const void *context)
{
    const sq_plot_curves *c = context;
    const sq_lab *lab = c->grid->lab;
    sq_script_title(script, sq_lab_title(lab));
    sq_script_times(script, lab->platform->dimensionless, shown_until(c));
    sq_script_number(script, "until", shown_until(c));
    write_keys(script, c);
    fprintf(script, "n_curves = %zu\n", c->n);
    write_labels(script, c);
    fputs("$best << END_OF_BEST\n", script);
    for (size_t i = 0; i < c->n; i++)
        fprintf(script, "%.12g %.9g\n", c->prediction[i].judgement.best.t,
                c->prediction[i].judgement.db);
    fputs("END_OF_BEST\n$curves << END_OF_CURVES\n", script);
    for (size_t i = 0; i < c->n; i++)
        write_curve(script, &c->prediction[i]);
    fputs("END_OF_CURVES\n", script);
}

enum sq_status
sq_plot_curves_draw(const char *path, const sq_plot_curves *curves, sq_errors *errors)
{
    if (curves->n == 0)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "%s: there is no figure, as no point has an answer", path);
    return sq_script_draw(path, "curves", write_values, curves, errors);
}
