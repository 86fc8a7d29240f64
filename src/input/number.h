/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number as people write it, `150`, `-4.00(5)e3`, and what stands behind it. */
#ifndef SQ_NUMBER_H
#define SQ_NUMBER_H

#include <stddef.h>

enum { SQ_NUMBER_LONGEST = 128 }; /* bytes of a number's text, end mark included */

typedef struct sq_number {
    double value;
    double sd;        /* 50 of 4.00(5)e3; NaN when there is none */
    const char *text; /* where it begins */
    size_t length;    /* 0: there is none */
    const char *rest; /* what follows, without the blanks before it */
} sq_number;

/* Reads the decimal number that text begins with, blanks apart; its sign is a point,
 * whatever the locale is.  What is larger than a double or so small that nothing of it is
 * left is refused.
 *
 * Returns what is wrong, in words that follow the text in a message, NULL when nothing is. */
const char *sq_number_read(const char *text, sq_number *number);

#endif
