/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a lab file before YAML sees it. */
#ifndef SQ_TREE_TEXT_H
#define SQ_TREE_TEXT_H

#include <stddef.h>

#include "base/error.h"

/* Adds a fault where the text is not UTF-8, and, since YAML would blame the next
 * line or something else altogether, for every line that is indented with other blanks than
 * that of ASCII, or whose key is followed by such a blank or by another colon.  Returns SQ_OK
 * when there is none. */
enum sq_status sq_tree_text_check(const char *text, size_t length, const char *name,
                                  sq_errors *errors) SQ_CHECK_RESULT;

#endif
