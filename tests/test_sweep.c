/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many settings of a lab: which they are, their rows, and the file that keeps them. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "labs.h"
#include "planning/sweep.h"
#include "planning/sweep_table.h"
#include "predict/predict.h"
#include "beyond/task_of.h"

/* ---- grids ---- */

static sq_grid
grid_of(const sq_lab *lab, const char *const *text, size_t n)
{
    sq_grid grid;
    sq_errors errors = {0};
    cr_assert(sq_grid_make(&grid, lab, text, n, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    return grid;
}

Test(grid, spaced_evenly_and_listed_in_ascending_order)
{
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    const char *text[] = {"drive.ratio=0.5..1.3:5", "cavity.detuning=300, 37,150 kHz"};
    sq_grid grid = grid_of(&lab, text, 2);
    cr_assert(grid.n == 15 && grid.axis[0].n == 5 && grid.axis[1].n == 3);
    /* ten digits of a file */
    for (size_t i = 0; i < 5; i++)
        cr_expect(fabs(grid.axis[0].value[i] - (0.5 + 0.2 * (double)i)) < 1e-9);
    const double kHz = 2 * M_PI * 1e3, listed[] = {37 * kHz, 150 * kHz, 300 * kHz};
    for (size_t i = 0; i < 3; i++)
        cr_expect(fabs(grid.axis[1].value[i] / listed[i] - 1) < 1e-9);
    cr_expect(sq_grid_index(&grid, 7, 0) == 2 && sq_grid_index(&grid, 7, 1) == 1,
              "the last changes fastest");
    sq_lab changed = {0};
    sq_errors errors = {0};
    cr_assert(sq_grid_lab(&changed, &grid, 7, &errors) == SQ_OK);
    cr_expect(fabs(sq_rates_drive_ratio(&changed.rates) - 0.9) < 1e-9);
    sq_lab_free(&changed);
    sq_grid_free(&grid);
    sq_lab_free(&lab);
}

Test(grid, spaced_by_quotients_and_whole)
{
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    const char *text[] = {"atoms.number=53..5.3e4:4:log"};
    sq_grid grid = grid_of(&lab, text, 1);
    const double wanted[] = {53, 530, 5300, 53000};
    for (size_t i = 0; i < 4; i++)
        cr_expect(grid.axis[0].value[i] == wanted[i], "%.17g", grid.axis[0].value[i]);
    sq_grid_free(&grid);
    sq_lab_free(&lab);
}

/* ---- rows ---- */

Test(sweep_row, is_read_as_it_was_written)
{
    char line[4096] = "";
    sq_sweep_row row = {.point = 37, .n_inputs = 2, .input = {0.2385, -1.7e-9}}, read;
    for (int i = 0; i < SQ_SWEEP_NUMBERS; i++)
        row.number[i] = i % 3 ? 0.37 * i : NAN;
    strcpy(row.word[SQ_SWEEP_REMARK], "a \"word\", and a comma");
    strcpy(row.word[SQ_SWEEP_STATUS], "ok");
    FILE *out = fmemopen(line, sizeof line, "w");
    cr_assert(out);
    sq_sweep_row_write(out, &row);
    fclose(out);
    cr_assert(sq_sweep_row_read(&read, 2, line), "%s", line);
    cr_expect(read.point == 37 && read.input[0] == 0.2385 && read.input[1] == -1.7e-9);
    for (int i = 0; i < SQ_SWEEP_NUMBERS; i++)
        cr_expect(i % 3 ? fabs(read.number[i] - 0.37 * i) < 1e-9 : isnan(read.number[i]));
    cr_expect_str_eq(read.word[SQ_SWEEP_REMARK], "a \"word\", and a comma");
    cr_expect(sq_sweep_row_is_answered(&read));
    /* Half of a doubled quote looks like an end, which a line feed tells. */
    for (size_t cut = 1; cut < strlen(line); cut++) {
        char part[4096];
        if (line[cut - 1] == '"')
            continue;
        snprintf(part, sizeof part, "%.*s", (int)cut, line);
        cr_expect(!sq_sweep_row_read(&read, 2, part), "a line that ends early: %s", part);
    }
}

/* ---- sweeps ---- */

typedef struct outcome {
    sq_sweep_table table;
    sq_sweep_task task;
} outcome;

static void
sweep(outcome *o, const sq_grid *grid, int order, int threads, const char *path)
{
    sq_errors errors = {0};
    o->task = (sq_sweep_task){.grid = grid, .threads = threads};
    sq_task_init(&o->task.how);
    o->task.how.order = order;
    o->task.how.alone = order > 0;
    o->task.keep = sq_sweep_table_put;
    o->task.keeper = &o->table;
    cr_assert(sq_sweep_table_make(&o->table, &o->task, &errors) == SQ_OK);
    cr_assert(!path || sq_sweep_table_open(&o->table, path, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    cr_assert(sq_sweep(&o->task, o->table.known, &errors) == SQ_OK);
    cr_assert(sq_sweep_table_close(&o->table, &errors) == SQ_OK);
}

static sq_sweep_row
row_of(const outcome *o, size_t point)
{
    sq_sweep_row row;
    cr_assert(sq_sweep_table_row(&row, &o->table, point));
    return row;
}

/* A row has ten digits. */
Test(sweep, a_point_is_a_prediction)
{
    sq_lab lab = lab_with("sr87-clock-cavity", NULL), changed = {0};
    const char *text[] = {"drive.ratio=0.9,0.96"};
    sq_grid grid = grid_of(&lab, text, 1);
    sq_errors errors = {0};
    outcome o;
    sweep(&o, &grid, 0, 2, NULL);
    for (size_t i = 0; i < grid.n; i++) {
        sq_task task;
        sq_prediction p;
        sq_sweep_row row = row_of(&o, i);
        cr_assert(sq_grid_lab(&changed, &grid, i, &errors) == SQ_OK);
        sq_task_of(&task, &changed);
        cr_assert(sq_predict(&p, &task, &errors) == SQ_OK);
        const sq_judgement *j = &p.judgement;
        cr_expect(fabs(row.number[SQ_SWEEP_DB] - j->db) < 1e-8);
        cr_expect(fabs(row.number[SQ_SWEEP_DB_ERROR] - j->db_error) < 1e-8);
        cr_expect(fabs(row.number[SQ_SWEEP_TIME] / j->best.t - 1) < 1e-9);
        cr_expect(fabs(row.number[SQ_SWEEP_CONTRAST] - j->best.squeezing.contrast) < 1e-9);
        cr_expect(row.number[SQ_SWEEP_ORDER] == 4 && isnan(row.number[SQ_SWEEP_TRAJECTORIES]));
        cr_expect_str_eq(row.word[SQ_SWEEP_SOLVER], "cumulant");
        cr_expect_str_eq(row.word[SQ_SWEEP_KIND], "minimum");
        cr_expect_str_eq(row.word[SQ_SWEEP_VALIDITY], "ok");
        sq_prediction_free(&p);
    }
    sq_lab_free(&changed);
    sq_sweep_table_free(&o.table);
    sq_grid_free(&grid);
    sq_lab_free(&lab);
}

/* Steps of 1e-6 and minima of 1e-3 dB against 1e-8 and 1e-4. */
Test(sweep, an_order_alone_has_no_error)
{
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    const char *text[] = {"drive.ratio=0.9477"};
    sq_grid grid = grid_of(&lab, text, 1);
    outcome o;
    sweep(&o, &grid, 2, 1, NULL);
    sq_sweep_row row = row_of(&o, 0);
    cr_expect(fabs(row.number[SQ_SWEEP_DB] - 8.0212) < 2e-3, "%g", row.number[SQ_SWEEP_DB]);
    cr_expect(isnan(row.number[SQ_SWEEP_DB_ERROR]) && row.number[SQ_SWEEP_ORDER] == 2);
    sq_sweep_table_free(&o.table);
    sq_grid_free(&grid);
    sq_lab_free(&lab);
}

/* Of a file that is gone when it has been read. */
static sq_lab
model_lab(void)
{
    sq_lab lab;
    sq_errors errors = {0};
    char path[] = "/tmp/squint-model.XXXXXX";
    FILE *out = fdopen(mkstemp(path), "w");
    cr_assert(out);
    fputs("squint: 1\nplatform: model\natoms: {number: 1e4}\n"
          "rates: {gamma_collective: 1, gamma_s: 10}\ndrive: {ratio: 0.77}\n"
          "initial: {direction: -x}\n",
          out);
    fclose(out);
    cr_assert(sq_lab_read(&lab, path, NULL, 0, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    unlink(path);
    lab.path = "model";
    return lab;
}

/* Figure 3(a) of Tucker et al. is made of late minima of order 2: those are wanted also where
 * the order breaks down on its way into them.  Orders 3 and 4 have 3.46 dB at 0.300 there. */
Test(sweep, finds_a_late_minimum_just_past_the_validity_of_its_order)
{
    sq_lab lab = model_lab();
    const char *text[] = {"drive.ratio=0.77"};
    sq_grid grid = grid_of(&lab, text, 1);
    outcome o;
    sweep(&o, &grid, 2, 1, NULL);
    sq_sweep_row row = row_of(&o, 0);
    cr_expect_str_eq(row.word[SQ_SWEEP_KIND], "trust-ends");
    cr_expect(fabs(row.number[SQ_SWEEP_LATE_DB] - 3.5) < 0.1, "%g",
              row.number[SQ_SWEEP_LATE_DB]);
    cr_expect(fabs(row.number[SQ_SWEEP_LATE_TIME] - 0.3) < 0.02, "%g",
              row.number[SQ_SWEEP_LATE_TIME]);
    cr_expect(row.number[SQ_SWEEP_EARLY_TIME] < 1e-3);
    sq_sweep_table_free(&o.table);
    sq_grid_free(&grid);
    sq_lab_free(&lab);
}

/* Without a collective rate nothing is critical, and a ratio says nothing. */
Test(sweep, a_lab_that_cannot_be_says_why_and_stops_no_other)
{
    sq_lab lab = model_lab();
    const char *text[] = {"rates.gamma_collective=0,1.7"};
    sq_grid grid = grid_of(&lab, text, 1);
    outcome o;
    sweep(&o, &grid, 2, 2, NULL);
    sq_sweep_row without = row_of(&o, 0), with = row_of(&o, 1);
    cr_expect_str_eq(without.word[SQ_SWEEP_STATUS], "no lab");
    cr_expect(strstr(without.word[SQ_SWEEP_REMARK], "drive.ratio"), "%s",
              without.word[SQ_SWEEP_REMARK]);
    cr_expect(isnan(without.number[SQ_SWEEP_DB]));
    cr_expect(sq_sweep_row_is_answered(&with) && with.number[SQ_SWEEP_DB] > 3);
    sq_sweep_table_free(&o.table);
    sq_grid_free(&grid);
    sq_lab_free(&lab);
}

/* ---- the file ---- */

static char *
contents(const char *path)
{
    char *text = NULL;
    size_t size;
    FILE *in = fopen(path, "r"), *out = open_memstream(&text, &size);
    cr_assert(in && out);
    for (int c; (c = fgetc(in)) != EOF;)
        fputc(c, out);
    fclose(in);
    fclose(out);
    return text;
}

static void
write_part(const char *path, const char *text, size_t n)
{
    FILE *out = fopen(path, "w");
    cr_assert(out);
    fwrite(text, 1, n, out);
    fclose(out);
}

/* Cut anywhere, as by kill -9, it goes on to the same bytes, whatever the threads. */
Test(sweep_table, goes_on_from_any_byte)
{
    char path[] = "/tmp/squint-sweep.XXXXXX";
    close(mkstemp(path));
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    const char *text[] = {"drive.ratio=0.5..0.9:3", "decoherence.relaxation_time=3,10s"};
    sq_grid grid = grid_of(&lab, text, 2);
    outcome o;
    sweep(&o, &grid, 2, 1, path);
    sq_sweep_table_free(&o.table);
    char *whole = contents(path);
    size_t n = strlen(whole);
    for (size_t cut = 0; cut < n; cut += 37) {
        write_part(path, whole, cut);
        sweep(&o, &grid, 2, 3, path);
        sq_sweep_table_free(&o.table);
        char *again = contents(path);
        cr_expect_str_eq(again, whole, "cut at %zu", cut);
        free(again);
    }
    unlink(path);
    free(whole);
    sq_grid_free(&grid);
    sq_lab_free(&lab);
}

Test(sweep_table, rows_may_come_in_any_order)
{
    char path[] = "/tmp/squint-sweep.XXXXXX";
    close(mkstemp(path));
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    const char *text[] = {"drive.ratio=0.5..0.9:3"};
    sq_grid grid = grid_of(&lab, text, 1);
    sq_errors errors = {0};
    outcome o;
    sweep(&o, &grid, 2, 1, path);
    char *whole = contents(path);
    sq_sweep_row row[3] = {row_of(&o, 0), row_of(&o, 1), row_of(&o, 2)};
    sq_sweep_table_free(&o.table);
    unlink(path);
    cr_assert(sq_sweep_table_make(&o.table, &o.task, &errors) == SQ_OK);
    cr_assert(sq_sweep_table_open(&o.table, path, &errors) == SQ_OK);
    const size_t order[] = {2, 0, 1};
    for (int i = 0; i < 3; i++)
        cr_assert(sq_sweep_table_put(&o.table, &row[order[i]], &errors) == SQ_OK);
    cr_assert(sq_sweep_table_close(&o.table, &errors) == SQ_OK);
    char *again = contents(path);
    cr_expect_str_eq(again, whole);
    free(again);
    free(whole);
    unlink(path);
    sq_sweep_table_free(&o.table);
    sq_grid_free(&grid);
    sq_lab_free(&lab);
}

Test(sweep_table, of_another_sweep_is_refused)
{
    char path[] = "/tmp/squint-sweep.XXXXXX";
    close(mkstemp(path));
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    const char *text[] = {"drive.ratio=0.5..0.9:3"}, *other[] = {"drive.ratio=0.5..0.9:4"};
    sq_grid grid = grid_of(&lab, text, 1), second = grid_of(&lab, other, 1);
    sq_errors errors = {0};
    outcome o;
    sweep(&o, &grid, 2, 1, path);
    sq_sweep_table_free(&o.table);
    char *before = contents(path);
    o.task.grid = &second;
    cr_assert(sq_sweep_table_make(&o.table, &o.task, &errors) == SQ_OK);
    cr_expect(sq_sweep_table_open(&o.table, path, &errors) == SQ_ERR_INPUT);
    cr_expect(strstr(sq_errors_first(&errors), "line 3: made by another sweep"), "%s",
              sq_errors_first(&errors));
    char *after = contents(path);
    cr_expect_str_eq(after, before);
    free(before);
    free(after);
    unlink(path);
    sq_errors_free(&errors);
    sq_sweep_table_free(&o.table);
    sq_grid_free(&second);
    sq_grid_free(&grid);
    sq_lab_free(&lab);
}
