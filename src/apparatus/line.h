/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optical line of the atoms, as a clock sees it. */
#ifndef SQ_LINE_H
#define SQ_LINE_H

#include "base/public.h"

SQ_PUBLIC_BEGIN

typedef struct sq_line {
    const char *species, *transition; /* in words; NULL: not of the table of species */
    double frequency;                 /* Hz; NaN: not known */
    double linewidth;                 /* natural, rad/s; NaN: not known */
} sq_line;

SQ_PUBLIC_END

#endif
