/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statuses have words, faults keep their order and their text. */
#include "base/error.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(error, every_status_has_words_of_its_own)
{
    for (int i = 0; i < SQ_N_STATUS; i++) {
        const char *words = sq_error_status_words((enum sq_status)i);
        cr_assert(words && *words, "status %d", i);
        for (int k = 0; k < i; k++)
            cr_assert_str_neq(words, sq_error_status_words((enum sq_status)k));
    }
}

Test(error, a_status_out_of_range_has_words_too)
{
    cr_assert_str_eq(sq_error_status_words(SQ_N_STATUS), "unknown status");
    cr_assert_str_eq(sq_error_status_words((enum sq_status) - 3), "unknown status");
}

Test(error, no_fault_is_ok)
{
    sq_errors errors = {0};
    cr_assert_eq(sq_errors_status(&errors), SQ_OK);
    sq_errors_free(&errors);
}

Test(error, add_returns_the_status_and_keeps_order)
{
    sq_errors errors = {0};
    for (int i = 0; i < 37; i++) { /* more than the first capacity, 8, and its doubles */
        enum sq_status status = i == 0 ? SQ_ERR_NUMERIC : SQ_ERR_IO;
        cr_assert_eq(sq_errors_add(&errors, status, "fault %d of %s", i, "37"), status);
    }
    cr_assert_eq(errors.n, 37);
    cr_assert_str_eq(errors.fault[0].text, "fault 0 of 37");
    cr_assert_str_eq(errors.fault[36].text, "fault 36 of 37");
    cr_assert_eq(sq_errors_status(&errors), SQ_ERR_NUMERIC, "the first fault counts");
    sq_errors_free(&errors);
}

Test(error, long_text_is_kept_whole)
{
    sq_errors errors = {0};
    char text[2385];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    cr_assert_eq(sq_errors_add(&errors, SQ_ERR_INPUT, "%s", text), SQ_ERR_INPUT);
    cr_assert_str_eq(errors.fault[0].text, text);
    sq_errors_free(&errors);
}

/* As memory that ran out would leave it. */
Test(error, a_fault_without_text_has_words)
{
    sq_errors errors = {0};
    cr_assert_str_eq(sq_errors_first(&errors), "out of memory");
    cr_assert_eq(sq_errors_add(&errors, SQ_ERR_INPUT, "one"), SQ_ERR_INPUT);
    cr_assert_eq(sq_errors_add(&errors, SQ_ERR_NUMERIC, "two"), SQ_ERR_NUMERIC);
    free(errors.fault[1].text);
    errors.fault[1].text = NULL;
    cr_assert_str_eq(sq_errors_text(&errors, 0), "one");
    cr_assert_str_eq(sq_errors_text(&errors, 1), "a computation failed");
    sq_errors_free(&errors);
}

Test(error, free_empties_and_may_be_repeated)
{
    sq_errors errors = {0};
    cr_assert_eq(sq_errors_add(&errors, SQ_ERR_INPUT, "one"), SQ_ERR_INPUT);
    sq_errors_free(&errors);
    cr_assert_eq(errors.n, 0);
    sq_errors_free(&errors);
    cr_assert_eq(sq_errors_status(&errors), SQ_OK);
}
