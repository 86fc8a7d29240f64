/* SPDX-License-Identifier: GPL-3.0-or-later */
/* getopt_long does the splitting; whether an option belongs to the command and what it means
 * stands in the table of options. */
#include "cli/parse.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/option_rows.h"

/* What getopt_long returns for row i of the table: above all letters. */
enum { ROW = 256 };

static enum sq_status
complain(const sq_command *command, sq_errors *errors, const char *what, const char *word)
{
    return sq_errors_add(errors, SQ_ERR_INPUT, "%s '%s'; see 'squint %s --help'", what, word,
                         command->name);
}

/* ---- values ---- */

static void *
member(sq_options *options, const sq_option_row *row)
{
    return (char *)options + row->member;
}

static enum sq_status
store_flag(sq_options *options, const sq_option_row *row, const char *text, sq_errors *errors)
{
    (void)text, (void)errors;
    *(bool *)member(options, row) = true;
    return SQ_OK;
}

static enum sq_status
store_word(sq_options *options, const sq_option_row *row, const char *text, sq_errors *errors)
{
    (void)errors;
    *(const char **)member(options, row) = text;
    return SQ_OK;
}

static enum sq_status
store_whole(sq_options *options, const sq_option_row *row, const char *text, sq_errors *errors)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < row->min || value > row->max)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--%s %s: a whole number from %d to %d%s is wanted", row->name,
                             text, row->min, row->max,
                             row->kind == SQ_OPTION_WHOLE_OR_AUTO ? ", or auto," : "");
    *(int *)member(options, row) = (int)value;
    return SQ_OK;
}

static enum sq_status
store_whole_or_auto(sq_options *options, const sq_option_row *row, const char *text,
                    sq_errors *errors)
{
    if (strcmp(text, "auto") != 0)
        return store_whole(options, row, text, errors);
    *(int *)member(options, row) = SQ_OPTIONS_AUTO;
    return SQ_OK;
}

static enum sq_status
store_decibel(sq_options *options, const sq_option_row *row, const char *text,
              sq_errors *errors)
{
    char *end;
    double value = strtod(text, &end);
    bool is_number = end != text && (!*end || strcmp(end, "dB") == 0);
    if (!is_number || !(value >= 1e-6 && value <= 100))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "--%s %s: a number of dB from 1e-6 to 100 is wanted, such as 0.05dB", row->name,
            text);
    *(double *)member(options, row) = value;
    return SQ_OK;
}

/* A part of the squeezing would be another way to say it. */
static enum sq_status
store_loss(sq_options *options, const sq_option_row *row, const char *text, sq_errors *errors)
{
    if (!strstr(text, "dB"))
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--%s %s: a loss in dB is wanted, with its unit, such as 0.5dB",
                             row->name, text);
    return store_decibel(options, row, text, errors);
}

static enum sq_status
store_one_more(sq_options *options, const sq_option_row *row, const char *text,
               sq_errors *errors)
{
    sq_options_list *list = member(options, row);
    const char **longer = realloc(list->text, (list->n + 1) * sizeof *list->text);
    if (!longer)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for --%s", row->name);
    list->text = longer;
    list->text[list->n++] = text;
    return SQ_OK;
}

static enum sq_status (*const store[])(sq_options *options, const sq_option_row *row,
                                       const char *text, sq_errors *errors) = {
    [SQ_OPTION_FLAG] = store_flag,       [SQ_OPTION_WORD] = store_word,
    [SQ_OPTION_WHOLE] = store_whole,     [SQ_OPTION_WHOLE_OR_AUTO] = store_whole_or_auto,
    [SQ_OPTION_DECIBEL] = store_decibel, [SQ_OPTION_LOSS] = store_loss,
    [SQ_OPTION_LIST] = store_one_more,
};

/* The first of two values would have no effect. */
static enum sq_status
take(sq_options *options, size_t i, const char *text, sq_errors *errors)
{
    const sq_option_row *row = &sq_option_rows[i];
    bool repeated = options->given[i] && row->argument && row->kind != SQ_OPTION_LIST;
    if (repeated)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--%s is given twice, as %s and as %s; keep one of them",
                             row->name, options->given[i], text);
    options->given[i] = text ? text : "";
    return store[row->kind](options, row, text, errors);
}

/* ---- words ---- */

static size_t
count_rows(void)
{
    size_t n = 0;
    while (sq_option_rows[n].name)
        n++;
    return n;
}

/* Tables for getopt_long. */
static void
fill_tables(struct option *longs, char *shorts)
{
    size_t n = count_rows();
    char *s = shorts;
    *s++ = ':'; /* tell a missing argument from an unknown option, and be silent */
    for (size_t i = 0; i < n; i++) {
        const sq_option_row *row = &sq_option_rows[i];
        longs[i] = (struct option){row->name, row->argument ? required_argument : no_argument,
                                   NULL, ROW + (int)i};
        if (row->letter)
            *s++ = row->letter;
        if (row->letter && row->argument)
            *s++ = ':';
    }
    longs[n] = (struct option){0};
    *s = '\0';
}

/* The row that getopt_long's value stands for, or the one that ends the table; of two rows with
 * one letter that which the command has. */
static size_t
find_row(int value, const sq_command *command)
{
    size_t i = 0, found = SQ_OPTIONS_MOST;
    for (; sq_option_rows[i].name; i++) {
        bool meant = value == ROW + (int)i ||
                     (sq_option_rows[i].letter && value == sq_option_rows[i].letter);
        if (meant &&
            (found == SQ_OPTIONS_MOST || sq_option_rows_has(command, &sq_option_rows[i])))
            found = i;
    }
    return found == SQ_OPTIONS_MOST ? i : found;
}

static enum sq_status
complain_unknown(const sq_command *command, const char *word, sq_errors *errors)
{
    const char *names[SQ_OPTIONS_MOST + 1];
    size_t n = 0;
    for (size_t i = 0; sq_option_rows[i].name; i++)
        if (sq_option_rows_has(command, &sq_option_rows[i]))
            names[n++] = sq_option_rows[i].name;
    names[n] = NULL;
    char name[64];
    snprintf(name, sizeof name, "%s", word + strspn(word, "-"));
    name[strcspn(name, "=")] = '\0';
    const char *near = strlen(name) > 1 ? sq_text_nearest(name, names) : NULL;
    if (near)
        return sq_errors_add(errors, SQ_ERR_INPUT, "unknown option '%s'; did you mean '--%s'?",
                             word, near);
    return complain(command, errors, "unknown option", word);
}

/* The option as it was given; `code` is 0 for a long one that no row knows, which
 * then is the word just read.  In a cluster such as -qz only `code` tells the letter. */
static void
option_word(char *word, size_t n, int code, char **argv)
{
    if (code >= ROW)
        snprintf(word, n, "--%s", sq_option_rows[code - ROW].name);
    else if (code > ' ' && code < 127)
        snprintf(word, n, "-%c", code);
    else
        snprintf(word, n, "%s", code ? "-…" : argv[optind - 1]);
}

static enum sq_status
take_option(sq_options *options, int value, char **argv, sq_errors *errors)
{
    const sq_command *command = options->command;
    bool refused = value == '?' || value == ':';
    int code = refused ? optopt : value;
    size_t i = find_row(code, command);
    char word[64];
    option_word(word, sizeof word, code, argv);
    if (!sq_option_rows[i].name)
        return complain_unknown(command, word, errors);
    if (!sq_option_rows_has(command, &sq_option_rows[i]))
        return complain(command, errors, "this command has no option", word);
    if (value == '?')
        return complain(command, errors, "no value goes with", word);
    if (value == ':')
        return complain(command, errors, "an argument is missing after", word);
    return take(options, i, optarg, errors);
}

/* ---- the whole line ---- */

static enum sq_status
take_operands(sq_options *options, int argc, char **argv, sq_errors *errors)
{
    const sq_command *command = options->command;
    if (optind < argc)
        options->operand = argv[optind++];
    if (command->others) {
        options->others = (const char *const *)(argv + optind);
        options->n_others = (size_t)(argc - optind);
        optind = argc;
    }
    if (optind < argc)
        return complain(command, errors, "one too many:", argv[optind]);
    if (options->operand && command->others == SQ_FILE_USE_LAB && options->n_others == 0)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "one lab is not enough to %s: squint %s %s [OPTION]...",
                             command->name, command->name, command->operand);
    bool enough = options->operand && (!command->others || options->n_others > 0);
    return enough
               ? SQ_OK
               : sq_errors_add(errors, SQ_ERR_INPUT, "%s is missing: squint %s %s [OPTION]...",
                               command->operand, command->name, command->operand);
}

enum sq_status
sq_parse(sq_options *options, const sq_command *command, int argc, char **argv,
         sq_errors *errors)
{
    struct option longs[SQ_OPTIONS_MOST + 1];
    char shorts[3 * SQ_OPTIONS_MOST + 2];
    fill_tables(longs, shorts);
    *options = (sq_options){.command = command, .solver = "auto", .seed = 1, .more = -1};
    enum sq_status status = SQ_OK;
    optind = 1;
    for (int value; !status && !options->help &&
                    (value = getopt_long(argc, argv, shorts, longs, NULL)) != -1;)
        status = take_option(options, value, argv, errors);
    if (!status && !options->help) /* help wins over whatever else is there */
        status = take_operands(options, argc, argv, errors);
    if (status)
        sq_parse_free(options);
    return status;
}

void
sq_parse_free(sq_options *options)
{
    for (size_t i = 0; sq_option_rows[i].name; i++)
        if (sq_option_rows[i].kind == SQ_OPTION_LIST)
            free(((sq_options_list *)member(options, &sq_option_rows[i]))->text);
    *options = (sq_options){0};
}
