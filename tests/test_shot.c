/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lab as it is in one shot. */
#include "labs.h"

#include "lab/lab_change.h"
#include "lab/shot.h"
#include "model/initial.h"

/* The noise of a lab that was read with it. */
static sq_shot
shot_of(const sq_lab *lab)
{
    sq_noises noises;
    sq_shot shot;
    sq_errors errors = {0};
    cr_assert(sq_noises_of_lab(&noises, lab, &errors) == SQ_OK, "%s", sq_errors_first(&errors));
    cr_assert(sq_shot_make(&shot, lab, &noises, &errors) == SQ_OK, "%s",
              sq_errors_first(&errors));
    return shot;
}

static sq_lab
drawn(const sq_shot *shot, const double *z)
{
    sq_lab varied = {0};
    sq_errors errors = {0};
    cr_assert(sq_shot_lab(&varied, shot, z, &errors) == SQ_OK, "%s", sq_errors_first(&errors));
    return varied;
}

/* Also where the lab gives it as a ratio, which would go with N. */
Test(shot, the_drive_stays_while_atoms_come_and_go)
{
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("noise.atoms.number=0.37 poisson"));
    sq_shot shot = shot_of(&lab);
    sq_lab fewer = drawn(&shot, (double[]){-1.7});
    expect_digits(fewer.rates.N, 1e4 - 1.7 * sqrt(0.37e4));
    cr_expect(fewer.rates.Omega == lab.rates.Omega);
    cr_expect(memcmp(fewer.spin, lab.spin, sizeof lab.spin) == 0);
    sq_lab_free(&fewer);
    sq_shot_free(&shot);
    sq_lab_free(&lab);
}

/* Noise of the ratio, at the means of all else, is noise of the drive. */
Test(shot, a_ratio_is_a_drive)
{
    static const char *const noise[] = {
        "noise.drive.ratio=1.3 %", "noise.drive.ratio=0.0123201", "noise.drive.rabi=1.3 %"};
    for (size_t i = 0; i < 3; i++) {
        sq_lab lab =
            lab_with("sr87-clock-cavity", SETTINGS(noise[i], "noise.atoms.number=1 %"));
        sq_shot shot = shot_of(&lab);
        sq_lab varied = drawn(&shot, (double[]){2.1, -0.7});
        expect_digits(varied.rates.N, 1.021e4);
        expect_digits(varied.rates.Omega, lab.rates.Omega * (1 - 0.7 * 0.013));
        sq_lab_free(&varied);
        sq_shot_free(&shot);
        sq_lab_free(&lab);
    }
}

/* The power that is held makes another drive at another detuning of the cavity. */
Test(shot, what_follows_an_input_follows_it)
{
    sq_lab lab = lab_with("sr87-clock-cavity",
                          SETTINGS("drive.power=8.6 fW", "noise.cavity.detuning=2 kHz"));
    sq_shot shot = shot_of(&lab);
    sq_lab varied = drawn(&shot, (double[]){0.5}),
           read = lab_with("sr87-clock-cavity",
                           SETTINGS("drive.power=8.6 fW", "cavity.detuning=151 kHz"));
    expect_digits(varied.rates.chi, read.rates.chi);
    expect_digits(varied.rates.Gamma, read.rates.Gamma);
    expect_digits(varied.rates.Omega, read.rates.Omega);
    cr_expect(fabs(read.rates.Omega / lab.rates.Omega - 1) > 1e-3);
    sq_lab_free(&varied);
    sq_lab_free(&read);
    sq_shot_free(&shot);
    sq_lab_free(&lab);
}

/* A direction by name has angles, too; beyond the pole it goes on. */
Test(shot, the_initial_direction)
{
    sq_lab lab =
        lab_with("sr87-clock-cavity",
                 SETTINGS("initial.direction=-x", "noise.initial.direction.polar=2 deg",
                          "noise.initial.direction.azimuth=3 deg"));
    sq_shot shot = shot_of(&lab);
    const double degree = M_PI / 180;
    double wanted[3];
    static const double z[][2] = {{0.7, -1.3}, {-50, 0.1}};
    for (size_t i = 0; i < 2; i++) {
        sq_lab varied = drawn(&shot, z[i]);
        sq_initial_from_angles(wanted, (90 + 2 * z[i][0]) * degree,
                               (180 + 3 * z[i][1]) * degree);
        for (int a = 0; a < 3; a++) /* a few roundings of angles */
            cr_expect(fabs(varied.spin[a] - wanted[a]) < 1e-14);
        cr_expect(varied.rates.Omega == lab.rates.Omega);
        sq_lab_free(&varied);
    }
    sq_shot_free(&shot);
    sq_lab_free(&lab);
}

/* ---- what is refused ---- */

static void
expect_refused(const char *const *setting, const char *words)
{
    sq_lab lab;
    sq_errors errors = {0};
    cr_expect(lab_read(&lab, "sr87-clock-cavity", setting, &errors) == SQ_ERR_INPUT, "%s",
              setting[0]);
    cr_expect(errors.n && strstr(sq_errors_first(&errors), words), "%s: %s", setting[0],
              errors.n ? sq_errors_first(&errors) : "");
    sq_errors_free(&errors);
}

Test(shot, noise_that_cannot_be)
{
    expect_refused(
        SETTINGS("noise.drive.detuning=1 %"),
        "noise.drive.detuning = 1 %: drive.detuning is 0, and so would be its noise");
    expect_refused(SETTINGS("noise.drive.power=1 %"), "write the noise of that, as "
                                                      "noise.drive.ratio");
    expect_refused(SETTINGS("noise.drive.power=1 %", "drive.photons=0.3"),
                   "the lab gives drive.photons in place of drive.power");
    expect_refused(SETTINGS("noise.atoms.wavelength=1 %"),
                   "the lab has no atoms.wavelength that it could be the noise of");
    expect_refused(SETTINGS("noise.cavity.length=1 mm", "cavity.length=4 cm"),
                   "cavity.length does not end in the rates");
}

/* Neither faults of the noise nor those of other keys hide each other's place. */
Test(shot, a_fault_tells_where)
{
    sq_lab lab;
    sq_errors errors = {0};
    cr_expect(lab_read_text(&lab,
                            "squint: 1\nplatform: model\natoms: {number: 37}\n"
                            "rates: {gamma_s: 3.7}\ndrive: {rabi: 0.83}\nnoise:\n"
                            "  rates.chi: 1 %\n  rates.chi_z: 0.1 %\n",
                            &errors) == SQ_ERR_INPUT);
    cr_assert(errors.n == 2);
    cr_expect(strstr(sq_errors_text(&errors, 0), ":7:14: noise.rates.chi = 1 %"), "%s",
              sq_errors_text(&errors, 0));
    cr_expect(strstr(sq_errors_text(&errors, 1), ":8:16: noise.rates.chi_z = 0.1 %"), "%s",
              sq_errors_text(&errors, 1));
    sq_errors_free(&errors);
}

Test(shot, noise_is_no_value_of_the_lab)
{
    static const char *const key[] = {"noise.atoms.number"};
    sq_lab lab = lab_with("sr87-clock-cavity", SETTINGS("noise.atoms.number=1 %"));
    sq_lab_change *change;
    sq_errors errors = {0};
    cr_expect(sq_lab_change_create(&change, &lab, key, 1, &errors) == SQ_ERR_INPUT);
    cr_expect(strstr(sq_errors_first(&errors), "noise is no number of the lab"));
    sq_errors_free(&errors);
    sq_lab_free(&lab);
}
