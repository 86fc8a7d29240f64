/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint: plans spin-squeezing experiments.  Finds the command and runs it. */
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/options.h"
#include "input/param.h"
#include "base/version.h"

static const sq_command *
find_command(const char *name)
{
    for (size_t i = 0; sq_commands[i]; i++)
        if (strcmp(sq_commands[i]->name, name) == 0)
            return sq_commands[i];
    return NULL;
}

static int
print_overview(void)
{
    puts("usage: squint COMMAND ...\n\n"
         "Plans spin-squeezing experiments: from the apparatus in a YAML file to the\n"
         "achievable squeezing in dB, the time to reach it, and how sure that is.\n\n"
         "commands:");
    for (size_t i = 0; sq_commands[i]; i++)
        printf("  %-8s %-9s  %s\n", sq_commands[i]->name, sq_commands[i]->operand,
               sq_commands[i]->summary);
    puts("\n'squint COMMAND --help' tells more.\n"
         "exit status: 0 fine, 1 failed, 2 bad use or bad file, 3 a validity condition is\n"
         "violated ('check' always, others with --strict)");
    return SQ_EXIT_FINE;
}

static int
refuse_command(const char *name)
{
    const char *names[16] = {NULL};
    for (size_t i = 0; sq_commands[i]; i++)
        names[i] = sq_commands[i]->name;
    const char *near = sq_nearest(name, names);
    fprintf(stderr, "squint: unknown command '%s'; %s%s%s\n", name,
            near ? "did you mean '" : "see 'squint --help'", near ? near : "",
            near ? "'?" : "");
    return SQ_EXIT_BAD_USE;
}

/* What was printed and did not arrive (a full disk) is a failure. */
static int
flush_output(int code)
{
    if (code != SQ_EXIT_FINE || (fflush(stdout) == 0 && !ferror(stdout)))
        return code;
    fprintf(stderr, "squint: standard output: cannot write: %s\n", strerror(errno));
    return SQ_EXIT_FAILED;
}

int
main(int argc, char **argv)
{
    gsl_set_error_handler_off(); /* GSL would abort; its statuses are looked at */
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        print_overview();
        return SQ_EXIT_BAD_USE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
        return flush_output(print_overview());
    if (strcmp(name, "--version") == 0) {
        puts("squint " SQ_VERSION);
        return flush_output(SQ_EXIT_FINE);
    }
    const sq_command *command = find_command(name);
    if (!command)
        return refuse_command(name);
    sq_errors errors = {0};
    sq_options options;
    if (sq_options_parse(&options, command, argc - 1, argv + 1, &errors))
        return sq_exit_with_errors(&errors);
    int code = SQ_EXIT_FINE;
    if (options.help)
        sq_options_print_help(command);
    else
        code = command->run(&options);
    sq_options_free(&options);
    return flush_output(code);
}
