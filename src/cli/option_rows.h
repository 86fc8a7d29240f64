/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of options: what parses, checks and documents each of them. */
#ifndef SQ_OPTION_ROWS_H
#define SQ_OPTION_ROWS_H

#include "cli/command.h"

enum sq_option_kind {
    SQ_OPTION_FLAG,
    SQ_OPTION_WORD,
    SQ_OPTION_WHOLE,
    SQ_OPTION_WHOLE_OR_AUTO,
    SQ_OPTION_DECIBEL,
    SQ_OPTION_LOSS, /* of decibels, with their unit */
    SQ_OPTION_LIST, /* may be repeated */
};

/* When an option has an effect.  One of the words has to hold: the name of another option that
 * is given, the same behind "!" for one that is not, or a state of the whole command line
 * (option_rules.c). */
typedef struct sq_option_rule {
    const char *with;
    const char *why; /* ends the message "--NAME …", with what would make the option count */
    bool of_solver;  /* the message is "--NAME VALUE: solver 'NAME' …" */
} sq_option_rule;

enum { SQ_OPTION_RULES = 2 };

typedef struct sq_option_row {
    const char *name;     /* without the dashes */
    char letter;          /* 0: none */
    const char *argument; /* name in help; NULL: none */
    enum sq_option_kind kind;
    size_t member;                   /* offset in sq_options */
    int min, max;                    /* of whole numbers */
    const char *(*choice)(size_t i); /* what the argument may be; NULL: past the last of them */
    enum sq_file_use file;           /* of the argument */
    const char *help;
    sq_option_rule needs[SQ_OPTION_RULES];    /* each has to hold */
    sq_option_rule excludes[SQ_OPTION_RULES]; /* none may */
} sq_option_row;

/* Ended by a row without a name. */
extern const sq_option_row sq_option_rows[];

/* Does the command take it? */
bool sq_option_rows_has(const sq_command *command, const sq_option_row *row);

#endif
