/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every platform is: rows that read an apparatus, and the functions that
 * translate it into the rates of the spin model.
 *
 * A platform is one file platforms/NAME.c that exports one const sq_platform (a large one has
 * parts, NAME_*.c), and one row in platforms/platforms.c.  It never sees a solver. */
#ifndef SQ_PLATFORM_H
#define SQ_PLATFORM_H

#include "base/public.h"
#include "apparatus/coupling.h"
#include "apparatus/fact.h"
#include "apparatus/line.h"
#include "apparatus/mode.h"
#include "apparatus/process.h"
#include "input/param.h"

SQ_PUBLIC_BEGIN

/* One condition under which the spin model describes the apparatus: ratio <= limit. */
typedef struct sq_platform_condition {
    const char *name;      /* for scripts */
    const char *condition; /* "g sqrt(N) << kappa" */
    double limit;
    double amber;  /* above it a caution; 0: none */
    bool optional; /* left out where the ratio is NaN: not asked of this lab */
    double (*ratio)(const void *record, const sq_rates *rates);
    const char *meaning; /* one sentence: what breaks */
} sq_platform_condition;

/* A usual misreading of the inputs: what the record would be if it applied. */
typedef struct sq_platform_misreading {
    const char *label;
    void (*apply)(void *record); /* changes a copy of the record */
} sq_platform_misreading;

/* Writes a sentence worth telling of this apparatus into text[n]; leaves it alone where there
 * is none. */
typedef void sq_platform_note(const void *record, const sq_rates *rates, char *text, size_t n);

typedef struct sq_platform {
    const char *name;
    const char *summary;
    bool dimensionless; /* values are plain numbers in units of the user's choice */
    const sq_param_row *row;
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
    /* And of which spin the squeezing counts then; NULL where it does not vary. */
    enum sq_coupling_readout (*readout)(const void *record);
    /* The line that a clock of these atoms would use; NULL: there is none.  Left alone where it
     * is not known. */
    void (*line)(const void *record, sq_line *line);
    sq_platform_note *const *note;
    size_t n_notes;
    const sq_process *channel; /* what gamma_s, gamma_up, gamma_phi are made of */
    size_t n_channels;
    const sq_fact *fact;
    size_t n_facts;
    const sq_platform_condition *validity;
    size_t n_validity;
    const sq_platform_misreading *misreading;
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

SQ_PUBLIC_END

#endif
