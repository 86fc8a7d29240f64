/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a command: which they are, and whether what is written may take their place. */
#ifndef SQ_FILES_H
#define SQ_FILES_H

#include "base/error.h"
#include "cli/option_rows.h"

/* Before anything runs: no file has two names on one command line, unless it is only read, and
 * what is not of the kind that is being written is not replaced. */
enum sq_status sq_files_check(const sq_options *options, sq_errors *errors) SQ_CHECK_RESULT;

#endif
