/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/assist.h"

#include <stdlib.h>

#include "base/share_assist.h"
#include "cli/watch.h"

static void
decline(void)
{
    const sq_errors nobody_minds = {0};
    sq_share_assist_decline(&nobody_minds);
}

void
sq_assist(const sq_options *options)
{
    sq_task watched;
    sq_watch watch;
    sq_share_job job;
    sq_task_init(&watched);
    sq_watch_begin(&watch, &watched, true, false);
    while (sq_share_assist_next(&job)) {
        if (options && options->command->assist)
            options->command->assist(options, &job, watched.interrupt);
        else
            decline();
        free(job.bytes);
    }
    sq_watch_end(&watch);
}
