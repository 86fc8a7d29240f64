/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Option rows.  getopt_long does the splitting; whether an option belongs to the
 * command, what it means and what help says of it stand in one table. */
#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "beyond/classes.h"
#include "input/param.h"

enum value_kind { FLAG, WORD, WHOLE, WHOLE_OR_AUTO, DECIBEL, SETTING };

typedef struct option_row {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* name in help; NULL: none */
    enum value_kind kind;
    size_t member;
    int min, max; /* for WHOLE and WHOLE_OR_AUTO */
    int commands;
    const char *help;
} option_row;

#define IN(member_) offsetof(sq_options, member_)

static const option_row rows[] = {
    {"set", 's', "KEY=VALUE", SETTING, IN(setting), 0, 0, SQ_CMD_LABS,
     "set a key of the lab file, e.g. --set cavity.detuning=300kHz; may be repeated"},
    {"solver", 0, "NAME", WORD, IN(solver), 0, 0, SQ_CMD_PREDICT,
     "auto (default) or a name from 'squint list solvers'"},
    {"order", 0, "K", WHOLE, IN(order), 2, 4, SQ_CMD_PREDICT,
     "order of the moment hierarchy; its neighbour gives the error (default: 2 to 4)"},
    {"error", 0, "X", DECIBEL, IN(error_db), 0, 0, SQ_CMD_PREDICT,
     "error wanted of the answer, e.g. 0.05dB (default: 0.1dB)"},
    {"trajectories", 0, "M", WHOLE, IN(trajectories), 1, 100000000, SQ_CMD_PREDICT,
     "run M trajectories, whatever the error (default: until it is reached)"},
    {"direct", 0, NULL, FLAG, IN(direct), 0, 0, SQ_CMD_PREDICT,
     "trajectories as a photon counter sees them; slower, the mean is the same"},
    {"seed", 0, "S", WHOLE, IN(seed), 0, INT_MAX, SQ_CMD_PREDICT,
     "seed of the random numbers (default: 1)"},
    {"threads", 0, "T", WHOLE, IN(threads), 1, 1024, SQ_CMD_PREDICT,
     "threads for trajectories (default: one per core); they do not change the answer"},
    {"first", 0, "K", WHOLE, IN(first), 0, INT_MAX, SQ_CMD_PREDICT,
     "number of the first trajectory (default: 0), for parts to be merged"},
    {"save", 0, "FILE", WORD, IN(save), 0, 0, SQ_CMD_PREDICT,
     "keep the ensemble of trajectories in FILE"},
    {"more", 0, "M", WHOLE, IN(more), 0, 100000000, SQ_CMD_PREDICT,
     "continue the ensemble in the FILE of --save by M trajectories; 0: report on it"},
    {"keep", 0, "K", WHOLE, IN(keep), 1, 10000, SQ_CMD_PREDICT,
     "put the first K single trajectories into the JSON, the CSV or the figure"},
    {"points", 0, "P", WHOLE, IN(points), 2, 100000, SQ_CMD_PREDICT,
     "P evenly spaced output times (default: 401, or 201 for trajectories; half early)"},
    {"cross-check", 0, NULL, FLAG, IN(cross_check), 0, 0, SQ_CMD_PREDICT,
     "repeat by a second, independent solver, and at fewer spins by the exact one"},
    {"classes", 0, "M", WHOLE_OR_AUTO, IN(classes), 1, SQ_COUPLING_MOST_CLASSES, SQ_CMD_PREDICT,
     "atoms in M classes of coupling too, or auto: what the lattice and the cloud cost"},
    {"past-validity", 0, NULL, FLAG, IN(past_validity), 0, 0, SQ_CMD_PREDICT,
     "follow the curves beyond the point up to which they can be trusted"},
    {"dry-run", 'n', NULL, FLAG, IN(dry_run), 0, 0, SQ_CMD_PREDICT,
     "say what would run, with time and memory, and stop"},
    {"plot", 'p', "FILE", WORD, IN(plot), 0, 0, SQ_CMD_PREDICT,
     "draw the figure into FILE.png, .svg or .pdf (needs gnuplot)"},
    {"conventions", 0, NULL, FLAG, IN(conventions), 0, 0, SQ_CMD_RATES,
     "show the rates under each usual misreading of the inputs"},
    {"deep", 0, NULL, FLAG, IN(deep), 0, 0, SQ_CMD_CHECK,
     "keep the mode, and say by how many dB its elimination is off"},
    {"json", 0, NULL, FLAG, IN(json), 0, 0, SQ_CMD_LABS,
     "print one JSON document, nothing else"},
    {"series", 0, NULL, FLAG, IN(series), 0, 0, SQ_CMD_PREDICT,
     "include the series of moments in the JSON document"},
    {"csv", 0, NULL, FLAG, IN(csv), 0, 0, SQ_CMD_PREDICT, "print the series as CSV"},
    {"output", 'o', "PATH", WORD, IN(output), 0, 0, SQ_CMD_LABS | SQ_CMD_NEW,
     "write to PATH instead of standard output"},
    {"strict", 0, NULL, FLAG, IN(strict), 0, 0, SQ_CMD_PREDICT | SQ_CMD_RATES | SQ_CMD_STEADY,
     "exit with 3 when a validity condition is violated"},
    {"quiet", 'q', NULL, FLAG, IN(quiet), 0, 0, SQ_CMD_LABS, "print the result only"},
    {"verbose", 'v', NULL, FLAG, IN(verbose), 0, 0, SQ_CMD_LABS, "print details of the run"},
    {"help", 'h', NULL, FLAG, IN(help), 0, 0,
     SQ_CMD_LABS | SQ_CMD_LIST | SQ_CMD_MERGE | SQ_CMD_NEW, "print this help"},
};
enum { N_ROWS = sizeof rows / sizeof rows[0] };

/* Faults printed at most: who mends these sees the others. */
enum { MOST_FAULTS = 40 };

/* ---- help ---- */

static void
print_row(const option_row *row)
{
    char left[48];
    snprintf(left, sizeof left, "%c%c%s --%s%s%s", row->letter ? '-' : ' ',
             row->letter ? row->letter : ' ', row->letter ? "," : " ", row->name,
             row->argument ? " " : "", row->argument ? row->argument : "");
    printf("  %-24s %s\n", left, row->help);
}

void
sq_options_print_help(const sq_command *command)
{
    printf("usage: squint %s %s [OPTION]...\n\n%s\n", command->name, command->operand,
           command->summary);
    if (command->essay)
        printf("\n%s\n", command->essay);
    puts("\noptions:");
    for (size_t i = 0; i < N_ROWS; i++)
        if (rows[i].commands & (int)command->bit)
            print_row(&rows[i]);
}

/* ---- parsing ---- */

static enum sq_status
complain(const sq_command *command, sq_errors *errors, const char *what, const char *word)
{
    return sq_errors_add(errors, SQ_ERR_INPUT, "%s '%s'; see 'squint %s --help'", what, word,
                         command->name);
}

static enum sq_status
store_whole(int *member, const option_row *row, const char *text, sq_errors *errors)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < row->min || value > row->max)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "--%s %s: a whole number from %d to %d%s is wanted", row->name,
                             text, row->min, row->max,
                             row->kind == WHOLE_OR_AUTO ? ", or auto," : "");
    *member = (int)value;
    return SQ_OK;
}

static enum sq_status
store_decibel(double *member, const option_row *row, const char *text, sq_errors *errors)
{
    char *end;
    double value = strtod(text, &end);
    bool is_number = end != text && (!*end || strcmp(end, "dB") == 0);
    if (!is_number || !(value >= 1e-6 && value <= 100))
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "--%s %s: a number of dB from 1e-6 to 100 is wanted, such as 0.05dB", row->name,
            text);
    *member = value;
    return SQ_OK;
}

static enum sq_status
store_setting(sq_options *options, const char *text, sq_errors *errors)
{
    const char **list =
        realloc(options->setting, (options->n_settings + 1) * sizeof *options->setting);
    if (!list)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for --set");
    options->setting = list;
    options->setting[options->n_settings++] = text;
    return SQ_OK;
}

static enum sq_status
store(sq_options *options, const option_row *row, const char *text, sq_errors *errors)
{
    void *member = (char *)options + row->member;
    switch (row->kind) {
    case FLAG:
        *(bool *)member = true;
        return SQ_OK;
    case WORD:
        *(const char **)member = text;
        return SQ_OK;
    case WHOLE:
        return store_whole(member, row, text, errors);
    case WHOLE_OR_AUTO:
        if (strcmp(text, "auto") != 0)
            return store_whole(member, row, text, errors);
        *(int *)member = SQ_AUTO;
        return SQ_OK;
    case DECIBEL:
        return store_decibel(member, row, text, errors);
    case SETTING:
        return store_setting(options, text, errors);
    }
    return SQ_OK;
}

/* Tables for getopt_long: the value of a long option is 256 + its row. */
static void
fill_tables(struct option *longs, char *shorts)
{
    char *s = shorts;
    *s++ = ':'; /* tell a missing argument from an unknown option, and be silent */
    for (int i = 0; i < N_ROWS; i++) {
        longs[i] = (struct option){
            rows[i].name, rows[i].argument ? required_argument : no_argument, NULL, 256 + i};
        if (rows[i].letter)
            *s++ = rows[i].letter;
        if (rows[i].letter && rows[i].argument)
            *s++ = ':';
    }
    longs[N_ROWS] = (struct option){0};
    *s = '\0';
}

static const option_row *
find_row(int value)
{
    for (int i = 0; i < N_ROWS; i++)
        if (value == 256 + i || (rows[i].letter && value == rows[i].letter))
            return &rows[i];
    return NULL;
}

static enum sq_status
complain_unknown(const sq_command *command, const char *word, sq_errors *errors)
{
    const char *names[N_ROWS + 1];
    size_t n = 0;
    for (size_t i = 0; i < N_ROWS; i++)
        if (rows[i].commands & (int)command->bit)
            names[n++] = rows[i].name;
    names[n] = NULL;
    char name[64];
    snprintf(name, sizeof name, "%s", word + strspn(word, "-"));
    name[strcspn(name, "=")] = '\0';
    const char *near = strlen(name) > 1 ? sq_nearest(name, names) : NULL;
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
    if (code >= 256)
        snprintf(word, n, "--%s", rows[code - 256].name);
    else if (code > ' ' && code < 127)
        snprintf(word, n, "-%c", code);
    else
        snprintf(word, n, "%s", code ? "-…" : argv[optind - 1]);
}

static enum sq_status
take_option(sq_options *options, const sq_command *command, int value, char **argv,
            sq_errors *errors)
{
    bool refused = value == '?' || value == ':';
    int code = refused ? optopt : value;
    const option_row *row = find_row(code);
    char word[64];
    option_word(word, sizeof word, code, argv);
    if (!row)
        return complain_unknown(command, word, errors);
    if (!(row->commands & (int)command->bit))
        return complain(command, errors, "this command has no option", word);
    if (value == '?')
        return complain(command, errors, "no value goes with", word);
    if (value == ':')
        return complain(command, errors, "an argument is missing after", word);
    return store(options, row, optarg, errors);
}

enum sq_status
sq_options_parse(sq_options *options, const sq_command *command, int argc, char **argv,
                 sq_errors *errors)
{
    struct option longs[N_ROWS + 1];
    char shorts[3 * N_ROWS + 2];
    fill_tables(longs, shorts);
    *options = (sq_options){.solver = "auto", .seed = 1, .more = -1};
    enum sq_status status = SQ_OK;
    optind = 1;
    for (int value; !status && !options->help &&
                    (value = getopt_long(argc, argv, shorts, longs, NULL)) != -1;)
        status = take_option(options, command, value, argv, errors);
    if (options->help || status)
        optind = argc; /* help wins over whatever else is there */
    if (optind < argc)
        options->operand = argv[optind++];
    if (command->takes_many) {
        options->others = (const char *const *)(argv + optind);
        options->n_others = (size_t)(argc - optind);
        optind = argc;
    }
    if (optind < argc)
        status = complain(command, errors, "one too many:", argv[optind]);
    bool enough = options->operand && (!command->takes_many || options->n_others > 0);
    if (!status && !enough && !options->help)
        status = sq_errors_add(errors, SQ_ERR_INPUT, "%s is missing: squint %s %s [OPTION]...",
                               command->operand, command->name, command->operand);
    if (status)
        sq_options_free(options);
    return status;
}

void
sq_options_free(sq_options *options)
{
    free(options->setting);
    *options = (sq_options){0};
}

int
sq_exit_with_errors(sq_errors *errors)
{
    enum sq_status status = sq_errors_status(errors);
    for (size_t i = 0; i < errors->n && i < MOST_FAULTS; i++)
        fprintf(stderr, "squint: %s\n",
                errors->fault[i].text ? errors->fault[i].text : sq_status_words(status));
    if (errors->n > MOST_FAULTS)
        fprintf(stderr, "squint: and %zu more faults\n", errors->n - MOST_FAULTS);
    sq_errors_free(errors);
    bool bad_use = status == SQ_ERR_INPUT || status == SQ_ERR_UNSUPPORTED;
    return bad_use ? SQ_EXIT_BAD_USE : SQ_EXIT_FAILED;
}
