/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/columns.h"

#include <assert.h>

static double
time_of(const sq_curve_point *p)
{
    return p->t;
}

static double
xi2(const sq_curve_point *p)
{
    return p->squeezing.xi2;
}

static double
decibel(const sq_curve_point *p)
{
    return sq_squeezing_decibel(p->squeezing.xi2);
}

static double
n_eff(const sq_curve_point *p)
{
    return p->squeezing.n_eff;
}

static double
total_spin(const sq_curve_point *p)
{
    return sq_moments_total_spin(&p->moments);
}

static double
xi2_error(const sq_curve_point *p)
{
    return p->xi2_error;
}

#define MEAN(name_, a_)                                                                        \
    static double name_(const sq_curve_point *p)                                               \
    {                                                                                          \
        return p->moments.mean[a_];                                                            \
    }
MEAN(jx, 0)
MEAN(jy, 1)
MEAN(jz, 2)

#define SECOND(name_, a_, b_)                                                                  \
    static double name_(const sq_curve_point *p)                                               \
    {                                                                                          \
        return sq_moments_second(&p->moments, a_, b_);                                         \
    }
SECOND(jxx, 0, 0)
SECOND(jyy, 1, 1)
SECOND(jzz, 2, 2)
SECOND(jxy, 0, 1)
SECOND(jxz, 0, 2)
SECOND(jyz, 1, 2)

const sq_columns_row sq_columns[] = {
    {"t", time_of, true},
    {"xi2", xi2, false},
    {"db", decibel, true},
    {"jx", jx, false},
    {"jy", jy, false},
    {"jz", jz, false},
    {"jxx", jxx, false},
    {"jyy", jyy, false},
    {"jzz", jzz, false},
    {"jxy", jxy, false},
    {"jxz", jxz, false},
    {"jyz", jyz, false},
    {"j2", total_spin, false},
    {"n_eff", n_eff, true},
    {"xi2_error", xi2_error, false},
    {.name = NULL},
};

const sq_columns_row sq_columns_single[] = {
    {"t", time_of, false}, {"xi2", xi2, false}, {"db", decibel, false}, {"n_eff", n_eff, false},
    {"jx", jx, false},     {"jy", jy, false},   {"jz", jz, false},      {.name = NULL},
};

/* ---- tables of points ---- */

static bool
is_in(const sq_table *table, const sq_columns_row *column)
{
    return column->drawn || !table->drawn;
}

static void
choose(sq_table *table, const sq_columns_row *columns, bool drawn)
{
    table->columns = columns;
    table->drawn = drawn;
    for (const sq_columns_row *column = columns; column->name; column++)
        if (is_in(table, column)) {
            assert(table->n_columns < SQ_TABLE_COLUMNS);
            table->name[table->n_columns++] = column->name;
        }
}

static void
fill(double *value, const sq_table *table, const sq_curve_point *point)
{
    for (const sq_columns_row *column = table->columns; column->name; column++)
        if (is_in(table, column))
            *value++ = column->value(point);
}

static void
series_row(double *value, const sq_table *table, size_t i)
{
    const sq_prediction *p = table->of;
    sq_curve_point point = p->run.curve[p->run.primary].point[p->judgement.shown[i]];
    point.xi2_error = p->judgement.xi2_error[i];
    fill(value, table, &point);
}

void
sq_columns_of_series(sq_table *table, const sq_prediction *p)
{
    *table = (sq_table){.n_rows = p->judgement.n_shown, .row = series_row, .of = p};
    choose(table, sq_columns, false);
}

static void
curve_row(double *value, const sq_table *table, size_t i)
{
    const sq_curve *curve = table->of;
    fill(value, table, &curve->point[i]);
}

void
sq_columns_of_curve(sq_table *table, const sq_prediction *p, size_t k)
{
    const sq_curve *curve = &p->run.curve[(p->run.primary + k) % p->plan.n];
    *table = p->run.ensemble
                 ? (sq_table){.n_rows = p->judgement.n_shown, .row = series_row, .of = p}
                 : (sq_table){.n_rows = curve->n, .row = curve_row, .of = curve};
    choose(table, sq_columns, true);
}

/* ---- single trajectories ---- */

static void
trajectory_row(double *value, const sq_table *table, size_t k)
{
    const sq_prediction *p = table->of;
    const sq_ensemble *e = p->run.ensemble;
    size_t i = p->judgement.shown[k]; /* of its curve, which has the times of the ensemble */
    sq_curve_point point = {.t = e->t[i]};
    sq_statistics_sample_moments(&point.moments, &e->sample[table->part * e->n_times + i],
                                 sq_protocol_spins(&e->protocol));
    sq_squeezing_compute(&point.squeezing, &point.moments);
    fill(value, table, &point);
}

long
sq_columns_trajectories(const sq_prediction *p, long keep)
{
    const sq_ensemble *e = p->run.ensemble;
    return !e ? 0 : keep < e->n ? keep : e->n;
}

void
sq_columns_of_trajectory(sq_table *table, const sq_prediction *p, long i, bool drawn)
{
    const sq_ensemble *e = p->run.ensemble;
    *table = (sq_table){.n_rows = p->judgement.n_shown,
                        .row = trajectory_row,
                        .of = p,
                        .part = (size_t)i,
                        .counted_by = "trajectory",
                        .number = (long long)e->first + i};
    choose(table, drawn ? sq_columns : sq_columns_single, drawn);
}

/* ---- classes of coupling ---- */

static void
classes_row(double *value, const sq_table *table, size_t i)
{
    const sq_classes_cost *cost = table->of;
    value[0] = cost->t[i];
    value[1] = cost->curve_db[i];
    value[2] = cost->weighted_curve_db[i];
}

void
sq_columns_of_classes(sq_table *table, const sq_classes_cost *cost)
{
    *table = (sq_table){.n_columns = 3,
                        .n_rows = cost->n,
                        .name = {"t", "db", "weighted_db"},
                        .row = classes_row,
                        .of = cost};
}
