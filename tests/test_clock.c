/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>

#include "beyond/task_of.h"
#include "labs.h"
#include "planning/clock.h"
#include "predict/predict.h"

/* 429 228 004 229 873 Hz, T = 1 s, N = 10^4: values from elsewhere, to all their digits. */
static sq_clock_cycle
strontium(double dead_time, double laser_phase)
{
    return (sq_clock_cycle){.omega = 2 * M_PI * 429228004229873.0,
                            .atoms = 1e4,
                            .interrogation = 1,
                            .dead_time = dead_time,
                            .laser_phase = laser_phase,
                            .tan2 = sq_clock_tan2(laser_phase)};
}

Test(clock, stability)
{
    const sq_clock_cycle c = strontium(1, 0);
    const double xi2 = pow(10, -0.9);
    sq_clock_state s;
    sq_clock_state_of(&s, &c, 0, 1, 1);
    cr_expect_float_eq(s.stability, 5.243811606e-18, 1e-27);
    sq_clock_state_of(&s, &c, 0, xi2, 1);
    cr_expect_float_eq(s.stability, 1.860574569e-18, 1e-27);
    sq_clock_state_of(&s, &c, 1, xi2, 1);
    cr_expect_float_eq(s.stability, 2.278729161e-18, 1e-27);
    cr_expect_float_eq(sq_clock_averaging(&s, s.stability / 10), 100, 1e-9);
}

/* 9 dB that take 2 s: 7.943 in variance, half of it lost to the cycle. */
Test(clock, preparation_counts)
{
    const sq_clock_cycle c = strontium(1, 0);
    sq_clock_state s;
    sq_clock_state_of(&s, &c, 2, pow(10, -0.9), 1);
    cr_expect_float_eq(s.gain_db, 9 - 10 * log10(2), 1e-12);
    cr_expect_float_eq(s.cost_db[SQ_CLOCK_PREPARATION], 10 * log10(2), 1e-12);
    cr_expect_float_eq(s.cost_db[SQ_CLOCK_DEAD_TIME], 10 * log10(4 / 3.0), 1e-12);
}

/* <tan²> = s² + 2 s⁴ + 17/3 s⁶ + …, the moments of tan² = x² + 2 x⁴/3 + 17 x⁶/45 + 62 x⁸/315;
 * the next term is 92 s^10, and beyond six
 * rms lie 8e-8 of s². */
Test(clock, phase_of_the_laser)
{
    for (double s = 0.01; s < 0.06; s += 0.02) {
        double s2 = s * s;
        double series =
            s2 + 2 * s2 * s2 + 17 / 3.0 * pow(s2, 3) + 105 * 62 / 315.0 * pow(s2, 4);
        cr_expect_float_eq(sq_clock_tan2(s), series, 300 * pow(s2, 5) + 1e-7 * s2);
    }
    cr_expect(sq_clock_tan2(0) == 0);
    sq_clock_state quiet, noisy;
    const sq_clock_cycle still = strontium(0, 0), moved = strontium(0, 0.1);
    sq_clock_state_of(&quiet, &still, 1, 0.2, 40);
    sq_clock_state_of(&noisy, &moved, 1, 0.2, 40);
    cr_expect_float_eq(noisy.cost_db[SQ_CLOCK_LASER_PHASE],
                       10 * log10((0.2 + 40 * moved.tan2) / 0.2), 1e-12);
    cr_expect_float_eq(noisy.phase * noisy.phase * 1e4, 0.2 + 40 * moved.tan2, 1e-12);
}

static sq_clock_plan
plan_of(const char *const *setting)
{
    sq_clock_plan plan;
    sq_clock_cycle cycle;
    sq_prediction p;
    sq_task task;
    sq_errors errors = {0};
    sq_lab lab = lab_with("sr87-clock-cavity", setting);
    cr_assert(sq_clock_cycle_of(&cycle, &lab, &errors) == SQ_OK);
    sq_task_of(&task, &lab);
    cr_assert(sq_predict(&p, &task, &errors) == SQ_OK);
    sq_clock_plan_make(&plan, &cycle, &p);
    sq_prediction_free(&p);
    sq_lab_free(&lab);
    return plan;
}

/* 2.1 s of preparation eat 4.9 of 7.9 dB of a clock that is interrogated for 1 s; it is better
 * off with less squeezing, sooner, and sooner still where antisqueezing counts. */
Test(clock, best_is_before_the_most_squeezing)
{
    sq_clock_plan p = plan_of(SETTINGS("clock.interrogation=1s"));
    sq_clock_plan noisy =
        plan_of(SETTINGS("clock.interrogation=1s", "clock.laser_phase=0.1rad"));
    cr_expect_float_eq(p.deepest.db, 7.89, 0.02);
    cr_expect_float_eq(p.deepest.cost_db[SQ_CLOCK_PREPARATION], 4.9, 0.05);
    cr_expect(p.best.preparation < 0.7 * p.deepest.preparation);
    cr_expect(p.best.gain_db > p.deepest.gain_db + 0.5 && p.best.gain_db > 3);
    cr_expect(noisy.best.preparation < p.best.preparation &&
              noisy.best.gain_db < p.best.gain_db);
    cr_expect(noisy.deepest.gain_db < 0 && noisy.plain.gain_db == 0);
}

/* An interrogation so short that nothing is worth waiting for. */
Test(clock, squeezing_may_not_pay)
{
    sq_clock_plan p = plan_of(SETTINGS("clock.interrogation=1us"));
    cr_expect(p.best.preparation == 0 && p.best.gain_db == 0 && p.deepest.gain_db < 0);
}
