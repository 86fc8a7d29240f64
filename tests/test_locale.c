/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers have a decimal point, whatever the program around the library has chosen: what is
 * written in C and in a locale with a comma is the same, byte for byte. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/format.h"
#include "base/locale.h"
#include "base/text.h"
#include "comma.h"
#include "input/quantity.h"
#include "labs.h"
#include "beyond/task_of.h"
#include "predict/ensemble_file.h"
#include "predict/predict.h"
#include "report/findings_lab.h"
#include "report/findings_prediction.h"
#include "report/plot.h"
#include "report/report.h"

/* ---- in memory ---- */

Test(locale, the_program_keeps_its_comma)
{
    char text[8];
    comma_choose();
    locale_t before = sq_locale_enter();
    snprintf(text, sizeof text, "%g", 2.5);
    cr_expect_str_eq(text, "2.5");
    sq_locale_leave(before);
    snprintf(text, sizeof text, "%g", 2.5);
    cr_expect_str_eq(text, "2,5");
    sq_locale_print(text, sizeof text, "%g", 2.5);
    cr_expect_str_eq(text, "2.5");
    snprintf(text, sizeof text, "%g", 2.5);
    cr_expect_str_eq(text, "2,5");
}

Test(locale, numbers_are_written_and_read_with_a_point)
{
    char text[SQ_TEXT_NUMBER_SIZE], list[16] = "";
    comma_choose();
    sq_text_from_number(0.2385, text);
    cr_expect_str_eq(text, "0.2385");
    cr_expect(sq_text_to_number("0.2385", NULL) == 0.2385);
    cr_expect(sq_text_to_number("0x1.8p+1", NULL) == 3);
    sq_text_append(list, sizeof list, "%.2f", 37.25);
    cr_expect_str_eq(list, "37.25");
    cr_expect_str_eq(sq_format_si(85.33e-6, "Hz", 4).s, "85.33 µHz");
    cr_expect_str_eq(sq_format_number_sd(186.5, 2.3, 4).s, "186.5 ± 2.3");
    cr_expect_str_eq(sq_format_number(1.5e9, 3).s, "1.5e+09");
}

Test(locale, messages_show_what_may_be_written)
{
    sq_errors errors = {0};
    sq_quantity quantity;
    char reason[SQ_TEXT_REASON_SIZE];
    comma_choose();
    sq_errors_add(&errors, SQ_ERR_INPUT, "the rate is %g", 0.2385);
    cr_expect_str_eq(errors.fault[0].text, "the rate is 0.2385");
    sq_errors_free(&errors);
    cr_assert(sq_quantity_read("0.2385 ± 0.0037 s", SQ_DIM_TIME, NULL, &quantity, reason,
                               sizeof reason) == SQ_OK);
    cr_expect(quantity.value == 0.2385 && quantity.sd == 0.0037);
    cr_assert(sq_quantity_read("2π × 4 Hz", SQ_DIM_RATE, NULL, &quantity, reason,
                               sizeof reason) == SQ_ERR_INPUT);
    cr_expect(strstr(reason, "write '4 Hz' or '25.1 rad/s'"), "%s", reason);
}

Test(locale, bounds_have_a_point)
{
    sq_lab lab;
    sq_errors errors = {0};
    comma_choose();
    cr_assert(lab_read(&lab, "mg25-penning", SETTINGS("trap.coupling_factor=20"), &errors) ==
              SQ_ERR_INPUT);
    cr_expect(strstr(errors.fault[0].text, "it must be between 0.001 and 10"), "%s",
              errors.fault[0].text);
    sq_errors_free(&errors);
}

Test(locale, reasons_have_a_point)
{
    sq_lab lab;
    sq_errors errors = {0};
    sq_task task;
    sq_plan plan;
    cr_assert(lab_read(&lab, "sr87-clock-cavity", NULL, &errors) == SQ_OK);
    sq_task_of(&task, &lab);
    task.solver = "trajectories";
    task.accuracy.answer_db = 0.07;
    comma_choose();
    cr_assert(sq_plan_make(&plan, &task, &errors) == SQ_OK);
    cr_expect(strstr(plan.reason, "to ± 0.07 dB"), "%s", plan.reason);
    sq_lab_free(&lab);
}

/* ---- in files ---- */

static const char lab_text[] = "squint: 1\nplatform: model\natoms: {number: 40}\n"
                               "rates: {gamma_collective: 1.13, gamma_s: 4.1}\n"
                               "drive: {ratio: 0.9477}\ntime: {until: 0.4}\n";

typedef struct answer {
    sq_lab lab;
    sq_prediction prediction;
    sq_headline headline;
} answer;

static answer
make_answer(void)
{
    answer a;
    sq_errors errors = {0};
    sq_task task;
    cr_assert(lab_read_text(&a.lab, lab_text, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    sq_task_of(&task, &a.lab);
    task.solver = "trajectories";
    task.trajectories = 4;
    cr_assert(sq_predict(&a.prediction, &task, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    cr_assert(sq_headline_make(&a.headline, &a.lab, &a.prediction, NULL, NULL, &errors) ==
              SQ_OK);
    return a;
}

static void
free_answer(answer *a)
{
    sq_prediction_free(&a->prediction);
    sq_lab_free(&a->lab);
}

/* All that is said of it, with what `add` brings. */
static void
write_findings(FILE *out, const answer *a, const char *format,
               void (*add)(sq_findings *findings, const answer *a))
{
    sq_errors errors = {0};
    sq_findings findings;
    sq_findings_init(&findings, &a->lab);
    sq_findings_lab(&findings, &a->lab, SQ_FINDINGS_LAB_ALL);
    sq_findings_prediction(&findings, &a->lab, &a->prediction, &a->headline, true);
    add(&findings, a);
    cr_assert(sq_report_write(out, format, &findings, &errors) == SQ_OK);
}

static void
add_series(sq_findings *findings, const answer *a)
{
    sq_findings_series(findings, &a->prediction);
}

static void
add_trajectories(sq_findings *findings, const answer *a)
{
    sq_findings_trajectories(findings, &a->prediction, 2);
}

static void
write_series(FILE *out, const answer *a)
{
    write_findings(out, a, "csv", add_series);
}

static void
write_trajectories(FILE *out, const answer *a)
{
    write_findings(out, a, "csv", add_trajectories);
}

static void
write_json(FILE *out, const answer *a)
{
    write_findings(out, a, "json", add_series);
}

static void
write_text(FILE *out, const answer *a)
{
    write_findings(out, a, "text", add_series);
}

static void
copy_file(FILE *out, const char *path)
{
    FILE *in = fopen(path, "rb");
    cr_assert(in != NULL, "%s", path);
    for (int c = fgetc(in); c != EOF; c = fgetc(in))
        fputc(c, out);
    fclose(in);
    remove(path);
}

static void
write_ensemble(FILE *out, const answer *a)
{
    char path[64];
    sq_errors errors = {0};
    sq_ensemble back;
    snprintf(path, sizeof path, "locale-%d.tmp", (int)getpid());
    cr_assert(sq_ensemble_file_save(a->prediction.run.ensemble, path, &errors) == SQ_OK);
    cr_assert(sq_ensemble_file_load(&back, path, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    cr_expect(sq_ensemble_difference(a->prediction.run.ensemble, &back) == NULL);
    sq_ensemble_free(&back);
    copy_file(out, path);
}

/* A gnuplot that keeps its script, without the line that names a temporary file. */
static void
write_script(FILE *out, const answer *a)
{
    char folder[] = "locale-XXXXXX", gnuplot[32], figure[32], script[32];
    sq_errors errors = {0};
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(gnuplot, sizeof gnuplot, "%s/gnuplot", folder);
    snprintf(figure, sizeof figure, "%s.png", folder);
    snprintf(script, sizeof script, "%s.gp", folder);
    FILE *file = fopen(gnuplot, "w");
    fprintf(file,
            "#!/bin/sh\nPATH=/usr/bin:/bin\ngrep -v '^target = ' \"$1\" >%s\n"
            "echo figure >\"$(sed -n \"s/^target = '\\(.*\\)'$/\\1/p\" \"$1\")\"\n",
            script);
    fclose(file);
    chmod(gnuplot, 0700);
    setenv("PATH", folder, 1);
    cr_assert(sq_plot_prediction(figure, &a->lab, &a->prediction, NULL, 2, &errors) == SQ_OK,
              "%s", sq_errors_first(&errors));
    copy_file(out, script);
    remove(figure);
    remove(gnuplot);
    rmdir(folder);
}

static const struct {
    const char *name;
    void (*write)(FILE *out, const answer *a);
} writer[] = {
    {"series", write_series}, {"trajectories", write_trajectories}, {"text", write_text},
    {"JSON", write_json},     {"ensemble", write_ensemble},         {"gnuplot", write_script},
};
enum { WRITERS = sizeof writer / sizeof *writer };

typedef struct memory {
    char *bytes;
    size_t n;
} memory;

static memory
written(size_t i, const answer *a)
{
    memory m = {NULL, 0};
    FILE *out = open_memstream(&m.bytes, &m.n);
    writer[i].write(out, a);
    fclose(out);
    return m;
}

Test(locale, files_are_the_same)
{
    answer a = make_answer();
    memory plain[WRITERS];
    for (size_t i = 0; i < WRITERS; i++)
        plain[i] = written(i, &a);
    comma_choose();
    for (size_t i = 0; i < WRITERS; i++) {
        memory comma = written(i, &a);
        cr_expect(plain[i].n > 100 && comma.n == plain[i].n &&
                      memcmp(comma.bytes, plain[i].bytes, comma.n) == 0,
                  "%s", writer[i].name);
        free(comma.bytes);
        free(plain[i].bytes);
    }
    free_answer(&a);
}
