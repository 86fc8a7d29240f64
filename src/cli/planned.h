/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share that ask something of the squeezing of a lab at the time it was
 * planned for: they predict it, examine it while people watch, and write what they found. */
#ifndef SQ_PLANNED_H
#define SQ_PLANNED_H

#include <stdio.h>

#include "cli/options.h"
#include "lab/lab.h"
#include "planning/outlook.h"
#include "predict/task.h"

/* What one command does; `found` is its own, and holds nothing that has to be freed. */
typedef struct sq_planned {
    bool model_only; /* the prediction of the spin model is all that it needs of the outlook */
    const char *nothing; /* where there is no squeezing: "there is nothing to hold"; NULL: that
                            is an answer, too */
    enum sq_status (*examine)(void *found, const sq_lab *lab, const sq_outlook *outlook,
                              const sq_task *task, const sq_options *options,
                              sq_errors *errors); /* NULL: there is no more to it */
    enum sq_status (*write)(FILE *out, const void *found, const sq_lab *lab,
                            const sq_outlook *outlook, const sq_options *options,
                            sq_errors *errors);
    enum sq_status (*draw)(const char *path, const void *found, const sq_lab *lab,
                           sq_errors *errors); /* NULL: it has no figure */
} sq_planned;

enum sq_status sq_planned_run(FILE *out, const sq_planned *planned, void *found,
                              const sq_lab *lab, const sq_options *options,
                              sq_errors *errors) SQ_CHECK_RESULT;

#endif
