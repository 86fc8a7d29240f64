/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the name of a file leads: two names may mean one file. */
#ifndef SQ_PLACE_H
#define SQ_PLACE_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/error.h"

typedef struct sq_place {
    char *path;         /* owned; the name without symbolic links in its last part */
    bool exists;        /* a file is there */
    bool has_folder;    /* a file could be there */
    struct stat status; /* of the file, else of the folder it would be in */
} sq_place;

/* Follows symbolic links, also to what is not there yet. */
enum sq_status sq_place_find(sq_place *place, const char *path,
                             sq_errors *errors) SQ_CHECK_RESULT;

/* Of an open file; it has no path. */
void sq_place_of_stream(sq_place *place, FILE *stream);

/* Do both lead to one file, by whatever names? */
bool sq_place_same(const sq_place *a, const sq_place *b);

/* Is there a file with contents of its own: no device, no pipe, no folder? */
bool sq_place_is_regular(const sq_place *place);

void sq_place_free(sq_place *place);

#endif
