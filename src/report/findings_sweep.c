/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings_sweep.h"

#include <math.h>
#include <string.h>

#include "lab/noises.h"

/* More are not read one by one. */
enum { MOST_SHOWN = 40 };

enum { DIGITS = 5 };

/* How near to the best is as good. */
#define NEAR_DB 0.5

typedef struct survey {
    const sq_sweep_table *table;
    const sq_sweep_task *task;
    size_t answered, refused, failed; /* points: of those that are known */
    size_t near;                      /* within NEAR_DB of the best */
    bool has_best;
    sq_sweep_row best;
    size_t bare;               /* answers without an error */
    size_t invalid;            /* answers where the model is out of its range */
    sq_sweep_row best_invalid; /* of these, where the model says that there is more */
    bool has_more;
} survey;

/* ---- what there is ---- */

/* A number that need not be the apparatus' is no best one. */
static void
rank(survey *s, const sq_sweep_row *row)
{
    double db = row->number[SQ_SWEEP_DB];
    bool valid = sq_sweep_row_is_valid(row);
    sq_sweep_row *best = valid ? &s->best : &s->best_invalid;
    bool *has = valid ? &s->has_best : &s->has_more;
    if (!(db > 0) || (*has && !(db > best->number[SQ_SWEEP_DB])))
        return;
    *best = *row;
    *has = true;
}

static void
count(survey *s, const sq_sweep_row *row)
{
    bool answered = sq_sweep_row_is_answered(row);
    bool no_lab = strcmp(row->word[SQ_SWEEP_STATUS], "no lab") == 0;
    s->answered += answered;
    s->refused += no_lab;
    s->failed += !answered && !no_lab;
    s->bare += answered && isnan(row->number[SQ_SWEEP_DB_ERROR]);
    s->invalid += answered && !sq_sweep_row_is_valid(row);
    rank(s, row);
}

static void
look(survey *s)
{
    sq_sweep_row row;
    const sq_sweep_table *table = s->table;
    for (size_t i = 0; i < table->grid->n; i++)
        if (sq_sweep_table_row(&row, table, i))
            count(s, &row);
    double enough = s->best.number[SQ_SWEEP_DB] - NEAR_DB;
    for (size_t i = 0; i < table->grid->n && s->has_best; i++)
        s->near += sq_sweep_table_row(&row, table, i) && sq_sweep_row_is_valid(&row) &&
                   row.number[SQ_SWEEP_DB] >= enough;
    s->has_more = s->has_more && !(s->has_best && s->best_invalid.number[SQ_SWEEP_DB] <=
                                                      s->best.number[SQ_SWEEP_DB]);
}

/* ---- words ---- */

static const char *
value_words(sq_findings *f, const sq_inputs_unit *unit, double value)
{
    return sq_findings_words(f, "%.*g%s%s", DIGITS, value, *unit->name.text ? " " : "",
                             unit->name.text);
}

static const char *
axis_words(sq_findings *f, const sq_grid_axis *axis)
{
    const char *first = value_words(f, &axis->unit, axis->value[0] / axis->unit.size),
               *last = value_words(f, &axis->unit, axis->value[axis->n - 1] / axis->unit.size);
    if (axis->n == 1)
        return first;
    return sq_findings_words(f, "%s to %s, %zu values%s", first, last, axis->n,
                             axis->logarithmic ? ", spaced by quotients" : "");
}

static const char *
db_words(sq_findings *f, const sq_sweep_row *row)
{
    double db = row->number[SQ_SWEEP_DB];
    if (!sq_sweep_row_is_answered(row) || !isfinite(db))
        return "-";
    return sq_findings_words(
        f, "%s dB", sq_findings_decibel_label(db, row->number[SQ_SWEEP_DB_ERROR], 2).s);
}

/* ---- for people ---- */

static void
add_axes(sq_findings *f, const survey *s)
{
    const sq_grid *grid = s->table->grid;
    for (size_t k = 0; k < grid->n_axes; k++) {
        const sq_grid_axis *axis = &grid->axis[k];
        sq_findings_section(f, "sweep.axes[]", NULL, "key unit logarithmic values[]");
        sq_findings_text(f, "key", axis->key.text, axis->key.text);
        sq_findings_shown(f, "%s", axis_words(f, axis));
        sq_findings_text(f, "unit", NULL, axis->unit.name.text);
        sq_findings_flag(f, "logarithmic", axis->logarithmic);
        for (size_t i = 0; i < axis->n; i++)
            sq_findings_value(f, "values[]", axis->value[i] / axis->unit.size);
    }
}

static void
add_counts(sq_findings *f, const survey *s)
{
    size_t known = s->table->n, all = s->table->grid->n;
    const char *words = sq_findings_words(f, "%zu answered", s->answered);
    if (s->refused)
        words =
            sq_findings_words(f, "%s, %zu where there can be no such lab", words, s->refused);
    if (s->failed)
        words = sq_findings_words(f, "%s, %zu failed", words, s->failed);
    if (known < all)
        words = sq_findings_words(f, "%s, %zu not yet", words, all - known);
    sq_findings_into(f, "sweep");
    sq_findings_count(f, "n_points", (long long)all);
    sq_findings_count(f, "n_answered", (long long)s->answered);
    sq_findings_line(f, "points", "%s", words);
    if (s->bare)
        sq_findings_note(f, s->bare == s->answered
                                ? "by one order alone: nothing is known of its error"
                                : "some answers have no estimate of their error");
}

/* Out of its range the model may say more. */
static void
add_more(sq_findings *f, const survey *s)
{
    if (!s->has_more)
        return;
    sq_findings_line(f, "CAUTION", "the model is out of its range at %zu point%s, where it",
                     s->invalid, s->invalid == 1 ? "" : "s");
    sq_findings_note(f, sq_findings_words(f, "says up to %s, which need not be the apparatus'",
                                          db_words(f, &s->best_invalid)));
}

static void
add_best(sq_findings *f, const survey *s)
{
    const sq_sweep_row *row = &s->best;
    sq_findings_into(f, "sweep");
    sq_findings_count(f, "n_invalid", (long long)s->invalid);
    if (!s->has_best) {
        sq_findings_line(f, "best",
                         s->has_more ? "none where the model is within its range"
                                     : "no squeezing at any point");
        add_more(f, s);
        return;
    }
    sq_findings_count(f, "best", (long long)row->point);
    sq_findings_line(f, "best", "%s%s", db_words(f, row),
                     sq_findings_after(f, row->number[SQ_SWEEP_TIME]));
    if (sq_noises_are_given(s->table->grid->lab))
        sq_findings_note(f, "as all points without the noise of the lab");
    for (size_t k = 0; k < row->n_inputs; k++) {
        const sq_sweep_input *input = &s->table->input[k];
        sq_findings_line(f, k ? "" : "at", "%s = %s", input->key.text,
                         value_words(f, &input->unit, row->input[k]));
    }
    sq_findings_line(f, sq_findings_words(f, "within %g dB of it", NEAR_DB), "%zu point%s",
                     s->near, s->near == 1 ? "" : "s");
    add_more(f, s);
}

static void
show_row(sq_findings *f, const survey *s, const sq_sweep_row *row)
{
    const sq_grid_axis *axis = &s->table->grid->axis[0];
    bool answered = sq_sweep_row_is_answered(row);
    const char *when =
        answered ? sq_findings_words(f, "%s",
                                     sq_findings_time_label(f, row->number[SQ_SWEEP_TIME], 4).s)
                 : "";
    const char *more = answered ? row->word[SQ_SWEEP_KIND] : row->word[SQ_SWEEP_REMARK];
    sq_findings_line(f, value_words(f, &axis->unit, row->input[0]), "%s\t%s\t%s",
                     db_words(f, row), when, more);
}

/* One by one, where there is one key and few of them. */
static void
show_rows(sq_findings *f, const survey *s)
{
    const sq_grid *grid = s->table->grid;
    sq_sweep_row row;
    if (grid->n_axes > 1 || grid->n > MOST_SHOWN)
        return;
    sq_findings_section(f, "sweep", grid->axis[0].key.text, NULL);
    for (size_t i = 0; i < grid->n; i++)
        if (sq_sweep_table_row(&row, s->table, i))
            show_row(f, s, &row);
}

/* ---- for scripts ---- */

static void
add_point(sq_findings *f, const sq_sweep_row *row)
{
    sq_findings_section(f, "sweep.points[]", NULL, "point inputs[]");
    sq_findings_count(f, "point", (long long)row->point);
    for (size_t k = 0; k < row->n_inputs; k++)
        sq_findings_value(f, "inputs[]", row->input[k]);
    for (int i = 0; i < SQ_SWEEP_NUMBERS; i++) {
        const char *name = sq_sweep_number_name((enum sq_sweep_number)i);
        if (i == SQ_SWEEP_ORDER || i == SQ_SWEEP_TRAJECTORIES)
            sq_findings_count_if_any(f, name,
                                     isnan(row->number[i]) ? 0 : (long long)row->number[i]);
        else
            sq_findings_value(f, name, row->number[i]);
    }
    for (int i = 0; i < SQ_SWEEP_WORDS; i++)
        sq_findings_text(f, sq_sweep_word_name((enum sq_sweep_word)i), NULL,
                         sq_findings_words(f, "%s", row->word[i]));
}

static void
add_points(sq_findings *f, const survey *s)
{
    sq_sweep_row row;
    for (size_t i = 0; i < s->table->grid->n; i++)
        if (sq_sweep_table_row(&row, s->table, i))
            add_point(f, &row);
}

void
sq_findings_sweep(sq_findings *f, const sq_sweep_table *table, const sq_sweep_task *task)
{
    survey s = {.table = table, .task = task};
    look(&s);
    sq_findings_section(f, "", NULL, "sweep");
    sq_findings_section(f, "sweep", "Sweep",
                        "axes[] free[] n_points n_answered n_invalid best points[]");
    for (size_t k = 0; k < task->n_free; k++)
        sq_findings_text(f, "free[]", NULL, task->free[k]);
    add_axes(f, &s);
    add_counts(f, &s);
    add_best(f, &s);
    show_rows(f, &s);
    add_points(f, &s);
}
