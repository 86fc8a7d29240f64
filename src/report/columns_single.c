/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figure 2(b) of Tucker et al., PRA 102, 051701 (2020), is made of these. */
#include "report/columns_single.h"

#include <inttypes.h>
#include <math.h>

#include "base/locale.h"

static double
time_of(const sq_columns_single_point *p)
{
    return p->t;
}

static double
xi2(const sq_columns_single_point *p)
{
    return p->squeezing.xi2;
}

static double
decibel(const sq_columns_single_point *p)
{
    return sq_decibel(p->squeezing.xi2);
}

static double
n_eff(const sq_columns_single_point *p)
{
    return p->squeezing.n_eff;
}

#define MEAN(name_, a_)                                                                        \
    static double name_(const sq_columns_single_point *p)                                      \
    {                                                                                          \
        return p->moments.mean[a_];                                                            \
    }
MEAN(jx, 0)
MEAN(jy, 1)
MEAN(jz, 2)

const sq_columns_single_row sq_columns_single[] = {
    {"t", time_of}, {"xi2", xi2}, {"db", decibel}, {"n_eff", n_eff},
    {"jx", jx},     {"jy", jy},   {"jz", jz},
};
const size_t sq_n_columns_single = sizeof sq_columns_single / sizeof sq_columns_single[0];

void
sq_columns_single_at(sq_columns_single_point *p, const sq_ensemble *e, long i, size_t k)
{
    p->t = e->t[k];
    sq_sample_moments(&p->moments, &e->sample[(size_t)i * e->n_times + k], e->rates.N);
    sq_squeezing_compute(&p->squeezing, &p->moments);
}

long
sq_columns_single_count(const sq_ensemble *e, long keep)
{
    return !e ? 0 : keep < e->n ? keep : e->n;
}

static void
write_row(FILE *out, uint64_t number, const sq_columns_single_point *p)
{
    fprintf(out, "%" PRIu64, number);
    for (size_t c = 0; c < sq_n_columns_single; c++) {
        double value = sq_columns_single[c].value(p);
        fputc(',', out);
        if (isfinite(value))
            fprintf(out, "%.12g", value);
    }
    fputc('\n', out);
}

void
sq_columns_single_write_csv(FILE *out, const sq_ensemble *e, long keep)
{
    locale_t before = sq_locale_enter();
    fputs("trajectory", out);
    for (size_t c = 0; c < sq_n_columns_single; c++)
        fprintf(out, ",%s", sq_columns_single[c].name);
    fputc('\n', out);
    for (long i = 0; i < sq_columns_single_count(e, keep); i++)
        for (size_t k = 0; k < e->n_times; k++) {
            sq_columns_single_point p;
            sq_columns_single_at(&p, e, i, k);
            write_row(out, e->first + (uint64_t)i, &p);
        }
    sq_locale_leave(before);
}
