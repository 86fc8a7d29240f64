/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command is.  A command is one file cmd_*.c that exports one const record, and one
 * row in commands.c; help, the man page and shell completion come from there. */
#ifndef SQ_COMMAND_H
#define SQ_COMMAND_H

#include <signal.h>

#include "base/share_job.h"
#include "cli/file_kind.h"
#include "cli/options.h"

/* What a command does with the file that a word of its line names. */
enum sq_file_use {
    SQ_FILE_USE_NONE, /* the word names no file */
    /* read: */
    SQ_FILE_USE_LAB,
    SQ_FILE_USE_PART, /* of an ensemble */
    /* written: */
    SQ_FILE_USE_ANSWER,
    SQ_FILE_USE_FIGURE,
    SQ_FILE_USE_ENSEMBLE,
    SQ_FILE_USE_SWEEP,
    SQ_FILE_USE_NEW_LAB,
};

typedef struct sq_command {
    const char *name, *operand, *summary;
    const char *alias;               /* another spelling of the name, or NULL */
    const char *essay;               /* what --help says beyond the summary; NULL: nothing */
    const char *(*choice)(size_t i); /* what the operand may be; NULL: past the last of them */
    enum sq_file_use file;           /* of the operand */
    enum sq_file_use others;  /* of further operands, one at least; NONE: there are none */
    enum sq_file_kind answer; /* what the answer is as text */
    const char *options;      /* names between blanks, beside help */
    bool ranges;              /* values of the lab may be ranges */
    bool watched;             /* standard error tells how far it is */
    int (*run)(const sq_options *options); /* returns the exit code */
    /* Does a job of rank 0 as another rank; NULL: this command hands out none. */
    void (*assist)(const sq_options *options, const sq_share_job *job,
                   const volatile sig_atomic_t *interrupt);
} sq_command;

#endif
