/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the section `noise`: one for every row whose value may differ from shot to shot,
 * under the key noise.KEY; of a direction one for each angle. */
#ifndef SQ_NOISE_ROWS_H
#define SQ_NOISE_ROWS_H

#include "base/error.h"
#include "input/param_row.h"

#define SQ_NOISE_ROWS_SECTION "noise."

/* The key of what a row of noise is the noise of: "drive.rabi" of "noise.drive.rabi". */
const char *sq_noise_rows_key(const sq_param_row *row);

/* Makes rows for those of `sets` that vary.  Of the n rows of `own` that are among them the
 * words and the example count; the others come last.  The members are those of a record that is
 * an array of sq_param_row_noise, in the order of the rows; rows exclude each other as what
 * they are the noise of does.  *rows is one piece of memory, for free(); SQ_ERR_MEMORY: NULL.
 */
enum sq_status sq_noise_rows_make(sq_param_row **rows, size_t *n_rows,
                                  const sq_param_row_set *sets, size_t n_sets,
                                  bool (*varies)(const sq_param_row *row),
                                  const sq_param_row *own, size_t n) SQ_CHECK_RESULT;

#endif
