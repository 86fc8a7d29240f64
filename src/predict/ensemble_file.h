/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ensembles in files: saved, read back, joined.  The file of an ensemble that was extended
 * or joined of parts has the bytes of one that was run at once. */
#ifndef SQ_ENSEMBLE_FILE_H
#define SQ_ENSEMBLE_FILE_H

#include "base/public.h"
#include "predict/ensemble.h"

SQ_PUBLIC_BEGIN

/* Writes beside and renames. */
enum sq_status sq_ensemble_file_save(const sq_ensemble *ensemble, const char *path,
                                     sq_errors *errors) SQ_CHECK_RESULT;

/* SQ_ERR_INPUT for a file that is no whole ensemble, with what is wrong. */
enum sq_status sq_ensemble_file_load(sq_ensemble *ensemble, const char *path,
                                     sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
