/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint: plans spin-squeezing experiments.  Finds the command and runs it. */
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

#include "base/ranks.h"
#include "base/share.h"
#include "base/version.h"
#include "cli/assist.h"
#include "cli/commands.h"
#include "cli/exit.h"
#include "cli/files.h"
#include "cli/help.h"
#include "cli/option_rules.h"
#include "cli/parse.h"

static int
refuse_command(const char *name)
{
    const char *near = sq_commands_nearest(name);
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

/* Nothing runs before the whole command line makes sense. */
static int
run_command(const sq_options *options)
{
    sq_errors errors = {0};
    if (sq_option_rules_check(options, &errors) || sq_files_check(options, &errors))
        return sq_exit_with_errors(&errors);
    return options->command->run(options);
}

static bool
is_one_of(const char *word, const char *a, const char *b, const char *c)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0 || strcmp(word, c) == 0;
}

/* Of a command, or without its name of all. */
static int
print_help(const char *name)
{
    const sq_command *command = name ? sq_commands_find(name) : NULL;
    if (name && !command)
        return refuse_command(name);
    if (command)
        sq_help_command(command);
    else
        sq_help_overview();
    return SQ_EXIT_FINE;
}

static int
parse_and_run(const sq_command *command, int argc, char **argv)
{
    sq_errors errors = {0};
    sq_options options;
    if (sq_parse(&options, command, argc, argv, &errors))
        return sq_exit_with_errors(&errors);
    int code = options.help ? print_help(command->name) : run_command(&options);
    sq_parse_free(&options);
    return code;
}

/* What the words of the command line ask for. */
static int
obey(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        print_help(NULL);
        return SQ_EXIT_BAD_USE;
    }
    if (is_one_of(name, "help", "--help", "-h"))
        return flush_output(print_help(argc > 2 ? argv[2] : NULL));
    if (strcmp(name, "--version") == 0) {
        puts("squint " SQ_VERSION);
        return flush_output(SQ_EXIT_FINE);
    }
    const sq_command *command = sq_commands_find(name);
    return command ? flush_output(parse_and_run(command, argc - 1, argv + 1))
                   : refuse_command(name);
}

/* As another rank: nothing is said of the words, which rank 0 reads, too. */
static void
assist(int argc, char **argv)
{
    const sq_command *command = argc > 1 ? sq_commands_find(argv[1]) : NULL;
    sq_errors ignored = {0};
    sq_options options;
    bool sensible = command && !sq_parse(&options, command, argc - 1, argv + 1, &ignored);
    sq_assist(sensible ? &options : NULL);
    if (sensible)
        sq_parse_free(&options);
    sq_errors_free(&ignored);
}

int
main(int argc, char **argv)
{
    int code = SQ_EXIT_FINE;
    sq_errors errors = {0};
    gsl_set_error_handler_off(); /* GSL would abort; its statuses are looked at */
    if (sq_ranks_begin(&errors))
        return sq_exit_with_errors(&errors);
    if (sq_ranks_here() == 0)
        code = obey(argc, argv);
    else
        assist(argc, argv);
    sq_share_dismiss();
    sq_ranks_end();
    return code;
}
