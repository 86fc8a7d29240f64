/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the words of a command line to its options. */
#ifndef SQ_PARSE_H
#define SQ_PARSE_H

#include "base/error.h"
#include "cli/command.h"

/* Parses what follows the command's name; argv[0] is that name. */
enum sq_status sq_parse(sq_options *options, const sq_command *command, int argc, char **argv,
                        sq_errors *errors) SQ_CHECK_RESULT;
void sq_parse_free(sq_options *options);

#endif
