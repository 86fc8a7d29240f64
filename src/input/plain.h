/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters that look like those of ASCII, and stand for them: what word processors, web pages
 * and other keyboards make of a minus, a blank, a degree sign. */
#ifndef SQ_PLAIN_H
#define SQ_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

/* Copies text with those that have an equal replaced; false: it does not fit into n bytes. */
bool sq_plain_text(const char *text, char *plain, size_t n);

/* The bytes of a blank that is not that of ASCII at the beginning of text; 0: there is none. */
size_t sq_plain_blank(const char *text);

/* U+2212 of the first character of text that has an equal, or is foreign altogether (not
 * ASCII): how messages name what cannot be told from its look.  Empty: there is none. */
typedef struct sq_plain_name {
    char text[12];
} sq_plain_name;

sq_plain_name sq_plain_stranger(const char *text);

#endif
