/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves made by other people's programs: tests/data, see the README there. */
#ifndef TESTS_REFERENCE_H
#define TESTS_REFERENCE_H

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/rates.h"
#include "model/squeezing.h"

enum { REFERENCE_ROWS = 512, REFERENCE_COLUMNS = 18 };

/* Columns t, Jx, Jy, Jz, Jxx, Jyy, Jzz, Jxy, Jxz, Jyz, xi2, Neff; of sampled curves also the
 * standard errors of Jx, Jy, Jz, xi2, Neff and the bias of xi2 (0 elsewhere). */
typedef struct reference {
    sq_rates rates;
    double ratio;
    size_t n;
    double row[REFERENCE_ROWS][REFERENCE_COLUMNS];
} reference;

/* Keys of the header lines and the members they set; other files carry the case in
 * their name and are given by the caller. */
static const struct {
    const char *key;
    size_t member;
} reference_keys[] = {
    {" N=", offsetof(sq_rates, N)},
    {" Gamma=", offsetof(sq_rates, Gamma)},
    {" chi=", offsetof(sq_rates, chi)},
    {" gamma_s=", offsetof(sq_rates, gamma_s)},
    {" collective_dephasing=", offsetof(sq_rates, Gamma_phi)},
    {" collective_pumping=", offsetof(sq_rates, Gamma_up)},
    {" delta=", offsetof(sq_rates, delta)},
    {" dephasing=", offsetof(sq_rates, gamma_phi)},
    {" pumping=", offsetof(sq_rates, gamma_up)},
    {" oat=", offsetof(sq_rates, chi_z)},
};

static inline void
reference_read_header(reference *r, const char *line)
{
    for (size_t i = 0; i < sizeof reference_keys / sizeof reference_keys[0]; i++) {
        const char *found = strstr(line, reference_keys[i].key);
        if (found)
            *(double *)(void *)((char *)&r->rates + reference_keys[i].member) =
                strtod(found + strlen(reference_keys[i].key), NULL);
    }
    const char *ratio = strstr(line, "Upsilon/Upsilon_c=");
    if (ratio)
        r->ratio = strtod(ratio + strlen("Upsilon/Upsilon_c="), NULL);
}

static inline void
reference_read(reference *r, const char *name)
{
    char path[1024], line[1024];
    const char *folder = getenv("srcdir");
    snprintf(path, sizeof path, "%s/tests/data/%s", folder ? folder : ".", name);
    FILE *file = fopen(path, "r");
    cr_assert(file != NULL, "cannot open %s", path);
    *r = (reference){0};
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#') {
            reference_read_header(r, line);
        } else if (line[0] != 't') {
            char *at = line;
            for (int c = 0; c < REFERENCE_COLUMNS; c++, at += *at == ',')
                r->row[r->n][c] = strtod(at, &at);
            cr_assert(++r->n < REFERENCE_ROWS);
        }
    }
    fclose(file);
    /* The files mean Upsilon_c without collective pumping. */
    r->rates.Omega = r->ratio * r->rates.N / 2 * hypot(r->rates.Gamma, 2 * r->rates.chi);
}

/* Largest difference of any first or second moment from a row. */
static inline double
reference_difference(const double *row, const sq_moments *m)
{
    static const int pair[6][2] = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
    double largest = 0;
    for (int a = 0; a < 3; a++)
        largest = fmax(largest, fabs(m->mean[a] - row[1 + a]));
    for (int k = 0; k < 6; k++)
        largest =
            fmax(largest, fabs(sq_moments_second(m, pair[k][0], pair[k][1]) - row[4 + k]));
    return largest;
}

#endif
