/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A laboratory: what the YAML file says, read, checked and translated. */
#ifndef SQ_LAB_H
#define SQ_LAB_H

#include "base/public.h"
#include "apparatus/platform.h"

SQ_PUBLIC_BEGIN

/* What every lab has, whatever its platform. */
typedef struct sq_lab_record {
    sq_quantity format, name, platform, number, until;
    sq_direction direction;
} sq_lab_record;

typedef struct sq_lab {
    const char *path; /* borrowed */
    sq_lab_record common;
    const sq_platform *platform;
    void *record; /* of the platform, owned */
    sq_rates rates;
    double spin[3];                 /* initial direction, unit vector */
    bool at_rest;                   /* it is that of the mean-field steady state */
    double until;                   /* length of the run, s (or 1/unit for platform model) */
    struct sq_variation *variation; /* [n_variations] owned, see uncertainty.h */
    size_t n_variations;
} sq_lab;

/* Parameter sets of a lab, in the order of the file: head, platform, tail. */
#define SQ_LAB_SETS 3
void sq_lab_sets(const sq_lab *lab, sq_param_set sets[SQ_LAB_SETS]);

/* The rows that every lab has (for `squint list parameters`), before and after the
 * platform's own. */
sq_param_set sq_lab_head_rows(void);
sq_param_set sq_lab_tail_rows(void);

/* Reads `path` ("-": standard input), applies the settings "KEY=VALUE" on top, and
 * translates.  Reports every fault it finds. */
enum sq_status sq_lab_read(sq_lab *lab, const char *path, const char *const *setting,
                           size_t n_settings, sq_errors *errors) SQ_CHECK_RESULT;
void sq_lab_free(sq_lab *lab);

/* The name of the lab, or its path when it has none. */
const char *sq_lab_title(const sq_lab *lab);

/* The mode that was eliminated; the platform must have one. */
void sq_lab_mode(const sq_lab *lab, sq_mode *mode);

/* The rates if misreading i of the platform applied. */
enum sq_status sq_lab_misread(const sq_lab *lab, size_t i, sq_rates *rates,
                              sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
