/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what documents the command line, at build time: the man page, and completion for
 * shells.
 *
 * Copies standard input to standard output; a line @NAME@ is replaced by what NAME writes from
 * the tables of commands and options. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/version.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/option_rows.h"

/* Characters of a text that stand for something else where it is written. */
typedef struct escape {
    char character;
    const char *instead;
} escape;

static void
put(const char *text, const escape *escapes)
{
    for (const char *c = text; *c; c++) {
        const escape *e = escapes;
        while (e->character && e->character != *c)
            e++;
        if (e->character)
            fputs(e->instead, stdout);
        else
            putchar(*c);
    }
}

/* ---- the man page ---- */

static const escape roff[] = {{'-', "\\-"}, {'\\', "\\e"}, {'\'', "\\(aq"}, {'.', "\\&."}, {0}};

static void
man_title(void)
{
    puts(".TH SQUINT 1 \"\" \"squint " SQ_VERSION "\" \"User Commands\"");
}

static void
man_synopsis(void)
{
    for (size_t i = 0; sq_commands[i]; i++) {
        printf("%s.B squint %s\n.I ", i ? ".br\n" : "", sq_commands[i]->name);
        put(sq_commands[i]->operand, roff);
        puts("\\&\n.RI [ OPTION ]...");
    }
}

static void
man_commands(void)
{
    for (size_t i = 0; sq_commands[i]; i++) {
        const sq_command *command = sq_commands[i];
        printf(".TP\n\\fB%s\\fR \\fI", command->name);
        put(command->operand, roff);
        fputs("\\fR\n", stdout);
        put(command->summary, roff);
        if (command->choice) {
            printf("; \\fI%s\\fR is ", command->operand);
            sq_help_choice(stdout, command->choice);
        }
        puts(".");
        if (command->essay)
            put(command->essay, roff);
        putchar('\n');
    }
}

/* What the option goes with; that a solver has no use for it is said when it is refused. */
static void
man_needs(const sq_option_row *row)
{
    for (size_t i = 0; i < SQ_OPTION_RULES && row->needs[i].with; i++)
        if (!row->needs[i].of_solver) {
            fputs("\\fB\\-\\-", stdout);
            put(row->name, roff);
            fputs("\\fR ", stdout);
            put(row->needs[i].why, roff);
            puts(".");
        }
}

static void
man_option(const sq_option_row *row)
{
    puts(".TP");
    if (row->letter)
        printf("\\fB\\-%c\\fR, ", row->letter);
    fputs("\\fB\\-\\-", stdout);
    put(row->name, roff);
    printf("\\fR%s%s%s\n", row->argument ? " \\fI" : "", row->argument ? row->argument : "",
           row->argument ? "\\fR" : "");
    put(row->help, roff);
    const char *before = " (";
    for (size_t i = 0; sq_commands[i]; i++)
        if (sq_option_rows_has(sq_commands[i], row)) {
            printf("%s%s", before, sq_commands[i]->name);
            before = ", ";
        }
    puts(").");
    man_needs(row);
}

static void
man_options(void)
{
    for (size_t i = 0; sq_option_rows[i].name; i++)
        man_option(&sq_option_rows[i]);
}

/* ---- bash ---- */

static void
print_words(const char *(*choice)(size_t i))
{
    for (size_t i = 0; choice(i); i++)
        printf("%s%s", i ? " " : "", choice(i));
}

static void
bash_commands(void)
{
    fputs("    '' | help) operand='", stdout);
    for (size_t i = 0; sq_commands[i]; i++)
        printf("%s ", sq_commands[i]->name);
    puts("help' options='--help --version' ;;");
    for (size_t i = 0; sq_commands[i]; i++) {
        const sq_command *command = sq_commands[i];
        printf("    %s)\n        operand='", command->name);
        if (command->choice)
            print_words(command->choice);
        else if (command->file)
            fputs("FILE", stdout);
        fputs("' options='", stdout);
        for (size_t k = 0; sq_option_rows[k].name; k++)
            if (sq_option_rows_has(command, &sq_option_rows[k]))
                printf("--%s ", sq_option_rows[k].name);
        puts("' ;;");
    }
}

static void
bash_arguments(void)
{
    for (size_t i = 0; sq_option_rows[i].name; i++) {
        const sq_option_row *row = &sq_option_rows[i];
        if (!row->argument)
            continue;
        fputs("    ", stdout);
        if (row->letter)
            printf("-%c | ", row->letter);
        printf("--%s) words='", row->name);
        if (row->choice)
            print_words(row->choice);
        else if (row->file)
            fputs("FILE", stdout);
        puts("' ;;");
    }
}

/* ---- fish ---- */

static const escape fish_quoted[] = {{'\'', "\\'"}, {'\\', "\\\\"}, {0}};

static void
fish_option(const sq_command *command, const sq_option_row *row)
{
    printf("complete -c squint -n '__fish_seen_subcommand_from %s' -l %s", command->name,
           row->name);
    if (row->letter)
        printf(" -s %c", row->letter);
    if (row->choice) {
        fputs(" -x -a '", stdout);
        print_words(row->choice);
        putchar('\'');
    } else if (row->argument) {
        fputs(row->file ? " -r -F" : " -x", stdout);
    }
    fputs(" -d '", stdout);
    put(row->help, fish_quoted);
    puts("'");
}

static void
fish_commands(void)
{
    for (size_t i = 0; sq_commands[i]; i++) {
        const sq_command *command = sq_commands[i];
        printf("complete -c squint -n __fish_use_subcommand -f -a %s -d '", command->name);
        put(command->summary, fish_quoted);
        puts("'");
        if (command->choice) {
            printf("complete -c squint -n '__fish_seen_subcommand_from %s' -f -a '",
                   command->name);
            print_words(command->choice);
            puts("'");
        }
        for (size_t k = 0; sq_option_rows[k].name; k++)
            if (sq_option_rows_has(command, &sq_option_rows[k]))
                fish_option(command, &sq_option_rows[k]);
    }
}

/* ---- for tests: each option of each command, with the name of its argument ---- */

static void
table(void)
{
    for (size_t i = 0; sq_commands[i]; i++)
        for (size_t k = 0; sq_option_rows[k].name; k++)
            if (sq_option_rows_has(sq_commands[i], &sq_option_rows[k]))
                printf("%s %s %s\n", sq_commands[i]->name, sq_option_rows[k].name,
                       sq_option_rows[k].argument ? sq_option_rows[k].argument : "");
}

/* ---- the whole ---- */

static const struct {
    const char *name;
    void (*write)(void);
} parts[] = {
    {"man-title", man_title},         {"man-synopsis", man_synopsis},
    {"man-commands", man_commands},   {"man-options", man_options},
    {"bash-commands", bash_commands}, {"bash-arguments", bash_arguments},
    {"fish-commands", fish_commands}, {"table", table},
};
enum { N_PARTS = sizeof parts / sizeof parts[0] };

/* Is the line @NAME@ and a line end? */
static bool
is_name(const char *line, const char *name)
{
    size_t n = strlen(name);
    return *line == '@' && strncmp(line + 1, name, n) == 0 && strcmp(line + 1 + n, "@\n") == 0;
}

int
main(void)
{
    char line[512];
    while (fgets(line, sizeof line, stdin)) {
        size_t i = 0;
        while (i < N_PARTS && !is_name(line, parts[i].name))
            i++;
        if (i < N_PARTS)
            parts[i].write();
        else if (*line != '@')
            fputs(line, stdout);
        else
            return fprintf(stderr, "document: nothing is called %s", line), EXIT_FAILURE;
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
