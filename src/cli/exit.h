/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the program ends. */
#ifndef SQ_EXIT_H
#define SQ_EXIT_H

#include "base/error.h"

/* Exit codes, the same for all commands. */
enum {
    SQ_EXIT_FINE = 0,
    SQ_EXIT_FAILED = 1,
    SQ_EXIT_BAD_USE = 2,
    SQ_EXIT_INVALID = 3,
    SQ_EXIT_SIGNALLED = 128 /* and the number of SIGINT, 130, or SIGTERM, 143, which ended it
                               early: what there was has been written */
};

/* Prints the faults on standard error, frees them, and returns the exit code. */
int sq_exit_with_errors(sq_errors *errors);

#endif
