/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No sentence about a lab has a number in it that does not exist, whatever a key is set to. */
#include <ctype.h>
#include <dirent.h>

#include "lab/lab_change.h"
#include "labs.h"
#include "report/findings_lab.h"

/* ---- what is looked for ---- */

/* Does "nan" or "inf" stand alone in it?  "infinite" is a word that says what it means. */
static bool
has_no_number(const char *text)
{
    static const char *const words[] = {"nan", "inf"};
    for (size_t i = 0; text && i < sizeof words / sizeof words[0]; i++)
        for (const char *at = text; (at = strstr(at, words[i])); at++)
            if ((at == text || !isalpha((unsigned char)at[-1])) &&
                !isalpha((unsigned char)at[3]))
                return true;
    return false;
}

static void
expect_numbers(const sq_lab *lab, const char *what)
{
    sq_findings f;
    sq_findings_init(&f, lab);
    sq_findings_lab(&f, lab, SQ_FINDINGS_LAB_ALL);
    sq_findings_lab_misread(&f, lab);
    for (size_t i = 0; i < f.n; i++) {
        const sq_finding *row = &f.row[i];
        const char *const said[] = {row->label, row->shown, row->note, row->text};
        for (size_t k = 0; k < sizeof said / sizeof said[0]; k++)
            cr_expect_not(has_no_number(said[k]), "%s: %s", what, said[k]);
    }
    sq_findings_free(&f);
}

/* ---- every key of every lab ---- */

static size_t n_labs;

static void
change_and_look(const sq_lab *lab, const char *const key[2], const double value[2])
{
    sq_lab_change *change;
    sq_lab changed = {0};
    sq_errors errors = {0};
    char what[256];
    snprintf(what, sizeof what, "%s with %s = %g, %s = %g", lab->path, key[0], value[0], key[1],
             value[1]);
    if (sq_lab_change_create(&change, lab, key, strcmp(key[0], key[1]) ? 2 : 1, &errors) ==
        SQ_OK) {
        if (sq_lab_changed(&changed, change, value, &errors) == SQ_OK) {
            expect_numbers(&changed, what);
            n_labs++;
        }
        sq_lab_change_free(change);
    }
    sq_lab_free(&changed);
    sq_errors_free(&errors);
}

/* Nothing, next to nothing, what is usual, very much; and the other sign of it. */
static const double extremes[] = {0, 1e-12, 0.37, 1, 1.71, 1e3, -1e9, 1e12};

/* Of each drive, so that what is said above threshold, below it and without a drive is said of
 * every value. */
static const struct {
    const char *key;
    double value;
} drives[] = {{"drive.rabi", 0},
              {"drive.rabi", -1e9},
              {"drive.ratio", 1},
              {"drive.ratio", 1.3},
              {"drive.rabi", -1e-3}};

static void
look_at(const sq_lab *lab, const char *key)
{
    for (size_t i = 0; i < sizeof extremes / sizeof extremes[0]; i++)
        for (size_t k = 0; k < sizeof drives / sizeof drives[0]; k++)
            change_and_look(lab, (const char *const[]){key, drives[k].key},
                            (double[]){extremes[i], drives[k].value});
}

static void
look_at_keys(const char *path)
{
    sq_param_row_set sets[SQ_LAB_SETS];
    sq_lab lab;
    sq_errors errors = {0};
    cr_assert(sq_lab_read(&lab, path, NULL, 0, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    expect_numbers(&lab, path);
    sq_lab_sets(&lab, sets);
    for (size_t s = 0; s < SQ_LAB_SETS; s++)
        for (size_t i = 0; i < sets[s].n; i++)
            if (sets[s].row[i].kind == SQ_PARAM_QUANTITY)
                look_at(&lab, sets[s].row[i].key);
    sq_lab_free(&lab);
}

Test(sentences, of_every_key_of_every_lab)
{
    char labs[1024], path[2048];
    const char *top = getenv("srcdir");
    snprintf(labs, sizeof labs, "%s/platforms", top ? top : ".");
    DIR *folder = opendir(labs);
    cr_assert(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char *end = strstr(entry->d_name, ".yaml");
        if (!end || end[5])
            continue;
        snprintf(path, sizeof path, "%s/%s", labs, entry->d_name);
        look_at_keys(path);
    }
    closedir(folder);
    cr_expect(n_labs > 3000, "%zu labs", n_labs);
}
