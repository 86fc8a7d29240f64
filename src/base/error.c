/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include "base/locale.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const words[SQ_N_STATUS] = {
    [SQ_OK] = "no error",
    [SQ_ERR_MEMORY] = "out of memory",
    [SQ_ERR_IO] = "input or output failed",
    [SQ_ERR_INPUT] = "invalid input",
    [SQ_ERR_NUMERIC] = "a computation failed",
    [SQ_ERR_UNSUPPORTED] = "not possible with this method",
};

const char *
sq_error_status_words(enum sq_status status)
{
    return (unsigned)status < SQ_N_STATUS ? words[status] : "unknown status";
}

static char *
format_text(const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    locale_t before = sq_locale_enter();
    int length = vsnprintf(NULL, 0, format, args);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    sq_locale_leave(before);
    va_end(again);
    return text;
}

static bool
make_room(sq_errors *errors)
{
    if (errors->n < errors->capacity)
        return true;
    size_t capacity = errors->capacity ? 2 * errors->capacity : 8;
    sq_error_fault *fault = realloc(errors->fault, capacity * sizeof *fault);
    if (!fault)
        return false;
    errors->fault = fault;
    errors->capacity = capacity;
    return true;
}

enum sq_status
sq_errors_add(sq_errors *errors, enum sq_status status, const char *format, ...)
{
    if (!make_room(errors))
        return SQ_ERR_MEMORY;
    va_list args;
    va_start(args, format);
    char *text = format_text(format, args);
    va_end(args);
    /* A fault without text is still a fault: its status has words. */
    errors->fault[errors->n++] = (sq_error_fault){.status = status, .text = text};
    return status;
}

enum sq_status
sq_errors_status(const sq_errors *errors)
{
    return errors->n ? errors->fault[0].status : SQ_OK;
}

const char *
sq_errors_text(const sq_errors *errors, size_t i)
{
    const sq_error_fault *fault = &errors->fault[i];
    return fault->text ? fault->text : sq_error_status_words(fault->status);
}

const char *
sq_errors_first(const sq_errors *errors)
{
    return errors->n ? sq_errors_text(errors, 0) : sq_error_status_words(SQ_ERR_MEMORY);
}

void
sq_errors_free(sq_errors *errors)
{
    for (size_t i = 0; i < errors->n; i++)
        free(errors->fault[i].text);
    free(errors->fault);
    *errors = (sq_errors){0};
}
