/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "cli/exit.h"
#include "cli/watch.h"
#include "lab/inputs.h"
#include "lab/lab_fault.h"
#include "lab/lab_read.h"
#include "lab/validity.h"

/* Everything wrong with a lab file is bad use, a missing file too. */
int
sq_cmd_exit_with_bad_lab(sq_errors *errors)
{
    bool out_of_memory = sq_errors_status(errors) == SQ_ERR_MEMORY;
    sq_exit_with_errors(errors);
    return out_of_memory ? SQ_EXIT_FAILED : SQ_EXIT_BAD_USE;
}

/* All of them in one go. */
static enum sq_status
refuse_range(const sq_inputs_one *input, void *context)
{
    sq_errors_add(context, SQ_ERR_INPUT,
                  "%s: '%s' is a range, from which 'squint optimize' chooses; give one "
                  "value here",
                  input->key.text, sq_text_excerpt(input->quantity->text).text);
    return SQ_OK;
}

static enum sq_status
refuse_ranges(const sq_lab *lab, sq_errors *errors)
{
    sq_errors found = {0};
    enum sq_status status = sq_inputs_visit_ranges(lab, refuse_range, &found);
    if (!status)
        status = sq_errors_status(&found);
    sq_lab_fault_add(lab, &found, errors);
    return status;
}

/* The output is opened first: a path that cannot be written to should not cost a run. */
static enum sq_status
write_output(const sq_lab *lab, const sq_options *options, sq_cmd_writer write,
             sq_errors *errors)
{
    sq_output output;
    enum sq_status status = sq_output_open(&output, options->output, stdout, errors);
    if (status)
        return status;
    status = write(output.stream, lab, options, errors);
    if (status)
        sq_output_abandon(&output);
    else
        status = sq_output_commit(&output, errors);
    return status;
}

/* ---- the lab ---- */

/* --noise KEY=… stands for --set noise.KEY=…, of which the last counts. */
static void
name_noises(const char **setting, char *text, size_t size, const sq_options *options)
{
    for (size_t i = 0; i < options->setting.n; i++)
        *setting++ = options->setting.text[i];
    for (size_t i = 0; i < options->noise.n; i++, text += size) {
        snprintf(text, size, "noise.%s", options->noise.text[i]);
        *setting++ = text;
    }
}

static size_t
longer(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* The settings are not needed any more once the lab is read. */
static enum sq_status
read_with_settings(sq_lab *lab, const char *path, const sq_options *options, sq_errors *errors)
{
    size_t n = options->setting.n + options->noise.n, size = 1;
    for (size_t i = 0; i < options->noise.n; i++)
        size = longer(size, strlen(options->noise.text[i]) + sizeof "noise.");
    const char **setting = malloc((n + 1) * sizeof *setting);
    char *text = malloc(options->noise.n * size + 1);
    enum sq_status status = SQ_ERR_MEMORY;
    if (setting && text) {
        name_noises(setting, text, size, options);
        status = sq_lab_read(lab, path, setting, n, errors);
    } else {
        sq_errors_add(errors, status, "no memory for settings");
    }
    free(setting);
    free(text);
    return status;
}

/* What would be told of a setting is not what was written. */
static enum sq_status
check_noises(const sq_options *options, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < options->noise.n; i++) {
        const char *text = options->noise.text[i], *sign = strchr(text, '=');
        if (!sign || sign == text)
            status = sq_errors_add(errors, SQ_ERR_INPUT,
                                   "--noise %s: write KEY=RMS, for example "
                                   "'atoms.number=poisson' or 'drive.ratio=1%%'",
                                   text);
    }
    return status;
}

enum sq_status
sq_cmd_read_lab(sq_lab *lab, const char *path, const sq_options *options, sq_errors *errors)
{
    enum sq_status status = check_noises(options, errors);
    if (!status)
        status = read_with_settings(lab, path, options, errors);
    if (status || options->command->ranges)
        return status;
    status = refuse_ranges(lab, errors);
    if (status)
        sq_lab_free(lab);
    return status;
}

int
sq_cmd_run(const sq_options *options, sq_cmd_writer write, bool strict)
{
    sq_lab lab;
    sq_errors errors = {0};
    if (sq_cmd_read_lab(&lab, options->operand, options, &errors))
        return sq_cmd_exit_with_bad_lab(&errors);
    int code = SQ_EXIT_FINE;
    if (write_output(&lab, options, write, &errors) || errors.n)
        code = sq_exit_with_errors(&errors);
    else if (sq_watch_signal())
        code = SQ_EXIT_SIGNALLED + sq_watch_signal();
    else if (strict && !sq_validity_holds(&lab))
        code = SQ_EXIT_INVALID;
    sq_lab_free(&lab);
    return code;
}

const char *
sq_cmd_format(const sq_options *options)
{
    return options->json ? "json" : options->csv ? "csv" : "text";
}
