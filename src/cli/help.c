/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"

#include "cli/commands.h"
#include "cli/option_rows.h"

void
sq_help_choice(FILE *out, const char *(*choice)(size_t i))
{
    for (size_t i = 0; choice(i); i++)
        fprintf(out, "%s%s", i == 0 ? "" : choice(i + 1) ? ", " : " or ", choice(i));
}

static void
print_choice(const sq_command *command, const char *before)
{
    printf("%s%s: ", before, command->operand);
    sq_help_choice(stdout, command->choice);
    putchar('\n');
}

void
sq_help_overview(void)
{
    puts("usage: squint COMMAND ...\n\n"
         "Plans spin-squeezing experiments: from the apparatus in a YAML file to the\n"
         "achievable squeezing in dB, the time to reach it, and how sure that is.\n\n"
         "commands:");
    for (size_t i = 0; sq_commands[i]; i++) {
        const sq_command *command = sq_commands[i];
        printf("  %-8s %-9s  %s\n", command->name, command->operand, command->summary);
        if (command->choice)
            print_choice(command, "                      ");
    }
    puts("\n'squint COMMAND --help' tells more.\n"
         "exit status: 0 fine, 1 failed, 2 bad use or bad file, 3 a validity condition is\n"
         "violated ('check' always, others with --strict), 130 interrupted, 143 terminated:\n"
         "what there was is written");
}

static void
print_row(const sq_option_row *row)
{
    char left[48];
    snprintf(left, sizeof left, "%c%c%s --%s%s%s", row->letter ? '-' : ' ',
             row->letter ? row->letter : ' ', row->letter ? "," : " ", row->name,
             row->argument ? " " : "", row->argument ? row->argument : "");
    printf("  %-24s %s\n", left, row->help);
}

void
sq_help_command(const sq_command *command)
{
    printf("usage: squint %s %s [OPTION]...\n\n%s\n", command->name, command->operand,
           command->summary);
    if (command->choice)
        print_choice(command, "\n");
    if (command->essay)
        printf("\n%s\n", command->essay);
    puts("\noptions:");
    for (size_t i = 0; sq_option_rows[i].name; i++)
        if (sq_option_rows_has(command, &sq_option_rows[i]))
            print_row(&sq_option_rows[i]);
}
