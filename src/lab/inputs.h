/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers in a lab's file, one by one, each with the key by which it is changed
 * (lab_change.h) and the unit in which people read it. */
#ifndef SQ_INPUTS_H
#define SQ_INPUTS_H

#include "base/public.h"
#include "base/format.h"
#include "lab/lab.h"

SQ_PUBLIC_BEGIN

typedef struct sq_inputs_one {
    const sq_param_row *row;     /* lives for ever */
    const sq_param_row *angle;   /* of a direction, or NULL */
    struct sq_text_excerpt key;  /* "drive.ratio", "initial.direction.polar" */
    const sq_quantity *quantity; /* the lab's */
} sq_inputs_one;

/* Visits every number that is known, in the order of the file, as sq_param_visit does.  A
 * status other than SQ_OK ends the visit. */
typedef enum sq_status sq_inputs_visitor(const sq_inputs_one *input, void *context);
enum sq_status sq_inputs_visit(const sq_lab *lab, sq_inputs_visitor *visit,
                               void *context) SQ_CHECK_RESULT;

/* The same of those that are ranges. */
enum sq_status sq_inputs_visit_ranges(const sq_lab *lab, sq_inputs_visitor *visit,
                                      void *context) SQ_CHECK_RESULT;

/* What the lab as it is has of a key, also where it says something else: an angle of the
 * initial direction, drive.ratio and drive.rabi are those that follow.  NaN: nothing is known
 * of it. */
double sq_inputs_value(const sq_lab *lab, const char *key);

/* Is the value of a key given, or a default? */
bool sq_inputs_are_known(const sq_lab *lab, const char *key);

/* The unit of a number: that in which the lab has it, else that of the row's example. */
typedef struct sq_inputs_unit {
    struct sq_text_excerpt name; /* "kHz"; "": it has none */
    double size;                 /* of one of them, in the program's unit */
    enum sq_dimension dim;
} sq_inputs_unit;

/* Of a key that sq_lab_change_create takes; SQ_ERR_INPUT: there is none such. */
enum sq_status sq_inputs_unit_of(sq_inputs_unit *unit, const sq_lab *lab, const char *key,
                                 sq_errors *errors) SQ_CHECK_RESULT;

/* "150.25 kHz": a value of the program, with so many digits, as it may stand in a file. */
sq_format_label sq_inputs_text(const sq_inputs_unit *unit, double value, int digits);

SQ_PUBLIC_END

#endif
