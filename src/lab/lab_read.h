/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file to a lab. */
#ifndef SQ_LAB_READ_H
#define SQ_LAB_READ_H

#include "base/public.h"
#include "lab/lab.h"

SQ_PUBLIC_BEGIN

/* Reads `path` ("-": standard input), applies the settings "KEY=VALUE" on top, translates, and
 * prepares uncertainties.  Reports every fault it finds.  Free the lab with sq_lab_free. */
enum sq_status sq_lab_read(sq_lab *lab, const char *path, const char *const *setting,
                           size_t n_settings, sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
