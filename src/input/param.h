/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameter rows: one row per key of the lab file parses, checks, documents and
 * prints it back.  Platforms own the rows of their apparatus, lab.c those that
 * every lab has; nothing else knows a key's spelling. */
#ifndef SQ_PARAM_H
#define SQ_PARAM_H

#include "base/public.h"
#include "base/error.h"
#include "input/key.h"
#include "input/param_row.h"
#include "input/tree.h"

SQ_PUBLIC_BEGIN

/* Where values come from.  Nothing in it is kept after the call. */
typedef struct sq_param_source {
    const char *name;           /* file name for messages, see sq_tree_name */
    const sq_tree_node *root;   /* NULL: no file, settings and defaults only */
    const char *const *setting; /* "KEY=VALUE", of several for one key the last counts */
    size_t n_settings;
    bool dimensionless; /* platform model: every value is a plain number, angles excepted */
} sq_param_source;

/* Reads the tree into the records of `sets` (n_sets of them); applies settings on top,
 * then defaults, then checks required keys and exclusions.  A setting replaces the file's
 * value of its key and those of the keys which exclude it.  A default is left out when a
 * key that excludes its row is given.
 *
 * The records must be zero at the start; free them with sq_param_free, also after a
 * failure, when they hold what could be read.
 *
 * errors  receives every fault, those of the file first and sorted by line
 *
 * Returns SQ_OK, SQ_ERR_INPUT or SQ_ERR_MEMORY.  A default that cannot be read is a bug in
 * the row and fails an assertion. */
enum sq_status sq_param_read(const sq_param_source *source, const sq_param_row_set *sets,
                             size_t n_sets, sq_errors *errors) SQ_CHECK_RESULT;

/* The text of a single top-level scalar (say "platform") before the rows are known, from
 * the settings or the tree; NULL when it is not there or not a scalar.  mark (may be NULL)
 * receives its place, {0} for a setting.  The text belongs to the source. */
const char *sq_param_peek(const sq_param_source *source, const char *key, sq_error_mark *mark);

/* A row's value in effect: one quantity, or two angles of a direction. */
typedef struct sq_param_entry {
    const sq_param_row *row;
    const sq_quantity *value[2];
    size_t n;
} sq_param_entry;

/* What sq_param_visit calls; a status other than SQ_OK ends the visit. */
typedef enum sq_status sq_param_visitor(const sq_param_entry *entry, void *context);

/* Visits the effective input: every known row, so that writing each as `key: text` (see
 * sq_text_yaml) gives a lab file that reads to the same numbers.  The order is that of the
 * rows, but all rows of a section follow its first one, and all rows without a section the
 * first of them.  Of rows that exclude each other one is visited: the given one, else the
 * first.  Returns what the visitor returned last. */
enum sq_status sq_param_visit(const sq_param_row_set *sets, size_t n_sets,
                              sq_param_visitor *visit, void *context) SQ_CHECK_RESULT;

/* Frees the texts in the records and zeroes their members; always legal on records that
 * were zero or read. */
void sq_param_free(const sq_param_row_set *sets, size_t n_sets);

SQ_PUBLIC_END

#endif
