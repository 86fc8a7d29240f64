/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of an answer: rows, made once, where the numbers are (findings_*.c), and printed
 * by every format.
 *
 * For scripts a row is a key in a section, which is a path in the JSON document:
 *     "prediction"            an object
 *     "minima[]"              the latest record of a list
 *     "cross_check[].answer"  an object in such a record
 * and a key that ends in [] is one more element of a list.  For people it is a label and what
 * is shown beside it.  A row without a key is for people only, one without a label for scripts
 * only.  Rows stand in the order in which people read them; the order of keys in a document is
 * that of its sections' declarations.
 *
 * Making rows does not fail: where memory runs out the list says so when it is printed.  Texts
 * are borrowed unless said otherwise. */
#ifndef SQ_FINDINGS_H
#define SQ_FINDINGS_H

#include "base/format.h"
#include "lab/lab.h"
#include "report/table.h"

enum sq_finding_kind {
    /* numbers, the first of them as facts of platforms have */
    SQ_FINDING_RATE = SQ_FACT_RATE,
    SQ_FINDING_TIME = SQ_FACT_TIME,
    SQ_FINDING_NUMBER = SQ_FACT_NUMBER,
    SQ_FINDING_POWER = SQ_FACT_POWER,
    SQ_FINDING_LENGTH = SQ_FACT_LENGTH,
    SQ_FINDING_DECIBEL,
    SQ_FINDING_ANGLE,
    /* other values */
    SQ_FINDING_VECTOR,
    SQ_FINDING_COUNT,
    SQ_FINDING_FLAG,
    SQ_FINDING_TEXT,
    SQ_FINDING_INPUT, /* a value of the lab file, as it stands there */
    SQ_FINDING_TABLE, /* columns of numbers */
    /* what frames them */
    SQ_FINDING_TITLE,   /* of the whole */
    SQ_FINDING_SECTION, /* a section begins, or one more record of it */
};

typedef struct sq_finding {
    enum sq_finding_kind kind;
    const char *section, *key; /* for scripts; key NULL: not for them */
    const char *label;         /* for people, of a section its title; NULL: not for them */
    double value, sd;          /* of numbers; NaN: does not exist, sd 0: has none */
    const double *vector;      /* [3] */
    long long count;           /* of a COUNT, and a FLAG */
    const char *text;          /* of TEXT and INPUT; of a SECTION its keys, see below */
    const sq_table *table;
    const char *shown; /* what people read for the value: cells, tabs between them; NULL: the
                          label says it all */
    const char *note;  /* a line that they read below it, or NULL */
} sq_finding;

typedef struct sq_findings {
    sq_finding *row;
    size_t n, capacity;
    bool dimensionless; /* rates and times have no unit */
    bool uncertain;     /* some inputs have uncertainties: rates are longer */
    bool hidden;        /* rows that are added now are not for people */
    bool timed;         /* how long things took is told, which differs from run to run */
    /* the list's own: */
    const char *section;              /* to which rows are added */
    struct sq_findings_block *blocks; /* owned texts and tables */
    bool failed;                      /* memory ran out */
    sq_finding lost;                  /* stands for rows that could not be added */
} sq_findings;

/* An empty list of findings on a lab. */
void sq_findings_init(sq_findings *findings, const sq_lab *lab);

/* "seconds" by the clock on the wall, in the section; null where they are not told. */
void sq_findings_seconds(sq_findings *findings, double seconds);
void sq_findings_free(sq_findings *findings);

/* Declares a section, or with a path that ends in [] its next record, to which the rows that
 * follow belong.
 *
 * title  for people; NULL: none
 * keys   that are there in any case, null until a row tells, in the order of the document,
 *        blanks between them: "name", of a list "name[]", of an object "name{}"; others come
 *        after them.  NULL: none */
void sq_findings_section(sq_findings *findings, const char *path, const char *title,
                         const char *keys);

/* Rows that follow belong to this section, which need not be declared.  Returns the one
 * before. */
const char *sq_findings_into(sq_findings *findings, const char *path);

/* A value for scripts alone. */
void sq_findings_value(sq_findings *findings, const char *key, double value);
void sq_findings_count(sq_findings *findings, const char *key, long long count);
void sq_findings_count_if_any(sq_findings *findings, const char *key,
                              long long count); /* 0: null */
void sq_findings_flag(sq_findings *findings, const char *key, bool flag);

/* A value; key or label may be NULL. */
void sq_findings_number(sq_findings *findings, const char *key, const char *label,
                        double value);
void sq_findings_time(sq_findings *findings, const char *key, const char *label, double time);
void sq_findings_measured(sq_findings *findings, enum sq_finding_kind kind, const char *key,
                          const char *label, double value, double sd);

/* Decibels, with an error where it is finite and so many decimals, and what is to stand behind
 * them: "8.23 ± 0.05 dB after 2.18 s". */
void sq_findings_decibel(sq_findings *findings, const char *key, const char *label, double db,
                         double error, int decimals, const char *behind);
void sq_findings_vector(sq_findings *findings, const char *key, const char *label,
                        const double vector[3]);
void sq_findings_text(sq_findings *findings, const char *key, const char *label,
                      const char *text);
void sq_findings_input(sq_findings *findings, const char *key, const char *text);
void sq_findings_table(sq_findings *findings, const sq_table *table); /* copied */

/* For people alone: the title of the whole, and what stands below it; a sentence beside a
 * label. */
void sq_findings_title(sq_findings *findings, const char *title, const char *below);
void sq_findings_line(sq_findings *findings, const char *label, const char *format, ...)
    SQ_PRINTF(3, 4);

/* What people read for the latest row, in place of its value in the usual form; and below. */
void sq_findings_shown(sq_findings *findings, const char *format, ...) SQ_PRINTF(2, 3);
void sq_findings_note(sq_findings *findings, const char *text);

/* A text that lives as long as the list. */
const char *sq_findings_words(sq_findings *findings, const char *format, ...) SQ_PRINTF(2, 3);

/* Some rates, for scripts: all that a lab has in "rates". */
void sq_findings_rates(sq_findings *findings, const sq_rates *rates);

/* A time in the lab's unit; what is not finite is "-". */
sq_format_label sq_findings_time_label(const sq_findings *findings, double time, int digits);

/* " after 2.18 s"; "" where there is no such time.  Lives as long as the list. */
const char *sq_findings_after(sq_findings *findings, double time);

/* "8.23 ± 0.05", without a sign where it is shown as zero; an error that is not finite is left
 * out. */
sq_format_label sq_findings_decibel_label(double db, double error, int decimals);

/* "minima[].time": section and key in one. */
sq_format_label sq_findings_path(const sq_finding *finding);

#endif
