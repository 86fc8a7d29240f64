/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standard uncertainties of what follows from a lab, to first order in those of its inputs:
 *   sd² = sum over inputs of (df/dx sd_x)²,
 * inputs independent of each other.  Whatever depends on an input twice, through g in chi and
 * in Omega say, varies with it as a whole, so that shared inputs are correlated as they are. */
#ifndef SQ_UNCERTAINTY_H
#define SQ_UNCERTAINTY_H

#include "base/public.h"
#include "lab/lab.h"

SQ_PUBLIC_BEGIN

/* Any number of a lab. */
typedef double sq_lab_value(const sq_lab *lab, const void *context);

/* Its standard uncertainty; 0 when no input has one, NaN when the value does not exist on one
 * side of an input. */
double sq_uncertainty_of(const sq_lab *lab, sq_lab_value *value, const void *context);

/* The lab as it would be with one input larger and smaller by part of its uncertainty. */
typedef struct sq_variation {
    const char *key; /* of the input */
    sq_lab larger, smaller;
    double change; /* from smaller to larger, in units of the uncertainty */
} sq_variation;

/* For lab.c: makes lab->variation, and frees it. */
enum sq_status sq_uncertainty_prepare(sq_lab *lab, sq_errors *errors) SQ_CHECK_RESULT;
void sq_uncertainty_free(sq_lab *lab);

SQ_PUBLIC_END

#endif
