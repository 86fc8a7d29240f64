/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands. */
#ifndef SQ_COMMANDS_H
#define SQ_COMMANDS_H

#include "cli/command.h"

/* Ended by NULL. */
extern const sq_command *const sq_commands[];

/* The command of that name, NULL when there is none. */
const sq_command *sq_commands_find(const char *name);

/* The name of a command that may be meant; NULL: none is near. */
const char *sq_commands_nearest(const char *name);

#endif
