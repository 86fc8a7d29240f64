/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A laboratory: what the YAML file says (lab_read.h), or as it would be if it said something
 * else (lab_change.h), translated into rates. */
#ifndef SQ_LAB_H
#define SQ_LAB_H

#include "base/public.h"
#include "apparatus/platform.h"

SQ_PUBLIC_BEGIN

/* What every lab has, whatever its platform. */
typedef struct sq_lab_record {
    sq_quantity format, name, platform, number, until, interrogation, dead_time, laser_phase;
    sq_param_row_direction direction;
} sq_lab_record;

/* What differs from shot to shot, as the section `noise` says (noises.h). */
typedef struct sq_lab_noise {
    sq_param_row *row; /* [n] owned */
    size_t n;
    sq_param_row_noise *record; /* [n] owned */
} sq_lab_noise;

typedef struct sq_lab {
    const char *path; /* borrowed */
    sq_lab_record common;
    const sq_platform *platform;
    void *record;       /* of the platform, owned */
    size_t room;        /* bytes at record, of a changed lab (lab_change.h); 0: it was read */
    sq_lab_noise noise; /* of a changed lab that of the lab that was read */
    sq_rates rates;
    double spin[3];   /* initial direction, unit vector */
    bool at_rest;     /* it is that of the mean-field steady state */
    double until;     /* length of the run, s (or 1/unit for platform model) */
    bool until_given; /* by the file; else by a guess from the rates */
    struct sq_lab_variation *variation; /* [n_variations] owned */
    size_t n_variations;
} sq_lab;

/* The lab as it would be with one input larger and smaller by part of its uncertainty: changed
 * labs, with the record and the rates alone. */
typedef struct sq_lab_variation {
    const char *key; /* of the input */
    sq_lab larger, smaller;
    double change; /* from smaller to larger, in units of the uncertainty */
} sq_lab_variation;

/* The choice of initial.direction that follows the rates. */
enum { SQ_LAB_MEAN_FIELD = 6 };

/* Parameter sets of a lab, in the order of the file: head, platform, tail, noise.  The first
 * three have the lab's values; the last is of how they differ from shot to shot. */
#define SQ_LAB_SETS 4
#define SQ_LAB_VALUE_SETS 3
void sq_lab_sets(const sq_lab *lab, sq_param_row_set sets[SQ_LAB_SETS]);

/* The rows that every lab has (for `squint list parameters`), before and after the
 * platform's own. */
sq_param_row_set sq_lab_head_rows(void);
sq_param_row_set sq_lab_tail_rows(void);

/* Noise that most labs have, of all the rows of that section. */
sq_param_row_set sq_lab_noise_rows(void);

/* Makes room for the noise of a lab that has a platform. */
enum sq_status sq_lab_make_noise(sq_lab *lab) SQ_CHECK_RESULT;

/* Of a lab that was read or changed, or {0}. */
void sq_lab_free(sq_lab *lab);
void sq_lab_free_variations(sq_lab *lab); /* them alone */

/* The name of the lab, or its path when it has none. */
const char *sq_lab_title(const sq_lab *lab);

/* The mode that was eliminated; the platform must have one. */
void sq_lab_mode(const sq_lab *lab, sq_mode *mode);

SQ_PUBLIC_END

#endif
