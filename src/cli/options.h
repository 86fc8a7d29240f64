/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command line asks for. */
#ifndef SQ_OPTIONS_H
#define SQ_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SQ_OPTIONS_MOST = 64, /* rows of the table of options, at most */
    SQ_OPTIONS_AUTO = -1, /* of a number that the program may choose */
};

/* The arguments of an option that may be repeated. */
typedef struct sq_options_list {
    const char **text; /* owned array of borrowed texts */
    size_t n;
} sq_options_list;

typedef struct sq_options {
    const struct sq_command *command; /* whose options they are */
    const char *operand;              /* LAB.yaml, or what to list; NULL when there is none */
    bool help, json, csv, series, quiet, verbose, strict, conventions, dry_run, past_validity, with_noise, pareto,
        direct, cross_check, deep, curves;
    const char *output, *plot, *solver;
    int order, points, trajectories, seed, threads, first, keep, classes; /* 0: left open */
    int more;                                                             /* −1: not given */
    double error_db;
    const char *save, *into;
    const char *const *others; /* [n_others] borrowed: operands after the first */
    size_t n_others;
    sq_options_list setting, noise, free, allow, vary, optimize;
    const char *goal, *within, *at, *best, *least, *most;
    double target_db, loss_db;
    /* By row of the table: the argument as it was given, "" where none goes with it; NULL: the
     * option was not given. */
    const char *given[SQ_OPTIONS_MOST];
} sq_options;

#endif
