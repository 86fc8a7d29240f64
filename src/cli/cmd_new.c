/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint new: a lab file to begin with. */
#include <unistd.h>

#include "lab/lab_template.h"
#include "cli/options.h"
#include "base/output.h"

static enum sq_status
write_file(const sq_platform *platform, const char *path, sq_errors *errors)
{
    sq_output output;
    if (path && access(path, F_OK) == 0)
        return sq_errors_add(
            errors, SQ_ERR_IO,
            "%s is there already, and may hold a lab of yours: remove it, or give "
            "another name",
            path);
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
    if (!status)
        return SQ_EXIT_FINE;
    sq_exit_with_errors(&errors);
    return platform ? SQ_EXIT_FAILED : SQ_EXIT_BAD_USE;
}

const sq_command sq_command_new = {
    .name = "new",
    .operand = "PLATFORM",
    .summary = "a commented lab file to begin with, which runs as it is",
    .essay =
        "squint new cavity -o lab.yaml, then change the numbers.  Platforms are in 'squint\n"
        "list platforms'.",
    .bit = SQ_CMD_NEW,
    .run = run,
};
