/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"

/* In the same folder.  The name is our own: the file's may be as long as names can be, and have
 * characters that gnuplot cannot be told. */
static char *
temporary_name(const char *path)
{
    static const char own[] = "squint.XXXXXX";
    const char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash + 1 - path) : 0;
    char *name = malloc(folder + sizeof own);
    if (name) {
        memcpy(name, path, folder);
        memcpy(name + folder, own, sizeof own);
    }
    return name;
}

/* mkstemp makes the file private; give it the mode of the file that it replaces, or the one
 * any other new file would have. */
static void
use_usual_mode(int descriptor, const char *path)
{
    struct stat replaced;
    mode_t mask = umask(0);
    umask(mask);
    mode_t mode = stat(path, &replaced) == 0 ? replaced.st_mode & 0777 : 0666 & ~mask;
    /* Failure leaves a readable file for its owner, which is no reason to stop. */
    if (fchmod(descriptor, mode) != 0)
        return;
}

/* Why there cannot be such a file, or the one that is there cannot be replaced; NULL: it can.
 * Renaming would replace one that its owner protects from writing. */
static const char *
hindrance(const sq_place *place)
{
    struct stat there;
    if (place->exists && S_ISDIR(place->status.st_mode))
        return "it is a folder";
    if (!place->exists && lstat(place->path, &there) != 0 && errno == ENAMETOOLONG)
        return "its name is too long; choose a shorter one";
    return sq_place_is_regular(place) && access(place->path, W_OK) != 0 ? strerror(errno)
                                                                        : NULL;
}

/* A device or a pipe (/dev/null) cannot be replaced: write into it. */
static enum sq_status
open_special(sq_output *output, const char *path, sq_errors *errors)
{
    output->stream = fopen(path, "w");
    if (!output->stream)
        return sq_errors_add(errors, SQ_ERR_IO, "%s: cannot write: %s", path, strerror(errno));
    output->path = strdup(path);
    return SQ_OK;
}

static enum sq_status
open_beside(sq_output *output, const char *path, const char *name, sq_errors *errors)
{
    output->path = strdup(path);
    output->temporary = temporary_name(path);
    int descriptor = output->path && output->temporary ? mkstemp(output->temporary) : -1;
    output->stream = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (output->stream) {
        use_usual_mode(descriptor, path);
        return SQ_OK;
    }
    enum sq_status failure =
        sq_errors_add(errors, SQ_ERR_IO,
                      "%s: cannot write: %s; choose a folder that exists and that you may "
                      "write to",
                      name, strerror(errno));
    if (descriptor < 0 && output->temporary)
        output->temporary[0] = '\0'; /* nothing to remove */
    sq_output_abandon(output);
    return failure;
}

static enum sq_status
open_place(sq_output *output, const sq_place *place, const char *name, sq_errors *errors)
{
    const char *why = hindrance(place);
    if (why)
        return sq_errors_add(errors, SQ_ERR_IO, "%s: cannot write: %s", name, why);
    return place->exists && !sq_place_is_regular(place)
               ? open_special(output, name, errors)
               : open_beside(output, place->path, name, errors);
}

enum sq_status
sq_output_open(sq_output *output, const char *path, FILE *standard, sq_errors *errors)
{
    sq_place place, standing;
    *output = (sq_output){.stream = standard};
    if (!path)
        return SQ_OK;
    enum sq_status status = sq_place_find(&place, path, errors);
    if (status)
        return status;
    if (standard)
        sq_place_of_stream(&standing, standard);
    /* /dev/stdout: what is there already (>>) is neither replaced nor cut off. */
    if (!standard || !sq_place_same(&place, &standing)) {
        *output = (sq_output){0};
        status = open_place(output, &place, path, errors);
    }
    sq_place_free(&place);
    return status;
}

enum sq_status
sq_output_commit(sq_output *output, sq_errors *errors)
{
    int failed = fflush(output->stream) != 0 || ferror(output->stream);
    int cause = errno;
    if (output->path) {
        failed = fclose(output->stream) != 0 || failed;
        output->stream = NULL;
        if (!failed && output->temporary && rename(output->temporary, output->path) != 0) {
            failed = 1;
            cause = errno;
        } else if (!failed) {
            free(output->temporary);
            output->temporary = NULL;
        }
    }
    enum sq_status status = SQ_OK;
    if (failed)
        status =
            sq_errors_add(errors, SQ_ERR_IO, "%s: cannot write: %s",
                          output->path ? output->path : "standard output", strerror(cause));
    sq_output_abandon(output);
    return status;
}

void
sq_output_abandon(sq_output *output)
{
    if (output->path && output->stream)
        fclose(output->stream);
    if (output->temporary && output->temporary[0])
        unlink(output->temporary);
    free(output->temporary);
    free(output->path);
    *output = (sq_output){0};
}
