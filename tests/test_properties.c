/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer does not depend on: units, mirrors, the origin of azimuth, and which side of a
 * limit the rates lie on.  Random models, by the hierarchy and, for few spins, exactly. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "random_models.h"

/* Minima are refined to 1e-4 dB, each run with steps of its own. */
#define SAME_DB 1e-3

enum { FEW_MODELS = 10, MANY_MODELS = 200, FEW_SPINS = 14 };

static int
number_of_models(void)
{
    return getenv("SQUINT_LONG") ? MANY_MODELS : FEW_MODELS;
}

static const char *
solver_for(const random_model *m)
{
    return m->rates.N <= FEW_SPINS ? "exact" : "cumulant";
}

/* The answer to a model until that time; kind in *kind. */
static double
db_of(const random_model *m, const char *solver, double until, double *time)
{
    sq_errors errors = {0};
    sq_prediction p;
    sq_task task = random_task(m, solver);
    task.until = until;
    cr_assert(sq_predict(&p, &task, &errors) == SQ_OK, "%s", sq_errors_first(&errors));
    double db = p.judgement.kind == SQ_BEST_NONE ? NAN : p.judgement.db;
    *time = p.judgement.best.t;
    sq_prediction_free(&p);
    return db;
}

/* The models that change themselves in some way that answers do not show, times longer by
 * `slower`. */
static void
expect_same(void (*change)(random_model *m), double slower, const char *what)
{
    for (int i = 0; i < number_of_models(); i++) {
        random_model m = random_model_of((uint64_t)i), other = m;
        double until = fmin(sq_rates_default_duration(&m.rates), 1), time, other_time;
        change(&other);
        double db = db_of(&m, solver_for(&m), until, &time),
               other_db = db_of(&other, solver_for(&m), until * slower, &other_time);
        cr_expect((isnan(db) && isnan(other_db)) || fabs(db - other_db) < SAME_DB,
                  "%s, model %d: %.6f dB at %g and %.6f dB at %g", what, i, db, time, other_db,
                  other_time);
    }
}

#define UNIT 7.3

static void
change_unit(random_model *m)
{
    for (const sq_rates_row *row = sq_rates_rows; row->name; row++)
        *sq_rates_member(&m->rates, row) *= UNIT;
}

Test(properties, unit_of_time, .timeout = 1200)
{
    expect_same(change_unit, 1 / UNIT, "unit");
}

/* Complex conjugation of the master equation. */
static void
mirror_in_y(random_model *m)
{
    m->rates.chi *= -1;
    m->rates.chi_z *= -1;
    m->rates.delta *= -1;
    m->rates.Omega *= -1;
    m->spin[1] *= -1;
}

Test(properties, mirrored_in_y, .timeout = 1200)
{
    expect_same(mirror_in_y, 1, "mirror");
}

static void
turn_about_z(random_model *m)
{
    m->rates.Omega *= -1;
    m->spin[0] *= -1;
    m->spin[1] *= -1;
}

Test(properties, turned_about_z, .timeout = 1200)
{
    expect_same(turn_about_z, 1, "turn");
}

static void
nudge_ratio(random_model *m)
{
    m->rates.Omega *= 1 + 1e-7;
}

static void
nudge_relaxation(random_model *m)
{
    m->rates.gamma_s += 1e-8;
}

Test(properties, continuous_in_drive_and_relaxation, .timeout = 1200)
{
    expect_same(nudge_ratio, 1, "drive");
    expect_same(nudge_relaxation, 1, "relaxation");
}

/* Without a drive the azimuth of the start means nothing. */
Test(properties, azimuth, .timeout = 1200)
{
    for (int i = 0; i < number_of_models(); i++) {
        random_model m = random_model_of((uint64_t)i);
        m.rates.Omega = 0;
        random_model other = m;
        double until = fmin(sq_rates_default_duration(&m.rates), 1), time, other_time, a = 1.1;
        other.spin[0] = cos(a) * m.spin[0] - sin(a) * m.spin[1];
        other.spin[1] = sin(a) * m.spin[0] + cos(a) * m.spin[1];
        double db = db_of(&m, solver_for(&m), until, &time),
               other_db = db_of(&other, solver_for(&m), until, &other_time);
        cr_expect((isnan(db) && isnan(other_db)) || fabs(db - other_db) < SAME_DB,
                  "model %d: %.6f and %.6f dB", i, db, other_db);
    }
}

/* The limits where a term or a phase ends: just on either side the answer is the same. */
Test(properties, limits, .timeout = 1200)
{
    for (int i = 0; i < number_of_models(); i++) {
        random_model m = random_model_of((uint64_t)i), other;
        double time, other_time;
        m.rates.Omega = sq_rates_rabi_of_ratio(&m.rates, 1 - 1e-7);
        other = m;
        other.rates.Omega = sq_rates_rabi_of_ratio(&m.rates, 1 + 1e-7);
        double db = db_of(&m, solver_for(&m), 0.5, &time),
               other_db = db_of(&other, solver_for(&m), 0.5, &other_time);
        cr_expect((isnan(db) && isnan(other_db)) || fabs(db - other_db) < SAME_DB,
                  "ratio 1, model %d: %.6f and %.6f dB", i, db, other_db);
        m.rates.gamma_s = m.rates.gamma_up = m.rates.gamma_phi = 0;
        other = m;
        other.rates.gamma_s = 1e-7;
        db = db_of(&m, solver_for(&m), 0.5, &time);
        other_db = db_of(&other, solver_for(&m), 0.5, &other_time);
        cr_expect((isnan(db) && isnan(other_db)) || fabs(db - other_db) < SAME_DB,
                  "gamma_s 0, model %d: %.6f and %.6f dB", i, db, other_db);
    }
}
