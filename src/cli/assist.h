/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ranks beside rank 0 do with a command line: the jobs that rank 0 hands out, without a
 * word or a file of their own. */
#ifndef SQ_ASSIST_H
#define SQ_ASSIST_H

#include "cli/command.h"

/* Until rank 0 lets them go; SIGINT and SIGTERM end the job they are at.
 *
 * options  NULL: the command line made no sense, which rank 0 tells */
void sq_assist(const sq_options *options);

#endif
