/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a number of a lab file may be: its row's bounds, and no slip of the keyboard.
 *
 * text    the number as it is written, for the message
 * reason  receives why not, where the answer is false */
#ifndef SQ_BOUNDS_H
#define SQ_BOUNDS_H

#include "base/text.h"
#include "input/param_row.h"

/* Within the bounds of its row, which it has in this dimension? */
bool sq_bounds_check(const sq_param_row *row, enum sq_dimension dim, double value,
                     const char *text, char reason[SQ_TEXT_REASON_SIZE]);

/* A whole number that can be counted? */
bool sq_bounds_check_whole(const sq_param_row *row, double value, const char *text,
                           char reason[SQ_TEXT_REASON_SIZE]);

/* Not off, by a slip or by a unit, by so much that no apparatus can have it? */
bool sq_bounds_check_plausible(enum sq_dimension dim, double value, double sd, const char *text,
                               char reason[SQ_TEXT_REASON_SIZE]);

#endif
