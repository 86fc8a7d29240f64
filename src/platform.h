/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every platform is: rows that read an apparatus, and the functions that
 * translate it into the rates of the spin model.
 *
 * A platform is one file platforms/NAME.c that exports one const sq_platform, and
 * one row in platforms/platforms.c.  It never sees a solver. */
#ifndef SQ_PLATFORM_H
#define SQ_PLATFORM_H

#include "param.h"
#include "rates.h"

/* Kinds of derived values, which decide how they are printed. */
enum sq_fact_kind { SQ_FACT_RATE, SQ_FACT_TIME, SQ_FACT_NUMBER, SQ_FACT_POWER };

/* A derived value worth showing: characteristic times, cooperativity, … */
typedef struct sq_fact {
    const char *key;   /* JSON key */
    const char *label; /* for people */
    enum sq_fact_kind kind;
    double (*value)(const void *record, const sq_rates *rates); /* SI; NaN: does not exist */
} sq_fact;

/* One condition under which the spin model describes the apparatus: ratio <= limit. */
typedef struct sq_validity_row {
    const char *name;      /* for scripts */
    const char *condition; /* "g sqrt(N) << kappa" */
    double limit;
    double (*ratio)(const void *record, const sq_rates *rates);
    const char *meaning; /* one sentence: what breaks */
} sq_validity_row;

/* A usual misreading of the inputs: what the record would be if it applied. */
typedef struct sq_misreading {
    const char *label;
    void (*apply)(void *record); /* changes a copy of the record */
} sq_misreading;

typedef struct sq_platform {
    const char *name;
    const char *summary;
    bool dimensionless; /* values are plain numbers in units of the user's choice */
    const sq_param *row;
    size_t n_rows;
    size_t record_size;
    /* Adds a fault for every choice of keys of which none was given.  Called also when
     * some values could not be read, so that all faults of a file come in one go. */
    enum sq_status (*missing)(const void *record, sq_errors *errors);
    /* Translates the record, of which nothing is missing.  `atoms` is the number of atoms that
     * were loaded. */
    enum sq_status (*rates)(const void *record, double atoms, sq_rates *rates,
                            sq_errors *errors);
    const sq_fact *fact;
    size_t n_facts;
    const sq_validity_row *validity;
    size_t n_validity;
    const sq_misreading *misreading;
    size_t n_misreadings;
} sq_platform;

/* The table, ended by NULL, and the names alone. */
extern const sq_platform *const sq_platforms[];
extern const char *const sq_platform_names[];

const sq_platform *sq_platform_find(const char *name);

#endif
