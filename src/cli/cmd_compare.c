/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint compare: labs side by side. */
#include <stdlib.h>

#include "base/output.h"
#include "beyond/task_of.h"
#include "cli/cmd.h"
#include "cli/exit.h"
#include "cli/watch.h"
#include "planning/outlook.h"
#include "report/findings_comparison.h"
#include "report/report.h"

/* One lab, and what is said of it; or its faults. */
typedef struct candidate {
    sq_lab lab;
    sq_outlook outlook;
    bool read, told;
    sq_errors errors;
} candidate;

static void
look_at(candidate *c, const char *path, const sq_options *options)
{
    sq_task task;
    sq_watch watch;
    c->read = sq_cmd_read_lab(&c->lab, path, options, &c->errors) == SQ_OK;
    if (!c->read)
        return;
    sq_task_of(&task, &c->lab);
    task.threads = options->threads;
    sq_watch_begin(&watch, &task, options->quiet, false);
    c->told = sq_outlook_make(&c->outlook, &c->lab, &task, sq_outlook_usual_classes(&c->lab),
                              &c->errors) == SQ_OK;
    sq_watch_end(&watch);
}

static enum sq_status
write_answer(FILE *out, const candidate *c, size_t n, const sq_options *options,
             sq_errors *errors)
{
    sq_findings findings;
    sq_findings_compared *one = calloc(n, sizeof *one);
    if (!one)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for %zu labs", n);
    for (size_t i = 0; i < n; i++) {
        const char *path = i ? options->others[i - 1] : options->operand;
        one[i] =
            (sq_findings_compared){.path = path,
                                   .lab = c[i].read ? &c[i].lab : NULL,
                                   .outlook = c[i].told ? &c[i].outlook : NULL,
                                   .fault = c[i].told ? NULL : sq_errors_first(&c[i].errors)};
    }
    sq_findings_comparison(&findings, one, n, !options->quiet);
    enum sq_status status = sq_report_write(out, sq_cmd_format(options), &findings, errors);
    free(one);
    return status;
}

/* The output is opened first: a path that cannot be written to should not cost a run. */
static enum sq_status
compare(candidate *c, size_t n, const sq_options *options, sq_errors *errors)
{
    sq_output output;
    enum sq_status status = sq_output_open(&output, options->output, stdout, errors);
    if (status)
        return status;
    for (size_t i = 0; i < n; i++)
        look_at(&c[i], i ? options->others[i - 1] : options->operand, options);
    status = write_answer(output.stream, c, n, options, errors);
    if (!status)
        return sq_output_commit(&output, errors);
    sq_output_abandon(&output);
    return status;
}

/* The faults of each lab are told; the code is that of the first. */
static int
finish(candidate *c, int code)
{
    if (c->errors.n) {
        int own =
            c->read ? sq_exit_with_errors(&c->errors) : sq_cmd_exit_with_bad_lab(&c->errors);
        code = code ? code : own;
    }
    if (c->told)
        sq_outlook_free(&c->outlook);
    if (c->read)
        sq_lab_free(&c->lab);
    return code;
}

static int
run(const sq_options *options)
{
    sq_errors errors = {0};
    size_t n = options->n_others + 1;
    candidate *c = calloc(n, sizeof *c);
    enum sq_status status =
        c ? compare(c, n, options, &errors)
          : sq_errors_add(&errors, SQ_ERR_MEMORY, "no memory for %zu labs", n);
    int code = status              ? sq_exit_with_errors(&errors)
               : sq_watch_signal() ? SQ_EXIT_SIGNALLED + sq_watch_signal()
                                   : SQ_EXIT_FINE;
    for (size_t i = 0; i < n && c; i++)
        code = finish(&c[i], code);
    free(c);
    return code;
}

const sq_command sq_cmd_compare = {
    .name = "compare",
    .operand = "LAB.yaml LAB.yaml...",
    .summary = "labs side by side: squeezing, time, noise, verdict, and what differs",
    .essay =
        "Each is told as by 'squint predict'; the one that squeezes best is marked.  Of the\n"
        "inputs those are shown that differ.  A lab that fails does not stop the others.\n"
        "--set and --noise hold for all of them.",
    .file = SQ_FILE_USE_LAB,
    .others = SQ_FILE_USE_LAB,
    .options = "set noise threads json output quiet",
    .watched = true,
    .run = run,
};
