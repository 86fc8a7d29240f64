/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as they would be if other keys had been given: what "--set KEY=VALUE" does to them,
 * with the value as a number.
 *
 * The records are copies of some that were read, with the texts of those: here no text is freed
 * or made, and sq_param_free is not for them. */
#ifndef SQ_PARAM_CHANGE_H
#define SQ_PARAM_CHANGE_H

#include "input/param.h"

/* What a key stands for: a quantity, a choice, or an angle of a direction. */
typedef struct sq_param_change {
    const sq_param_row *row;
    const sq_param_row *angle; /* of sq_param_value_angles, or NULL */
    size_t set;                /* which of the sets has the row, */
    size_t member;             /* and where in its record the quantity is */
} sq_param_change;

/* Room for the text of a value. */
enum { SQ_PARAM_CHANGE_TEXT = 64 };

/* Looks a key up.  The angles of a direction are KEY.polar and KEY.azimuth.  SQ_ERR_INPUT:
 * there is no such key, or its value is no number. */
enum sq_status sq_param_change_find(sq_param_change *change, const sq_param_row_set *sets,
                                    size_t n_sets, const char *key,
                                    sq_errors *errors) SQ_CHECK_RESULT;

/* The key of a row, or of an angle (NULL: none) of it. */
struct sq_text_excerpt sq_param_change_key(const sq_param_row *row, const sq_param_row *angle);

/* The quantity in the sets' record. */
sq_quantity *sq_param_change_quantity(const sq_param_change *change,
                                      const sq_param_row_set *sets);

/* Makes the keys given, each still without a value: what they exclude is no longer known, what
 * was excluded by that has its default again, and what the program had computed is open.
 * SQ_ERR_INPUT: they exclude each other, or leave out what is required. */
enum sq_status sq_param_change_give(const sq_param_change *change, size_t n,
                                    const sq_param_row_set *sets, size_t n_sets,
                                    bool dimensionless, sq_errors *errors) SQ_CHECK_RESULT;

/* Puts a value there: in the program's unit, or the index of a choice; its text is written into
 * `text`.  SQ_ERR_INPUT: the row does not allow it (see sq_param_value_check). */
enum sq_status sq_param_change_put(const sq_param_change *change, const sq_param_row_set *sets,
                                   double value, bool dimensionless,
                                   char text[SQ_PARAM_CHANGE_TEXT],
                                   sq_errors *errors) SQ_CHECK_RESULT;

#endif
