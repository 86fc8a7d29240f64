/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the templates of sweeps want to know.  Of a map every point is a cell, whose edges lie
 * half way to its neighbours; the borders of validity and of the phases are contours of what is
 * known at the points. */
#include "report/plot_sweep.h"

#include <math.h>
#include <string.h>

#include "lab/validity.h"
#include "model/phases.h"
#include "report/script.h"

typedef struct figure {
    const sq_sweep_table *table;
    const sq_sweep_task *task;
    size_t axis[2]; /* of the grid: along x and y; those with more than one value */
    size_t n_axes;
} figure;

/* What does not exist has no sign. */
static void
write_number(FILE *script, double value)
{
    if (isfinite(value))
        fprintf(script, " %.7g", value);
    else
        fputs(" NaN", script);
}

static figure
figure_of(const sq_sweep_table *table, const sq_sweep_task *task, const sq_grid *grid)
{
    figure f = {.table = table, .task = task};
    for (size_t k = 0; k < grid->n_axes; k++) {
        if (grid->axis[k].n < 2)
            continue;
        if (f.n_axes < 2)
            f.axis[f.n_axes] = k;
        f.n_axes++;
    }
    return f;
}

enum sq_status
sq_plot_sweep_check(const char *path, const sq_grid *grid, sq_errors *errors)
{
    figure f = figure_of(NULL, NULL, grid);
    if (f.n_axes == 1 || f.n_axes == 2)
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_INPUT,
                         "--plot %s: a figure has one or two inputs that are varied, and here "
                         "are %zu; leave out --plot, or vary others",
                         path, f.n_axes);
}

/* ---- axes ---- */

static double
shown(const sq_grid_axis *axis, double value)
{
    return value / axis->unit.size;
}

/* Half way from value i to its neighbour on that side, or as far beyond the end. */
static double
edge(const sq_grid_axis *axis, size_t i, int side)
{
    bool inside = side < 0 ? i > 0 : i + 1 < axis->n;
    size_t other = inside == (side > 0) ? i + 1 : i - 1;
    double a = axis->value[i], b = axis->value[other];
    if (axis->logarithmic)
        return shown(axis, inside ? sqrt(a * b) : a * sqrt(a / b));
    return shown(axis, inside ? (a + b) / 2 : a + (a - b) / 2);
}

/* NAME_label, NAME_low, NAME_high, NAME_log, and NAME_here: of the lab as it is. */
static void
write_axis(FILE *script, const char *name, const figure *f, size_t k, bool cells)
{
    char variable[32], label[2 * SQ_TEXT_EXCERPT_SIZE];
    const sq_grid_axis *axis = &f->table->grid->axis[f->axis[k]];
    const char *unit = axis->unit.name.text;
    snprintf(label, sizeof label, *unit ? "%s (%s)" : "%s", axis->key.text, unit);
    snprintf(variable, sizeof variable, "%s_label", name);
    sq_script_string(script, variable, label);
    snprintf(variable, sizeof variable, "%s_low", name);
    sq_script_number(script, variable, cells ? edge(axis, 0, -1) : shown(axis, axis->value[0]));
    snprintf(variable, sizeof variable, "%s_high", name);
    sq_script_number(script, variable,
                     cells ? edge(axis, axis->n - 1, 1)
                           : shown(axis, axis->value[axis->n - 1]));
    snprintf(variable, sizeof variable, "%s_here", name);
    sq_script_number(script, variable,
                     shown(axis, sq_inputs_value(f->table->grid->lab, axis->key.text)));
    fprintf(script, "%s_log = %d\n", name, axis->logarithmic);
}

/* ---- what is known at the points ---- */

/* By how much the worst condition is violated, in powers of e; negative: by how much it is not.
 * Of settings that were chosen at the point, one way or the other. */
static double
excess(const figure *f, const sq_sweep_row *row, const sq_lab *lab)
{
    sq_validity_verdict verdict[SQ_VALIDITY_MOST_VERDICTS];
    if (f->task->n_free)
        return sq_sweep_row_is_valid(row) ? -1 : 1;
    double worst = -INFINITY;
    size_t n = sq_validity_verdicts(verdict, lab);
    for (size_t i = 0; i < n; i++) {
        double over = log(verdict[i].ratio / verdict[i].limit);
        worst = fmax(worst, verdict[i].ok ? fmin(over, 0) : fmax(over, 1e-3));
    }
    return isfinite(worst) ? worst : -1;
}

/* How far the drive lies above an edge, in powers of e; NaN: there is none. */
static double
above(const sq_rates *rates, double critical)
{
    return log(fabs(sq_rates_upsilon(rates)) / critical);
}

static void
write_point(FILE *script, const figure *f, const sq_sweep_row *row)
{
    const sq_grid_axis *x = &f->table->grid->axis[f->axis[0]],
                       *y = &f->table->grid->axis[f->axis[1]];
    sq_lab lab = {0};
    sq_errors ignored = {0};
    double over = NAN, lower = NAN, upper = NAN, critical = NAN;
    if (sq_grid_lab(&lab, f->table->grid, row->point, &ignored) == SQ_OK) {
        over = excess(f, row, &lab);
        lower = above(&lab.rates, sq_phases_lower(&lab.rates));
        upper = above(&lab.rates, sq_phases_upper(&lab.rates));
        critical = above(&lab.rates, sq_rates_upsilon_critical(&lab.rates));
    }
    sq_errors_free(&ignored);
    sq_lab_free(&lab);
    fprintf(script, "%.10g %.10g",
            shown(x, sq_grid_value(f->table->grid, row->point, f->axis[0])),
            shown(y, sq_grid_value(f->table->grid, row->point, f->axis[1])));
    const double value[] = {row->number[SQ_SWEEP_DB], over, lower, upper, critical};
    for (size_t i = 0; i < sizeof value / sizeof value[0]; i++)
        write_number(script, value[i]);
    fputc('\n', script);
}

/* How an answer is shown: 0 as it is, 1 as a lower bound, 2 as none. */
static int
quality(const sq_sweep_row *row)
{
    const char *kind = row->word[SQ_SWEEP_KIND];
    if (!sq_sweep_row_is_answered(row) || isnan(row->number[SQ_SWEEP_DB]))
        return 2;
    return strcmp(kind, "trust-ends") == 0;
}

/* The rows of a point; one that is not known is one without an answer. */
static void
row_at(sq_sweep_row *row, const figure *f, size_t point)
{
    if (sq_sweep_table_row(row, f->table, point))
        return;
    *row = (sq_sweep_row){.point = point};
    for (int i = 0; i < SQ_SWEEP_NUMBERS; i++)
        row->number[i] = NAN;
}

/* ---- a map ---- */

static void
write_cells(FILE *script, const figure *f)
{
    const sq_grid *grid = f->table->grid;
    const sq_grid_axis *x = &grid->axis[f->axis[0]], *y = &grid->axis[f->axis[1]];
    fputs("$cells << END_OF_CELLS\n", script);
    for (size_t p = 0; p < grid->n; p++) {
        sq_sweep_row row;
        row_at(&row, f, p);
        size_t i = sq_grid_index(grid, p, f->axis[0]), k = sq_grid_index(grid, p, f->axis[1]);
        fprintf(script, "%.10g %.10g %.10g %.10g", edge(x, i, -1), edge(x, i, 1),
                edge(y, k, -1), edge(y, k, 1));
        write_number(script, row.number[SQ_SWEEP_DB]);
        fprintf(script, " %d %d\n", quality(&row), !sq_sweep_row_is_valid(&row));
    }
    fputs("END_OF_CELLS\n", script);
}

/* Lines of points, as contours are made of. */
static void
write_points(FILE *script, const figure *f)
{
    const sq_grid *grid = f->table->grid;
    fputs("$points << END_OF_POINTS\n", script);
    for (size_t p = 0; p < grid->n; p++) {
        sq_sweep_row row;
        row_at(&row, f, p);
        if (p && sq_grid_index(grid, p, f->axis[1]) == 0)
            fputc('\n', script);
        write_point(script, f, &row);
    }
    fputs("END_OF_POINTS\n", script);
}

static void
write_map(FILE *script, const void *context)
{
    const figure *f = context;
    sq_script_title(script, sq_lab_title(f->table->grid->lab));
    write_axis(script, "x", f, 0, true);
    write_axis(script, "y", f, 1, true);
    write_cells(script, f);
    write_points(script, f);
}

/* ---- a curve ---- */

static double
latest(const figure *f)
{
    double time = 0;
    for (size_t p = 0; p < f->table->grid->n; p++) {
        sq_sweep_row row;
        row_at(&row, f, p);
        time = fmax(time, row.number[SQ_SWEEP_TIME]); /* fmax leaves NaN out */
    }
    return time;
}

static void
write_curve(FILE *script, const void *context)
{
    const figure *f = context;
    const sq_grid *grid = f->table->grid;
    const sq_grid_axis *x = &grid->axis[f->axis[0]];
    sq_script_title(script, sq_lab_title(grid->lab));
    write_axis(script, "x", f, 0, false);
    sq_script_times(script, grid->lab->platform->dimensionless, latest(f));
    fputs("$points << END_OF_POINTS\n", script);
    for (size_t p = 0; p < grid->n; p++) {
        sq_sweep_row row;
        row_at(&row, f, p);
        double error = row.number[SQ_SWEEP_DB_ERROR];
        fprintf(script, "%.10g", shown(x, sq_grid_value(grid, p, f->axis[0])));
        write_number(script, row.number[SQ_SWEEP_DB]);
        write_number(script, isfinite(error) ? error : 0);
        write_number(script, row.number[SQ_SWEEP_TIME]);
        fprintf(script, " %d\n", quality(&row));
    }
    fputs("END_OF_POINTS\n", script);
}

enum sq_status
sq_plot_sweep(const char *path, const sq_sweep_table *table, const sq_sweep_task *task,
              sq_errors *errors)
{
    figure f = figure_of(table, task, table->grid);
    bool any = false;
    for (size_t p = 0; p < table->grid->n && !any; p++) {
        sq_sweep_row row;
        any = sq_sweep_table_row(&row, table, p) && quality(&row) < 2;
    }
    if (!any)
        return sq_errors_add(errors, SQ_ERR_NUMERIC,
                             "%s: there is no figure, as no point has an answer", path);
    return sq_script_draw(path, f.n_axes == 2 ? "map" : "sweep",
                          f.n_axes == 2 ? write_map : write_curve, &f, errors);
}
