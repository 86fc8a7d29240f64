/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The squeezing that nine of ten shots, and nine of ten labs, reach. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "beyond/task_of.h"
#include "labs.h"
#include "planning/noise.h"
#include "planning/sight.h"
#include "planning/yield.h"

/* Of a normal distribution: nine of ten lie above the mean less so many standard deviations. */
#define NINE_OF_TEN 1.2815515655446004

static sq_yield
yield_of(const sq_lab *lab, double planned, int threads)
{
    sq_yield y;
    sq_task task;
    sq_errors errors = {0};
    sq_task_of(&task, lab);
    task.threads = threads;
    enum sq_status status = sq_yield_make(&y, lab, planned, &task, &errors);
    cr_assert(status == SQ_OK, "%s", errors.n ? sq_errors_first(&errors) : "");
    return y;
}

static double
db_at(const sq_lab *lab, double time)
{
    sq_sight_view view;
    sq_sight_look(&view, lab, NULL, time, SQ_SIGHT_HIGHEST, SQ_SIGHT_LOWEST);
    cr_assert(view.sight == SQ_SIGHT_TRUSTED && view.order == 4);
    return view.db;
}

/* Before the best time squeezing rises with it: so it is the early shots that have little. */
Test(yield, of_the_stop_time)
{
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("noise.time.stop=0.11 s"));
    sq_yield y = yield_of(&lab, 0.9, 0);
    double known = db_at(&lab, 0.9 - NINE_OF_TEN * 0.11);
    cr_expect(y.has_noise && y.shots.drawn && !y.has_uncertainty && !y.labs.drawn);
    cr_expect(y.shots.n == SQ_YIELD_SHOTS && y.shots.left_out == 0 && y.shots.distrusted == 0);
    /* Three standard errors. */
    cr_expect(fabs(y.shots.db - known) < 3 * y.shots.error_db, "%.4f ± %.4f, %.4f", y.shots.db,
              y.shots.error_db, known);
    cr_expect(y.shots.error_db < 0.05, "%.4f", y.shots.error_db);
    cr_expect(fabs(y.shots.median_db - db_at(&lab, 0.9)) < 3 * y.shots.error_db);
    sq_lab_free(&lab);
}

/* Faster relaxation leaves less, and nothing else is drawn. */
Test(yield, of_an_uncertain_lab)
{
    sq_lab lab =
        lab_with("sr87-clock-cavity", SETTINGS("decoherence.relaxation_time=10 ± 0.37 s"));
    char value[64];
    snprintf(value, sizeof value, "decoherence.relaxation_time=%.12g s",
             10 - NINE_OF_TEN * 0.37);
    sq_lab poor = lab_with("sr87-clock-cavity", SETTINGS(value));
    sq_yield y = yield_of(&lab, 0.9, 0);
    double known = db_at(&poor, 0.9);
    cr_expect(!y.has_noise && !y.shots.drawn && y.has_uncertainty && y.labs.drawn);
    cr_expect(fabs(y.labs.db - known) < 3 * y.labs.error_db, "%.5f ± %.5f, %.5f", y.labs.db,
              y.labs.error_db, known);
    cr_expect(y.labs.error_db < 0.01, "%.5f", y.labs.error_db);
    sq_lab_free(&lab);
    sq_lab_free(&poor);
}

/* 10000 trajectories each at 2.106 s: 7.66, 5.17 and 0.81 dB at ratios of 0.950, 0.955 and
 * 0.960, which are the ends of nine of ten shots at these rms (the lower side of the ratio
 * costs less), and order 2 makes 7.92, 7.15 and 5.49 of them.  The truth lies between these as
 * the squeezing falls, to 0.05 dB. */
Test(yield, covers_what_trajectories_find)
{
    static const struct {
        const char *noise;
        double low, high;
        bool known;
    } cases[] = {{"noise.drive.rabi=0.2 %", 7.60, 7.72, true},
                 {"noise.drive.rabi=0.6 %", 5.00, 5.40, false},
                 {"noise.drive.rabi=1 %", 0.50, 1.20, false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS(cases[i].noise));
        sq_yield y = yield_of(&lab, 2.10582, 0);
        const sq_yield_part *s = &y.shots;
        cr_expect(s->db - s->error_db < cases[i].low && s->db + s->error_db > cases[i].high,
                  "%s: %.3f ± %.3f", cases[i].noise, s->db, s->error_db);
        cr_expect(s->order == 4 && isnan(s->at_most_db) == cases[i].known, "%s: at most %g",
                  cases[i].noise, s->at_most_db);
        cr_expect(cases[i].known ? s->error_db < 0.2
                                 : s->at_most_db > cases[i].high && s->distrusted > 0.1);
        sq_lab_free(&lab);
    }
}

/* By seven nodes in place of fifteen, and by two points on each of three axes what the orders
 * differ by. */
Test(yield, averages_the_noise_of_a_lab)
{
    static const char *const more[] = {NULL, "noise.drive.detuning=0.4 mHz"};
    for (int i = 0; i < 2; i++) {
        const char *setting[] = {"noise.drive.rabi=0.4 %", "noise.readout.atoms=23", more[i],
                                 i ? "noise.atoms.number=51" : NULL, NULL};
        sq_lab lab = lab_with("sr87-clock-cavity", setting);
        sq_noises noises;
        sq_noise_effect effect, hasty, orders;
        sq_errors errors = {0};
        sq_task order_2 = {.order = 2};
        cr_assert(sq_noises_of_lab(&noises, &lab, &errors) == SQ_OK);
        cr_assert(sq_noise_of(&effect, &lab, &noises, 1.5, &order_2, &errors) == SQ_OK);
        cr_assert(sq_noise_hasty(&hasty, &lab, &noises, 1.5, 1.5, &errors) == SQ_OK);
        cr_expect(fabs(hasty.planned_db - effect.planned_db) < 0.01, "%.4f, %.4f",
                  hasty.planned_db, effect.planned_db);
        cr_assert(sq_noise_of(&effect, &lab, &noises, 1.5, NULL, &errors) == SQ_OK);
        cr_assert(sq_noise_hasty_orders(&orders, &lab, &noises, 1.5, 1.5, &errors) == SQ_OK);
        cr_expect(effect.planned_order == 4 && orders.planned_order == 4);
        cr_expect(fabs(orders.planned_db - effect.planned_db) < 0.01, "%.4f, %.4f",
                  orders.planned_db, effect.planned_db);
        cr_expect(fabs(hasty.planned_db - effect.planned_db) > 0.02, "%.4f, %.4f",
                  hasty.planned_db, effect.planned_db);
        sq_lab_free(&lab);
    }
}

Test(yield, does_not_depend_on_threads_but_on_the_seed)
{
    sq_lab lab =
        lab_with("sr87-clock-cavity", SETTINGS("decoherence.relaxation_time=10 ± 0.37 s"));
    sq_yield one = yield_of(&lab, 0.6, 1), three = yield_of(&lab, 0.6, 3), other;
    cr_expect(one.labs.db == three.labs.db && one.labs.median_db == three.labs.median_db);
    sq_task task;
    sq_errors errors = {0};
    sq_task_of(&task, &lab);
    task.seed = 77;
    cr_assert(sq_yield_make(&other, &lab, 0.6, &task, &errors) == SQ_OK);
    cr_expect(other.labs.db != one.labs.db);
    /* Two standard errors of the difference, each of which is known to a quarter. */
    cr_expect(fabs(other.labs.db - one.labs.db) <
              2 * 1.25 * hypot(one.labs.error_db, other.labs.error_db));
    sq_lab_free(&lab);
}
