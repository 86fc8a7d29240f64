/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input/param_noise.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "input/bounds.h"
#include "input/number.h"
#include "input/plain.h"
#include "input/range.h"

#define POISSON "poisson"

typedef struct request {
    const sq_param_row *row;
    enum sq_dimension dim;
    const char *text, *plain; /* as it was written, and in ASCII */
    char *reason;
} request;

static const char *
example_of(const request *r)
{
    return r->dim == SQ_DIM_NUMBER ? "30" : sq_dimension_describe(r->dim)->example;
}

static bool SQ_PRINTF(2, 3) fail(const request *r, const char *format, ...)
{
    char what[SQ_TEXT_REASON_SIZE / 2];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    snprintf(r->reason, SQ_TEXT_REASON_SIZE, "'%s' %s", sq_text_excerpt(r->text).text, what);
    return false;
}

/* ---- poisson ---- */

static bool
is_counted(const request *r)
{
    return r->row->bounds == SQ_WHOLE;
}

/* The word, or one that is nearly it. */
static const char *
find_poisson(const char *plain)
{
    static const char *const names[] = {POISSON, NULL};
    const char *word = plain + strcspn(plain, "pP");
    return *word && sq_text_nearest(word, names) ? word : NULL;
}

static bool
read_poisson(sq_param_row_noise *noise, const request *r, const char *word)
{
    sq_number factor = {.value = 1, .sd = NAN, .rest = word};
    if (!is_counted(r))
        return fail(r,
                    "is for what is counted, atoms.number; write an rms here, such as '1 %%'"
                    " or '%s'",
                    example_of(r));
    if (word > r->plain)
        sq_number_read(r->plain, &factor);
    if (factor.rest != word || !isnan(factor.sd) || strcasecmp(word, POISSON) != 0)
        return fail(r,
                    "is no noise of atoms; write '" POISSON "', '0.3 " POISSON
                    "' (variance in units of N), '1 %%' or '%s'",
                    example_of(r));
    if (factor.value < 0)
        return fail(r, "is a negative variance");
    noise->size.value = factor.value;
    noise->spread = SQ_SPREAD_POISSON;
    return true;
}

/* ---- rms ---- */

/* A per cent is always of the value, also of one that is a plain number. */
static bool
is_relative(const char *plain)
{
    return strchr(plain, '%') || strstr(plain, "percent");
}

static bool
read_rms(sq_param_row_noise *noise, const request *r)
{
    sq_quantity read;
    bool relative = is_relative(r->plain);
    enum sq_dimension dim = relative ? SQ_DIM_NUMBER : r->dim;
    if (sq_range_is_meant(r->plain))
        return fail(r, "is a range; noise is one rms, such as '1 %%' or '%s'", example_of(r));
    if (sq_quantity_read(r->text, dim, relative ? "1 %" : example_of(r), &read, r->reason,
                         SQ_TEXT_REASON_SIZE))
        return false;
    if (read.sd > 0)
        return fail(r, "has an uncertainty; noise is one rms, such as '1 %%' or '%s'",
                    example_of(r));
    if (read.value < 0)
        return fail(r, "is negative; noise is an rms, such as '1 %%' or '%s'", example_of(r));
    if (!sq_bounds_check_plausible(dim, read.value, 0, r->text, r->reason))
        return false;
    noise->size.value = read.value;
    noise->spread = relative ? SQ_SPREAD_RELATIVE : SQ_SPREAD_ABSOLUTE;
    return true;
}

bool
sq_param_noise_read(sq_param_row_noise *noise, const sq_param_row *row, enum sq_dimension dim,
                    const char *text, char reason[SQ_TEXT_REASON_SIZE])
{
    char plain[SQ_NUMBER_LONGEST];
    const request r = {row, dim, text, plain, reason};
    if (!sq_plain_text(text, plain, sizeof plain))
        return fail(&r, "is too long for a noise; write an rms, such as '1 %%' or '%s'",
                    example_of(&r));
    const char *word = find_poisson(plain);
    return word ? read_poisson(noise, &r, word) : read_rms(noise, &r);
}
