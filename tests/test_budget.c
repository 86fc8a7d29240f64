/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What causes cost, against labs that do not have them. */
#include <criterion/criterion.h>
#include <math.h>

#include "labs.h"
#include "planning/budget.h"
#include "planning/causes.h"
#include "planning/trial.h"

static sq_budget
budget_of(const sq_lab *lab, double planned)
{
    static sq_budget b;
    sq_errors errors = {0};
    cr_assert(sq_budget_make(&b, lab, planned, NULL, NULL, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    cr_expect(!b.interrupted);
    return b;
}

static const sq_budget_cause *
cause(const sq_budget *b, const char *name)
{
    for (size_t i = 0; i < b->n; i++)
        if (strcmp(b->cause[i].name.text, name) == 0)
            return &b->cause[i];
    cr_assert_fail("no cause %s", name);
    return NULL;
}

static double
best_of(const sq_rates *rates, const double spin[3])
{
    sq_trial trial, lower;
    sq_errors errors = {0};
    double time;
    bool inside;
    cr_assert(sq_trial_run_trusted(&trial, &lower, rates, spin, 4, 1e3, &errors) == SQ_OK);
    return sq_trial_best(&trial, &time, &inside);
}

/* 7.89 dB with relaxation and 8.58 without, by predictions of order 4; of order 2 the latter
 * is 9.35.  The angles were chosen with relaxation, and it is all there is beside the number.
 */
Test(budget, relaxation_of_the_paper)
{
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    sq_budget b = budget_of(&lab, 2.1);
    cr_expect(fabs(b.planned_db - 7.89) < 0.01 && fabs(b.now.db - 7.89) < 0.01, "%g %g",
              b.planned_db, b.now.db);
    cr_expect(fabs(cause(&b, "relaxation")->without.db - 8.58) < 0.01, "%g",
              cause(&b, "relaxation")->without.db);
    cr_expect(cause(&b, "finite_number")->only.db == cause(&b, "relaxation")->without.db);
    cr_expect(b.n == 3 && b.n_steps == 2 && b.left[1].db == b.ideal.db);
    cr_expect(b.order[0] == (size_t)(cause(&b, "relaxation") - b.cause));
    sq_lab_free(&lab);
}

/* The paper's point: relaxation squeezes.  Without it the steady state is all there is, xi² =
 * sqrt(1 − u²) at u = 0.9 for many spins. */
Test(budget, relaxation_helps)
{
    sq_lab lab = lab_with("cs133-lossy-cavity", NULL);
    sq_budget b = budget_of(&lab, 16e-9);
    cr_expect(cause(&b, "relaxation")->cost_db < -5);
    cr_expect(fabs(cause(&b, "relaxation")->without.db + 5 * log10(1 - 0.81)) < 0.01, "%g",
              cause(&b, "relaxation")->without.db);
    sq_lab_free(&lab);
}

/* Without its occupation the mode is that of a lab that has none; there Debye-Waller's factor
 * is nearer to 1, by 0.4 % of Gamma, which is worth 0.009 dB. */
Test(budget, occupation_is_that_of_a_colder_lab)
{
    sq_lab warm = lab_with("mg25-penning-cold", NULL),
           cold = lab_with("mg25-penning-cold", SETTINGS("cooling.occupation=0"));
    sq_budget b = budget_of(&warm, 47e-3);
    cr_expect(cold.rates.Gamma_up == 0 && warm.rates.Gamma_up > 0);
    cr_expect(
        fabs(cause(&b, "occupation")->without.db - best_of(&cold.rates, cold.spin)) < 0.02,
        "%g and %g", cause(&b, "occupation")->without.db, best_of(&cold.rates, cold.spin));
    sq_lab_free(&warm);
    sq_lab_free(&cold);
}

/* By order 2 Poisson fluctuations of N cost 1.03 dB at the planned time, of 8.02 dB
 * (doc/physics.md), and less at the best; without them there is the rest. */
Test(budget, noise_is_a_cause)
{
    sq_lab lab =
        lab_with("sr87-clock-cavity", SETTINGS("noise.atoms.number=poisson", "time.until=3 s"));
    sq_budget b = budget_of(&lab, 1.5);
    const sq_budget_cause *poisson = cause(&b, "noise.atoms.number");
    cr_expect(fabs(poisson->without.db - 7.89) < 0.01 && poisson->cost_db > 0.5 &&
                  poisson->cost_db < 1.2,
              "%g", poisson->cost_db);
    cr_expect(fabs(b.now.db + poisson->cost_db - poisson->without.db) < 1e-12);
    cr_expect(poisson->only.db > b.now.db, "what else costs is taken out");
    cr_expect(cause(&b, "finite_number")->only.db > 8.5, "of a lab without noise");
    sq_lab_free(&lab);
}

/* What is not said is what it would be if it were, and no other number knows of it. */
Test(budget, poisson_is_told_and_not_counted)
{
    sq_lab quiet = lab_with("sr87-clock-cavity", SETTINGS("noise.drive.ratio=0.3%")),
           noisy = lab_with("sr87-clock-cavity",
                            SETTINGS("noise.atoms.number=poisson", "noise.drive.ratio=0.3%"));
    sq_budget b = budget_of(&quiet, 1.5), with = budget_of(&noisy, 1.5);
    cr_expect(b.poisson.asked && !with.poisson.asked && isnan(with.poisson.cost_db));
    cr_expect(b.poisson.with.db == with.now.db && b.poisson.planned_db == with.planned_db);
    cr_expect(b.poisson.only.db == cause(&with, "noise.atoms.number")->only.db);
    cr_expect(b.poisson.cost_db == cause(&with, "noise.atoms.number")->cost_db);
    cr_expect(b.n == with.n - 1 && b.ideal.db == with.ideal.db);
    sq_lab_free(&quiet);
    sq_lab_free(&noisy);
}

/* Twisted spins squeeze without end if they are many enough: that cannot be asked of more than
 * a solver takes, and was told as 61 dB that the finite number would help. */
Test(budget, many_are_not_made_more)
{
    sq_errors errors = {0};
    for (int many = 0; many < 2; many++) {
        sq_lab lab;
        cr_assert(lab_read_text(&lab,
                                many
                                    ? "squint: 1\nplatform: model\natoms: {number: 1e15}\n"
                                      "rates: {gamma_collective: 0, chi_z: 1, gamma_phi: 0.5}\n"
                                      "drive: {rabi: 0}\ninitial: {direction: +x}\n"
                                    : "squint: 1\nplatform: model\natoms: {number: 1e4}\n"
                                      "rates: {gamma_collective: 0, chi_z: 1, gamma_phi: 0.5}\n"
                                      "drive: {rabi: 0}\ninitial: {direction: +x}\n",
                                &errors) == SQ_OK);
        sq_budget b = budget_of(&lab, many ? 1.2e-10 : 2.5e-3);
        cr_expect(b.closed_form && b.n == (many ? 2 : 3), "%zu causes", b.n);
        for (size_t i = 0; i < b.n; i++)
            cr_expect(b.cause[i].cost_db > -1e-3, "%s: %g", b.cause[i].name.text,
                      b.cause[i].cost_db);
        sq_lab_free(&lab);
    }
}

/* A run that ends before the first step of a trial would: there is next to no squeezing, and
 * that is known. */
Test(budget, of_a_moment)
{
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("time.until=1 ns"));
    sq_budget b = budget_of(&lab, 1e-9);
    cr_expect(b.planned_db >= 0 && b.planned_db < 1e-6 && b.now.db >= 0, "%g %g", b.planned_db,
              b.now.db);
    sq_lab_free(&lab);
}

/* Orders part at 2.39 s: what is later is not known, and may be more. */
Test(budget, of_a_time_beyond_trust)
{
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    sq_budget b = budget_of(&lab, 2.6);
    cr_expect(isnan(b.planned_db) && !b.noisy && b.now.ended && b.now.db > 7.8, "%g %g",
              b.planned_db, b.now.db);
    sq_lab_free(&lab);
}

/* Of three atoms there are no shots with Poisson fluctuations: most would have too few. */
Test(budget, few_are_not_poisson)
{
    sq_errors errors = {0};
    sq_lab lab;
    cr_assert(lab_read_text(&lab,
                            "squint: 1\nplatform: model\natoms: {number: 3}\n"
                            "rates: {gamma_collective: 0, chi_z: 1, gamma_phi: 0.5}\n"
                            "drive: {rabi: 0}\ninitial: {direction: +x}\n",
                            &errors) == SQ_OK);
    sq_budget b = budget_of(&lab, 0.2);
    cr_expect(!b.poisson.asked && isnan(b.poisson.cost_db));
    sq_lab_free(&lab);
}

/* So many more spins that ten times more would move nothing by a hundredth of a decibel, which
 * is what a table shows. */
Test(budget, many_are_as_good_as_any_number)
{
    sq_lab lab = lab_with("mg25-penning-cold", NULL);
    const sq_causes_row *row = sq_causes_rows;
    while (strcmp(row->name, "finite_number") != 0)
        row++;
    sq_rates many = lab.rates, more;
    row->remove(&many, row);
    more = many;
    row->remove(&more, row);
    cr_expect(fabs(best_of(&many, lab.spin) - best_of(&more, lab.spin)) < 0.01, "%g and %g",
              best_of(&many, lab.spin), best_of(&more, lab.spin));
    sq_lab_free(&lab);
}

/* What mean spins do does not depend on how many there are. */
Test(budget, many_spins_move_as_few)
{
    const sq_causes_row *row = sq_causes_rows;
    while (strcmp(row->name, "finite_number") != 0)
        row++;
    const sq_rates few = {.N = 100, .chi = 0.1, .Gamma = 1, .Omega = 40, .gamma_s = 3};
    sq_rates many = few;
    row->remove(&many, row);
    cr_expect(many.N > 1e4 * few.N * 0.999 && many.Omega == few.Omega && many.gamma_s == 3);
    cr_expect(fabs(many.N * many.Gamma - 100) < 1e-9 && fabs(many.N * many.chi - 10) < 1e-9);
}
