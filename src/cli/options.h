/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: one row per option parses and documents it. */
#ifndef SQ_OPTIONS_H
#define SQ_OPTIONS_H

#include <stdbool.h>

#include "base/error.h"

/* Commands, as bits: an option row says for which it is. */
enum sq_command_bit {
    SQ_CMD_PREDICT = 1,
    SQ_CMD_RATES = 2,
    SQ_CMD_CHECK = 4,
    SQ_CMD_LIST = 8,
    SQ_CMD_STEADY = 16,
    SQ_CMD_MERGE = 32,
    SQ_CMD_NEW = 64,
    /* those that read a lab */
    SQ_CMD_LABS = SQ_CMD_PREDICT | SQ_CMD_RATES | SQ_CMD_CHECK | SQ_CMD_STEADY,
};

/* Of a number that the program may choose. */
enum { SQ_AUTO = -1 };

typedef struct sq_options {
    const char *operand; /* LAB.yaml, or what to list; NULL when there is none */
    bool help, json, csv, series, quiet, verbose, strict, conventions, dry_run, past_validity,
        direct, cross_check, deep;
    const char *output, *plot, *solver;
    int order, points, trajectories, seed, threads, first, keep, classes; /* 0: left open */
    int more;                                                             /* −1: not given */
    double error_db;
    const char *save;
    const char *const *others; /* [n_others] borrowed: operands after the first */
    size_t n_others;
    const char **setting; /* owned array of borrowed "KEY=VALUE" */
    size_t n_settings;
} sq_options;

typedef struct sq_command {
    const char *name, *operand, *summary;
    const char *essay; /* what --help says beyond the summary */
    enum sq_command_bit bit;
    bool takes_many;                       /* operands, two at least */
    int (*run)(const sq_options *options); /* returns the exit code */
} sq_command;

/* The table of commands, ended by NULL (commands.c). */
extern const sq_command *const sq_commands[];

/* Parses what follows the command's name; argv[0] is that name. */
enum sq_status sq_options_parse(sq_options *options, const sq_command *command, int argc,
                                char **argv, sq_errors *errors) SQ_CHECK_RESULT;
void sq_options_free(sq_options *options);

/* Help of one command, on standard output. */
void sq_options_print_help(const sq_command *command);

/* Exit codes, the same for all commands. */
enum { SQ_EXIT_FINE = 0, SQ_EXIT_FAILED = 1, SQ_EXIT_BAD_USE = 2, SQ_EXIT_INVALID = 3 };

/* Prints the faults on standard error, frees them, and returns the exit code. */
int sq_exit_with_errors(sq_errors *errors);

#endif
