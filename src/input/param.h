/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameter rows: one row per key of the lab file parses, checks, documents and
 * prints it back.  Platforms own the rows of their apparatus, lab.c those that
 * every lab has; nothing else knows a key's spelling. */
#ifndef SQ_PARAM_H
#define SQ_PARAM_H

#include "base/public.h"
#include "base/text.h"
#include "input/tree.h"
#include "input/units.h"

SQ_PUBLIC_BEGIN

enum sq_param_kind {
    SQ_PARAM_QUANTITY,  /* member is sq_quantity */
    SQ_PARAM_CHOICE,    /* member is sq_quantity; value is the index into choices */
    SQ_PARAM_TEXT,      /* member is sq_quantity; only text counts */
    SQ_PARAM_DIRECTION, /* member is sq_direction: a name from choices, or two angles */
};

/* The value of a row.  text is what the user wrote (without blanks around it), or the
 * default's text, or, for a value computed by the program, its number with as many digits
 * as it takes: printing it and reading it again gives the same number. */
typedef struct sq_quantity {
    double value; /* program units; choice index for SQ_PARAM_CHOICE */
    double sd;    /* standard uncertainty */
    bool given;   /* the user wrote it (file or --set), even if it cannot be used */
    bool known;   /* given, or defaulted, or computed */
    char *text;   /* owned; NULL when not known */
    sq_mark mark; /* of the value; {0} for --set and defaults */
} sq_quantity;

typedef struct sq_direction {
    sq_quantity named;            /* choice index, when given by name */
    sq_quantity polar, azimuthal; /* rad, when given by two angles; polar within [0, pi] */
} sq_direction;

/* What a quantity may be.  Bounds hold for the value in program units. */
enum sq_bounds {
    SQ_ANY,
    SQ_POSITIVE,     /* > 0 */
    SQ_NOT_NEGATIVE, /* >= 0 */
    SQ_WITHIN,       /* min <= value <= max */
    SQ_WHOLE,        /* a whole number >= min, and <= max where max > min */
    SQ_N_BOUNDS
};

typedef struct sq_param {
    const char *key;    /* "cavity.coupling", or "name" at the top level */
    const char *symbol; /* "g" or NULL */
    enum sq_param_kind kind;
    enum sq_dimension dim;
    size_t member;        /* offsetof in the record that owns the row */
    bool required;        /* it, or one of the keys that it excludes */
    const char *fallback; /* default text, NULL: none */
    const char *example;  /* value in a new lab file; NULL: the default's or dimension's */
    bool suggested;       /* stands there as it is, not behind a # */
    enum sq_bounds bounds;
    double min, max;            /* program units, for SQ_WITHIN, SQ_WHOLE */
    const char *const *choices; /* NULL-terminated, for CHOICE and DIRECTION */
    const char *excludes;       /* keys (space separated) that may not be given together with
                                   it; one of two such rows naming the other is enough */
    const char *help;           /* one sentence, convention included */
} sq_param;

/* A row of kind SQ_PARAM_QUANTITY: the record's type, key, symbol, member, and the endings of
 * SQ_DIM_… and SQ_…; then what else there is to say of it. */
#define SQ_PARAM_ROW(record_, key_, symbol_, member_, dim_, bounds_, ...)                      \
    {                                                                                          \
        .key = key_, .symbol = symbol_, .kind = SQ_PARAM_QUANTITY, .dim = SQ_DIM_##dim_,       \
        .member = offsetof(record_, member_), .bounds = SQ_##bounds_, __VA_ARGS__              \
    }

/* May the two not be given together? */
bool sq_param_excludes(const sq_param *row, const sq_param *other);

/* The length of the section's name in a key, 0 at the top level; the key without it; and
 * whether two keys stand in the same section. */
size_t sq_key_section(const char *key);
const char *sq_key_last(const char *key);
bool sq_key_same_section(const char *key, const char *other);

/* Rows together with the record they write into. */
typedef struct sq_param_set {
    const sq_param *row;
    size_t n;
    void *record;
} sq_param_set;

/* Where values come from.  Nothing in it is kept after the call. */
typedef struct sq_param_source {
    const char *name;           /* file name for messages, see sq_tree_name */
    const sq_node *root;        /* NULL: no file, settings and defaults only */
    const char *const *setting; /* "KEY=VALUE", of several for one key the last counts */
    size_t n_settings;
    const sq_units *units;
    bool dimensionless; /* platform model: every value is a plain number, angles excepted */
} sq_param_source;

/* Reads the tree into the records of `sets` (n_sets of them); applies settings on top,
 * then defaults, then checks required keys and exclusions.  A setting replaces the file's
 * value of its key and those of the keys which exclude it.  A default is left out when a
 * key that excludes its row is given.
 *
 * The records must be zero at the start; free them with sq_params_free, also after a
 * failure, when they hold what could be read.
 *
 * errors  receives every fault, those of the file first and sorted by line
 *
 * Returns SQ_OK, SQ_ERR_INPUT or SQ_ERR_MEMORY.  A default that cannot be read is a bug in
 * the row and fails an assertion. */
enum sq_status sq_params_read(const sq_param_source *source, const sq_param_set *sets,
                              size_t n_sets, sq_errors *errors) SQ_CHECK_RESULT;

/* The text of a single top-level scalar (say "platform") before the rows are known, from
 * the settings or the tree; NULL when it is not there or not a scalar.  mark (may be NULL)
 * receives its place, {0} for a setting.  The text belongs to the source. */
const char *sq_params_peek(const sq_param_source *source, const char *key, sq_mark *mark);

/* Makes a quantity known that the program has computed: value in `unit` (of the program:
 * "s", "rad/s", "" …), text with up to 17 digits.  It replaces what was there and does
 * not count as given.  SQ_ERR_NUMERIC, with *quantity unchanged: value is not finite, so
 * it could not be read again; SQ_ERR_MEMORY. */
enum sq_status sq_quantity_set(sq_quantity *quantity, double value,
                               const char *unit) SQ_CHECK_RESULT;

/* The same for a choice: the index and its word. */
enum sq_status sq_quantity_choose(sq_quantity *quantity, size_t index,
                                  const char *word) SQ_CHECK_RESULT;

/* A value such as the row wants, for templates, lists and messages; never NULL. */
const char *sq_param_example(const sq_param *row, bool dimensionless);

/* A row's value in effect: one quantity, or two angles of a direction. */
typedef struct sq_param_entry {
    const sq_param *row;
    const sq_quantity *value[2];
    size_t n;
} sq_param_entry;

/* What sq_params_visit calls; a status other than SQ_OK ends the visit. */
typedef enum sq_status sq_param_visitor(const sq_param_entry *entry, void *context);

/* Visits the effective input: every known row, so that writing each as `key: text` (see
 * sq_text_yaml) gives a lab file that reads to the same numbers.  The order is that of the
 * rows, but all rows of a section follow its first one, and all rows without a section the
 * first of them.  Of rows that exclude each other one is visited: the given one, else the
 * first.  Returns what the visitor returned last. */
enum sq_status sq_params_visit(const sq_param_set *sets, size_t n_sets, sq_param_visitor *visit,
                               void *context) SQ_CHECK_RESULT;

/* Frees the texts in the records and zeroes their members; always legal on records that
 * were zero or read. */
void sq_params_free(const sq_param_set *sets, size_t n_sets);

SQ_PUBLIC_END

#endif
