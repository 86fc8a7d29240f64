/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value of the lab file: text -> member of a record, checked against its row.
 * Knows kinds, bounds and choices; knows neither files nor sections. */
#ifndef SQ_PARAM_VALUE_H
#define SQ_PARAM_VALUE_H

#include "input/param_row.h"
#include "input/tree.h"

/* A value as written: one text, or the entries of a list. */
typedef struct sq_param_value_text {
    char *item[2]; /* owned, trimmed */
    size_t n;      /* entries written, also those beyond the second */
    bool list;
} sq_param_value_text;

/* Take the value of a scalar or list node, or of a setting's or a default's text, for this
 * row ("[a, b]" is a list where the row wants one).  SQ_OK or SQ_ERR_MEMORY; free the
 * text in any case. */
enum sq_status sq_param_value_from_node(sq_param_value_text *text,
                                        const sq_tree_node *node) SQ_CHECK_RESULT;
enum sq_status sq_param_value_from_string(sq_param_value_text *text, const char *string,
                                          const sq_param_row *row) SQ_CHECK_RESULT;
void sq_param_value_text_free(sq_param_value_text *text);

/* Reads the text into the member of `record` that belongs to the row, and moves its items
 * there.  False: the record is unchanged and reason says why (see sq_quantity_read). */
bool sq_param_value_read(const sq_param_row *row, sq_param_value_text *text, bool dimensionless,
                         void *record, char reason[SQ_TEXT_REASON_SIZE]);

/* The dimension that a row's value has as it is written. */
enum sq_dimension sq_param_value_dimension(const sq_param_row *row, bool dimensionless);

/* Is this a number that the row may have: within its bounds, and not beyond any laboratory?
 * One that has to be whole in a file may be broken here.  False: reason says why not, of the
 * number as it is written in text. */
bool sq_param_value_check(const sq_param_row *row, bool dimensionless, double value, double sd,
                          const char *text, char reason[SQ_TEXT_REASON_SIZE]);

/* The angles of a direction, as rows of their own: key, bounds and words, and the member of
 * sq_param_row_direction. */
enum { SQ_PARAM_VALUE_ANGLES = 2 };
extern const sq_param_row sq_param_value_angles[SQ_PARAM_VALUE_ANGLES];

/* The quantities that a row has in its record, at most SQ_PARAM_VALUE_MEMBERS; returns how
 * many. */
enum { SQ_PARAM_VALUE_MEMBERS = 3 };
size_t sq_param_value_members(const sq_param_row *row, void *record,
                              sq_quantity *member[SQ_PARAM_VALUE_MEMBERS]);

#endif
