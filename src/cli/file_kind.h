/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file holds, told by how it begins: one row for each kind that squint writes.  What is
 * there and of another kind is somebody's, and is not replaced. */
#ifndef SQ_FILE_KIND_H
#define SQ_FILE_KIND_H

#include <stdbool.h>
#include <stddef.h>

enum sq_file_kind {
    SQ_FILE_KIND_REPORT,
    SQ_FILE_KIND_JSON,
    SQ_FILE_KIND_CSV,
    SQ_FILE_KIND_ENSEMBLE,
    SQ_FILE_KIND_LAB,
    SQ_FILE_KIND_PNG,
    SQ_FILE_KIND_SVG,
    SQ_FILE_KIND_PDF,
    SQ_FILE_KIND_OTHER, /* squint did not write it */
};

/* Bytes from the beginning that tell. */
enum { SQ_FILE_KIND_BYTES = 4096 };

/* "a report", "an ensemble of trajectories", … */
const char *sq_file_kind_name(enum sq_file_kind kind);

/* What a file holds that begins with `head`, a string of at most SQ_FILE_KIND_BYTES. */
enum sq_file_kind sq_file_kind_of(const char *head);

/* What a figure of this name holds. */
enum sq_file_kind sq_file_kind_of_figure(const char *path);

#endif
