/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labs side by side. */
#ifndef SQ_FINDINGS_COMPARISON_H
#define SQ_FINDINGS_COMPARISON_H

#include "planning/outlook.h"
#include "report/findings.h"

typedef struct sq_findings_compared {
    const char *path;
    const sq_lab *lab;         /* NULL: it could not be read */
    const sq_outlook *outlook; /* NULL: there is none */
    const char *fault;         /* why not */
} sq_findings_compared;

/* Of n labs, one column for each, so many below each other as it takes; *findings is made, for
 * none of them.
 *
 * names  people are told the files and titles of the columns */
void sq_findings_comparison(sq_findings *findings, const sq_findings_compared *one, size_t n,
                            bool names);

#endif
