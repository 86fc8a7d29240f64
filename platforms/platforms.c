/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of platforms.  A new one is a row here and its name below. */
#include "apparatus/platform.h"

#include <string.h>

const sq_platform *const sq_platforms[] = {
    &sq_platform_cavity, &sq_platform_penning, &sq_platform_circuit, &sq_platform_model, NULL,
};

const char *const sq_platform_names[] = {"cavity", "penning", "circuit", "model", NULL};

const sq_platform *
sq_platform_find(const char *name)
{
    for (size_t i = 0; sq_platforms[i]; i++)
        if (strcmp(sq_platforms[i]->name, name) == 0)
            return sq_platforms[i];
    return NULL;
}

enum sq_status
sq_platform_unknown(const char *name, const char *place, sq_errors *errors)
{
    const char *near = sq_text_nearest(name, sq_platform_names);
    return sq_errors_add(errors, SQ_ERR_INPUT, "%sunknown platform '%s'; %s%s%s", place,
                         sq_text_excerpt(name).text,
                         near ? "did you mean '" : "see 'squint list platforms'",
                         near ? near : "", near ? "'?" : "");
}
