/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Platform penning against a chain worked out by hand: 124 25Mg+ spins, 93 24Mg+ coolant ions,
 * 9Be-equivalent axial frequency 1.57 MHz, Raman beams at 0.9 um, 8 kHz, -650 GHz, Doppler
 * cooling at s = 0.1, half a linewidth below the line. */
#include "labs.h"

Test(penning, worked_chain)
{
    sq_lab lab = lab_with("mg25-penning", NULL);
    sq_mode mode;
    sq_lab_mode(&lab, &mode);
    expect_digits(fact(&lab, "crystal_mass") * 1.66053906892e-27, 8.848570350e-24);
    expect_digits(fact(&lab, "mode_frequency") / (2 * M_PI), 951084.925);
    expect_digits(fact(&lab, "zero_point"), 9.985893856e-10);
    expect_digits(fact(&lab, "eta"), 6.971469061e-3);
    expect_digits(fact(&lab, "coolant_part"), 0.418590611);
    expect_digits(mode.kappa, 25375.38286);
    expect_digits(mode.nbar, 15.66336899);
    expect_digits(mode.g / (2 * M_PI), 27.88587625);
    expect_digits(sq_mode_emission(&mode), 4.839223894);
    expect_digits(sq_mode_epsilon(&mode, lab.rates.N), 0.02364748);
    expect_digits(lab.rates.Gamma, 80.63777);
    expect_digits(lab.rates.Gamma_up, 75.79855);
    cr_expect(lab.rates.chi == 0 && lab.rates.delta == 0);
    expect_digits(lab.rates.gamma_s, 1.306751279);
    expect_digits(lab.rates.gamma_up, 1.306751279);
    expect_digits(lab.rates.gamma_phi, 1.742335039);
    expect_digits(fact(&lab, "one_spin_rate"), 4.355837598);
    expect_digits(fact(&lab, "collective_cooperativity"), 137.7608208);
    cr_expect(fabs(fact(&lab, "eta_1") - 0.101811) < 5e-7);
    cr_expect(fabs(fact(&lab, "largest_occupation") - 0.647) < 5e-4);
    expect_digits(sq_rates_upsilon_critical(&lab.rates), 4.839223894);
    sq_lab_free(&lab);
}

/* The crystal at 185 kHz: g = 2 pi x 22.4119 Hz, kappa = 2 pi x 5989.56 Hz, Gamma = 2.107664.
 */
Test(penning, crystal_factors)
{
    sq_lab lab = lab_with("mg25-penning", (const char *[]){"trap.coupling_factor=0.8037",
                                                           "trap.damping_factor=1.4831", NULL});
    sq_mode mode;
    sq_lab_mode(&lab, &mode);
    cr_expect(fabs(mode.g / (2 * M_PI) - 22.4119) < 5e-5);
    cr_expect(fabs(mode.kappa / (2 * M_PI) / 5989.56 - 1) < 3e-5, "%g", mode.kappa);
    cr_expect(fabs(sq_mode_emission(&mode) / 2.107664 - 1) < 3e-5);
    expect_digits(mode.nbar, 15.66336899);
    sq_lab_free(&lab);
}

/* W = 0.1675, g x 0.846, Gamma x 0.715 at that occupation. */
Test(penning, debye_waller)
{
    sq_lab cold = lab_with("mg25-penning-cold", NULL);
    sq_lab hot =
        lab_with("mg25-penning-cold", (const char *[]){"cooling.occupation=15.66336899", NULL});
    cr_expect(fabs(-log(fact(&hot, "debye_waller")) - 0.1675) < 5e-5);
    cr_expect(fabs(fact(&hot, "debye_waller") - 0.846) < 5e-4);
    cr_expect(fabs(pow(fact(&hot, "debye_waller"), 2) - 0.715) < 5e-4);
    expect_digits(fact(&cold, "nbar"), 0.28);
    expect_digits(cold.rates.Gamma_up / cold.rates.Gamma, 0.28 / 1.28);
    sq_lab_free(&cold);
    sq_lab_free(&hot);
}

/* The intensity that the Rabi frequency needs gives it back; the thermal shift is in delta. */
Test(penning, intensity_and_shift)
{
    sq_lab lab = lab_with("mg25-penning", NULL);
    char intensity[64];
    snprintf(intensity, sizeof intensity, "raman.intensity=%.12g W/m2",
             fact(&lab, "raman_intensity"));
    sq_lab same = lab_with("mg25-penning",
                           (const char *[]){intensity, "raman.mode_detuning=2 kHz", NULL});
    expect_digits(fact(&same, "raman_rabi"), 2 * M_PI * 8000);
    cr_expect(same.rates.chi > 0);
    expect_digits(same.rates.delta, 2 * same.rates.chi * 15.66336899);
    sq_lab_free(&lab);
    sq_lab_free(&same);
}

/* Polarisations: the sum of two beams, and sqrt(2) more coupling for circular light. */
Test(penning, polarisations)
{
    sq_lab lab =
        lab_with("mg25-penning", (const char *[]){"raman.polarisation=pi-sigma+", NULL});
    double x = 1.306751279 / 3 / M_SQRT2; /* the same Omega_R by less light */
    expect_digits(lab.rates.gamma_s, 2 * x);
    expect_digits(lab.rates.gamma_up, 4 * x);
    expect_digits(lab.rates.gamma_phi, 4 * x);
    sq_lab_free(&lab);
}

/* ---- what is refused ---- */

static const struct {
    const char *setting[4];
    const char *words;
} refused[] = {
    {{"trap.ions=200"}, "trap.ions = 200 is not atoms.number = 124 and coolant.number = 93"},
    {{"coolant.number=0"}, "'coolant.number'"},
    {{"cooling.detuning=5 MHz"}, "cooling.detuning = 5 MHz heats the mode"},
    {{"cooling.damping=4 kHz"}, "give cooling.occupation (nbar) too"},
    {{"cooling.saturation=0.1", "cooling.damping=4 kHz"}, "exclude each other"},
    {{"raman.rabi=8 kHz", "raman.intensity=1 W/cm2"}, "exclude each other"},
    {{"atoms.species=Be-9"}, "its lines are not in the table"},
    {{"coolant.species=Be-9"}, "its lines are not in the table"},
    {{"raman.detuning=0 Hz"}, "is on a line"},
    {{"raman.detuning=-2e15 Hz"}, "out of range, it must be between -4e+14 Hz and 4e+14 Hz"},
    {{"cooling.angle=90 deg"}, "out of range, it must be between 0 deg and 89 deg"},
    {{"cooling.occupation=1e16"}, "out of range, it must be between 0 and 1e+06"},
    {{"cooling.occupation=0.3", "cooling.heating_rate=5 1/s"}, "exclude each other"},
    {{"cooling.damping=4 kHz", "cooling.occupation=0.3", "trap.damping_factor=1.2"},
     "exclude each other"},
    {{"cooling.saturation=1e-9", "cooling.heating_rate=1e6 1/s"}, "the beam hardly cools"},
};

Test(penning, bad_values)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        sq_lab lab;
        sq_errors errors = {0};
        cr_assert(lab_read(&lab, "mg25-penning", refused[i].setting, &errors) != SQ_OK, "%s",
                  refused[i].words);
        bool found = false;
        for (size_t k = 0; k < errors.n; k++)
            found = found || strstr(errors.fault[k].text, refused[i].words) ||
                    (i == 1 && strstr(errors.fault[k].text, "coolant.number=0"));
        cr_expect(found, "%s: %s", refused[i].words, errors.fault[0].text);
        sq_errors_free(&errors);
    }
}

/* More spins than ions. */
Test(penning, more_spins_than_ions)
{
    static const char text[] =
        "squint: 1\nplatform: penning\natoms: {number: 124}\ntrap: {ions: 100, "
        "axial_frequency: 1 MHz}\nraman: {effective_wavelength: 0.9 um, rabi: 8 kHz, "
        "detuning: -650 GHz}\ncooling: {saturation: 0.1}\ndrive: {ratio: 0.9}\n";
    sq_lab lab;
    sq_errors errors = {0};
    cr_expect(lab_read_text(&lab, text, &errors) != SQ_OK);
    cr_expect(strstr(errors.fault[0].text, "trap.ions = 100 leaves no coolant beside "
                                           "atoms.number = 124 spins"));
    sq_errors_free(&errors);
}

/* What of the notes on temperature and cooling is said of this lab. */
static bool
says(const char *const *setting, const char *words)
{
    sq_lab lab = lab_with("mg25-penning-cold", setting);
    bool said = has_note(&lab, words);
    sq_lab_free(&lab);
    return said;
}

/* Which cooling is enough follows from what is needed: nbar < (1/sqrt(1 − u²) − 1)/2. */
Test(penning, which_cooling)
{
    cr_expect_not(says(NULL, "cool"));
    /* 3.04 is needed: EIT's 0.28 is enough */
    cr_expect(
        says(SETTINGS("drive.ratio=0.99", "cooling.occupation=5"),
             "Doppler cooling reaches nbar = 14.9 at best here, which is not enough; EIT "
             "cooling of more than 100 9Be+ ions reached 0.28(18) (Jordan et al., PRL 122, "
             "053603 (2019), as quoted, not re-checked), which is enough: cool the coolant "
             "so"));
    /* 0.077 */
    cr_expect(says(SETTINGS("drive.ratio=0.5"),
                   "which is not enough either: cool the mode to its ground state, or drive at "
                   "more than Upsilon/Upsilon_c = 0.768"));
    /* 21.9 */
    cr_expect(says(SETTINGS("drive.ratio=0.99975", "cooling.occupation=37"),
                   "Doppler cooling can reach nbar = 14.9 here, which is enough"));
    /* of beryllium no line is known */
    cr_expect(says(SETTINGS("coolant.species=Be-9", "cooling.occupation=5"), "EIT cooling of"));
    cr_expect_not(says(SETTINGS("coolant.species=Be-9", "cooling.occupation=5"), "Doppler"));
}

/* A hot mode is spoken of on both sides of the threshold. */
Test(penning, temperature)
{
    cr_expect(says(NULL, "the mode holds 0.28 quanta: the superradiant steady state then has "
                         "xi^2 = (2 nbar+1) sqrt(1-u^2) = 0.487 at large N; at "
                         "Upsilon/Upsilon_c = 0.95 it is squeezed below nbar = 1.1 only"));
    cr_expect(says(SETTINGS("drive.ratio=1.05"),
                   "the mode holds 0.28 quanta, 1.56 times the noise of an empty one"));
    sq_lab lab = lab_with("mg25-penning-cold", SETTINGS("cooling.occupation=0"));
    cr_expect(fabs(fact(&lab, "largest_occupation") - 1.1013) < 1e-4);
    cr_expect_not(has_note(&lab, "quanta"));
    sq_lab_free(&lab);
}

/* The nearer line against their splitting: 125 GHz/650 GHz, or, above P3/2, its distance. */
Test(penning, far_detuned)
{
    sq_lab lab = lab_with("mg25-penning", NULL);
    expect_digits(verdict(&lab, "far-detuned").ratio, 125.0 / 650);
    cr_expect(verdict(&lab, "far-detuned").colour == SQ_COLOUR_AMBER);
    sq_lab_free(&lab);
    lab = lab_with("mg25-penning",
                   SETTINGS("raman.detuning=3044.59 GHz", "raman.line_splitting=0 Hz"));
    expect_digits(verdict(&lab, "far-detuned").ratio, 0.0418 / 300);
    sq_lab_free(&lab);
    lab = lab_with("mg25-penning", SETTINGS("raman.detuning=-1 GHz"));
    cr_expect_not(verdict(&lab, "far-detuned").ok);
    sq_lab_free(&lab);
}
