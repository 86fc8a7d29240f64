/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts of an apparatus: derived values worth showing, characteristic times, powers, … */
#ifndef SQ_FACT_H
#define SQ_FACT_H

#include "base/public.h"
#include "model/rates.h"

SQ_PUBLIC_BEGIN

/* Kinds of derived values, which decide how they are printed. */
enum sq_fact_kind { SQ_FACT_RATE, SQ_FACT_TIME, SQ_FACT_NUMBER, SQ_FACT_POWER, SQ_FACT_LENGTH };

typedef struct sq_fact {
    const char *key;   /* JSON key */
    const char *label; /* for people */
    enum sq_fact_kind kind;
    double (*value)(const void *record, const sq_rates *rates); /* SI; NaN: does not exist */
} sq_fact;

SQ_PUBLIC_END

#endif
