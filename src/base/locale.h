/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in files and messages have a decimal point, whatever locale the program around
 * the library has chosen. */
#ifndef SQ_LOCALE_H
#define SQ_LOCALE_H

#include <locale.h>
#include <stddef.h>

/* Between the two, this thread prints and reads as in the C locale; other threads and the
 * program's locale are left alone.  The first returns what the second restores. */
locale_t sq_locale_enter(void);
void sq_locale_leave(locale_t before);

/* snprintf as in the C locale. */
int sq_locale_print(char *text, size_t n, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
