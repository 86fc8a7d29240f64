/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ions, with the two lines of an alkali-like one, and their sources. */
#ifndef SQ_ION_H
#define SQ_ION_H

#include "base/public.h"

SQ_PUBLIC_BEGIN

/* 0: not in the table. */
typedef struct sq_ion {
    const char *name;
    double mass;                     /* of the ion, u */
    double frequency_1, frequency_3; /* S1/2 to P1/2 and to P3/2, Hz */
    double linewidth;                /* of P3/2, rad/s */
    const char *source;
} sq_ion;

/* The table, ended by a row whose name is NULL; and the names alone, in the same order,
 * NULL-terminated, for parameter rows. */
extern const sq_ion sq_ion_table[];
extern const char *const sq_ion_names[];

SQ_PUBLIC_END

#endif
