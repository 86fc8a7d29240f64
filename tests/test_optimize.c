/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The highest hill of a function, and the best settings of a lab. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "beyond/classes_cost.h"
#include "labs.h"
#include "planning/limit.h"
#include "planning/nearby.h"
#include "planning/noise.h"
#include "planning/optimize.h"
#include "planning/pareto.h"
#include "planning/search.h"
#include "planning/trial.h"

/* ---- search ---- */

/* Hills of height 1 to 1.5 on a ring and a line; the highest lies across the seam of the
 * ring. */
static double
hills(const double *x, int thread, void *context)
{
    static const double top[3][3] = {{0.3, 0.2, 1}, {0.6, 0.8, 1.2}, {0.98, 0.5, 1.5}};
    double sum = 0;
    (void)thread, (void)context;
    for (int i = 0; i < 3; i++) {
        double ring = fabs(x[0] - top[i][0]), line = x[1] - top[i][1];
        ring = fmin(ring, 1 - ring);
        sum += top[i][2] * exp(-40 * (ring * ring + line * line));
    }
    return sum;
}

static sq_search_result
search(uint64_t seed, int threads)
{
    const sq_search s = {
        .n = 2, .periodic = {true}, .merit = hills, .seed = seed, .threads = threads};
    sq_search_result result;
    sq_errors errors = {0};
    cr_assert(sq_search_run(&result, &s, &errors) == SQ_OK);
    return result;
}

/* The tails of the other hills move the top by less than 1e-3. */
Test(search, finds_the_highest_hill)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        sq_search_result r = search(seed, 1);
        cr_expect(fabs(r.top[0].x[0] - 0.98) < 2e-3 && fabs(r.top[0].x[1] - 0.5) < 2e-3,
                  "seed %d: %g, %g", (int)seed, r.top[0].x[0], r.top[0].x[1]);
        cr_expect(r.n_tops >= 3, "the others are told too");
    }
}

Test(search, does_not_depend_on_threads)
{
    sq_search_result one = search(5, 1), three = search(5, 3);
    cr_expect(one.n_tops == three.n_tops && one.evaluations == three.evaluations);
    for (size_t i = 0; i < one.n_tops; i++)
        cr_expect(memcmp(&one.top[i], &three.top[i], sizeof one.top[i]) == 0, "top %zu", i);
}

/* ---- trials ---- */

/* By the same order as a prediction, which runs with steps a hundred times smaller; the
 * parabola through points 5 % apart is good to 1e-3 dB. */
Test(optimize, trial_is_a_prediction_of_order_2)
{
    sq_errors errors = {0};
    sq_trial trial;
    double time;
    bool inside;
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    cr_assert(sq_trial_run(&trial, &lab.rates, lab.spin, 2, lab.until, &errors) == SQ_OK);
    double db = sq_trial_best(&trial, &time, &inside);
    cr_expect(fabs(db - 8.0212) < 1e-3, "%.5f", db);
    cr_expect(fabs(time - 2.057) < 0.005, "%.4f", time);
    cr_expect(inside);
    cr_expect(fabs(sq_trial_first(&trial, sq_trial_at(&trial, 1.0)) - 1.0) < 1e-9);
    cr_expect(isnan(sq_trial_at(&trial, 3.0)));
    sq_lab_free(&lab);
}

/* ---- spaces ---- */

static void
expect_fault(const char *free, const char *what)
{
    sq_space space;
    sq_errors errors = {0};
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    cr_expect(sq_space_make(&space, &lab, &free, 1, NULL, false, &errors) == SQ_ERR_INPUT, "%s",
              free);
    cr_expect(strstr(sq_errors_first(&errors), what), "%s: %s", free, sq_errors_first(&errors));
    sq_errors_free(&errors);
    sq_space_free(&space);
    sq_lab_free(&lab);
}

Test(optimize, what_cannot_be_free)
{
    expect_fault("drive.ration", "did you mean 'drive.ratio'?");
    expect_fault("cavity.coupling_is", "only numbers can be free");
    expect_fault(
        "drive.detuning",
        "there is no value to put a range around; write --free 'drive.detuning=LOW..HIGH'");
    expect_fault("drive.ratio=1.2 .. 0.5", "reversed range; write '0.5 .. 1.2'");
    expect_fault("drive.ratio=0.5", "is no range");
    expect_fault("drive.ratio=-1 .. 1", "'-1 .. 1' is out of range");
    expect_fault("cavity.detuning=100 .. 300", "'100' has no unit");
    expect_fault("time.until", "does not end in the rates");
}

Test(optimize, what_excludes_each_other_cannot_be_free_together)
{
    sq_space space;
    sq_errors errors = {0};
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    const char *const free[] = {"drive.ratio", "drive.rabi"};
    cr_expect(sq_space_make(&space, &lab, free, 2, NULL, false, &errors) == SQ_ERR_INPUT);
    cr_expect(strstr(sq_errors_first(&errors), "exclude each other"), "%s",
              sq_errors_first(&errors));
    sq_errors_free(&errors);
    sq_space_free(&space);
    sq_lab_free(&lab);
}

/* ---- best settings ---- */

static sq_optimize_result
optimize(const char *const *setting, const char *const *free, size_t n_free,
         sq_optimize_task task)
{
    sq_space space;
    sq_errors errors = {0};
    sq_optimize_result result;
    sq_lab lab = lab_with("sr87-clock-cavity", setting);
    cr_assert(sq_space_make(&space, &lab, free, n_free, NULL, false, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    task.goal.space = &space;
    cr_assert(sq_optimize(&result, &task, &errors) == SQ_OK, "%s", sq_errors_first(&errors));
    sq_space_free(&space);
    sq_lab_free(&lab);
    return result;
}

/* Squeezing of twisted spins grows with each one: the least number reaches the target, one less
 * does not, and the most twisting goes as far as it is asked for. */
Test(optimize, least_number_of_spins)
{
    static const char model[] = "squint: 1\nplatform: model\natoms: {number: 100}\n"
                                "rates: {gamma_collective: 0, chi_z: 1, gamma_phi: 0.5}\n"
                                "drive: {rabi: 0}\ninitial: {direction: +x}\n"
                                "time: {until: 0.3}\n";
    const char *const free[] = {"initial.direction.azimuth=-1deg..1deg"};
    sq_errors errors = {0};
    sq_space space;
    sq_lab lab;
    sq_optimize_result r;
    cr_assert(lab_read_text(&lab, model, &errors) == SQ_OK);
    cr_assert(sq_space_make(&space, &lab, free, 1, "atoms.number=2..200", false, &errors) ==
              SQ_OK);
    sq_optimize_task task = {.goal = {.space = &space, .target = 8}, .seed = 1};
    cr_assert(sq_limit_find(&r, &task, &errors) == SQ_OK);
    cr_expect(r.reached && !r.violated && !r.setting[space.sought].at_low);
    sq_rates rates = lab.rates;
    for (int less = 0; less < 2; less++) {
        sq_trial trial;
        double time;
        bool inside;
        rates.N = r.setting[space.sought].value - less;
        cr_assert(sq_trial_run(&trial, &rates, (double[3]){1, 0, 0}, 2, 10, &errors) == SQ_OK);
        cr_expect((sq_trial_best(&trial, &time, &inside) >= 8) == !less, "N = %g", rates.N);
    }
    sq_space_free(&space);
    sq_lab_free(&lab);
}

/* The target is met in truth, by orders 3 and 4, with no more than 0.01 dB to spare, which are
 * 0.5 % of the atoms: so any seed finds the same within 1 %. */
Test(optimize, least_number_from_any_seed)
{
    const char *const free[] = {"drive.ratio=0.9 .. 0.99"};
    double found[2];
    sq_errors errors = {0};
    sq_space space;
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    cr_assert(sq_space_make(&space, &lab, free, 1, "atoms.number=2e3..2e4", false, &errors) ==
              SQ_OK);
    for (int i = 0; i < 2; i++) {
        sq_optimize_result r;
        const sq_optimize_task task = {.goal = {.space = &space, .target = 7},
                                       .seed = (uint64_t)(3 + 4 * i)};
        cr_assert(sq_limit_find(&r, &task, &errors) == SQ_OK);
        cr_expect(r.reached && r.order == 4 && r.db >= 7 && r.db < 7.01, "%.4f dB", r.db);
        found[i] = r.setting[space.sought].value;
    }
    cr_expect(fabs(found[1] / found[0] - 1) < 0.01, "%g and %g", found[0], found[1]);
    sq_space_free(&space);
    sq_lab_free(&lab);
}

/* What a range of the file frees is somebody else's, where inputs are named for themselves. */
Test(optimize, named_inputs_stand_alone)
{
    sq_errors errors = {0};
    sq_space space, all;
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("drive.ratio=0.9..1.0"));
    const char *const named[] = {"initial.direction.azimuth = 100deg..180deg"};
    cr_assert(sq_space_make(&all, &lab, named, 1, NULL, false, &errors) == SQ_OK);
    cr_expect(all.n == 2);
    cr_assert(sq_space_make_named(&space, &lab, "optimize", named, 1, &errors) == SQ_OK);
    cr_expect(space.n == 1 && space.sought == SQ_SPACE_NONE);
    cr_expect_str_eq(space.axis[0].key.text, "initial.direction.azimuth");
    sq_space_free(&space);
    const char *const wrong[] = {"drive.ratio=2..1"};
    cr_expect(sq_space_make_named(&space, &lab, "optimize", wrong, 1, &errors) == SQ_ERR_INPUT);
    cr_expect(strncmp(sq_errors_first(&errors), "--optimize drive.ratio", 22) == 0, "%s",
              sq_errors_first(&errors));
    sq_errors_free(&errors);
    sq_space_free(&space);
    sq_space_free(&all);
    sq_lab_free(&lab);
}

/* With as few spins as are enough they may begin as far from the equator as leaves half a
 * decibel less than the target.  Edges are found to a thousandth of their distance. */
Test(optimize, least_number_and_how_well_the_direction_must_be_met)
{
    static const char model[] = "squint: 1\nplatform: model\natoms: {number: 100}\n"
                                "rates: {gamma_collective: 0, chi_z: 1}\n"
                                "drive: {rabi: 0}\ninitial: {direction: +x}\n"
                                "time: {until: 0.3}\n";
    const char *const free[] = {"initial.direction.polar=20deg..150deg"};
    sq_errors errors = {0};
    sq_space space;
    sq_lab lab;
    sq_optimize_result r;
    cr_assert(lab_read_text(&lab, model, &errors) == SQ_OK);
    cr_assert(sq_space_make(&space, &lab, free, 1, "atoms.number=2..200", false, &errors) ==
              SQ_OK);
    sq_optimize_task task = {.goal = {.space = &space, .target = 8}, .seed = 1};
    cr_assert(sq_limit_find(&r, &task, &errors) == SQ_OK);
    size_t free_one = 1 - space.sought;
    cr_assert(r.setting[free_one].low < M_PI / 2 && r.setting[free_one].high > M_PI / 2);
    cr_expect(isnan(r.setting[space.sought].low) && isnan(r.setting[space.sought].high));
    sq_rates rates = lab.rates;
    rates.N = r.setting[space.sought].value;
    for (int side = 0; side < 2; side++) {
        sq_trial trial;
        double time, polar = side ? r.setting[free_one].high : r.setting[free_one].low;
        bool inside;
        cr_assert(sq_trial_run(&trial, &rates, (double[3]){sin(polar), 0, cos(polar)}, 2, 0.3,
                               &errors) == SQ_OK);
        double db = sq_trial_best(&trial, &time, &inside);
        cr_expect(fabs(db - 7.5) < 0.005, "side %d: %.4f dB", side, db);
    }
    sq_space_free(&space);
    sq_lab_free(&lab);
}

/* From −x at 0.9 the lab has 6.2 dB. The figure of the paper has 8.02 by order 2 at its point,
 * and the ridge that leads there is flat: 8.00 at the least is what any seed has to find. */
Test(optimize, drive_and_direction_of_the_paper)
{
    const char *const start[] = {"drive.ratio=0.9", "initial.direction=-x", NULL};
    sq_optimize_result r =
        optimize(start, NULL, 0, (sq_optimize_task){.seed = 3, .threads = 1});
    cr_expect(r.reached && r.order == 2);
    cr_expect(r.db >= 8.0 && r.db < 8.03, "%.4f dB", r.db);
    cr_expect(r.time > 1.9 && r.time < 2.6, "%.3f s", r.time);
    cr_expect(r.here_inside && r.here_db < 6.5, "%.3f", r.here_db);
    cr_expect(fabs(r.setting[2].value - 0.945) < 0.005, "ratio %s", r.setting[2].text.s);
}

/* As good by order 4, which answers: 7.9 dB from any seed, and no less than the lab as it was
 * by either order, which at the point of the paper is hard to beat.  A parabola is good to 1e-3
 * dB.
 */
Test(optimize, no_worse_than_it_was_from_any_seed)
{
    static const uint64_t few[] = {12, 7};
    bool is_long = getenv("SQUINT_LONG");
    sq_errors errors = {0};
    sq_trial trial, lower;
    sq_lab lab = lab_with("sr87-clock-cavity", NULL), best = {0};
    sq_space space;
    double time;
    bool inside;
    cr_assert(sq_space_make(&space, &lab, NULL, 0, NULL, false, &errors) == SQ_OK);
    cr_assert(sq_trial_run_trusted(&trial, &lower, &lab.rates, lab.spin, 4, lab.until,
                                   &errors) == SQ_OK);
    double here = sq_trial_best(&trial, &time, &inside);
    for (uint64_t i = 0; i < (is_long ? 20 : 2); i++) {
        uint64_t seed = is_long ? i + 1 : few[i];
        sq_optimize_result r;
        const sq_optimize_task task = {.goal = {.space = &space}, .seed = seed};
        cr_assert(sq_optimize(&r, &task, &errors) == SQ_OK);
        cr_expect(r.here_inside && r.db >= r.here_db && r.db >= 8.0, "seed %d: %.4f of %.4f",
                  (int)seed, r.db, r.here_db);
        cr_expect(r.time > 1.9 && r.time < 2.3, "seed %d: %.3f s", (int)seed, r.time);
        cr_assert(sq_optimize_lab(&best, &r, &space, &errors) == SQ_OK);
        cr_assert(sq_trial_run_trusted(&trial, &lower, &best.rates, best.spin, 4, best.until,
                                       &errors) == SQ_OK);
        double db = sq_trial_best(&trial, &time, &inside);
        cr_expect(db >= 7.9 && db >= here, "seed %d: %.4f of %.4f by order 4", (int)seed, db,
                  here);
    }
    sq_lab_free(&best);
    sq_space_free(&space);
    sq_lab_free(&lab);
}

/* Where the coupling differs the optimum is that of the atoms in classes, which predict tells:
 * more than before, more than at 0.95 (4.69 dB), and less at its neighbours.  Six classes and
 * as many as it takes differ by less than 0.03 dB. */
Test(optimize, atoms_in_classes_of_coupling)
{
    const char *const free[] = {"drive.ratio=0.85 .. 0.995"};
    sq_errors errors = {0};
    sq_space space;
    sq_optimize_result r;
    sq_classes_cost cost;
    sq_lab best = {0}, lab = lab_with("sr87-effective-cavity", NULL);
    cr_assert(sq_space_make(&space, &lab, free, 1, NULL, false, &errors) == SQ_OK);
    const sq_optimize_task task = {.goal = {.space = &space}, .seed = 1};
    cr_assert(sq_optimize(&r, &task, &errors) == SQ_OK);
    cr_expect(r.in_classes && r.here_inside && fabs(r.here_db - 4.25) < 0.01, "%g", r.here_db);
    cr_expect(r.db > 4.75, "%.4f", r.db);
    cr_assert(sq_optimize_lab(&best, &r, &space, &errors) == SQ_OK);
    cr_assert(sq_classes_cost_run(&cost, &best, SQ_CLASSES_COST_AUTO, SQ_CLASSES_QUICK,
                                  &errors) == SQ_OK);
    cr_expect(fabs(cost.weighted_db - r.db) < 0.03, "%.4f of %.4f", r.db, cost.weighted_db);
    sq_lab_free(&best);
    sq_space_free(&space);
    sq_lab_free(&lab);
}

/* What is nearby is of them as well, by the drive alone where each rests by itself. */
Test(optimize, nearby_of_atoms_in_classes)
{
    sq_errors errors = {0};
    sq_nearby nearby;
    sq_classes_cost cost;
    sq_lab lab = lab_with("sr87-effective-cavity", NULL);
    cr_assert(sq_nearby_find(&nearby, &lab, &errors) == SQ_OK);
    cr_assert(nearby.n == 1 && fabs(nearby.here_db - 4.25) < 0.01, "%g", nearby.here_db);
    char ratio[80];
    snprintf(ratio, sizeof ratio, "drive.ratio=%s", nearby.text[0].s);
    sq_lab_free(&lab);
    lab = lab_with("sr87-effective-cavity", SETTINGS(ratio));
    cr_assert(sq_classes_cost_run(&cost, &lab, SQ_CLASSES_COST_AUTO, SQ_CLASSES_QUICK,
                                  &errors) == SQ_OK);
    cr_expect(fabs(cost.weighted_db - nearby.db) < 0.03 && nearby.db > nearby.here_db + 0.3,
              "%.4f of %.4f", nearby.db, cost.weighted_db);
    sq_lab_free(&lab);
}

/* Where one angle alone is free and stands at its best, it stays there. */
Test(optimize, one_angle_no_worse_than_it_was)
{
    const char *const free[] = {"initial.direction.azimuth"};
    sq_optimize_result r = optimize(NULL, free, 1, (sq_optimize_task){.seed = 1});
    cr_expect(r.db >= r.here_db && r.here_db > 8.02, "%.4f of %.4f", r.db, r.here_db);
}

/* It is told as it is, and not as the nearest that the ranges allow. */
Test(optimize, the_lab_as_it_was_outside_the_ranges)
{
    const char *const away[] = {"initial.direction.azimuth=300deg..400deg"};
    sq_optimize_result r = optimize(NULL, away, 1, (sq_optimize_task){.seed = 1});
    cr_expect(!r.here_inside && r.db < 3);
    cr_expect(fabs(r.here_db - 8.0205) < 2e-3, "%.4f", r.here_db);
}

/* Of one free input the optimum is where both neighbours are worse, and a loss of 0.5 dB where
 * trials along the line have it. */
Test(optimize, one_input_and_how_flat_it_is)
{
    sq_errors errors = {0};
    sq_trial trial;
    double time;
    bool inside;
    const char *const free[] = {"drive.ratio=0.5 .. 1.2"};
    sq_optimize_result r = optimize(NULL, free, 1, (sq_optimize_task){.seed = 1});
    char setting[2][64];
    cr_assert(isfinite(r.setting[0].low) && isfinite(r.setting[0].high));
    for (int side = 0; side < 2; side++) {
        snprintf(setting[side], sizeof setting[side], "drive.ratio=%.9f",
                 side ? r.setting[0].high : r.setting[0].low);
        sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS(setting[side]));
        cr_assert(sq_trial_run(&trial, &lab.rates, lab.spin, 2, lab.until, &errors) == SQ_OK);
        double db = sq_trial_best(&trial, &time, &inside);
        cr_expect(fabs(r.db - SQ_OPTIMIZE_FLAT_DB - db) < 0.01, "%s: %.4f of %.4f",
                  setting[side], db, r.db);
        sq_lab_free(&lab);
    }
}

/* Three transmons keep to the conditions, four do not: what lies between says nothing. */
Test(optimize, whole_numbers_on_the_right_side_of_a_condition)
{
    const char *const free[] = {"atoms.number=2..4"};
    sq_errors errors = {0};
    sq_space space;
    sq_optimize_result r;
    sq_lab lab = lab_with("transmons-circuit", NULL);
    cr_assert(sq_space_make(&space, &lab, free, 1, NULL, false, &errors) == SQ_OK);
    const sq_optimize_task task = {.goal = {.space = &space}, .seed = 1};
    cr_assert(sq_optimize(&r, &task, &errors) == SQ_OK);
    cr_expect(r.reached && !r.violated && r.setting[0].value == 3, "%s: %g dB, %s",
              r.setting[0].text.s, r.db, r.violated);
    sq_space_free(&space);
    sq_lab_free(&lab);
}

/* The largest number that the conditions allow is not rounded to one that they do not, nor a
 * range's end to what lies beyond it. */
Test(optimize, rounding_keeps_to_conditions_and_ranges)
{
    const char *const number[] = {"atoms.number=1e7 .. 4e8"};
    sq_optimize_result r = optimize(NULL, number, 1, (sq_optimize_task){.seed = 1});
    cr_expect(r.reached && !r.violated, "%s", r.setting[0].text.s);
    const char *const ratio[] = {"drive.ratio=0.85 .. 0.912344"};
    r = optimize(NULL, ratio, 1, (sq_optimize_task){.seed = 1});
    cr_expect(r.setting[0].at_high && r.setting[0].value <= 0.912344, "%s",
              r.setting[0].text.s);
    const char *const more[] = {"drive.ratio=0.85 .. 0.912347"};
    r = optimize(NULL, more, 1, (sq_optimize_task){.seed = 1});
    cr_expect(r.setting[0].at_high && r.setting[0].value <= 0.912347, "%s",
              r.setting[0].text.s);
}

/* Far from the mode Gamma falls as 1/Delta_c² and gamma_s wins: the model says so. */
Test(optimize, keeps_to_the_conditions_of_the_model)
{
    const char *const free[] = {"atoms.number=1e4 .. 1e9"};
    sq_optimize_result kept = optimize(NULL, free, 1, (sq_optimize_task){.seed = 1});
    cr_expect(kept.reached && !kept.violated);
    cr_expect(kept.setting[0].value < 3e8, "%s", kept.setting[0].text.s);
    static const char *const allow[] = {"collective-decay", "weak-superradiance", "bad-cavity",
                                        "elimination"};
    sq_optimize_result allowed = optimize(
        NULL, free, 1, (sq_optimize_task){.goal = {.allow = allow, .n_allow = 4}, .seed = 1});
    cr_expect(allowed.db > kept.db + 1, "%g and %g dB", allowed.db, kept.db);
    const char *const beyond[] = {"atoms.number=1e9 .. 1e10"};
    sq_optimize_result none = optimize(NULL, beyond, 1, (sq_optimize_task){.seed = 1});
    cr_expect(none.violated && !none.reached);
}

/* With Poisson fluctuations of N another drive is best: what they leave there is what noise.h
 * says by the same order, by fifteen nodes in place of seven, and more than they leave of the
 * best without them.
 */
Test(optimize, with_noise)
{
    const char *const free[] = {"drive.ratio=0.93..0.96"};
    const char *noisy[] = {"noise.atoms.number=poisson", "time.until=2 s", NULL, NULL};
    sq_optimize_task task = {.goal = {.with_noise = true}, .seed = 1};
    sq_optimize_result r = optimize(noisy, free, 1, task), plain;
    task.goal.with_noise = false;
    plain = optimize(noisy, free, 1, task);
    sq_noise_effect effect[2];
    for (int i = 0; i < 2; i++) {
        char ratio[40];
        sq_errors errors = {0};
        const sq_optimize_result *best = i ? &plain : &r;
        snprintf(ratio, sizeof ratio, "drive.ratio=%.9f", best->setting[0].value);
        noisy[2] = ratio;
        sq_lab lab = lab_with("sr87-clock-cavity", noisy);
        sq_noises noises;
        cr_assert(sq_noises_of_lab(&noises, &lab, &errors) == SQ_OK);
        const sq_task same_order = {.order = best->order};
        cr_assert(sq_noise_of(&effect[i], &lab, &noises, best->time, &same_order, &errors) ==
                  SQ_OK);
        sq_lab_free(&lab);
    }
    cr_expect(fabs(r.db - effect[0].db) < 0.02, "%g and %g", r.db, effect[0].db);
    cr_expect(r.db > effect[1].db + 0.02, "%g and %g", r.db, effect[1].db);
    cr_expect(fabs(r.setting[0].value - plain.setting[0].value) > 1e-3);
}

/* Each point is what a search within its time finds by itself. */
Test(optimize, squeezing_against_time)
{
    const char *const free[] = {"drive.ratio=0.85..0.97"};
    sq_errors errors = {0};
    sq_space space;
    sq_pareto pareto;
    sq_optimize_result best;
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("time.until=2.5 s"));
    cr_assert(sq_space_make(&space, &lab, free, 1, NULL, false, &errors) == SQ_OK);
    sq_optimize_task task = {.goal = {.space = &space}, .seed = 1};
    cr_assert(sq_optimize(&best, &task, &errors) == SQ_OK);
    cr_assert(sq_pareto_find(&pareto, &task, &best, &errors) == SQ_OK);
    cr_assert(pareto.n == SQ_PARETO_POINTS && pareto.point[pareto.n - 1].db == best.db);
    for (size_t i = 1; i < pareto.n; i++)
        cr_expect(pareto.point[i].db > pareto.point[i - 1].db &&
                  pareto.point[i].time > pareto.point[i - 1].time);
    for (size_t i = 2; i < pareto.n; i += 4) {
        sq_optimize_result alone;
        task.goal.within = pareto.point[i].time;
        cr_assert(sq_optimize(&alone, &task, &errors) == SQ_OK);
        cr_expect(fabs(alone.db - pareto.point[i].db) < 0.01, "%g and %g", alone.db,
                  pareto.point[i].db);
    }
    sq_space_free(&space);
    sq_lab_free(&lab);
}

Test(optimize, soonest_time_to_a_target)
{
    const char *const free[] = {"drive.ratio=0.5 .. 1.2"};
    sq_optimize_task task = {.goal = {.kind = SQ_MERIT_TIME_TO, .target = 6}, .seed = 1};
    sq_optimize_result r = optimize(NULL, free, 1, task);
    cr_expect(r.reached);
    cr_expect(r.time < 1.0 && r.time > 0.1, "%g s", r.time);
    task.goal.target = 20;
    r = optimize(NULL, free, 1, task);
    cr_expect(!r.reached);
    cr_expect(r.order == 4);
    cr_expect(fabs(r.db - 7.90) < 0.01, "the most there is by order 4: %g dB", r.db);
}

Test(optimize, within_a_time_and_at_one)
{
    const char *const free[] = {"drive.ratio=0.5 .. 1.2"};
    sq_optimize_result r =
        optimize(NULL, free, 1, (sq_optimize_task){.goal = {.within = 1}, .seed = 1});
    cr_expect(r.time <= 1, "%g s", r.time);
    cr_expect(r.db < 8.0 && r.db > 6, "%g dB", r.db);
    sq_optimize_result at =
        optimize(NULL, free, 1,
                 (sq_optimize_task){.goal = {.kind = SQ_MERIT_DB_AT, .at = 1}, .seed = 1});
    cr_expect(at.time == 1);
    cr_expect(fabs(at.db - r.db) < 0.01, "%g of %g dB", at.db, r.db);
}

/* A clock that is interrogated for 1 s in each cycle loses to 2 s of preparation more than the
 * last decibel is worth. */
Test(optimize, a_clock_wants_less_squeezing_sooner)
{
    const char *const free[] = {"drive.ratio"};
    const sq_merit_goal goal = {.kind = SQ_MERIT_CLOCK,
                                .clock = {.omega = 1, .atoms = 1e4, .interrogation = 1}};
    sq_optimize_result most = optimize(NULL, free, 1, (sq_optimize_task){.seed = 1});
    sq_optimize_result clock =
        optimize(NULL, free, 1, (sq_optimize_task){.goal = goal, .seed = 1});
    cr_expect(clock.reached && clock.time < 0.8 * most.time, "%g s, %g s", clock.time,
              most.time);
    cr_expect(clock.db < most.db &&
              sq_clock_effort(&goal.clock, clock.time, pow(10, -clock.db / 10), 0) <
                  0.9 * sq_clock_effort(&goal.clock, most.time, pow(10, -most.db / 10), 0));
}
