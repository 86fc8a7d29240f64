/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uncertainties of inputs in what follows from them. */
#include "labs.h"

static sq_numbers_row
row_of(const char *key)
{
    sq_numbers_row rate;
    for (size_t i = 0; sq_numbers_rate(&rate, i); i++)
        if (strcmp(rate.key, key) == 0)
            return rate;
    const sq_numbers_row *row = sq_numbers_derived;
    while (row->key && strcmp(row->key, key) != 0)
        row++;
    cr_assert(row->key, "no number %s", key);
    return *row;
}

/* Relative uncertainty. */
static double
relative(const sq_lab *lab, const char *key)
{
    const sq_numbers_row row = row_of(key);
    return sq_uncertainty_of(lab, sq_numbers_value, &row) /
           fabs(sq_numbers_of_rates(&row, &lab->rates));
}

/* Central differences over a thousandth of the uncertainty. */
#define expect_part(value_, wanted_)                                                           \
    cr_expect(fabs((value_) - (wanted_)) < 1e-5 * (wanted_), #value_ " is %g, not %g",         \
              (value_), (wanted_))

Test(uncertainty, none)
{
    sq_lab lab = lab_with("sr87-clock-cavity", NULL);
    cr_expect(lab.n_variations == 0);
    cr_expect(relative(&lab, "Gamma") == 0);
    sq_lab_free(&lab);
}

/* g by 1 %: chi, Gamma and Upsilon_c by 2 %, Omega with them since the ratio is given, and
 * their ratios not at all. */
Test(uncertainty, of_the_coupling)
{
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("cavity.coupling=4.00 ± 0.04 Hz"));
    cr_expect(lab.n_variations == 1);
    cr_expect_str_eq(lab.variation[0].key, "cavity.coupling");
    expect_part(relative(&lab, "Gamma"), 0.02);
    expect_part(relative(&lab, "chi"), 0.02);
    expect_part(relative(&lab, "Omega"), 0.02);
    expect_part(relative(&lab, "gamma_s_over_Gamma"), 0.02);
    cr_expect(relative(&lab, "chi_over_Gamma") == 0);
    cr_expect(relative(&lab, "ratio") == 0);
    cr_expect(relative(&lab, "gamma_s") == 0);
    sq_lab_free(&lab);
}

/* A drive of given power: Upsilon/Upsilon_c goes as power^(1/2)/(N g). */
Test(uncertainty, correlated_through_the_drive)
{
    sq_lab lab = lab_with("sr87-clock-cavity",
                          SETTINGS("drive.power=8 ± 0.8 fW", "cavity.coupling=4.00 ± 0.04 Hz",
                                   "atoms.number=1e4 ± 300"));
    cr_expect(lab.n_variations == 3);
    expect_part(relative(&lab, "ratio"), sqrt(0.05 * 0.05 + 0.01 * 0.01 + 0.03 * 0.03));
    expect_part(relative(&lab, "Omega"), sqrt(0.05 * 0.05 + 0.01 * 0.01));
    sq_lab_free(&lab);
}

/* Delta_c = kappa, known to 10 kHz of 150: -1.6/kappa for Gamma, -0.6/kappa for chi, and for
 * chi/Gamma = Delta_c/kappa 1/kappa, which is their difference and not their sum. */
Test(uncertainty, correlated_through_the_detuning)
{
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("cavity.detuning=150 ± 10 kHz"));
    expect_part(relative(&lab, "Gamma"), 1.6 / 15);
    expect_part(relative(&lab, "chi"), 0.6 / 15);
    expect_part(relative(&lab, "chi_over_Gamma"), 1.0 / 15);
    sq_lab_free(&lab);
}

/* Validity ratios have them too; at the edge of its range an input varies to one side. */
Test(uncertainty, of_validity_and_at_an_edge)
{
    sq_validity_verdict verdict[SQ_VALIDITY_MOST_VERDICTS];
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("cavity.coupling=4.00 ± 0.04 Hz"));
    size_t n = sq_validity_verdicts(verdict, &lab);
    for (size_t i = 0; i < n; i++)
        if (strcmp(verdict[i].name, "elimination") == 0)
            expect_part(verdict[i].ratio_sd / verdict[i].ratio, 0.02);
    sq_lab_free(&lab);
    lab = lab_with("sr87-clock-cavity", SETTINGS("decoherence.relaxation_rate=0 ± 0.1 1/s"));
    const sq_numbers_row gamma_s = row_of("gamma_s");
    expect_part(sq_uncertainty_of(&lab, sq_numbers_value, &gamma_s), 0.1);
    sq_lab_free(&lab);
}

/* Keys that fix each other leave no room to either side: one fault, and not that of another. */
Test(uncertainty, that_cannot_be)
{
    static const char *const settings[][3] = {
        {"trap.ions=217", "coolant.number=93 ± 2"},
        {"trap.ions=217 ± 2"},
        {"trap.ions=217", "atoms.number=124 ± 2"},
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        sq_lab lab;
        sq_errors errors = {0};
        cr_expect(lab_read(&lab, "mg25-penning", settings[i], &errors) == SQ_ERR_INPUT);
        cr_expect(errors.n == 1, "%zu: %zu faults", i, errors.n);
        cr_expect(strstr(errors.fault[0].text, "cannot be propagated"), "%s",
                  sq_errors_first(&errors));
        sq_errors_free(&errors);
    }
}

/* Angles and the length of the run are inputs too, though no rate depends on them. */
Test(uncertainty, of_the_run)
{
    sq_lab lab =
        lab_with("sr87-clock-cavity", SETTINGS("initial.direction=[121.92 ± 0.5 deg, 147.70 ± "
                                               "0.3 deg]",
                                               "time.until=2.7 ± 0.1 s"));
    cr_expect(lab.n_variations == 3);
    cr_expect_str_eq(lab.variation[1].key, "initial.direction");
    cr_expect(relative(&lab, "Omega") == 0);
    sq_lab_free(&lab);
}
