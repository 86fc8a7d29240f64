/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"

#include <string.h>

#include "base/text.h"

extern const sq_command sq_cmd_predict, sq_cmd_optimize, sq_cmd_sweep, sq_cmd_tolerance,
    sq_cmd_budget, sq_cmd_clock, sq_cmd_compare, sq_cmd_rates, sq_cmd_check, sq_cmd_steady,
    sq_cmd_merge, sq_cmd_new, sq_cmd_list;

/* clang-format off */
const sq_command *const sq_commands[] = {
    &sq_cmd_predict,
    &sq_cmd_optimize,
    &sq_cmd_sweep,
    &sq_cmd_tolerance,
    &sq_cmd_budget,
    &sq_cmd_clock,
    &sq_cmd_compare,
    &sq_cmd_rates,
    &sq_cmd_check,
    &sq_cmd_steady,
    &sq_cmd_merge,
    &sq_cmd_new,
    &sq_cmd_list,
    NULL,
};
/* clang-format on */

const sq_command *
sq_commands_find(const char *name)
{
    for (size_t i = 0; sq_commands[i]; i++)
        if (strcmp(sq_commands[i]->name, name) == 0 ||
            (sq_commands[i]->alias && strcmp(sq_commands[i]->alias, name) == 0))
            return sq_commands[i];
    return NULL;
}

const char *
sq_commands_nearest(const char *name)
{
    const char *names[sizeof sq_commands / sizeof sq_commands[0]] = {NULL};
    for (size_t i = 0; sq_commands[i]; i++)
        names[i] = sq_commands[i]->name;
    return sq_text_nearest(name, names);
}
