/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of one source, a lab file with its settings: found in any order, handed out in
 * that of the file. */
#ifndef SQ_FAULTS_H
#define SQ_FAULTS_H

#include "base/error.h"

/* Where a fault is: in a setting, else at a mark of the file, else in the file as a whole. */
typedef struct sq_faults_place {
    const char *setting; /* "KEY=VALUE", NULL: in the file */
    sq_error_mark mark;  /* {0}: of the file */
} sq_faults_place;

/* Start from {.source = the file's name}. */
typedef struct sq_faults {
    const char *source;
    struct sq_faults_entry *entry;
    size_t n, capacity;
    bool out_of_memory;
} sq_faults;

/* Adds a fault; the place has to live until the faults are handed out. */
void sq_faults_add(sq_faults *faults, sq_faults_place place, const char *format, ...)
    SQ_PRINTF(3, 4);

/* Hands the faults out and forgets them: those at marks by line and column, then those of the
 * file, then those of the settings.  Without memory, ever since the start, the only fault is
 * that.  The status of the first, SQ_OK when there is none. */
enum sq_status sq_faults_hand_out(sq_faults *faults, sq_errors *errors) SQ_CHECK_RESULT;

#endif
