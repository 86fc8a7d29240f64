/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint new: a lab file to begin with. */
#include "base/output.h"
#include "cli/command.h"
#include "cli/exit.h"
#include "lab/lab_template.h"

static const char *
platform_choice(size_t i)
{
    return sq_platforms[i] ? sq_platforms[i]->name : NULL;
}

static enum sq_status
write_file(const sq_platform *platform, const char *path, sq_errors *errors)
{
    sq_output output;
    enum sq_status status = sq_output_open(&output, path, stdout, errors);
    if (status)
        return status;
    sq_lab_template_write(output.stream, platform);
    return sq_output_commit(&output, errors);
}

static int
run(const sq_options *options)
{
    sq_errors errors = {0};
    const sq_platform *platform = sq_platform_find(options->operand);
    enum sq_status status = platform ? write_file(platform, options->output, &errors)
                                     : sq_platform_unknown(options->operand, "", &errors);
    return status ? sq_exit_with_errors(&errors) : SQ_EXIT_FINE;
}

const sq_command sq_cmd_new = {
    .name = "new",
    .operand = "PLATFORM",
    .summary = "a commented lab file to begin with, which runs as it is",
    .essay =
        "squint new cavity -o lab.yaml, then change the numbers.  Platforms are in 'squint\n"
        "list platforms'.",
    .choice = platform_choice,
    .answer = SQ_FILE_KIND_LAB,
    .options = "output",
    .run = run,
};
