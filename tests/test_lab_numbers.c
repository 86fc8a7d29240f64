/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every lab in platforms/ against tests/data/labs.csv, to six digits. */
#include <dirent.h>

#include "labs.h"

enum { LINE = 1024, MOST_SETTINGS = 16 };

static const char *
data_folder(void)
{
    const char *folder = getenv("srcdir");
    return folder ? folder : ".";
}

static FILE *
open_numbers(void)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/tests/data/labs.csv", data_folder());
    FILE *file = fopen(path, "r");
    cr_assert(file, "%s", path);
    return file;
}

/* A line taken apart. */
typedef struct number {
    char line[LINE], settings[LINE];
    const char *lab, *quantity;
    double value;
} number;

static bool
next_number(number *n, FILE *file)
{
    do
        if (!fgets(n->line, sizeof n->line, file))
            return false;
    while (n->line[0] == '#');
    char *at = n->line, *field[4];
    for (int i = 0; i < 4; i++)
        field[i] = strsep(&at, ";\n");
    n->lab = field[0];
    snprintf(n->settings, sizeof n->settings, "%s", field[1]);
    n->quantity = field[2];
    n->value = strtod(field[3], NULL);
    return true;
}

static sq_lab
lab_of(const number *n)
{
    static char text[LINE];
    const char *setting[MOST_SETTINGS + 1] = {NULL};
    char *at = text;
    snprintf(text, sizeof text, "%s", n->settings);
    for (int i = 0; i < MOST_SETTINGS && at && *at; i++)
        setting[i] = strsep(&at, "|");
    return lab_with(n->lab, setting);
}

static double
of_rows(const sq_numbers_row *row, const char *key, const sq_rates *rates)
{
    for (; row->key; row++)
        if (strcmp(row->key, key) == 0)
            return sq_numbers_of_rates(row, rates);
    return NAN;
}

static double
of_channels(const sq_lab *lab, const char *key)
{
    for (size_t i = 0; i < lab->platform->n_channels; i++)
        if (strcmp(lab->platform->channel[i].key, key) == 0)
            return lab->platform->channel[i].rate(lab->record);
    return NAN;
}

static double
of_corrections(const sq_lab *lab, const char *key)
{
    for (int i = 0; i < 2 * SQ_NUMBERS_ORDERS; i++) {
        const sq_numbers_order *order = &sq_numbers_orders[i / 2];
        const sq_numbers_row *row = i % 2 ? &order->chi : &order->Gamma;
        char name[64];
        snprintf(name, sizeof name, "%s:%s", order->key, row->key);
        if (strcmp(name, key) == 0)
            return sq_numbers_value(lab, row);
    }
    return NAN;
}

static double
value_of(const sq_lab *lab, const char *quantity)
{
    if (strncmp(quantity, "validity:", 9) == 0)
        return verdict(lab, quantity + 9).ratio;
    if (strncmp(quantity, "process:", 8) == 0)
        return of_channels(lab, quantity + 8);
    if (strchr(quantity, ':'))
        return of_corrections(lab, quantity);
    sq_numbers_row row;
    double value = NAN;
    for (size_t i = 0; sq_numbers_rate(&row, i); i++)
        if (strcmp(row.key, quantity) == 0)
            value = sq_numbers_of_rates(&row, &lab->rates);
    if (isnan(value))
        value = of_rows(sq_numbers_derived, quantity, &lab->rates);
    return isnan(value) ? fact(lab, quantity) : value;
}

static bool
same_lab(const number *a, const number *b)
{
    return a->lab && strcmp(a->lab, b->lab) == 0 && strcmp(a->settings, b->settings) == 0;
}

Test(lab_numbers, agree)
{
    static number n[2]; /* this line and the one before */
    sq_lab lab = {0};
    FILE *file = open_numbers();
    for (int i = 0; next_number(&n[i], file); i = 1 - i) {
        if (!same_lab(&n[1 - i], &n[i])) {
            sq_lab_free(&lab);
            lab = lab_of(&n[i]);
        }
        double value = value_of(&lab, n[i].quantity), wanted = n[i].value;
        cr_expect(fabs(value - wanted) <= 5e-7 * fabs(wanted), "%s %s: %s is %.10g, not %.10g",
                  n[i].lab, n[i].settings, n[i].quantity, value, wanted);
    }
    sq_lab_free(&lab);
    fclose(file);
}

static bool
has_numbers(const char *lab)
{
    number n;
    bool found = false;
    FILE *file = open_numbers();
    while (!found && next_number(&n, file))
        found = strcmp(n.lab, lab) == 0 && !*n.settings && strcmp(n.quantity, "Gamma") == 0;
    fclose(file);
    return found;
}

/* A new lab needs its numbers. */
Test(lab_numbers, of_every_lab)
{
    char path[1024];
    int labs = 0;
    snprintf(path, sizeof path, "%s/platforms", data_folder());
    DIR *folder = opendir(path);
    cr_assert(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char *end = strstr(entry->d_name, ".yaml");
        if (!end || end[5])
            continue;
        *end = '\0';
        cr_expect(has_numbers(entry->d_name), "%s.yaml: no numbers in tests/data/labs.csv",
                  entry->d_name);
        labs++;
    }
    closedir(folder);
    cr_expect(labs >= 11);
}
