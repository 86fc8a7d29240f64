/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/place.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Links that lead to links, at most; as many as the kernel follows. */
enum { MOST_LINKS = 40 };

/* The bytes of the path before its last part, "folder/" or nothing. */
static size_t
folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* The first n bytes of `folder`, then `name`; the caller frees it.  NULL: out of memory. */
static char *
join(const char *folder, size_t n, const char *name)
{
    size_t length = strlen(name);
    char *path = malloc(n + length + 1);
    if (path) {
        memcpy(path, folder, n);
        memcpy(path + n, name, length + 1);
    }
    return path;
}

/* Where links lead that end nowhere (realpath wants a file that is there); the caller frees
 * it.  NULL: out of memory. */
static char *
follow_links(const char *path)
{
    char *here = strdup(path), target[PATH_MAX];
    for (int i = 0; here && i < MOST_LINKS; i++) {
        ssize_t n = readlink(here, target, sizeof target - 1);
        if (n < 0)
            break;
        target[n] = '\0';
        char *next = join(here, *target == '/' ? 0 : folder_length(here), target);
        free(here);
        here = next;
    }
    return here;
}

/* The folder that a file of this name would be in. */
static bool
look_at_folder(const char *path, struct stat *status)
{
    size_t n = folder_length(path);
    char *folder = n ? join(path, n, "") : strdup(".");
    bool found = folder && stat(folder, status) == 0 && S_ISDIR(status->st_mode);
    free(folder);
    return found;
}

enum sq_status
sq_place_find(sq_place *place, const char *path, sq_errors *errors)
{
    *place = (sq_place){0};
    place->exists = stat(path, &place->status) == 0;
    if (!place->exists)
        place->path = follow_links(path);
    else if (S_ISREG(place->status.st_mode))
        place->path = realpath(path, NULL);
    if (!place->path)
        place->path = strdup(path);
    if (!place->path)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the name %s", path);
    place->has_folder = place->exists || look_at_folder(place->path, &place->status);
    return SQ_OK;
}

void
sq_place_of_stream(sq_place *place, FILE *stream)
{
    *place = (sq_place){0};
    place->exists = place->has_folder = fstat(fileno(stream), &place->status) == 0;
}

bool
sq_place_same(const sq_place *a, const sq_place *b)
{
    if (!a->has_folder || !b->has_folder || a->exists != b->exists)
        return false;
    bool same = a->status.st_dev == b->status.st_dev && a->status.st_ino == b->status.st_ino;
    return same && (a->exists || strcmp(a->path + folder_length(a->path),
                                        b->path + folder_length(b->path)) == 0);
}

bool
sq_place_is_regular(const sq_place *place)
{
    return place->exists && S_ISREG(place->status.st_mode);
}

void
sq_place_free(sq_place *place)
{
    free(place->path);
    *place = (sq_place){0};
}
