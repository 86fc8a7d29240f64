/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people see of work in progress. */
#include <criterion/criterion.h>
#include <criterion/redirect.h>

#include "cli/watch.h"

static void
tell(double announced)
{
    sq_task task;
    sq_watch watch;
    sq_task_init(&task);
    sq_watch_begin(&watch, &task, false, true);
    cr_assert(task.progress);
    task.progress(task.listener, &(sq_task_progress){.solver = "search",
                                                     .part = 0.37,
                                                     .seconds = 6.1,
                                                     .cost = {.seconds = announced}});
    sq_watch_end(&watch);
    fflush(stderr);
}

/* A search foresees nothing: it cannot be late. */
Test(watch, what_was_not_announced_is_not_late, .init = cr_redirect_stderr)
{
    tell(0);
    cr_assert_stderr_eq_str("");
}

Test(watch, what_takes_longer_than_announced_is_told, .init = cr_redirect_stderr)
{
    tell(2.3);
    cr_assert_stderr_eq_str(
        "squint: solver 'search' takes longer than announced: about 16 s in all\n");
}
