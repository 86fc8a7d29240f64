/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands that read a lab share. */
#ifndef SQ_CMD_H
#define SQ_CMD_H

#include <stdio.h>

#include "cli/command.h"
#include "lab/lab.h"

/* Writes a command's result; what it wrote is thrown away when it fails.  A fault that
 * leaves the result whole (of a figure) goes to `errors` alone: SQ_OK is returned, the
 * result kept, and the command fails all the same. */
typedef enum sq_status (*sq_cmd_writer)(FILE *out, const sq_lab *lab, const sq_options *options,
                                        sq_errors *errors);

/* Reads the lab, opens the output, writes the result, and returns the exit code;
 * `strict` makes a violated validity condition SQ_EXIT_INVALID. */
int sq_cmd_run(const sq_options *options, sq_cmd_writer write, bool strict);

/* Reads a lab with the settings of the command line; free it after success. */
enum sq_status sq_cmd_read_lab(sq_lab *lab, const char *path, const sq_options *options,
                               sq_errors *errors) SQ_CHECK_RESULT;

/* Prints the faults of a lab that could not be read, frees them, and returns the exit code. */
int sq_cmd_exit_with_bad_lab(sq_errors *errors);

/* The name of the format that is asked for. */
const char *sq_cmd_format(const sq_options *options);

#endif
