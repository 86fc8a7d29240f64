/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a lab: tree, platform, rows, and what follows from them. */
#include "lab/lab_read.h"

#include <stdio.h>
#include <stdlib.h>

#include "lab/lab_fault.h"
#include "lab/lab_translate.h"
#include "lab/shot.h"
#include "lab/uncertainty.h"

static enum sq_status
find_platform(sq_lab *lab, const sq_param_source *source, sq_errors *errors)
{
    sq_error_mark mark = {0};
    const char *name = sq_param_peek(source, "platform", &mark);
    if (!name)
        return sq_errors_add(errors, SQ_ERR_INPUT,
                             "%s: required key 'platform' is missing or not a word: write "
                             "'platform: cavity' (see 'squint list platforms')",
                             source->name);
    lab->platform = sq_platform_find(name);
    if (lab->platform)
        return SQ_OK;
    char place[4096];
    if (mark.line)
        snprintf(place, sizeof place, "%s:%zu:%zu: ", source->name, mark.line, mark.column);
    else
        snprintf(place, sizeof place, "%s: ", source->name);
    return sq_platform_unknown(name, place, errors);
}

static enum sq_status
read_rows(sq_lab *lab, const sq_param_source *from, sq_errors *errors)
{
    enum sq_status status = find_platform(lab, from, errors);
    if (status)
        return status;
    lab->record = calloc(1, lab->platform->record_size);
    if (!lab->record || sq_lab_make_noise(lab))
        return sq_errors_add(errors, SQ_ERR_MEMORY, "no memory for the lab");
    sq_param_source source = *from;
    source.dimensionless = lab->platform->dimensionless;
    sq_param_row_set sets[SQ_LAB_SETS];
    sq_lab_sets(lab, sets);
    status = sq_param_read(&source, sets, SQ_LAB_SETS, errors);
    sq_errors found = {0};
    enum sq_status missing =
        lab->platform->missing ? lab->platform->missing(lab->record, &found) : SQ_OK;
    sq_lab_fault_add(lab, &found, errors);
    return status ? status : missing;
}

static enum sq_status
read_file(sq_lab *lab, const char *path, const char *const *setting, size_t n_settings,
          sq_errors *errors)
{
    sq_tree_node *root = NULL;
    enum sq_status tree = sq_tree_read_file(&root, path, errors), status = SQ_OK;
    /* A tree with duplicate keys can be read all the same, for all faults in one go. */
    if (root) {
        sq_param_source source = {
            .name = lab->path, .root = root, .setting = setting, .n_settings = n_settings};
        status = read_rows(lab, &source, errors);
    }
    sq_tree_free(root);
    return tree ? tree : status;
}

enum sq_status
sq_lab_read(sq_lab *lab, const char *path, const char *const *setting, size_t n_settings,
            sq_errors *errors)
{
    *lab = (sq_lab){.path = sq_tree_name(path)};
    enum sq_status status = read_file(lab, path, setting, n_settings, errors);
    if (!status)
        status = sq_lab_translate_rates(lab, errors);
    if (!status)
        status = sq_lab_translate_run(lab, errors);
    if (!status)
        status = sq_uncertainty_prepare(lab, errors);
    if (!status)
        status = sq_shot_check(lab, errors);
    if (status)
        sq_lab_free(lab);
    return status;
}
