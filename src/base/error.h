/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statuses and the error record.
 *
 * Every function of the library that can fail returns an enum sq_status and
 * adds one entry per fault to the sq_errors it is given.  An entry is a whole
 * sentence for a person: where, what, the offending value and the way out.
 * The library never prints and never exits; main.c and cmd_*.c do. */
#ifndef SQ_ERROR_H
#define SQ_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/public.h"

SQ_PUBLIC_BEGIN

enum sq_status {
    SQ_OK = 0,
    SQ_ERR_MEMORY,      /* out of memory */
    SQ_ERR_IO,          /* a file cannot be read or written, a program not run */
    SQ_ERR_INPUT,       /* the lab file or the command line is at fault */
    SQ_ERR_NUMERIC,     /* a computation did not reach its accuracy */
    SQ_ERR_UNSUPPORTED, /* a valid request that the chosen method cannot serve */
    SQ_N_STATUS
};

#define SQ_CHECK_RESULT __attribute__((warn_unused_result))
#define SQ_PRINTF(f, a) __attribute__((format(printf, f, a)))

/* Place in a file; line and column count from 1, 0 means unknown. */
typedef struct sq_error_mark {
    size_t line, column;
} sq_error_mark;

typedef struct sq_error_fault {
    enum sq_status status;
    char *text; /* owned; one line, without newline at the end */
} sq_error_fault;

/* Faults in the order they were found.  Start from {0}; free when done. */
typedef struct sq_errors {
    sq_error_fault *fault;
    size_t n, capacity;
} sq_errors;

/* Adds a fault and returns its status, so that a caller can write
 * `return sq_errors_add(errors, SQ_ERR_INPUT, "…", …)`. */
enum sq_status sq_errors_add(sq_errors *errors, enum sq_status status, const char *format, ...)
    SQ_PRINTF(3, 4);

/* The status of the first fault, SQ_OK when there is none. */
enum sq_status sq_errors_status(const sq_errors *errors);

/* Fault i in words, or its status's where there was no memory for more; never NULL. */
const char *sq_errors_text(const sq_errors *errors, size_t i);

/* The first of them; that memory ran out, when there is none. */
const char *sq_errors_first(const sq_errors *errors);

/* Words for a status; never NULL. */
const char *sq_error_status_words(enum sq_status status);

void sq_errors_free(sq_errors *errors);

SQ_PUBLIC_END

#endif
