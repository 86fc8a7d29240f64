/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What --help says, on standard output. */
#ifndef SQ_HELP_H
#define SQ_HELP_H

#include <stdio.h>

#include "cli/command.h"

/* The commands, and how the program ends. */
void sq_help_overview(void);

/* One command, with its options. */
void sq_help_command(const sq_command *command);

/* The words of a choice as part of a sentence: "a, b or c". */
void sq_help_choice(FILE *out, const char *(*choice)(size_t i));

#endif
