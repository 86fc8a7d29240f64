/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/columns.h"

#include <math.h>

#include "base/locale.h"

static const sq_point *
point(const sq_prediction *p, size_t i)
{
    return &p->curve[p->plan.primary].point[p->shown[i]];
}

static double
time_of(const sq_prediction *p, size_t i)
{
    return point(p, i)->t;
}

static double
xi2(const sq_prediction *p, size_t i)
{
    return point(p, i)->squeezing.xi2;
}

static double
decibel(const sq_prediction *p, size_t i)
{
    return sq_decibel(xi2(p, i));
}

static double
n_eff(const sq_prediction *p, size_t i)
{
    return point(p, i)->squeezing.n_eff;
}

static double
total_spin(const sq_prediction *p, size_t i)
{
    return sq_total_spin(&point(p, i)->moments);
}

static double
xi2_error(const sq_prediction *p, size_t i)
{
    return p->xi2_error[i];
}

#define MEAN(name_, a_)                                                                        \
    static double name_(const sq_prediction *p, size_t i)                                      \
    {                                                                                          \
        return point(p, i)->moments.mean[a_];                                                  \
    }
MEAN(jx, 0)
MEAN(jy, 1)
MEAN(jz, 2)

#define SECOND(name_, a_, b_)                                                                  \
    static double name_(const sq_prediction *p, size_t i)                                      \
    {                                                                                          \
        return sq_second_moment(&point(p, i)->moments, a_, b_);                                \
    }
SECOND(jxx, 0, 0)
SECOND(jyy, 1, 1)
SECOND(jzz, 2, 2)
SECOND(jxy, 0, 1)
SECOND(jxz, 0, 2)
SECOND(jyz, 1, 2)

const sq_column sq_columns[] = {
    {"t", time_of},     {"xi2", xi2},     {"db", decibel},
    {"jx", jx},         {"jy", jy},       {"jz", jz},
    {"jxx", jxx},       {"jyy", jyy},     {"jzz", jzz},
    {"jxy", jxy},       {"jxz", jxz},     {"jyz", jyz},
    {"j2", total_spin}, {"n_eff", n_eff}, {"xi2_error", xi2_error},
};
const size_t sq_n_columns = sizeof sq_columns / sizeof sq_columns[0];

size_t
sq_series_length(const sq_prediction *p)
{
    return p->n_shown;
}

void
sq_series_write_csv(FILE *out, const sq_prediction *p)
{
    locale_t before = sq_locale_enter();
    for (size_t c = 0; c < sq_n_columns; c++)
        fprintf(out, "%s%s", c ? "," : "", sq_columns[c].name);
    fputc('\n', out);
    for (size_t i = 0; i < sq_series_length(p); i++) {
        for (size_t c = 0; c < sq_n_columns; c++) {
            double value = sq_columns[c].value(p, i);
            if (c)
                fputc(',', out);
            if (isfinite(value))
                fprintf(out, "%.12g", value);
        }
        fputc('\n', out);
    }
    sq_locale_leave(before);
}
