/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of words between blanks, as the tables of commands and options have them. */
#ifndef SQ_WORDS_H
#define SQ_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* A word of a list, not ended by NUL. */
typedef struct sq_words_one {
    const char *text; /* NULL: there is none */
    size_t n;
} sq_words_one;

/* The first word of a list, or of what is left of it behind another word. */
sq_words_one sq_words_first(const char *list);

bool sq_words_equal(sq_words_one word, const char *text);
bool sq_words_have(const char *list, const char *text);

#endif
