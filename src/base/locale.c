/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/locale.h"

#include <stdarg.h>
#include <stdio.h>

/* Without memory for a locale, newlocale returns 0, and uselocale(0) changes nothing: then
 * numbers are as the program has them, which is the best that is left. */
locale_t
sq_locale_enter(void)
{
    return uselocale(newlocale(LC_ALL_MASK, "C", (locale_t)0));
}

void
sq_locale_leave(locale_t before)
{
    locale_t entered = uselocale(before);
    if (entered != before)
        freelocale(entered);
}

int
sq_locale_print(char *text, size_t n, const char *format, ...)
{
    locale_t before = sq_locale_enter();
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, n, format, args);
    va_end(args);
    sq_locale_leave(before);
    return length;
}
