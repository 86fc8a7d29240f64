/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What spoils squeezing in the spin model, or is said to: each is one row of a table, and can
 * be taken out of a lab's rates. */
#ifndef SQ_CAUSES_H
#define SQ_CAUSES_H

#include "lab/lab.h"

typedef struct sq_causes_row {
    const char *name; /* NULL ends the table */
    const char *words;
    /* Is it there? */
    bool (*acts)(const sq_lab *lab, const struct sq_causes_row *row);
    /* The rates without it. */
    void (*remove)(sq_rates *rates, const struct sq_causes_row *row);
    size_t rate;         /* of those that are one rate: its offset in sq_rates */
    bool stays_in_noise; /* what noise takes is asked with it all the same */
} sq_causes_row;

extern const sq_causes_row sq_causes_rows[];

enum { SQ_CAUSES_MOST = 16 };

#endif
