/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "model/breakdown.h"

/* Each kind has words of its own, which follow a colon. */
Test(breakdown, every_kind_has_words)
{
    cr_expect(sq_breakdown_words(SQ_BREAKDOWN_NONE) == NULL);
    for (int i = 1; i < SQ_BREAKDOWN_KINDS; i++) {
        const char *words = sq_breakdown_words((enum sq_breakdown)i);
        cr_assert(words != NULL, "%d", i);
        cr_expect(strlen(words) > 0 && words[strlen(words) - 1] != '.', "%s", words);
        for (int k = 1; k < i; k++)
            cr_expect_str_neq(words, sq_breakdown_words((enum sq_breakdown)k));
    }
}

/* A closure that does not hold has moments that are possible. */
Test(breakdown, impossible_moments)
{
    cr_expect(sq_breakdown_is_impossible(SQ_BREAKDOWN_NOT_FINITE) &&
              sq_breakdown_is_impossible(SQ_BREAKDOWN_UNCERTAINTY));
    cr_expect(!sq_breakdown_is_impossible(SQ_BREAKDOWN_NONE) &&
              !sq_breakdown_is_impossible(SQ_BREAKDOWN_BROAD));
}
