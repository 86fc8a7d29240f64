/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An input of a lab that is given other values: what is known of its key. */
#ifndef SQ_VARIED_H
#define SQ_VARIED_H

#include "lab/inputs.h"

typedef struct sq_varied {
    struct sq_text_excerpt key;
    const sq_param_row *row;     /* of the input, or of the angle that the key stands for */
    const sq_quantity *quantity; /* the lab's */
    double value;                /* of the lab as it is; NaN: nothing is known of it */
    sq_inputs_unit unit;
    bool whole; /* only whole numbers stand in a file */
} sq_varied;

/* Looks up the key that an option names.  SQ_ERR_INPUT: there is none, or it is no number;
 * `what` says in the message what only numbers can be, "free" for example. */
enum sq_status sq_varied_find(sq_varied *varied, const sq_lab *lab, const char *option,
                              const char *key, const char *what,
                              sq_errors *errors) SQ_CHECK_RESULT;

/* May the input have this value, which was written so?  SQ_ERR_INPUT, with the option that the
 * text comes from. */
enum sq_status sq_varied_check(const sq_varied *varied, const sq_lab *lab, const char *option,
                               double value, const char *text,
                               sq_errors *errors) SQ_CHECK_RESULT;

/* A value as it is written in a file, with so many digits; returns what is read there. */
double sq_varied_round(sq_format_label *text, const sq_inputs_unit *unit, bool whole,
                       double value, int digits);

#endif
