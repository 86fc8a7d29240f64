/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of a lab that may be chosen, each within its range: a box, in which a lab is a
 * point with coordinates from 0 to 1, and its values are in the program's units. */
#ifndef SQ_SPACE_H
#define SQ_SPACE_H

#include "base/public.h"
#include "input/key.h"
#include "input/range.h"
#include "lab/inputs.h"
#include "lab/lab.h"
#include "lab/lab_change.h"

SQ_PUBLIC_BEGIN

enum { SQ_SPACE_MOST = 16, SQ_SPACE_NONE = SQ_SPACE_MOST };

typedef struct sq_space_axis {
    struct sq_text_excerpt key;
    sq_range range; /* program's unit; logarithmic where it is wide (input/range.h) */
    bool periodic;  /* its ends are the same: a full turn */
    bool whole;     /* only whole numbers stand in a file */
    sq_inputs_unit unit;
} sq_space_axis;

typedef struct sq_space {
    const sq_lab *lab; /* borrowed; as it is */
    size_t n;
    sq_space_axis axis[SQ_SPACE_MOST];
    sq_lab_change *change; /* owned; of the axes' keys */
    size_t sought;         /* the axis whose limit is sought, or SQ_SPACE_NONE */
    bool most;             /* the upper one */
} sq_space;

/* Of the inputs that are ranges in the lab, and of those named in free[], "KEY" or
 * "KEY=LOW..HIGH"; where there are neither, of the drive and the initial direction; and of the
 * one whose limit is sought, named in the same way, or NULL.  The texts are read, not kept; the
 * lab has to outlive the space.
 *
 * SQ_ERR_INPUT: a key is unknown, not a number, excluded by another, without influence on the
 * rates or the direction, or has no range and no value to put one around; there are too many.
 * Free it in any case. */
enum sq_status sq_space_make(sq_space *space, const sq_lab *lab, const char *const *free,
                             size_t n_free, const char *sought, bool most,
                             sq_errors *errors) SQ_CHECK_RESULT;

/* Of those alone that n texts of an option name, also where others are ranges in the lab. */
enum sq_status sq_space_make_named(sq_space *space, const sq_lab *lab, const char *option,
                                   const char *const *named, size_t n,
                                   sq_errors *errors) SQ_CHECK_RESULT;
void sq_space_free(sq_space *space);

/* The key of a name "KEY" or "KEY=…"; "": there is none. */
void sq_space_key(char key[SQ_KEY_SIZE], const char *named);

/* The value of an axis at a coordinate, and back; beyond the ends the end.  Of a short range of
 * whole numbers it is one of them. */
double sq_space_value(const sq_space_axis *axis, double x);
double sq_space_coordinate(const sq_space_axis *axis, double value);

/* The values of all axes at a point, x[n]. */
void sq_space_values(double value[SQ_SPACE_MOST], const sq_space *space, const double *x);

/* Where the lab as it is lies.  False: outside. */
bool sq_space_here(double x[SQ_SPACE_MOST], const sq_space *space);

/* The lab at a point, x[n]; see sq_lab_changed, also for who frees it. */
enum sq_status sq_space_lab(sq_lab *lab, const sq_space *space, const double *x,
                            sq_errors *errors) SQ_CHECK_RESULT;

/* A value of an axis as it is written in a file, with so many digits; returns what is read
 * there. */
double sq_space_round(sq_format_label *text, const sq_space_axis *axis, double value,
                      int digits);

SQ_PUBLIC_END

#endif
