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
typedef double sq_uncertainty_value(const sq_lab *lab, const void *context);

/* Its standard uncertainty; 0 when no input has one, NaN when the value does not exist on one
 * side of an input. */
double sq_uncertainty_of(const sq_lab *lab, sq_uncertainty_value *value, const void *context);

/* An input that has an uncertainty. */
typedef struct sq_uncertainty_input {
    const char *row; /* key of its row, which lives for ever, */
    const char *key; /* and the key that a change of it has (lab_change.h), which does not */
    double value, sd;
} sq_uncertainty_input;

/* Visits them in the order of the file; a status other than SQ_OK ends the visit. */
typedef enum sq_status sq_uncertainty_visitor(const sq_uncertainty_input *input, void *context);
enum sq_status sq_uncertainty_visit(const sq_lab *lab, sq_uncertainty_visitor *visit,
                                    void *context) SQ_CHECK_RESULT;

/* Makes the variations of a lab that has none. */
enum sq_status sq_uncertainty_prepare(sq_lab *lab, sq_errors *errors) SQ_CHECK_RESULT;

SQ_PUBLIC_END

#endif
