/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands. */
#include <stddef.h>

#include "cli/options.h"

extern const sq_command sq_command_predict, sq_command_rates, sq_command_check, sq_command_list,
    sq_command_steady, sq_command_merge, sq_command_new;

/* clang-format off */
const sq_command *const sq_commands[] = {
    &sq_command_predict,
    &sq_command_rates,
    &sq_command_check,
    &sq_command_steady,
    &sq_command_merge,
    &sq_command_new,
    &sq_command_list,
    NULL,
};
/* clang-format on */
