/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lab as a file. */
#ifndef SQ_LAB_WRITE_H
#define SQ_LAB_WRITE_H

#include <stdio.h>

#include "lab/lab.h"

/* A value that is written in other words than the lab has for it. */
typedef struct sq_lab_write_value {
    const char *key; /* as sq_lab_change_create takes it */
    const char *text;
} sq_lab_write_value;

/* Writes what was given in the lab, which read again is the same lab.
 *
 * head    lines that stand in front as comments, each ended by a line feed
 * value   n of them */
enum sq_status sq_lab_write(FILE *out, const sq_lab *lab, const char *head,
                            const sq_lab_write_value *value, size_t n,
                            sq_errors *errors) SQ_CHECK_RESULT;

/* Writes all that is in effect, defaults too, which read again is the same lab: each line after
 * `before`. */
enum sq_status sq_lab_write_in_effect(FILE *out, const sq_lab *lab, const char *before,
                                      sq_errors *errors) SQ_CHECK_RESULT;

#endif
