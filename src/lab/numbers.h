/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers that follow from the rates and the mode of any lab, one row each: what is
 * printed of them in every format, with their uncertainties. */
#ifndef SQ_NUMBERS_H
#define SQ_NUMBERS_H

#include "lab/uncertainty.h"

/* One number; its value, NaN where it does not exist, is the first of the last three that is
 * there. */
typedef struct sq_numbers_row {
    const char *key;          /* in JSON */
    const char *label;        /* for people */
    const char *pumped_label; /* instead, where Gamma_up acts; NULL: none */
    enum sq_fact_kind kind;
    bool if_not_zero; /* shown to people only where it acts, */
    bool if_known;    /* or only where it exists; else as "-" */
    double (*of_mode)(const sq_mode *mode, const sq_rates *rates);
    double (*value)(const sq_rates *rates);
    size_t member; /* of sq_rates */
} sq_numbers_row;

/* Row i of the rates: N, those of the model (sq_rates_rows), and what the design calls rates
 * too.  False: there are no more. */
bool sq_numbers_rate(sq_numbers_row *row, size_t i);

/* Ratios and characteristic times; and the mode that was eliminated, of labs whose platform has
 * one.  Each ends with a NULL key. */
extern const sq_numbers_row sq_numbers_derived[], sq_numbers_mode[];

/* What the orders beyond the second make of Gamma and of chi near the ground state, as
 * factors. */
typedef struct sq_numbers_order {
    const char *key, *label;
    sq_numbers_row Gamma, chi;
} sq_numbers_order;

/* The next order, and all of them. */
enum { SQ_NUMBERS_ORDERS = 2 };
extern const sq_numbers_order sq_numbers_orders[SQ_NUMBERS_ORDERS];

/* gamma_s over Gamma − Gamma_up; NaN where pumping prevails. */
double sq_numbers_relaxation_over_emission(const sq_rates *rates);

/* Of a row that needs no mode. */
double sq_numbers_of_rates(const sq_numbers_row *row, const sq_rates *rates);

/* For sq_uncertainty_of; context is the row, the fact or the channel. */
sq_uncertainty_value sq_numbers_value, sq_numbers_of_fact, sq_numbers_of_channel;

#endif
