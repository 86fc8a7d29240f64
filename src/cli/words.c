/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/words.h"

#include <string.h>

sq_words_one
sq_words_first(const char *list)
{
    list += strspn(list, " ");
    size_t n = strcspn(list, " ");
    return (sq_words_one){n ? list : NULL, n};
}

bool
sq_words_equal(sq_words_one word, const char *text)
{
    return strlen(text) == word.n && memcmp(word.text, text, word.n) == 0;
}

bool
sq_words_have(const char *list, const char *text)
{
    for (sq_words_one w = sq_words_first(list); w.text; w = sq_words_first(w.text + w.n))
        if (sq_words_equal(w, text))
            return true;
    return false;
}
