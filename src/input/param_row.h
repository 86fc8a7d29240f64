/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameter rows: what one key of the lab file is called, may be and means. */
#ifndef SQ_PARAM_ROW_H
#define SQ_PARAM_ROW_H

#include "base/public.h"
#include "input/dimension.h"
#include "input/quantity.h"

SQ_PUBLIC_BEGIN

enum sq_param_row_kind {
    SQ_PARAM_QUANTITY,  /* member is sq_quantity */
    SQ_PARAM_CHOICE,    /* member is sq_quantity; value is the index into choices */
    SQ_PARAM_TEXT,      /* member is sq_quantity; only text counts */
    SQ_PARAM_DIRECTION, /* member is sq_param_row_direction: a name from choices, or two angles
                         */
    SQ_PARAM_NOISE,     /* member is sq_param_row_noise; bounds SQ_WHOLE: of what is counted */
};

typedef struct sq_param_row_direction {
    sq_quantity named;            /* choice index, when given by name */
    sq_quantity polar, azimuthal; /* rad, when given by two angles; polar within [0, pi] */
} sq_param_row_direction;

/* How far something is from its mean, shot by shot. */
enum sq_param_row_spread {
    SQ_SPREAD_ABSOLUTE, /* rms, in the program's unit */
    SQ_SPREAD_RELATIVE, /* rms, in units of the mean */
    SQ_SPREAD_POISSON,  /* variance, in units of the mean: 1 is Poisson's */
};

typedef struct sq_param_row_noise {
    sq_quantity size; /* the first member: it has the text */
    enum sq_param_row_spread spread;
} sq_param_row_noise;

/* What a quantity may be.  Bounds hold for the value in program units. */
enum sq_param_row_bounds {
    SQ_ANY,
    SQ_POSITIVE,     /* > 0 */
    SQ_NOT_NEGATIVE, /* >= 0 */
    SQ_WITHIN,       /* min <= value <= max */
    SQ_WHOLE,        /* a whole number >= min, and <= max where max > min */
    SQ_N_BOUNDS
};

typedef struct sq_param_row {
    const char *key;    /* "cavity.coupling", or "name" at the top level */
    const char *symbol; /* "g" or NULL */
    enum sq_param_row_kind kind;
    enum sq_dimension dim;
    size_t member;        /* offsetof in the record that owns the row */
    bool required;        /* it, or one of the keys that it excludes */
    const char *fallback; /* default text, NULL: none */
    const char *example;  /* value in a new lab file; NULL: the default's or dimension's */
    bool suggested;       /* stands there as it is, not behind a # */
    enum sq_param_row_bounds bounds;
    double min, max;            /* program units, for SQ_WITHIN, SQ_WHOLE */
    const char *const *choices; /* NULL-terminated, for CHOICE and DIRECTION */
    const char *excludes;       /* keys (space separated) that may not be given together with
                                   it; one of two such rows naming the other is enough */
    const char *help;           /* one sentence, convention included */
} sq_param_row;

/* A row of kind SQ_PARAM_QUANTITY: the record's type, key, symbol, member, and the endings of
 * SQ_DIM_… and SQ_…; then what else there is to say of it. */
#define SQ_PARAM_ROW(record_, key_, symbol_, member_, dim_, bounds_, ...)                      \
    {                                                                                          \
        .key = key_, .symbol = symbol_, .kind = SQ_PARAM_QUANTITY, .dim = SQ_DIM_##dim_,       \
        .member = offsetof(record_, member_), .bounds = SQ_##bounds_, __VA_ARGS__              \
    }

/* Rows together with the record they write into. */
typedef struct sq_param_row_set {
    const sq_param_row *row;
    size_t n;
    void *record;
} sq_param_row_set;

/* May the two not be given together? */
bool sq_param_row_excludes(const sq_param_row *row, const sq_param_row *other);

/* A value such as the row wants, for templates, lists and messages; never NULL. */
const char *sq_param_row_example(const sq_param_row *row, bool dimensionless);

SQ_PUBLIC_END

#endif
