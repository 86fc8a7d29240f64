/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No option is silently without effect: what each needs and excludes stands in its row. */
#ifndef SQ_OPTION_RULES_H
#define SQ_OPTION_RULES_H

#include <stdio.h>

#include "base/error.h"
#include "cli/option_rows.h"

/* SQ_ERR_INPUT, with what would make each such option count. */
enum sq_status sq_option_rules_check(const sq_options *options,
                                     sq_errors *errors) SQ_CHECK_RESULT;

/* After a run in which no trajectories ran, says so of each option that was meant for them:
 * with
 * --solver auto that is not known before. */
void sq_option_rules_unsampled(const sq_options *options, FILE *out);

/* The same of --seed, after a run in which nothing was drawn. */
void sq_option_rules_undrawn(const sq_options *options, FILE *out);

#endif
