/* SPDX-License-Identifier: GPL-3.0-or-later */
/* squint merge: parts of an ensemble, run anywhere, into one. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/place.h"
#include "cli/command.h"
#include "cli/exit.h"
#include "predict/ensemble_file.h"

typedef struct part {
    const char *path;
    sq_ensemble ensemble;
} part;

static int
by_number(const void *left, const void *right)
{
    const part *a = left, *b = right;
    return (a->ensemble.first > b->ensemble.first) - (a->ensemble.first < b->ensemble.first);
}

/* Do the numbers of b follow those of a? */
static enum sq_status
check_pair(const part *a, const part *b, sq_errors *errors)
{
    const char *difference = sq_ensemble_difference(&a->ensemble, &b->ensemble);
    uint64_t end = a->ensemble.first + (uint64_t)a->ensemble.n;
    if (difference)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s and %s are no parts of one ensemble: %s "
                             "differ",
                             a->path, b->path, difference);
    if (b->ensemble.first < end)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s and %s both hold trajectory %" PRIu64
                             "; run parts with different --first",
                             a->path, b->path, b->ensemble.first);
    if (b->ensemble.first > end)
        return sq_errors_add(
            errors, SQ_ERR_INPUT,
            "between %s and %s the trajectories %" PRIu64 " to %" PRIu64
            " are missing; run them with --first %" PRIu64 " --trajectories %" PRIu64,
            a->path, b->path, end, b->ensemble.first - 1, end, b->ensemble.first - end);
    return SQ_OK;
}

static enum sq_status
load_parts(part *parts, const char *const *paths, size_t n, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < n && !status; i++) {
        parts[i].path = paths[i];
        status = sq_ensemble_file_load(&parts[i].ensemble, paths[i], errors);
    }
    return status;
}

/* What `whole` is to replace has to be in it: a part, where OUT was forgotten, is not. */
static enum sq_status
check_replaced(const sq_ensemble *whole, const char *path, sq_errors *errors)
{
    sq_place place;
    sq_ensemble old;
    sq_errors found = {0};
    enum sq_status status = sq_place_find(&place, path, errors);
    bool there = !status && sq_place_is_regular(&place) && place.status.st_size > 0;
    sq_place_free(&place);
    if (!there)
        return status;
    if (sq_ensemble_file_load(&old, path, &found))
        status =
            sq_errors_add(errors, sq_errors_status(&found),
                          "%s; remove it, or name another file first", sq_errors_first(&found));
    sq_errors_free(&found);
    if (status)
        return status;
    uint64_t end = old.first + (uint64_t)old.n;
    if (sq_ensemble_difference(whole, &old) || old.first < whole->first ||
        end > whole->first + (uint64_t)whole->n)
        status = sq_errors_add(errors, SQ_ERR_INPUT,
                               "%s would be replaced, and its trajectories %" PRIu64
                               " to %" PRIu64 " are not all in the parts; name the file of the "
                               "whole first, squint merge OUT IN..., or remove %s",
                               path, old.first, end - 1, path);
    sq_ensemble_free(&old);
    return status;
}

static enum sq_status
join(part *parts, size_t n, const char *path, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    qsort(parts, n, sizeof *parts, by_number);
    for (size_t i = 1; i < n && !status; i++)
        status = check_pair(&parts[i - 1], &parts[i], errors);
    sq_ensemble *whole = &parts[0].ensemble;
    for (size_t i = 1; i < n && !status; i++)
        status = sq_ensemble_append(whole, &parts[i].ensemble, errors);
    if (!status)
        status = check_replaced(whole, path, errors);
    if (!status)
        status = sq_ensemble_file_save(whole, path, errors);
    if (!status)
        printf("%s: %ld trajectories, numbers %" PRIu64 " to %" PRIu64 "\n", path, whole->n,
               whole->first, whole->first + (uint64_t)whole->n - 1);
    return status;
}

static int
run(const sq_options *options)
{
    sq_errors errors = {0};
    part *parts = calloc(options->n_others, sizeof *parts);
    enum sq_status status =
        parts ? load_parts(parts, options->others, options->n_others, &errors)
              : sq_errors_add(&errors, SQ_ERR_MEMORY, "no memory for the parts");
    if (!status)
        status = join(parts, options->n_others, options->operand, &errors);
    for (size_t i = 0; i < options->n_others && parts; i++)
        sq_ensemble_free(&parts[i].ensemble);
    free(parts);
    return status ? sq_exit_with_errors(&errors) : SQ_EXIT_FINE;
}

const sq_command sq_cmd_merge = {
    .name = "merge",
    .operand = "OUT IN...",
    .summary = "parts of an ensemble of trajectories into one",
    .essay = "Parts are written by 'squint predict LAB.yaml --solver trajectories --first K\n"
             "--trajectories M --save IN', on any machine; their numbers have to follow one\n"
             "another.  OUT has the bytes of one long run; 'squint predict LAB.yaml --solver\n"
             "trajectories --save OUT --more 0' reports on it.",
    .file = SQ_FILE_USE_ENSEMBLE,
    .others = SQ_FILE_USE_PART,
    .options = "",
    .run = run,
};
