/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every platform is: rows that read an apparatus, and the functions that
 * translate it into the rates of the spin model.
 *
 * A platform is one file platforms/NAME.c that exports one const sq_platform, and
 * one row in platforms/platforms.c.  It never sees a solver. */
#ifndef SQ_PLATFORM_H
#define SQ_PLATFORM_H

#include "base/public.h"
#include "apparatus/coupling.h"
#include "apparatus/mode.h"
#include "input/param.h"

SQ_PUBLIC_BEGIN

/* Kinds of derived values, which decide how they are printed. */
enum sq_fact_kind { SQ_FACT_RATE, SQ_FACT_TIME, SQ_FACT_NUMBER, SQ_FACT_POWER, SQ_FACT_LENGTH };

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
    double amber;  /* above it a caution; 0: none */
    bool optional; /* left out where the ratio is NaN: not asked of this lab */
    double (*ratio)(const void *record, const sq_rates *rates);
    const char *meaning; /* one sentence: what breaks */
} sq_validity_row;

/* What one kind of process does to a single spin. */
enum sq_channel_effect {
    SQ_RELAXES, /* to the lower state of the model: part of gamma_s */
    SQ_PUMPS,   /* to the upper state: gamma_up */
    SQ_DEPHASES,
    SQ_LOSES, /* out of the model, which has no rate for it */
    SQ_N_EFFECTS
};

/* One process that acts on single spins. */
typedef struct sq_channel_row {
    const char *key;
    const char *label;
    enum sq_channel_effect effect;
    double (*rate)(const void *record); /* 1/s; NaN or 0: does not act here */
} sq_channel_row;

/* A usual misreading of the inputs: what the record would be if it applied. */
typedef struct sq_misreading {
    const char *label;
    void (*apply)(void *record); /* changes a copy of the record */
} sq_misreading;

/* Writes a sentence worth telling of this apparatus into text[n]; leaves it alone where there
 * is none. */
typedef void sq_note_writer(const void *record, const sq_rates *rates, char *text, size_t n);

typedef struct sq_platform {
    const char *name;
    const char *summary;
    bool dimensionless; /* values are plain numbers in units of the user's choice */
    const sq_param *row;
    size_t n_rows;
    size_t record_size;
    const char *atoms; /* atoms.number of a new lab: as many as such experiments have */
    /* Adds a fault for every choice of keys of which none was given.  Called also when
     * some values could not be read, so that all faults of a file come in one go.  NULL: there
     * are no such choices. */
    enum sq_status (*missing)(const void *record, sq_errors *errors);
    /* Fills in the defaults that depend on other keys, with sq_quantity_choose or
     * sq_quantity_set, so that the effective input shows them; NULL: there are none. */
    enum sq_status (*complete)(void *record);
    /* Translates the record, of which nothing is missing.  `atoms` is the number of atoms that
     * were loaded. */
    enum sq_status (*rates)(const void *record, double atoms, sq_rates *rates,
                            sq_errors *errors);
    /* The mode that was eliminated; NULL: the platform has none.  Its conditions
     * (validity.c) come before the platform's own. */
    void (*mode)(const void *record, double atoms, sq_mode *mode);
    /* How the coupling varies over the atoms; false, or NULL: not at all. */
    bool (*spread)(const void *record, sq_coupling_spread *spread);
    sq_note_writer *const *note;
    size_t n_notes;
    const sq_channel_row *channel; /* what gamma_s, gamma_up, gamma_phi are made of */
    size_t n_channels;
    const sq_fact *fact;
    size_t n_facts;
    const sq_validity_row *validity;
    size_t n_validity;
    const sq_misreading *misreading;
    size_t n_misreadings;
} sq_platform;

extern const sq_platform sq_platform_cavity, sq_platform_circuit, sq_platform_model,
    sq_platform_penning;

/* The table, ended by NULL, and the names alone. */
extern const sq_platform *const sq_platforms[];
extern const char *const sq_platform_names[];

const sq_platform *sq_platform_find(const char *name);

/* Adds the fault that there is no such platform, and the nearest name; place ("" or "FILE:1:2:
 * ") goes in front.  Returns SQ_ERR_INPUT. */
enum sq_status sq_platform_unknown(const char *name, const char *place, sq_errors *errors);

/* The sum of the channels with this effect. */
double sq_platform_channels(const sq_platform *platform, const void *record,
                            enum sq_channel_effect effect);

SQ_PUBLIC_END

#endif
