/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/param_row.h"

#include <string.h>

/* Is key one of the words (separated by blanks)? */
static bool
is_among(const char *key, const char *words)
{
    size_t n = strlen(key);
    for (; words && *words; words += strcspn(words, " "), words += strspn(words, " "))
        if (strcspn(words, " ") == n && strncmp(words, key, n) == 0)
            return true;
    return false;
}

bool
sq_param_row_excludes(const sq_param_row *a, const sq_param_row *b)
{
    return is_among(a->key, b->excludes) || is_among(b->key, a->excludes);
}

const char *
sq_param_row_example(const sq_param_row *row, bool dimensionless)
{
    bool number = row->kind == SQ_PARAM_QUANTITY || row->kind == SQ_PARAM_NOISE,
         plain = dimensionless && number; /* examples carry units */
    if (row->example && !(plain && row->dim == SQ_DIM_TIME))
        return row->example;
    if (row->fallback)
        return row->fallback;
    if (row->choices)
        return row->choices[0];
    if (row->kind == SQ_PARAM_TEXT)
        return "text";
    bool has_unit = !dimensionless || row->dim == SQ_DIM_ANGLE;
    return has_unit ? sq_dimension_describe(row->dim)->example : "1";
}
