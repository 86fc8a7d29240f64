/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labs for tests: those in platforms/, and files made of a text. */
#ifndef TESTS_LABS_H
#define TESTS_LABS_H

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/lab_read.h"
#include "lab/numbers.h"
#include "lab/validity.h"

/* The settings of a call, as the functions below want them. */
#define SETTINGS(...) ((const char *[]){__VA_ARGS__, NULL})

/* Reads platforms/NAME.yaml; setting (may be NULL) ends with NULL.  The lab's path is that of
 * the last one read so. */
static inline enum sq_status
lab_read(sq_lab *lab, const char *name, const char *const *setting, sq_errors *errors)
{
    static char path[1024];
    const char *folder = getenv("srcdir");
    size_t n = 0;
    while (setting && setting[n])
        n++;
    snprintf(path, sizeof path, "%s/platforms/%s.yaml", folder ? folder : ".", name);
    return sq_lab_read(lab, path, setting, n, errors);
}

/* The same, of a lab that has to be right. */
static inline sq_lab
lab_with(const char *name, const char *const *setting)
{
    sq_lab lab;
    sq_errors errors = {0};
    cr_assert(lab_read(&lab, name, setting, &errors) == SQ_OK, "%s: %s", name,
              errors.n ? errors.fault[0].text : "");
    return lab;
}

/* Reads a file with this text.  The lab's path is good only for as long as the program runs. */
static inline enum sq_status
lab_read_text(sq_lab *lab, const char *text, sq_errors *errors)
{
    char path[] = "/tmp/squint-lab-XXXXXX";
    int descriptor = mkstemp(path);
    cr_assert(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    fputs(text, file);
    fclose(file);
    enum sq_status status = sq_lab_read(lab, path, NULL, 0, errors);
    remove(path);
    lab->path = "a text";
    return status;
}

/* A number of the apparatus or of its mode. */
static inline double
fact(const sq_lab *lab, const char *key)
{
    for (size_t i = 0; i < lab->platform->n_facts; i++)
        if (strcmp(lab->platform->fact[i].key, key) == 0)
            return sq_numbers_of_fact(lab, &lab->platform->fact[i]);
    for (const sq_numbers_row *row = sq_numbers_mode; row->key; row++)
        if (strcmp(row->key, key) == 0)
            return sq_numbers_value(lab, row);
    cr_assert_fail("no number %s", key);
    return NAN;
}

static inline sq_validity_verdict
verdict(const sq_lab *lab, const char *name)
{
    sq_validity_verdict all[SQ_VALIDITY_MOST_VERDICTS];
    size_t n = sq_validity_verdicts(all, lab);
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].name, name) == 0)
            return all[i];
    cr_assert_fail("no condition %s", name);
    return all[0];
}

static inline bool
has_note(const sq_lab *lab, const char *part)
{
    sq_validity_note note[SQ_VALIDITY_MOST_NOTES];
    size_t n = sq_validity_notes(note, lab);
    for (size_t i = 0; i < n; i++)
        if (strstr(note[i].text, part))
            return true;
    return false;
}

/* Six digits. */
#define expect_digits(value_, wanted_)                                                         \
    cr_expect(fabs((value_) / (wanted_)-1) < 5e-7, #value_ " is %.9g, not %.9g", (value_),     \
              (wanted_))

#endif
