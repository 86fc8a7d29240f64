/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as the lab file needs it: checked UTF-8, excerpts for messages, numbers that
 * do not depend on the locale, YAML scalars, the nearest of some names.
 *
 * Pure functions on strings, without status and without state. */
#ifndef SQ_TEXT_H
#define SQ_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "base/public.h"
#include "base/error.h"

SQ_PUBLIC_BEGIN

enum {
    SQ_TEXT_EXCERPT_SIZE = 72,  /* bytes of a text quoted in a message, end mark included */
    SQ_TEXT_REASON_SIZE = 1024, /* bytes that hold any reason (see sq_quantity_read) */
    SQ_TEXT_NUMBER_SIZE = 32,   /* bytes that hold any number written by sq_text_from_number */
};

/* The beginning of a text, fit to be quoted in a message of one line. */
struct sq_text_excerpt {
    char text[SQ_TEXT_EXCERPT_SIZE];
};

/* Copies the beginning of text; control characters and bytes that are not UTF-8
 * become '?', line ends and tabs become blanks, and a text that does not fit ends in
 * "…".  To be used in the argument list of a printf:
 *     sq_errors_add(errors, SQ_ERR_INPUT, "'%s' …", sq_text_excerpt(key).text); */
struct sq_text_excerpt sq_text_excerpt(const char *text);

/* The number of leading bytes of text (length n) that are UTF-8 and printable, tab and
 * line ends included; n when all are.  A NUL, another control character, a Unicode line
 * separator or a byte order mark that is not at the start ends the printable part. */
size_t sq_text_check(const char *text, size_t n);

/* Decodes one character of UTF-8 from n bytes and returns its length, 0 when it is malformed:
 * overlong, a surrogate, beyond U+10FFFF or cut off. */
size_t sq_text_decode(const char *text, size_t n, uint32_t *code);

/* Appends to the string in buffer (size n, at least 8), numbers with a decimal point; what
 * does not fit is replaced by "…".  Never fails. */
void sq_text_append(char *buffer, size_t n, const char *format, ...) SQ_PRINTF(3, 4);

/* A copy of the first n bytes of text without the blanks around it; the caller frees it.
 * NULL: out of memory. */
char *sq_text_trim(const char *text, size_t n);

/* strtod with a decimal point, whatever the locale is. */
double sq_text_to_number(const char *text, char **end);

/* Writes value with the fewest digits, 15 to 17, that give the same number when they are
 * read again, with a decimal point whatever the locale is. */
void sq_text_from_number(double value, char text[SQ_TEXT_NUMBER_SIZE]);

/* The text as a YAML scalar of one line, in quotes where it needs them (also inside a
 * list); reading the result gives text again, provided sq_text_check passes it.  The
 * caller frees it.  NULL: out of memory. */
char *sq_text_yaml(const char *text);

/* The entry of `names` (NULL-terminated) nearest to `word` by edit distance (a
 * transposition counts one, upper and lower case are the same), or NULL when none is near
 * enough to be meant.  The result is one of the pointers in names. */
const char *sq_text_nearest(const char *word, const char *const *names);

SQ_PUBLIC_END

#endif
