/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files are compared as the system knows them, by device and inode: ./a and a, links to a, the
 * file that standard output was sent to.  One that is not there yet is its folder and name. */
#include "cli/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "base/place.h"
#include "report/script.h"

typedef struct file {
    char label[32];   /* as messages call it */
    const char *path; /* NULL: standard output */
    enum sq_file_use use;
    sq_place place;
} file;

static bool
is_written(const file *f)
{
    return f->use >= SQ_FILE_USE_ANSWER;
}

/* ---- what there is ---- */

static enum sq_status
find(file *f, sq_errors *errors)
{
    bool is_dash = strcmp(f->path, "-") == 0;
    if (is_dash && !is_written(f)) {
        sq_place_of_stream(&f->place, stdin);
        return SQ_OK;
    }
    if (is_dash)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s -: the name of a file is wanted; ./- is one", f->label);
    if (!*f->path && is_written(f))
        return sq_errors_add(errors, SQ_ERR_INPUT, "%s: the name of the file is empty",
                             f->label);
    return sq_place_find(&f->place, f->path, errors);
}

/* Operands, then options in the order of their rows, then where the answer goes if no option
 * sends it elsewhere.  Returns how many. */
static size_t
collect(file *list, const sq_options *options)
{
    const sq_command *command = options->command;
    size_t n = 0;
    if (command->file) {
        file *f = &list[n++];
        *f = (file){.path = options->operand, .use = command->file};
        snprintf(f->label, sizeof f->label, "%.*s", (int)strcspn(command->operand, " "),
                 command->operand);
    }
    for (size_t i = 0; i < options->n_others; i++)
        list[n++] = (file){.path = options->others[i], .use = command->others};
    for (size_t i = 0; sq_option_rows[i].name; i++)
        if (options->given[i] && sq_option_rows[i].file) {
            file *f = &list[n++];
            *f = (file){.path = options->given[i], .use = sq_option_rows[i].file};
            snprintf(f->label, sizeof f->label, "--%s", sq_option_rows[i].name);
        }
    if (!options->output)
        list[n++] = (file){.label = "standard output", .use = SQ_FILE_USE_ANSWER};
    return n;
}

/* ---- one file, two names ---- */

/* What is read must not be written.  Standard input and output may be one socket. */
static enum sq_status
check_read(const file *in, const file *out, sq_errors *errors)
{
    if (!sq_place_is_regular(&in->place))
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_INPUT, "%s%s%s: this is %s; choose another name",
                         out->label, out->path ? " " : "", out->path ? out->path : "",
                         in->use == SQ_FILE_USE_LAB ? "the lab file itself"
                                                    : "one of the parts");
}

static enum sq_status
check_pair(const file *a, const file *b, sq_errors *errors)
{
    if ((!is_written(a) && !is_written(b)) || !sq_place_same(&a->place, &b->place))
        return SQ_OK;
    if (is_written(a) != is_written(b))
        return is_written(a) ? check_read(b, a, errors) : check_read(a, b, errors);
    /* Of a device, such as /dev/null, nothing is replaced. */
    if (a->place.exists && S_ISCHR(a->place.status.st_mode))
        return SQ_OK;
    return sq_errors_add(errors, SQ_ERR_INPUT, "%s and %s name the same file; choose two names",
                         a->label, b->label);
}

static enum sq_status
check_pairs(const file *list, size_t n, sq_errors *errors)
{
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < n && !status; i++)
        for (size_t k = i + 1; k < n && !status; k++)
            status = check_pair(&list[i], &list[k], errors);
    return status;
}

/* ---- what is there already ---- */

static enum sq_file_kind
kind_wanted(const file *f, const sq_options *options)
{
    switch (f->use) {
    case SQ_FILE_USE_FIGURE:
        return sq_file_kind_of_figure(f->path);
    case SQ_FILE_USE_ENSEMBLE:
        return SQ_FILE_KIND_ENSEMBLE;
    case SQ_FILE_USE_SWEEP:
        return SQ_FILE_KIND_CSV;
    case SQ_FILE_USE_NEW_LAB:
        return SQ_FILE_KIND_LAB;
    default:
        return options->json  ? SQ_FILE_KIND_JSON
               : options->csv ? SQ_FILE_KIND_CSV
                              : options->command->answer;
    }
}

/* A file that cannot be read is somebody's. */
static enum sq_file_kind
kind_found(const char *path)
{
    char head[SQ_FILE_KIND_BYTES + 1] = "";
    FILE *in = fopen(path, "rb");
    if (in) {
        head[fread(head, 1, SQ_FILE_KIND_BYTES, in)] = '\0';
        fclose(in);
    }
    return sq_file_kind_of(head);
}

/* A run of hours that cannot be kept would be lost. */
static enum sq_status
check_writable(const file *f, sq_errors *errors)
{
    sq_output output;
    if (f->place.exists && !sq_place_is_regular(&f->place) && !S_ISDIR(f->place.status.st_mode))
        return SQ_OK;
    enum sq_status status = sq_output_open(&output, f->path, NULL, errors);
    if (!status)
        sq_output_abandon(&output);
    return status;
}

static enum sq_status
check_place(const file *f, const sq_options *options, sq_errors *errors)
{
    if (f->use == SQ_FILE_USE_FIGURE && sq_script_check(f->path, errors))
        return SQ_ERR_INPUT;
    sq_place standard;
    sq_place_of_stream(&standard, stdout);
    bool appended = f->use == SQ_FILE_USE_ANSWER && sq_place_same(&f->place, &standard);
    bool replaced = sq_place_is_regular(&f->place) && f->place.status.st_size > 0 && !appended;
    enum sq_file_kind wanted = kind_wanted(f, options);
    if (replaced && wanted == SQ_FILE_KIND_LAB)
        return sq_errors_add(errors, SQ_ERR_IO,
                             "%s is there already, and may hold a lab of yours: remove it, or "
                             "give another name",
                             f->path);
    enum sq_file_kind found = replaced ? kind_found(f->place.path) : wanted;
    if (found != wanted)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s %s: this file holds %s, and %s would replace it; choose "
                             "another name, or remove it",
                             f->label, f->path, sq_file_kind_name(found),
                             sq_file_kind_name(wanted));
    return f->use == SQ_FILE_USE_ENSEMBLE ? check_writable(f, errors) : SQ_OK;
}

enum sq_status
sq_files_check(const sq_options *options, sq_errors *errors)
{
    file *list = calloc(options->n_others + SQ_OPTIONS_MOST + 2, sizeof *list);
    if (!list)
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the names of files");
    size_t n = collect(list, options);
    enum sq_status status = SQ_OK;
    for (size_t i = 0; i < n && !status; i++)
        if (list[i].path)
            status = find(&list[i], errors);
        else
            sq_place_of_stream(&list[i].place, stdout);
    if (!status)
        status = check_pairs(list, n, errors);
    for (size_t i = 0; i < n && !status; i++)
        if (list[i].path && is_written(&list[i]))
            status = check_place(&list[i], options, errors);
    for (size_t i = 0; i < n; i++)
        sq_place_free(&list[i].place);
    free(list);
    return status;
}
