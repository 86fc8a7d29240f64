/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/exit.h"

#include <stdio.h>

/* Faults printed at most: who mends these sees the others. */
enum { MOST_FAULTS = 40 };

int
sq_exit_with_errors(sq_errors *errors)
{
    enum sq_status status = sq_errors_status(errors);
    for (size_t i = 0; i < errors->n && i < MOST_FAULTS; i++)
        fprintf(stderr, "squint: %s\n",
                errors->fault[i].text ? errors->fault[i].text : sq_error_status_words(status));
    if (errors->n > MOST_FAULTS)
        fprintf(stderr, "squint: and %zu more faults\n", errors->n - MOST_FAULTS);
    sq_errors_free(errors);
    bool bad_use = status == SQ_ERR_INPUT || status == SQ_ERR_UNSUPPORTED;
    return bad_use ? SQ_EXIT_BAD_USE : SQ_EXIT_FAILED;
}
