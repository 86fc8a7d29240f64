/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers that follow from the rates of any lab, one row each: what reports print and
 * JSON holds, with their uncertainties. */
#ifndef SQ_NUMBERS_H
#define SQ_NUMBERS_H

#include "lab/uncertainty.h"

typedef struct sq_number_row {
    const char *key;          /* in JSON */
    const char *label;        /* for people */
    const char *pumped_label; /* instead, where Gamma_up acts; NULL: none */
    enum sq_fact_kind kind;
    bool if_not_zero;                       /* shown to people only where it acts */
    size_t member;                          /* of sq_rates, */
    double (*value)(const sq_rates *rates); /* or computed; NaN: does not exist */
} sq_number_row;

/* The members of sq_rates, then what the design calls rates too; ended by a NULL key. */
extern const sq_number_row sq_rate_numbers[];

/* Ratios and characteristic times. */
extern const sq_number_row sq_derived_numbers[];

/* A number of the mode that was eliminated. */
typedef struct sq_mode_row {
    const char *key, *label;
    enum sq_fact_kind kind;
    bool if_not_zero;                                            /* shown to people only then */
    double (*value)(const sq_mode *mode, const sq_rates *rates); /* NaN: does not exist */
} sq_mode_row;

/* Of labs whose platform has a mode; ended by a NULL key. */
extern const sq_mode_row sq_mode_numbers[];

/* What the orders beyond the second make of Gamma and of chi, as factors: of the next order and
 * of all, Gamma before chi; labels are those of the orders. */
enum { SQ_CORRECTIONS = 4 };
extern const sq_mode_row sq_correction_numbers[SQ_CORRECTIONS];

/* gamma_s over Gamma − Gamma_up; NaN where pumping prevails. */
double sq_relaxation_over_emission(const sq_rates *rates);

double sq_number_of(const sq_number_row *row, const sq_rates *rates);

/* For sq_uncertainty_of; context is the row, of numbers or of the mode, the fact or the
 * channel. */
sq_lab_value sq_number_value, sq_mode_value, sq_fact_value, sq_channel_value;

#endif
